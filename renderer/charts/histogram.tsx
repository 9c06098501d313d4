/** How often values fall into stretches of equal length: the shape of a column of numbers. */
import { Bar, BarChart as Chart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCounted, formatNumber } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { grid, margin } from './frame.tsx';
import { seriesColour } from './palette.ts';

const tick = { fontSize: 11, fill: 'var(--text-muted)' };
const mostBins = 40;

export function Histogram({ data, shown }: ChartProps) {
  const place = shown[0] ?? 0;
  const series = data.series[place];
  if (series === undefined) return null;
  const values = data.points.map((point) => point[series.key]).filter((value) => typeof value === 'number');
  return (
    <ResponsiveContainer>
      <Chart data={binsOf(values)} margin={margin} barCategoryGap={1}>
        {grid()}
        <XAxis dataKey="from" tickFormatter={formatNumber} tick={tick} stroke="var(--border-strong)" minTickGap={24} />
        <YAxis
          allowDecimals={false}
          tickFormatter={formatNumber}
          tick={tick}
          stroke="var(--border-strong)"
          width={56}
        />
        <Tooltip
          isAnimationActive={false}
          wrapperClassName="chart-tooltip"
          cursor={{ fill: 'var(--surface-hover)' }}
          labelFormatter={(from, [bar]) =>
            `${formatNumber(Number(from))} to ${formatNumber((bar?.payload as Bin | undefined)?.to ?? 0)}`
          }
          formatter={(count) => formatCounted(Number(count), 'row')}
        />
        <Bar dataKey="count" name={series.name} fill={seriesColour(place)} isAnimationActive={false} />
      </Chart>
    </ResponsiveContainer>
  );
}

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** As many stretches as the root of the count, of a round length. */
function binsOf(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low === high) return [{ from: low, to: high, count: values.length }];
  const wanted = Math.min(mostBins, Math.max(5, Math.ceil(Math.sqrt(values.length))));
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const width = ([1, 2, 5].find((step) => step * power >= raw) ?? 10) * power;
  const start = Math.floor(low / width) * width;
  const counts = new Array<number>(Math.floor((high - start) / width) + 1).fill(0);
  for (const value of values) {
    const at = Math.min(counts.length - 1, Math.floor((value - start) / width));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  // Steps such as 0.1 do not add up exactly.
  const clean = (n: number): number => Number(n.toPrecision(12));
  return counts.map((count, i) => ({ from: clean(start + i * width), to: clean(start + (i + 1) * width), count }));
}
