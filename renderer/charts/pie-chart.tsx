/** Shares of a whole: the first series, its smallest parts taken together. */
import { Cell, Pie, PieChart as Chart, ResponsiveContainer, Tooltip } from 'recharts';
import { formatNumber, formatTimeForSpan } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { seriesColour } from './palette.ts';

/** The share of smaller slices stands in the tooltip alone: their labels would lie on each other. */
const smallestLabelled = 0.02;
/** More slices than this cannot be told apart. */
const mostSlices = 10;

export function PieChart({ data, shown, timeZone }: ChartProps) {
  const series = data.series[shown[0] ?? 0];
  if (series === undefined) return null;
  const all = data.points
    .map((point) => ({
      name: typeof point.x === 'number' ? formatTimeForSpan(point.x, timeZone, data.spanSeconds) : point.x,
      value: point[series.key] ?? 0,
    }))
    .filter((slice) => slice.value > 0)
    .sort((a, b) => b.value - a.value);
  const rest = all.slice(mostSlices - 1);
  const slices =
    rest.length <= 1
      ? all
      : [
          ...all.slice(0, mostSlices - 1),
          { name: `${rest.length} others`, value: rest.reduce((sum, one) => sum + one.value, 0) },
        ];
  const total = slices.reduce((sum, one) => sum + one.value, 0);
  return (
    <ResponsiveContainer>
      <Chart>
        <Pie
          data={slices}
          dataKey="value"
          nameKey="name"
          innerRadius="40%"
          outerRadius="68%"
          stroke="var(--surface)"
          isAnimationActive={false}
          label={({ name, value, x, y, textAnchor }) =>
            Number(value) / total < smallestLabelled ? null : (
              <text x={x} y={y} textAnchor={textAnchor} dominantBaseline="central" fontSize={12} fill="var(--text)">
                <tspan x={x} dy="-0.5em">
                  {shortened(String(name))}
                </tspan>
                <tspan x={x} dy="1.2em" fill="var(--text-muted)">
                  {((Number(value) / total) * 100).toFixed(1)} %
                </tspan>
              </text>
            )
          }
          labelLine={false}
        >
          {slices.map((slice, i) => (
            <Cell key={slice.name} fill={seriesColour(i, rest.length > 1 && i === mostSlices - 1 ? 'OTHER' : '')} />
          ))}
        </Pie>
        <Tooltip
          isAnimationActive={false}
          wrapperClassName="chart-tooltip"
          formatter={(value) => formatNumber(Number(value))}
        />
      </Chart>
    </ResponsiveContainer>
  );
}

function shortened(name: string): string {
  return name.length > 32 ? `${name.slice(0, 31)}…` : name;
}
