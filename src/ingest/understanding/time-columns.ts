/** Which columns of a table hold the event's time, and how it is written there. */
import type { Decision, TimeCandidate } from '../../protocol/index.ts';
import type { Settings } from '../settings.ts';
import { compileFormat } from '../timestamp/format.ts';
import type { TimeContext } from '../timestamp/format.ts';
import { recogniseInCells, recogniseInText } from '../timestamp/recognise.ts';
import type { RecognisedTime } from '../timestamp/recognise.ts';

import type { Understanding } from './types.ts';

interface TimeColumns {
  readonly best: { readonly names: readonly string[] } | undefined;
  readonly chosen: RecognisedTime | undefined;
  readonly candidates: readonly TimeCandidate[];
  readonly examples: readonly string[];
  readonly of: number;
}

const timeWords =
  /(^|[^a-z])(timestamp|time|date|datetime|zeit|datum|fecha|ts|when|created|occurred|start|_time|eventtime|epoch|unix|utc|dt)([^a-z]|$)|timestamp|datetime|unixtime|zeitpunkt|zeitstempel|uhrzeit|horodatage|_at$/i;
/** Dates of things that come after the event itself, or of people. */
const lesserWords =
  /birth|expir|due|end|updated|modified|valid|until|paid|payment|deliver|closed|resolved|ingest|(?:^|[._])(?:receive|received)(?![a-z])/i;
/** A name that says the time of the event and nothing else. */
const plainName = /^@?_?(?:timestamp|time|date|datetime|ts|t|eventtime|event_time)$/i;

/** The file has no names: what a column holds says what it is. */
const isUnnamed = (name: string): boolean => /^field\d+$/.test(name);

/** Seconds or parts of them, of one length, that never go back: times rather than numbers of something. */
function rise(cells: readonly string[]): boolean {
  const [first = ''] = cells;
  return (
    cells.length >= 3 &&
    /^\d{10}(?:\d{3}){0,3}(?:\.\d+)?$/.test(first) &&
    cells.every((cell, i) => i === 0 || Number(cell) >= Number(cells[i - 1])) &&
    Number(cells.at(-1)) > Number(first)
  );
}

/** Rows that are tried with every format. */
const mostRows = 2000;

