/** One number, large; over time the last one, with its trend. */
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Line, LineChart, ResponsiveContainer } from 'recharts';
import { formatNumber } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { valueOf } from './frame.tsx';
import { seriesColour } from './palette.ts';

export function SingleValue(props: ChartProps) {
  const { data, shown } = props;
  const series = data.series[shown[0] ?? 0];
  if (series === undefined) return null;
  const values = data.points.map((point) => point[series.key]).filter((value) => typeof value === 'number');
  const now = values.at(-1);
  const before = values.at(-2);
  const change =
    now !== undefined && before !== undefined && before !== 0 ? (now - before) / Math.abs(before) : undefined;
  const text = now === undefined ? 'none' : formatNumber(now);
  return (
    <div className="single-value">
      <div className="single-number numbers" style={{ '--characters': text.length } as CSSProperties}>
        {text}
      </div>
      <div className="muted">{series.name}</div>
      {data.axis.isTime && change !== undefined && (
        <div className="single-change muted numbers">
          {change === 0 ? (
            <ArrowRight size={13} />
          ) : change > 0 ? (
            <ArrowUpRight size={13} />
          ) : (
            <ArrowDownRight size={13} />
          )}
          {change > 0 ? '+' : ''}
          {(change * 100).toFixed(1)} % against the span before
        </div>
      )}
      {data.axis.isTime && values.length > 2 && (
        <div className="single-trend">
          <ResponsiveContainer>
            <LineChart data={[...data.points]}>
              <Line
                dataKey={valueOf(props, series.key)}
                stroke={seriesColour(0)}
                dot={false}
                isAnimationActive={false}
              />
            </LineChart>
          </ResponsiveContainer>
        </div>
      )}
    </div>
  );
}
