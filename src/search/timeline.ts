/** Events over time. */
import { call, column, isNotNull, isNull, numeral } from '../plan/expression.ts';
import { aggregate, filter, findColumn } from '../plan/relation.ts';
import type { CellValue, Relation } from '../plan/types.ts';
import type { Timeline } from '../protocol/index.ts';

export type ReadRelation = (relation: Relation) => Promise<CellValue[][]>;

/** At most so many buckets, of the shortest span that fits; empty where the rows have no times. */
export async function readTimeline(source: Relation | null, buckets: number, read: ReadRelation): Promise<Timeline> {
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
  const [[first, last, untimed] = []] = await read(ends);
  if (typeof first !== 'number' || typeof last !== 'number') return { ...nothing, untimed: Number(untimed ?? 0) };
  const spanSeconds = timelineSpan(last - first, buckets);
  const grouped = aggregate(
    filter(source, isNotNull(at)),
    [{ name: 'start', value: call('bucketTime', 'time', at, numeral(spanSeconds), numeral(0)) }],
    [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
  );
  const rows = await read(grouped);
  return {
    spanSeconds,
    buckets: rows.map(([start, count]) => ({ start: Number(start), count: Number(count) })),
    untimed: Number(untimed ?? 0),
    from: first,
    to: last,
  };
}

const spans = [
  0.001, 0.01, 0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000,
  31_536_000,
];

function timelineSpan(seconds: number, buckets: number): number {
  // One bucket more can be touched than the span divides: both ends lie inside one.
  return spans.find((span) => seconds / span + 1 <= buckets) ?? 315_360_000;
}
