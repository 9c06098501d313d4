/** A line across a chart at a value: a threshold, or the average or median of what is shown. */
import { ReferenceLine } from 'recharts';
import { formatNumber } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';

export type Reference = 'none' | 'average' | 'median' | number;

/** For charts whose values stand on the y axis. Undefined where there is nothing to draw a line for. */
export function referenceLine(props: ChartProps) {
  const y = referenceValue(props);
  if (y === undefined) return undefined;
  const what = typeof props.reference === 'number' ? '' : `${props.reference} `;
  return (
    <ReferenceLine
      y={y}
      stroke="var(--text)"
      strokeDasharray="6 4"
      ifOverflow="extendDomain"
      label={{
        value: `${what}${formatNumber(Number(y.toPrecision(6)))}`,
        position: 'insideTopRight',
        fill: 'var(--text)',
        fontSize: 11,
        // Readable on bars as well.
        stroke: 'var(--surface)',
        strokeWidth: 3,
        paintOrder: 'stroke',
      }}
    />
  );
}

export function referenceValue({ data, shown, reference, stack }: ChartProps): number | undefined {
  if (reference === undefined || reference === 'none' || stack === 'percent') return undefined;
  if (typeof reference === 'number') return reference;
  const values = shown
    .flatMap((i) => data.points.map((point) => point[`s${i}`]))
    .filter((value): value is number => typeof value === 'number')
    .sort((a, b) => a - b);
  if (values.length === 0) return undefined;
  if (reference === 'average') return values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = Math.floor(values.length / 2);
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : (upper + (values[middle - 1] ?? upper)) / 2;
}
