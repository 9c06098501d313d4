/** Events over time. */
import { call, column, convert, isNotNull, isNull, numeral, text } from '../plan/expression.ts';
import { aggregate, filter, findColumn, limit } from '../plan/relation.ts';
import type { Aggregate, CellValue, Expression, Named, Relation } from '../plan/types.ts';
import type { Timeline } from '../protocol/index.ts';

export type ReadRelation = (relation: Relation) => Promise<CellValue[][]>;

/** More values than this are no longer told apart. */
const mostParts = 7;

/**
 * At most so many buckets, of the shortest span that fits; empty where the rows have no times. `by` names a field whose
 * values break each bucket down; one that the rows do not have is left out. `frame`: where the events of a search that still
 * runs lie (epoch microseconds), so that the buckets keep their places while they fill.
 */
export async function readTimeline(
  source: Relation | null,
  buckets: number,
  by: string | undefined,
  read: ReadRelation,
  frame?: { readonly earliest: number; readonly latest: number },
): Promise<Timeline> {
  const nothing: Timeline = { spanSeconds: 1, buckets: [], untimed: 0, from: null, to: null };
  if (source === null || findColumn(source, '_time')?.type !== 'time') return nothing;
  const at = column('_time', 'time');
  const ends = aggregate(
    source,
    [],
    [
      { name: 'first', value: { operation: 'minimum', arguments: [at], type: 'time' } },
      { name: 'last', value: { operation: 'maximum', arguments: [at], type: 'time' } },
      { name: 'untimed', value: { operation: 'count', arguments: [], filter: isNull(at), type: 'number' } },
    ],
  );
  const [[found, foundLast, untimed] = []] = await read(ends);
  const [first, last] = frame === undefined ? [found, foundLast] : [frame.earliest / 1e6, frame.latest / 1e6];
  if (typeof first !== 'number' || typeof last !== 'number') return { ...nothing, untimed: Number(untimed ?? 0) };
  const spanSeconds = timelineSpan(last - first, buckets);
  const timed = filter(source, isNotNull(at));
  const split = by === undefined ? undefined : findColumn(source, by);
  const value = split === undefined || split.type === 'multivalue' ? undefined : column(split.name, split.type);
  const values = value === undefined ? undefined : await mostFrequent(timed, value, read);
  const grouped = aggregate(
    timed,
    [{ name: 'bucket', value: call('timeBucketOrdinal', 'number', at, numeral(spanSeconds)) }],
    [
      counting('count'),
      ...(value === undefined
        ? []
        : (values ?? []).map((one, i) =>
            counting(`part${i}`, call('equal', 'boolean', convert(value, 'string'), text(one))),
          )),
    ],
  );
  const rows = await read(grouped);
  return {
    spanSeconds,
    buckets: rows
      .map(([bucket, count, ...parts]) => ({
        // Through microseconds, so that a start has no more digits than it needs.
        start: Math.round(Number(bucket) * spanSeconds * 1e6) / 1e6,
        count: Number(count),
        ...(values === undefined ? {} : { parts: parts.slice(0, values.length).map(Number) }),
      }))
      .sort((a, b) => a.start - b.start),
    ...(values === undefined ? {} : { values }),
    untimed: Number(untimed ?? 0),
    from: first,
    to: last,
  };
}

function counting(name: string, condition?: Expression): Named<Aggregate> {
  return {
    name,
    value: {
      operation: 'count',
      arguments: [],
      type: 'number',
      ...(condition === undefined ? {} : { filter: condition }),
    },
  };
}

async function mostFrequent(rows: Relation, value: Expression, read: ReadRelation): Promise<string[]> {
  const asText = convert(value, 'string');
  const counts = aggregate(filter(rows, isNotNull(asText)), [{ name: 'value', value: asText }], [counting('count')]);
  const found = await read(
    limit(
      {
        node: counts.node,
        order: [
          { expression: column('count', 'number'), direction: 'descending' },
          { expression: column('value', 'string'), direction: 'ascending' },
        ],
      },
      mostParts,
    ),
  );
  return found.map(([one]) => String(one));
}

const spans = [
  0.001, 0.01, 0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000,
  31_536_000,
];

function timelineSpan(seconds: number, buckets: number): number {
  // One bucket more can be touched than the span divides: both ends lie inside one.
  return spans.find((span) => seconds / span + 1 <= buckets) ?? 315_360_000;
}
