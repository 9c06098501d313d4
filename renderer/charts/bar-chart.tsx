/** Lying bars: long labels stay readable. */
import { Bar, BarChart as Chart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { formatNumber, formatTimeForSpan } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { margin, offsetOf, percentTick, picked, tooltip, valueOf } from './frame.tsx';
import { seriesColour } from './palette.ts';

const tick = { fontSize: 11, fill: 'var(--text-muted)' };
/** A bar and the gap above it, pixels. */
const rowHeight = 26;

export function BarChart(props: ChartProps) {
  const { data, shown, stack, isLogarithmic, timeZone } = props;
  const label = (x: number | string): string =>
    typeof x === 'number' ? formatTimeForSpan(x, timeZone, data.spanSeconds) : x.length > 28 ? `${x.slice(0, 27)}…` : x;
  const isStacked = stack !== 'no';
  const perRow = isStacked ? 1 : Math.max(1, shown.length);
  return (
    <div className="chart-scroll">
      <ResponsiveContainer height={Math.max(200, data.points.length * rowHeight * Math.min(3, perRow) + 40)}>
        <Chart data={[...data.points]} layout="vertical" margin={margin} barGap={1} stackOffset={offsetOf(stack)}>
          <CartesianGrid stroke="var(--border)" horizontal={false} />
          <XAxis
            type="number"
            scale={isLogarithmic ? 'log' : 'auto'}
            {...(isLogarithmic ? { domain: ['auto', 'auto'] } : {})}
            tickFormatter={stack === 'percent' ? percentTick : formatNumber}
            tick={tick}
            stroke="var(--border-strong)"
          />
          <YAxis
            type="category"
            dataKey="x"
            tickFormatter={label}
            tick={tick}
            stroke="var(--border-strong)"
            width={190}
            interval={0}
          />
          {tooltip(props)}
          {shown.map((i) => {
            const series = data.series[i];
            return (
              series && (
                <Bar
                  key={series.key}
                  name={series.name}
                  dataKey={valueOf(props, series.key)}
                  stackId={isStacked ? 'all' : series.key}
                  fill={seriesColour(i, series.name)}
                  maxBarSize={22}
                  {...picked(props, i)}
                  isAnimationActive={false}
                />
              )
            );
          })}
        </Chart>
      </ResponsiveContainer>
    </div>
  );
}
