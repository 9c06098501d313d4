/** How the events to be searched lie in time, about: so that a search can look at the newest first and say how far it is. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SegmentFacts } from '../plan/catalogue.ts';
import type { ScanNode } from '../plan/types.ts';
import { sampleTimes } from '../sql/statements.ts';
import type { TableResolver } from '../sql/tables.ts';

/** An estimate; instants are epoch microseconds. */
export interface TimeShares {
  /** Events with a time, in the scan's range. */
  readonly events: number;
  readonly earliest: number;
  readonly latest: number;
  /** The instant with about this share (0 .. 1) of the events at it or after it. */
  timeAt(share: number): number;
}

/** Events spread evenly from one instant to another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly events: number;
}

/** Smaller segments are taken as spread evenly. */
const worthSampling = 200_000;
const mostSampled = 16;
const sampledEvents = 64 * 2048;
const parts = 32;
/**
 * Of the whole time, what neighbouring events may take: where it is more, a stretch of time is spread over the whole table, and
 * looking at a part costs as much as at all.
 */
const wellOrdered = 0.1;

/** Undefined where nothing has a time, or where parts by time would not be cheaper than the whole. */
export async function estimateShares(
  scan: ScanNode,
  facts: readonly SegmentFacts[],
  tables: TableResolver,
  connection: DuckDBConnection,
): Promise<TimeShares | undefined> {
  const segments = facts.filter((segment) => scan.segments.includes(segment.id));
  const largest = segments
    .filter((segment) => segment.rowCount >= worthSampling)
    .sort((a, b) => b.rowCount - a.rowCount)
    .slice(0, mostSampled);
  const stretches: Stretch[] = [];
  for (const segment of segments) {
    const { earliest, latest, rowCount } = segment;
    if (earliest === undefined || latest === undefined) continue;
    if (!largest.includes(segment)) stretches.push({ from: earliest, to: latest, events: rowCount });
    else {
      const sample = await sampleSegment(tables.segment(segment.id).table, rowCount, connection);
      if (sample.spread > wellOrdered) return undefined;
      const times = [earliest, ...sample.times.slice(1, -1), latest];
      for (let i = 1; i < times.length; i += 1)
        stretches.push({
          from: times[i - 1] ?? earliest,
          to: times[i] ?? latest,
          events: rowCount / (times.length - 1),
        });
    }
  }
  return sharesOf(stretches.flatMap((stretch) => within(stretch, scan)));
}

async function sampleSegment(
  table: string,
  rowCount: number,
  connection: DuckDBConnection,
): Promise<{ readonly times: readonly number[]; readonly spread: number }> {
  const [row] = (await connection.runAndReadAll(sampleTimes(table, rowCount, sampledEvents, parts))).getRowsJS();
  const [found, stretch] = row ?? [];
  const times = Array.isArray(found) ? found.map(Number) : [];
  // Without the outermost, which may lie far off.
  const length = (times.at(-2) ?? 0) - (times[1] ?? 0);
  return { times, spread: typeof stretch === 'number' && length > 0 ? stretch / length : 1 };
}

/** The part of a stretch that a scan's range takes. */
function within(stretch: Stretch, range: Pick<ScanNode, 'earliest' | 'latest'>): Stretch[] {
  const from = Math.max(stretch.from, range.earliest ?? -Infinity);
  const to = Math.min(stretch.to, (range.latest ?? Infinity) - 1);
  if (from > to) return [];
  const length = stretch.to - stretch.from;
  return [{ from, to, events: length === 0 ? stretch.events : (stretch.events * (to - from + 1)) / (length + 1) }];
}

export function sharesOf(stretches: readonly Stretch[]): TimeShares | undefined {
  const events = stretches.reduce((sum, stretch) => sum + stretch.events, 0);
  if (events === 0) return undefined;
  const earliest = stretches.reduce((least, { from }) => Math.min(least, from), Infinity);
  const latest = stretches.reduce((most, { to }) => Math.max(most, to), -Infinity);
  const shareFrom = (time: number): number =>
    stretches.reduce((sum, { from, to, events: count }) => {
      const part = time <= from ? 1 : time > to ? 0 : (to - time + 1) / (to - from + 1);
      return sum + part * count;
    }, 0) / events;
  return {
    events,
    earliest,
    latest,
    timeAt(share) {
      let [low, high] = [earliest, latest + 1];
      // Halving to the microsecond; more events lie at or after an earlier time.
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (shareFrom(middle) >= share) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}
