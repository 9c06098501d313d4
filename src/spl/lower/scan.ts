/** The first step of a search over events: which segments, which range, which columns; and the conditions left over. */
import { column } from '../../plan/expression.ts';
import { filter } from '../../plan/relation.ts';
import { eventColumns } from '../../plan/catalogue.ts';
import type { SegmentFacts } from '../../plan/catalogue.ts';
import type { Column, FieldType, Relation } from '../../plan/types.ts';
import type { CompileState } from '../compile-state.ts';
import { parseTimeText } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import type { Predicate } from '../syntax/tree.ts';
import { withDateFields } from './date-fields.ts';
import { expandKnowledge } from './knowledge-conditions.ts';
import { lowerPredicate, settleValue, subsearchAsPredicate } from './predicate.ts';

const timeModifiers = new Set([
  'earliest',
  'latest',
  '_index_earliest',
  '_index_latest',
  'starttime',
  'endtime',
  'timeformat',
]);

/** Events newest first. Inline earliest and latest replace the picker's bounds, as in Splunk. */
export function lowerScan(given: Predicate, state: CompileState): Relation {
  const predicate = expandKnowledge(expandSubsearches(given, state), state);
  const range = rangeOf(predicate, state);
  state.range = range;
  const rest = withoutTimeModifiers(predicate);
  const named = mentionsIndex(rest);
  const segments = state.context.catalogue.segments.filter(
    (segment) =>
      mayHold(rest, segment) !== 'no' &&
      (named || state.context.defaultIndexes.some((pattern) => fits(pattern, segment.index))) &&
      overlaps(segment, range),
  );
  const scan = withDateFields(scanOf(segments, range), state.typed, state.context.timeZone);
  const settled = settle(rest, segments);
  return settled.kind === 'everything' ? scan : filter(scan, lowerPredicate(settled, scan, state));
}

/** A scan of exactly these segments. */
export function scanOf(segments: readonly SegmentFacts[], range: CompileState['range']): Relation {
  const columns = new Map<string, Column>(
    eventColumns.map((c) => [c.name, c.name === '_id' ? { ...c, hidden: true as const } : c]),
  );
  for (const segment of segments) {
    // Of two of one name the derived one comes last: it is the one that is read.
    const derived = segment.derived.map(({ name, value }): Column => ({ name, type: value.type }));
    const stored = segment.fields.filter((field) => !derived.some(({ name }) => name === field.name));
    for (const field of [...stored, ...derived]) {
      const before = columns.get(field.name);
      columns.set(
        field.name,
        before === undefined
          ? { name: field.name, type: field.type }
          : { ...before, type: widest(before.type, field.type) },
      );
    }
  }
  return {
    node: { kind: 'scan', segments: segments.map((s) => s.id), ...range, columns: [...columns.values()] },
    order: [
      { expression: column('_time', 'time'), direction: 'descending' },
      { expression: column('_id', 'number'), direction: 'descending' },
    ],
  };
}

function widest(a: FieldType, b: FieldType): FieldType {
  if (a === b) return a;
  return a === 'multivalue' || b === 'multivalue' ? 'multivalue' : 'string';
}

function overlaps(segment: SegmentFacts, range: CompileState['range']): boolean {
  if (range.earliest === undefined && range.latest === undefined) return true;
  if (segment.earliest === undefined || segment.latest === undefined) return false;
  return (
    (range.latest === undefined || segment.earliest < range.latest) &&
    (range.earliest === undefined || segment.latest >= range.earliest)
  );
}

function expandSubsearches(predicate: Predicate, state: CompileState): Predicate {
  switch (predicate.kind) {
    case 'subsearch':
      return subsearchAsPredicate(predicate, state);
    case 'comparison':
      return settleValue(predicate, state);
    case 'and':
    case 'or':
      return { ...predicate, parts: predicate.parts.map((part) => expandSubsearches(part, state)) };
    case 'not':
      return { ...predicate, part: expandSubsearches(predicate.part, state) };
    default:
      return predicate;
  }
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.parts.flatMap(conjuncts) : [predicate];
}

