/** Upright bars, side by side or stacked. */
import { Bar, BarChart as Chart, ResponsiveContainer } from 'recharts';
import type { ChartProps } from './chart-props.ts';
import { grid, margin, offsetOf, picked, tooltip, valueOf, xAxis, yAxis } from './frame.tsx';
import { referenceLine } from './reference-line.tsx';
import { seriesColour } from './palette.ts';

export function ColumnChart(props: ChartProps) {
  const { data, shown, stack } = props;
  return (
    <ResponsiveContainer>
      <Chart data={[...data.points]} margin={margin} barCategoryGap="15%" barGap={1} stackOffset={offsetOf(stack)}>
        {grid()}
        {xAxis(props, false)}
        {yAxis(props)}
        {tooltip(props)}
        {referenceLine(props)}
        {shown.map((i) => {
          const series = data.series[i];
          return (
            series && (
              <Bar
                key={series.key}
                name={series.name}
                dataKey={valueOf(props, series.key)}
                stackId={stack !== 'no' ? 'all' : series.key}
                fill={seriesColour(i, series.name)}
                maxBarSize={64}
                {...picked(props, i)}
                isAnimationActive={false}
              />
            )
          );
        })}
      </Chart>
    </ResponsiveContainer>
  );
}
