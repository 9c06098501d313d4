/** What of a result stands on a map: points by their coordinates, else countries by their names. */
import type { ResultColumn } from '../../src/protocol/index.ts';
import type { ChartData, ChartPoint } from './chart-data.ts';

export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly value: number;
  readonly point: ChartPoint;
}

const latitudes = /^(?:.*_)?(?:lat|latitude)$/i;
const longitudes = /^(?:.*_)?(?:lon|long|lng|longitude)$/i;

/** Whether rows with these columns are places, so that a map says most. */
export function arePlaces(columns: readonly ResultColumn[]): boolean {
  const names = columns.map((column) => column.name);
  const [first] = columns;
  return (
    (names.some((name) => latitudes.test(name)) && names.some((name) => longitudes.test(name))) ||
    (first !== undefined && /^(?:.*_)?Country$/.test(first.name) && columns[1]?.type === 'number')
  );
}

/** Which of the series are numbers to show, and none of a place. */
export function measures(data: ChartData, shown: readonly number[]): readonly number[] {
  return shown.filter((i) => {
    const name = data.series[i]?.name ?? '';
    return !latitudes.test(name) && !longitudes.test(name);
  });
}

/** Sum of the shown series; rows without a place or a value are left out. Undefined where no column holds coordinates. */
export function mapPoints(data: ChartData, shown: readonly number[]): readonly MapPoint[] | undefined {
  const latitude = readerOf(data, latitudes);
  const longitude = readerOf(data, longitudes);
  if (latitude === undefined || longitude === undefined) return undefined;
  return data.points.flatMap((point): MapPoint[] => {
    const [up, across, value] = [latitude(point), longitude(point), valueAt(data, shown, point)];
    if (up === null || across === null || value === null || Math.abs(up) > 90 || Math.abs(across) > 180) return [];
    return [{ latitude: up, longitude: across, value, point }];
  });
}

/** Of a row the sum of the shown numbers; null where it has none. Rows of places alone count as one each. */
export function valueAt(data: ChartData, shown: readonly number[], point: ChartPoint): number | null {
  const chosen = measures(data, shown);
  if (chosen.length === 0) return 1;
  const values = chosen.map((i) => point[`s${i}`]).filter((value) => typeof value === 'number');
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

function readerOf(data: ChartData, name: RegExp): ((point: ChartPoint) => number | null) | undefined {
  const series = data.series.find((one) => name.test(one.name));
  if (series !== undefined) return (point) => point[series.key] ?? null;
  if (!name.test(data.axis.name)) return undefined;
  return (point) => (point.x === '' || !Number.isFinite(Number(point.x)) ? null : Number(point.x));
}
