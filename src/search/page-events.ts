/**
 * The events of a page, read from the few segments that hold them. Many segments with many different fields make a wide table:
 * to sort all of it for a hundred rows would take more memory than there is.
 */
import type { SegmentFacts } from '../plan/catalogue.ts';
import { rowsOf } from '../plan/chosen-rows.ts';
import { column } from '../plan/expression.ts';
import { findColumn, limit, project, values } from '../plan/relation.ts';
import type { Relation } from '../plan/types.ts';
import { scanOf, withScan } from './event-slices.ts';
import type { ReadRelation } from './timeline.ts';

/** Fewer segments are read at once: a second reading would cost more. */
const many = 4;
/** Of more rows all are read at once. */
const longestPage = 20_000;

/**
 * `events` stand over a scan; `sorted` are the same, or their `_id` and `_time` alone, in the order of the page. Answers the
 * page's events alone, in the order of `events`; undefined where there is nothing to gain.
 */
export async function eventsOfPage(
  events: Relation,
  sorted: Relation,
  page: { readonly count: number; readonly offset: number },
  facts: readonly SegmentFacts[],
  read: ReadRelation,
): Promise<Relation | undefined> {
  const scan = scanOf(events.node);
  if (
    scan === undefined ||
    scan.segments.length < many ||
    page.count > longestPage ||
    findColumn(sorted, '_time')?.type !== 'time'
  )
    return undefined;
  const names = [
    { name: '_id', value: column('_id', 'number') },
    { name: '_time', value: column('_time', 'time') },
  ];
  const rows = await read(limit(project(sorted, names), page.count, page.offset));
  const times = rows.map((row) => row[1]).filter((time) => typeof time === 'number');
  const [from, to] = times.reduce(
    ([low, high], time) => [Math.min(low, time), Math.max(high, time)],
    [Infinity, -Infinity],
  );
  const hasUntimed = times.length < rows.length;
  const isInside = ({ earliest, latest }: SegmentFacts): boolean =>
    earliest === undefined ||
    latest === undefined ||
    hasUntimed ||
    // Epoch seconds lose the last digits of microseconds.
    (earliest <= to * 1e6 + 1000 && latest >= from * 1e6 - 1000);
  const inside = new Set(facts.filter(isInside).map(({ id }) => id));
  const part = withScan(events, scan, { ...scan, segments: scan.segments.filter((id) => inside.has(id)) });
  const ids = values(
    [{ name: '_id', type: 'number' }],
    rows.map(([id]) => [id ?? null]),
  );
  return { node: rowsOf(part.node, ids.node), order: part.order };
}
