/** Axes, grid and tooltip, the same for all charts with two axes. Functions, as the chart library looks at its direct children. */
import { CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { formatNumber, formatTime, formatTimeForSpan } from '../ui/format.ts';
import type { ChartPoint } from './chart-data.ts';
import type { ChartProps } from './chart-props.ts';
import { tickLabel, timeTicks } from './time-ticks.ts';

const tick = { fontSize: 11, fill: 'var(--text-muted)' };
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export const margin = { top: 10, right: 16, bottom: 4, left: 4 };

export function grid() {
  return <CartesianGrid stroke="var(--border)" vertical={false} />;
}

/** Lines and areas place times where they are; bars stand side by side. */
export function xAxis({ data, timeZone }: ChartProps, isContinuous: boolean) {
  const label = (x: number | string): string =>
    typeof x === 'number' ? formatTimeForSpan(x, timeZone, data.spanSeconds) : x.length > 18 ? `${x.slice(0, 17)}…` : x;
  const isNumber = data.axis.isTime && isContinuous;
  const ticks = isNumber
    ? timeTicks(Number(data.points[0]?.x), Number(data.points.at(-1)?.x), timeZone, wantedTicks)
    : [];
  return (
    <XAxis
      dataKey="x"
      type={isNumber ? 'number' : 'category'}
      {...(isNumber ? { domain: ['dataMin', 'dataMax'] } : {})}
      scale={isNumber ? 'linear' : 'auto'}
      {...(ticks.length > 1 ? { ticks: [...ticks] } : {})}
      tickFormatter={ticks.length > 1 ? (time: number) => tickLabel(time, timeZone, ticks) : label}
      tick={tick}
      stroke="var(--border-strong)"
      minTickGap={28}
      height={24}
      interval={ticks.length > 1 ? 'equidistantPreserveStart' : 'preserveStartEnd'}
    />
  );
}

export function yAxis({ isLogarithmic, stack }: ChartProps) {
  return (
    <YAxis
      scale={isLogarithmic ? 'log' : 'auto'}
      {...(isLogarithmic ? { domain: ['auto', 'auto'] } : {})}
      allowDataOverflow={isLogarithmic}
      tickFormatter={stack === 'percent' ? percentTick : (value: number) => compact.format(value)}
      tick={tick}
      stroke="var(--border-strong)"
      width={56}
    />
  );
}

export function tooltip({ data, timeZone }: ChartProps, isShared = true) {
  return (
    <Tooltip
      isAnimationActive={false}
      shared={isShared}
      labelFormatter={(x) =>
        typeof x === 'number' && data.axis.isTime ? formatTime(x, timeZone) : (x as string | number)
      }
      formatter={(value) => (typeof value === 'number' ? formatNumber(value) : String(value))}
      itemSorter={(item) => -Number(item.value ?? 0)}
      wrapperClassName="chart-tooltip"
      cursor={{ fill: 'var(--surface-hover)', stroke: 'var(--border-strong)' }}
    />
  );
}

/** Marks of a time axis, about. */
const wantedTicks = 9;
/** Charts with more points of all series together leave the dots out. */
const mostDots = 120;

/** A logarithm has no place for zero and less. */
export function valueOf(
  { isLogarithmic, nulls }: Pick<ChartProps, 'isLogarithmic' | 'nulls'>,
  key: `s${number}`,
): (point: Record<string, unknown>) => number | null {
  return (point) => {
    const value = typeof point[key] === 'number' ? point[key] : nulls === 'zero' ? 0 : null;
    return value === null || (isLogarithmic && value <= 0) ? null : value;
  };
}

interface DotProps {
  readonly cx?: number | undefined;
  readonly cy?: number | null | undefined;
  readonly index?: number | undefined;
  readonly stroke?: string | undefined;
}

/** Dots where there is room for them; else at values between two gaps, which no line would show. */
export function dots(props: ChartProps, key: `s${number}`) {
  const { data, shown, nulls } = props;
  const value = valueOf(props, key);
  const hasRoom = data.points.length * shown.length <= mostDots;
  const has = (point: ChartPoint | undefined): boolean => point !== undefined && value({ ...point }) !== null;
  const isAlone = (i: number): boolean =>
    nulls !== 'connect' && has(data.points[i]) && !has(data.points[i - 1]) && !has(data.points[i + 1]);
  // Elements for dots that nobody sees make a chart of many lines too slow to use.
  if (!hasRoom && !data.points.some((_, i) => isAlone(i))) return false;
  return ({ cx, cy, index = -1, stroke = '' }: DotProps) =>
    typeof cx === 'number' && typeof cy === 'number' && (hasRoom || isAlone(index)) ? (
      <circle key={index} cx={cx} cy={cy} r={2} fill={stroke} stroke={stroke} />
    ) : (
      <g key={index} />
    );
}

/** Of a part of the whole, 0 .. 1. */
export function percentTick(value: number): string {
  return `${Math.round(value * 100)} %`;
}

export function offsetOf(stack: ChartProps['stack']): 'expand' | 'none' {
  return stack === 'percent' ? 'expand' : 'none';
}

/** What a click on a bar means: the library hands over the point it was drawn from. */
export function picked({ onPick }: ChartProps, series: number): { onClick?: (bar: { payload?: unknown }) => void } {
  return onPick === undefined ? {} : { onClick: (bar) => onPick(rowOf(bar.payload), series) };
}

/** The dot under the pointer, which can be clicked where something follows from it. */
export function activeDot({ onPick }: ChartProps, series: number) {
  return onPick === undefined
    ? { r: 4 }
    : {
        r: 5,
        className: 'chart-dot',
        onClick: (_: unknown, dot: unknown) => onPick(rowOf((dot as { payload?: unknown }).payload), series),
      };
}

function rowOf(point: unknown): number {
  return (point as { row?: number } | undefined)?.row ?? 0;
}
