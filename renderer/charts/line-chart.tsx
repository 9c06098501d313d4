/** Lines over an axis. */
import { Line, LineChart as Chart, ResponsiveContainer } from 'recharts';
import type { ChartProps } from './chart-props.ts';
import { activeDot, dots, grid, margin, tooltip, valueOf, xAxis, yAxis } from './frame.tsx';
import { referenceLine } from './reference-line.tsx';
import { seriesColour, seriesDash } from './palette.ts';

export function LineChart(props: ChartProps) {
  const { data, shown } = props;
  return (
    <ResponsiveContainer>
      <Chart data={[...data.points]} margin={margin}>
        {grid()}
        {xAxis(props, true)}
        {yAxis(props)}
        {tooltip(props)}
        {referenceLine(props)}
        {shown.map((i) => {
          const series = data.series[i];
          return (
            series && (
              <Line
                key={series.key}
                name={series.name}
                dataKey={valueOf(props, series.key)}
                stroke={seriesColour(i, series.name)}
                strokeDasharray={seriesDash(i)}
                strokeWidth={1.75}
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
