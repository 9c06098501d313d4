/** Areas over an axis, stacked where wanted. */
import { Area, AreaChart as Chart, ResponsiveContainer } from 'recharts';
import type { ChartProps } from './chart-props.ts';
import { activeDot, dots, grid, margin, offsetOf, tooltip, valueOf, xAxis, yAxis } from './frame.tsx';
import { referenceLine } from './reference-line.tsx';
import { seriesColour } from './palette.ts';

export function AreaChart(props: ChartProps) {
  const { data, shown, stack } = props;
  const isStacked = stack !== 'no';
  return (
    <ResponsiveContainer>
      <Chart data={[...data.points]} margin={margin} stackOffset={offsetOf(stack)}>
        {grid()}
        {xAxis(props, true)}
        {yAxis(props)}
        {tooltip(props)}
        {referenceLine(props)}
        {shown.map((i) => {
          const series = data.series[i];
          return (
            series && (
              <Area
                key={series.key}
                name={series.name}
                dataKey={valueOf(props, series.key)}
                stackId={isStacked ? 'all' : series.key}
                stroke={seriesColour(i, series.name)}
                fill={seriesColour(i, series.name)}
                fillOpacity={isStacked ? 0.55 : 0.2}
                dot={dots(props, series.key)}
                connectNulls={props.nulls === 'connect'}
                activeDot={activeDot(props, i)}
                isAnimationActive={false}
              />
            )
          );
        })}
      </Chart>
    </ResponsiveContainer>
  );
}