function rangeOf(predicate: Predicate, state: CompileState): CompileState['range'] {
  let { earliest, latest } = state.context.range;
  for (const part of conjuncts(predicate)) {
    if (part.kind !== 'comparison' || !timeModifiers.has(part.field.toLowerCase())) continue;
    const name = part.field.toLowerCase();
    if (name === 'timeformat' || name.startsWith('_index')) continue;
    if (/^\$.*\$$/.test(part.value.text)) continue;
    if (state.context.checkOnly && part.value.text === '*') continue;
    const seconds = parseTimeText(part.value.text, state.context.now, state.context.timeZone);
    if (seconds === undefined) {
      throw new SearchError(`"${part.value.text}" is no time.`, {
        position: part.value.position,
        length: part.value.length,
        hint: 'Write for example -24h@h, @d, 2026-03-15T08:00:00 or epoch seconds.',
      });
    }
    if (name === 'earliest' || name === 'starttime') earliest = Math.round(seconds * 1e6);
    else latest = Math.round(seconds * 1e6);
  }
  return { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) };
}

function withoutTimeModifiers(predicate: Predicate): Predicate {
  if (predicate.kind === 'comparison' && timeModifiers.has(predicate.field.toLowerCase())) {
    return { kind: 'everything', position: predicate.position, length: predicate.length };
  }
  if (predicate.kind !== 'and') return predicate;
  const parts = predicate.parts.map(withoutTimeModifiers).filter((part) => part.kind !== 'everything');
  if (parts.length === 0) return { kind: 'everything', position: predicate.position, length: predicate.length };
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { ...predicate, parts };
}

function mentionsIndex(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'comparison':
    case 'in':
      return predicate.field === 'index';
    case 'and':
    case 'or':
      return predicate.parts.some(mentionsIndex);
    case 'not':
      return mentionsIndex(predicate.part);
    default:
      return false;
  }
}

type Verdict = 'yes' | 'no' | 'perhaps';

/** What a condition says of all events of a segment, by index and source type alone. */
function mayHold(predicate: Predicate, segment: SegmentFacts): Verdict {
  switch (predicate.kind) {
    case 'everything':
      return 'yes';
    case 'comparison': {
      const value = constantOf(predicate.field, segment);
      if (value === undefined || (predicate.operator !== '=' && predicate.operator !== '!=')) return 'perhaps';
      return fits(predicate.value.text, value) === (predicate.operator === '=') ? 'yes' : 'no';
    }
    case 'in': {
      const value = constantOf(predicate.field, segment);
      if (value === undefined) return 'perhaps';
      return predicate.values.some((one) => fits(one.text, value)) ? 'yes' : 'no';
    }
    case 'not': {
      const inner = mayHold(predicate.part, segment);
      return inner === 'perhaps' ? inner : inner === 'yes' ? 'no' : 'yes';
    }
    case 'and': {
      const all = predicate.parts.map((part) => mayHold(part, segment));
      return all.includes('no') ? 'no' : all.every((v) => v === 'yes') ? 'yes' : 'perhaps';
    }
    case 'or': {
      const all = predicate.parts.map((part) => mayHold(part, segment));
      return all.includes('yes') ? 'yes' : all.every((v) => v === 'no') ? 'no' : 'perhaps';
    }
    default:
      return 'perhaps';
  }
}

function constantOf(field: string, segment: SegmentFacts): string | undefined {
  // A transform may have given events of a segment another source type.
  if (segment.fields.some(({ name }) => name === field)) return undefined;
  return field === 'index' ? segment.index : field === 'sourcetype' ? segment.sourcetype : undefined;
}

/** Any case, `*` as wildcard. A leading `*` does not reach indexes that start with an underscore, as in Splunk. */
export function fits(pattern: string, value: string): boolean {
  if (pattern === '*') return !value.startsWith('_');
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 'is').test(value);
}

/** Drops the conditions that every chosen segment fulfils as a whole. */
function settle(predicate: Predicate, segments: readonly SegmentFacts[]): Predicate {
  if (segments.length > 0 && segments.every((segment) => mayHold(predicate, segment) === 'yes')) {
    return { kind: 'everything', position: predicate.position, length: predicate.length };
  }
  if (predicate.kind !== 'and') return predicate;
  const parts = predicate.parts.map((part) => settle(part, segments)).filter((part) => part.kind !== 'everything');
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { ...predicate, parts };
}
