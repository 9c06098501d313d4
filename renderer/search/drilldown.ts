/** From a cell of a table back to the events behind it. */
import type { Cell, ResultColumn, TimeRange } from '../../src/protocol/index.ts';
import { fieldName, fieldTerm, stepsOf, withTerm } from './edit-search.ts';

export interface EventsBehind {
  readonly search: string;
  /** Absent: the range of the search itself. */
  readonly range?: TimeRange;
}

/** Commands that make a table of events; what stands before the first of them finds the events. */
const transforming = /^(?:si)?(stats|chart|timechart|top|rare|contingency|eventcount|tstats)\b/i;

/**
 * The search for the events that a cell was counted from: the steps before the table was made, with the row's values of
 * the fields it was split by. Undefined where the search makes no table of events. `spanSeconds` is the length of a row
 * over time.
 */
export function eventsBehind(
  search: string,
  columns: readonly ResultColumn[],
  row: readonly Cell[],
  clicked: number,
  spanSeconds: number,
): EventsBehind | undefined {
  const steps = stepsOf(search);
  const at = steps.findIndex((step) => transforming.test(step));
  const step = steps[at];
  if (at <= 0 || step === undefined) return undefined;
  const command = (transforming.exec(step)?.[1] ?? '').toLowerCase();
  const split = splitFields(command, step);
  let found = steps.slice(0, at).join(' | ');
  if (found.trim() === '') found = 'index=*';
  let range: TimeRange | undefined;
  columns.forEach((column, i) => {
    const value = row[i] ?? null;
    if (column.name === '_time' && typeof value === 'number') {
      range = { earliest: String(value), latest: String(value + Math.max(spanSeconds, 1)) };
    } else if (split.rows.includes(column.name)) found = withTerm(found, termFor(column.name, value));
  });
  const name = columns[clicked]?.name ?? '';
  if (split.columns !== undefined && name !== '_time' && !split.rows.includes(name)) {
    // With several aggregations a column is called "count: value".
    const value = name.replace(/^.*?: /, '');
    if (value === 'NULL') found = withTerm(found, `NOT ${fieldName(split.columns)}=*`);
    else if (value !== 'OTHER') found = withTerm(found, fieldTerm(split.columns, value));
  }
  return { search: found, ...(range === undefined ? {} : { range }) };
}

function termFor(field: string, value: Cell): string {
  if (value === null) return `NOT ${fieldName(field)}=*`;
  return fieldTerm(field, Array.isArray(value) ? (value[0] ?? '') : String(value));
}

/** Fields whose values stand in rows, and the one whose values became columns. */
function splitFields(command: string, step: string): { rows: readonly string[]; columns: string | undefined } {
  const by = names(/\bby\s+(.+)$/is.exec(step)?.[1] ?? '');
  if (command === 'timechart') return { rows: [], columns: by[0] };
  if (command === 'chart') {
    const over = names(/\bover\s+(.+?)(?:\s+by\s|$)/is.exec(step)?.[1] ?? '');
    return over.length > 0 ? { rows: over.slice(0, 1), columns: by[0] } : { rows: by.slice(0, 1), columns: by[1] };
  }
  if (command === 'top' || command === 'rare') {
    const own = names(step.replace(/^\w+/, '').replace(/\bby\s.*$/is, ''));
    return { rows: [...own, ...by], columns: undefined };
  }
  return { rows: by, columns: undefined };
}

/** Field names of a list; options such as limit=10 are none. */
function names(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(?<![\w=])([\w.{}:@-]+)(=\S*)?/g)]
    .filter((match) => match[3] === undefined)
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((name) => name !== '' && !/^\d+$/.test(name));
}
