/** Fewer points where there are more than a screen shows: of each stretch the lowest and the highest stay. */
import type { ChartData, ChartPoint } from './chart-data.ts';

/** Of an axis with too many points, however many series there are; each gives two points. */
const fewestStretches = 30;
const mostStretches = 240;

/**
 * Of each stretch of neighbouring points, two: every shown series has its lowest and its highest value there, in the order in
 * which they came, so that no peak is lost. Times are those of the stretch's first and last point. `plenty`: points of all shown
 * series together that can be drawn as they are.
 */
export function thinned(data: ChartData, shown: readonly number[], plenty: number): ChartData {
  const { points } = data;
  const wanted = Math.floor(plenty / Math.max(1, shown.length) / 2);
  const stretches = Math.min(mostStretches, Math.max(fewestStretches, wanted));
  if (points.length * shown.length <= plenty || points.length <= 2 * stretches) return data;
  const size = points.length / stretches;
  const kept: ChartPoint[] = [];
  for (let i = 0; i < stretches; i += 1) {
    const part = points.slice(Math.floor(i * size), Math.floor((i + 1) * size));
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) continue;
    const ends = shown.map((series) => endsOf(part, `s${series}`));
    const pointWith = (point: ChartPoint, which: 0 | 1): ChartPoint => ({
      x: point.x,
      row: point.row,
      ...Object.fromEntries(shown.map((series, at) => [`s${series}`, ends[at]?.[which] ?? null])),
    });
    kept.push(pointWith(first, 0));
    if (last !== first) kept.push(pointWith(last, 1));
  }
  return { ...data, points: kept };
}

/** The lowest and the highest value, the one that came first first; both null where there is none. */
function endsOf(part: readonly ChartPoint[], key: `s${number}`): readonly [number | null, number | null] {
  let low: number | null = null;
  let high: number | null = null;
  let isLowFirst = true;
  for (const point of part) {
    const value = point[key];
    if (typeof value !== 'number') continue;
    if (low === null || high === null) [low, high] = [value, value];
    else if (value < low) [low, isLowFirst] = [value, false];
    else if (value > high) [high, isLowFirst] = [value, true];
  }
  return isLowFirst ? [low, high] : [high, low];
}
