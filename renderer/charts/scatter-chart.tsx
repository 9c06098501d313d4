/** Points by two numbers; a third sets their size. */
import {
  CartesianGrid,
  ResponsiveContainer,
  Scatter,
  ScatterChart as Chart,
  Tooltip,
  XAxis,
  YAxis,
  ZAxis,
} from 'recharts';
import { formatNumber } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { margin } from './frame.tsx';
import { seriesColour } from './palette.ts';

const tick = { fontSize: 11, fill: 'var(--text-muted)' };

export function ScatterChart(props: ChartProps) {
  return <Points {...props} hasSize={false} />;
}

export function BubbleChart(props: ChartProps) {
  return <Points {...props} hasSize />;
}

/** With one column of numbers the axis is its x; with more the first two are x and y, the third the size. */
function Points({ data, isLogarithmic, onPick, hasSize }: ChartProps & { readonly hasSize: boolean }) {
  const [first, second, third] = data.series;
  if (first === undefined) return null;
  const x = second === undefined ? undefined : first;
  const y = second ?? first;
  const points = data.points.flatMap((point, i) => {
    const across = x === undefined ? (Number.isFinite(Number(point.x)) ? Number(point.x) : i + 1) : point[x.key];
    const up = point[y.key];
    if (typeof across !== 'number' || typeof up !== 'number' || (isLogarithmic && up <= 0)) return [];
    return [
      { across, up, size: third === undefined ? 1 : (point[third.key] ?? 0), name: String(point.x), row: point.row },
    ];
  });
  const names: { readonly across: string; readonly up: string; readonly size?: string } = {
    across: x?.name ?? data.axis.name,
    up: y.name,
    ...(hasSize && third !== undefined ? { size: third.name } : {}),
  };
  return (
    <ResponsiveContainer>
      <Chart margin={margin}>
        <CartesianGrid stroke="var(--border)" />
        <XAxis
          dataKey="across"
          type="number"
          name={names.across}
          domain={['auto', 'auto']}
          tickFormatter={formatNumber}
          tick={tick}
          stroke="var(--border-strong)"
        />
        <YAxis
          dataKey="up"
          type="number"
          name={names.up}
          scale={isLogarithmic ? 'log' : 'auto'}
          domain={['auto', 'auto']}
          tickFormatter={formatNumber}
          tick={tick}
          stroke="var(--border-strong)"
          width={64}
        />
        <ZAxis dataKey="size" range={hasSize ? [20, 900] : [30, 30]} />
        <Tooltip
          isAnimationActive={false}
          wrapperClassName="chart-tooltip"
          content={({ payload }) => {
            const point = payload[0]?.payload as (typeof points)[number] | undefined;
            return point === undefined ? null : (
              <div>
                <strong>{point.name}</strong>
                {(['across', 'up', 'size'] as const).map(
                  (key) =>
                    names[key] !== undefined && (
                      <div key={key}>
                        {names[key]}: {formatNumber(point[key])}
                      </div>
                    ),
                )}
              </div>
            );
          }}
        />
        <Scatter
          data={points}
          fill={seriesColour(0)}
          fillOpacity={hasSize ? 0.55 : 0.8}
          isAnimationActive={false}
          onClick={(point: { payload?: unknown }) =>
            onPick?.((point.payload as (typeof points)[number] | undefined)?.row ?? 0, 0)
          }
        />
      </Chart>
    </ResponsiveContainer>
  );
}
