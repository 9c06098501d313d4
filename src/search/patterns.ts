/** Events grouped by their shape: what differs from event to event, such as numbers and addresses, is taken out. */
import { call, column, convert, isNotNull, numeral, text } from '../plan/expression.ts';
import { aggregate, extend, filter, findColumn, limit } from '../plan/relation.ts';
import type { Expression, Relation } from '../plan/types.ts';
import type { Patterns } from '../protocol/index.ts';
import type { ReadRelation } from './timeline.ts';

/** Of an event only this much of its first line counts, characters. */
const longest = 1_000;
/** A longer shape may come from an event that was cut, so that its end says nothing. */
const shortEnough = 300;

interface Rule {
  /** RE2. */
  readonly find: string;
  /** As DuckDB's regexp_replace reads it. */
  readonly put: string;
  /** Put for a preparation, not shown: what is found stays in the event's own words. */
  readonly isHidden?: true;
}

/** Stand in for the quotes of a JSON key while the other quoted texts are taken out. */
const [opened, closed] = ['\uE000', '\uE001'];
const octet = '[0-9]{1,3}';
const clock = '[0-9]{2}:[0-9]{2}:[0-9]{2}';
const hex = '[0-9a-fA-F]';

/** In this order. No rule finds anything in what an earlier one has put. */
const rules: readonly Rule[] = [
  { find: '\\n[\\s\\S]*', put: '', isHidden: true },
  { find: '"([^"\\\\]+)"(\\s*:)', put: `${opened}\\1${closed}\\2`, isHidden: true },
  { find: '"(?:[^"\\\\]|\\\\.)*"', put: '"*"' },
  { find: `[${opened}${closed}]`, put: '"', isHidden: true },
  { find: `[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]${clock}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?`, put: '<time>' },
  { find: `[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:${clock}(?: [+-][0-9]{4})?`, put: '<web time>' },
  { find: `[A-Z][a-z]{2} [ 0-9][0-9] ${clock}`, put: '<syslog time>' },
  { find: `${hex}{8}(?:-${hex}{4}){3}-${hex}{12}`, put: '<uuid>' },
  { find: `${octet}(?:[.]${octet}){3}`, put: '<ip>' },
  { find: `0x${hex}+`, put: '<hex>' },
  // Whole words of digits first: only then can a long word of hexadecimal digits be told from a number.
  { find: '\\b[0-9]+\\b', put: '<number>' },
  { find: `\\b${hex}{8,}\\b`, put: '<id>' },
  { find: '[0-9]+', put: '<number>' },
];

/** What can stand in an event for what its shape shows; of two the later, which is the wider. */
const meaning = new Map(rules.flatMap(({ find, put, isHidden }) => (isHidden ? [] : [[put, `(?:${find})`] as const])));
const shown = new RegExp(`(${[...meaning.keys()].map((one) => one.replace('*', '[*]')).join('|')})`);

function shapeOf(raw: Expression): Expression {
  return rules.reduce(
    (value, { find, put }) => call('regexReplace', 'string', value, text(find), text(put), text('g')),
    call('substring', 'string', raw, numeral(1), numeral(longest)),
  );
}

/** A regular expression that every event of the shape matches. */
function expressionOf(shape: string): string {
  const parts = shape.split(shown).map((part) => meaning.get(part) ?? part.replace(/[.*+?()[\]{}|^$\\]/g, '\\$&'));
  return `^${parts.join('')}${shape.length < shortEnough ? '(?:\\r?\\n|\\r?$)' : ''}`;
}

/** The most frequent shapes among the first rows of a result; none where the rows have no text. */
export async function readPatterns(
  rows: Relation,
  wanted: { readonly events: number; readonly most: number },
  read: ReadRelation,
): Promise<Patterns> {
  const raw = findColumn(rows, '_raw');
  if (raw === undefined) return { eventCount: 0, patterns: [] };
  const value = convert(column('_raw', raw.type), 'string');
  const time = findColumn(rows, '_time');
  const looked = limit(filter(rows, isNotNull(value)), wanted.events);
  const shaped = extend({ node: looked.node, order: [] }, [{ name: ' shape', value: shapeOf(value) }]);
  const grouped = aggregate(
    shaped,
    [{ name: 'shape', value: column(' shape', 'string') }],
    [
      { name: 'count', value: { operation: 'count', arguments: [], type: 'number' } },
      { name: 'example', value: { operation: 'any', arguments: [value], type: 'string' } },
      ...(time?.type === 'time'
        ? (['minimum', 'maximum'] as const).map((operation) => ({
            name: operation,
            value: { operation, arguments: [column('_time', 'time')], type: 'time' as const },
          }))
        : []),
    ],
  );
  const [[eventCount] = []] = await read(
    aggregate(looked, [], [{ name: 'events', value: { operation: 'count', arguments: [], type: 'number' } }]),
  );
  const found = await read(
    limit(
      {
        node: grouped.node,
        order: [
          { expression: column('count', 'number'), direction: 'descending' },
          { expression: column('shape', 'string'), direction: 'ascending' },
        ],
      },
      wanted.most,
    ),
  );
  const seconds = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);
  return {
    eventCount: Number(eventCount ?? 0),
    patterns: found.map(([shape, count, example, first, last]) => ({
      shape: String(shape),
      expression: expressionOf(String(shape)),
      count: Number(count),
      example: String(example).slice(0, 4_000),
      first: seconds(first),
      last: seconds(last),
    })),
  };
}