/** At most `count` of the items, from the beginning to the end of them. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  const step = items.length / count;
  return items.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

export function timeColumns(
  columns: readonly string[],
  sampledRows: readonly (readonly string[])[],
  context: TimeContext,
  settings: Settings,
): TimeColumns {
  const rows = spread(sampledRows, mostRows);
  const cellsOf = (indexes: readonly number[]): string[] =>
    rows.map((row) =>
      indexes
        .map((i) => (row[i] ?? '').trim())
        .filter((c) => c !== '')
        .join(' '),
    );
  const explicit = settings.TIMESTAMP_FIELDS === undefined ? undefined : splitNames(settings.TIMESTAMP_FIELDS);
  const ranked: {
    readonly names: string[];
    readonly found: RecognisedTime;
    readonly score: number;
    readonly cells: string[];
  }[] = [];
  const consider = (indexes: readonly number[], bonus: number): void => {
    const cells = cellsOf(indexes);
    const filled = cells.filter((c) => c !== '');
    if (filled.length === 0) return;
    const found = recogniseInCells(filled, context);
    if (found === null || found.fits < filled.length * 0.5) return;
    const names = indexes.map((i) => columns[i] ?? '');
    const label = names.join(' ');
    const numeric = /^%s|^%Y%m%d$/.test(found.format);
    if (numeric && !timeWords.test(label) && !(isUnnamed(label) && rise(filled))) return;
    const coverage = found.fits / Math.max(1, rows.length);
    const score =
      coverage * 10 +
      (timeWords.test(label) ? 3 : 0) +
      (plainName.test(label) ? 0.5 : 0) -
      (lesserWords.test(label) ? 1.5 : 0) +
      (/%[HIs]/.test(found.format) ? 1 : 0) +
      bonus -
      (indexes[0] ?? 0) * 0.01;
    ranked.push({ names, found, score, cells: filled });
  };
  columns.forEach((name, i) => {
    const isDate =
      /date|datum|day|fecha/i.test(name) ||
      rows
        .slice(0, 20)
        .some((r) => /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$|^\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4}$/.test((r[i] ?? '').trim()));
    const next = columns.findIndex(
      (other, j) =>
        j !== i &&
        Math.abs(i - j) <= 2 &&
        rows.slice(0, 20).some((r) => /^\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?( ?[AP]M)?$/i.test((r[j] ?? '').trim())) &&
        other !== '',
    );
    if (isDate && next >= 0) consider([i, next], 2);
    consider([i], 0);
  });
  ranked.sort((a, b) => b.score - a.score);
  const candidates = ranked.slice(0, 8).map((r): TimeCandidate => ({
    label: r.names.join(' + '),
    settings: { TIMESTAMP_FIELDS: r.names.join(','), TIME_FORMAT: r.found.format },
    fits: r.found.fits,
    of: r.cells.length,
    example: r.cells[0] ?? '',
  }));
  if (explicit !== undefined) {
    const indexes = explicit.map((name) => columns.indexOf(name)).filter((i) => i >= 0);
    const cells = cellsOf(indexes).filter((c) => c !== '');
    return {
      best: { names: explicit },
      chosen: recogniseInCells(cells, context) ?? recogniseInText(cells.slice(0, 500), context) ?? undefined,
      candidates,
      examples: cells.slice(0, 3),
      of: rows.length,
    };
  }
  const [best] = ranked;
  return {
    best: best === undefined ? undefined : { names: best.names },
    chosen: best?.found,
    candidates,
    examples: best?.cells.slice(0, 3) ?? [],
    of: rows.length,
  };
}

/** Names parted by commas; one in quotes may hold a comma. */
export function splitNames(text: string): string[] {
  return [...text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,]+))\s*(?:,|$)/g)]
    .map((m) => (m[1] ?? m[2] ?? '').trim())
    .filter((n) => n !== '');
}

export function timeDecision(settings: Settings, time: TimeColumns, given: Settings): Decision {
  if (settings.TIMESTAMP_FIELDS === undefined)
    return { about: 'timestamp', value: 'none', why: 'no column reads as a time', confidence: 0.6 };
  const format = settings.TIME_FORMAT ?? 'automatic';
  const set = given.TIMESTAMP_FIELDS !== undefined || given.TIME_FORMAT !== undefined;
  const others = time.candidates.slice(1, 3).map((c) => c.label);
  const why = set
    ? 'you set it'
    : `${time.chosen?.fits ?? 0} of ${time.of} sampled rows read as ${format}${others.length > 0 ? `; also possible: ${others.join(', ')}` : ''}`;
  return {
    about: 'timestamp',
    value: `${settings.TIMESTAMP_FIELDS} as ${format}`,
    why,
    confidence: set ? 1 : (time.chosen?.fits ?? 0) / Math.max(1, time.of),
  };
}

/** What is said where day and month may be exchanged. */
export function undecided(format: string): string {
  return `Nothing in the file decides between day and month: read as ${format}.`;
}

export function ambiguityOf(
  a: string,
  b: string,
  examples: readonly string[],
): NonNullable<Understanding['ambiguity']> {
  const shown = (format: string): string[] =>
    examples.map((cell) => {
      const found = compileFormat(format).read(cell, 0, false, { zone: 'UTC', reference: Date.now() });
      return `${cell} is ${found === null ? 'no time' : new Date(found.time / 1000).toISOString().slice(0, 10)}`;
    });
  return {
    question: 'Is the day or the month first?',
    readings: [a, b].map((format) => ({
      label: /%m.%d/.test(format) ? 'Month first' : 'Day first',
      settings: { TIME_FORMAT: format },
      examples: shown(format),
    })),
  };
}
