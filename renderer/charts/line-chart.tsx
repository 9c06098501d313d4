/** Lines over an axis; a value that is missing leaves a gap. */
import { Line, LineChart as Chart, ResponsiveContainer } from 'recharts';
import type { ChartProps } from './chart-props.ts';
import { activeDot, grid, margin, mostDots, tooltip, valueOf, xAxis, yAxis } from './frame.tsx';
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
                stroke={seriesColour(i)}
                strokeDasharray={seriesDash(i)}
                strokeWidth={1.75}
                dot={data.points.length <= mostDots ? { r: 2 } : false}
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
