/** Shares of a whole: the first series, its smallest parts taken together. */
import { Cell, Pie, PieChart as Chart, ResponsiveContainer, Tooltip } from 'recharts';
import { formatNumber, formatTimeForSpan } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { seriesColour } from './palette.ts';

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
          innerRadius="45%"
          outerRadius="78%"
          stroke="var(--surface)"
          isAnimationActive={false}
          label={({ name, value, x, y, textAnchor }) => (
            <text x={x} y={y} textAnchor={textAnchor} dominantBaseline="central" fontSize={12} fill="var(--text)">
              {shortened(String(name))}{' '}
              <tspan fill="var(--text-muted)">{((Number(value) / total) * 100).toFixed(1)} %</tspan>
            </text>
          )}
          labelLine={{ stroke: 'var(--border-strong)' }}
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
