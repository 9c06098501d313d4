/** Result rows as a chart needs them: one axis, one or more series of numbers. */
import type { Cell, ResultColumn } from '../../src/protocol/index.ts';
import { formatTime } from '../ui/format.ts';

export interface ChartPoint {
  /** Epoch seconds on a time axis, else a label. */
  readonly x: number | string;
  /** The result's row that it was made of. */
  readonly row: number;
  /** By series number; null draws a gap. */
  readonly [series: `s${number}`]: number | null;
}

export interface ChartData {
  readonly axis: { readonly name: string; readonly isTime: boolean };
  readonly series: readonly { readonly key: `s${number}`; readonly name: string }[];
  readonly points: readonly ChartPoint[];
  /** Seconds between points of a time axis, where there are two. */
  readonly spanSeconds: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Numbers about a row that are none of its values. */
const helpers = new Set(['_span', '_spandays', '_indextime', '_time']);

/** The first column is the axis, every numeric one after it a series. Rows that name no x are left out. */
export function chartDataOf(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  timeZone: string,
): ChartData {
  const axisAt = axisOf(columns, rows);
  const axis = columns[axisAt];
  const isTime = axis?.type === 'time';
  const numeric = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column, index }) => index !== axisAt && !helpers.has(column.name) && isNumeric(column, index, rows));
  const keys = numeric.map((_, i) => `s${i}` as const);
  const points = rows.flatMap((row, index): ChartPoint[] => {
    const x = axisAt < 0 ? '' : (row[axisAt] ?? null);
    if (isTime && typeof x !== 'number') return [];
    // Filled in place: copies of hundreds of series for thousands of rows take seconds.
    const point: Writable<ChartPoint> = {
      x: typeof x === 'number' && isTime ? x : labelOf(x, axis, timeZone),
      row: index,
    };
    for (const [i, { index: at }] of numeric.entries()) point[keys[i] ?? 's0'] = numberOf(row[at] ?? null);
    return [point];
  });
  if (isTime) points.sort((a, b) => Number(a.x) - Number(b.x));
  const [first, second] = points;
  return {
    axis: { name: axis?.name ?? '', isTime },
    series: numeric.map(({ column }, i) => ({ key: `s${i}` as const, name: column.name })),
    points,
    spanSeconds: isTime && first !== undefined && second !== undefined ? Number(second.x) - Number(first.x) : 0,
  };
}

/** Where the axis is; -1 for totals: one row of nothing but numbers has none. */
function axisOf(columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): number {
  const time = columns.findIndex((column) => column.name === '_time');
  if (time >= 0) return time;
  return rows.length === 1 && columns.every((column, i) => isNumeric(column, i, rows)) ? -1 : 0;
}

function isNumeric(column: ResultColumn, index: number, rows: readonly (readonly Cell[])[]): boolean {
  if (column.type === 'number') return true;
  if (column.type !== 'string') return false;
  // Numbers that came through text commands.
  const filled = rows.slice(0, 200).filter((row) => row[index] !== null && row[index] !== undefined);
  return filled.length > 0 && filled.every((row) => numberOf(row[index] ?? null) !== null);
}

function numberOf(value: Cell): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function labelOf(value: Cell, column: ResultColumn | undefined, timeZone: string): string {
  if (value === null) return '(none)';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' && column?.type === 'time' ? formatTime(value, timeZone) : String(value);
}
