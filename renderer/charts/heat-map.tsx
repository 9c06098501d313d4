/** Rows against columns: the darker a cell, the higher its number. */
import { formatNumber, formatTimeForSpan } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';

const cellHeight = 22;
const labelWidth = 130;
const headHeight = 24;
/** More cells are narrower than a pixel. */
const mostPoints = 400;

export function HeatMap({ data, shown, timeZone, onPick }: ChartProps) {
  const points = data.points.slice(0, mostPoints);
  const series = shown.flatMap((i) => {
    const one = data.series[i];
    return one === undefined ? [] : [{ ...one, place: i }];
  });
  const numbers = points.flatMap((point) => series.map(({ key }) => point[key]).filter((n) => typeof n === 'number'));
  const most = Math.max(...numbers, 0);
  const least = Math.min(...numbers, 0);
  const width = Math.max(4, Math.min(60, 900 / Math.max(1, points.length)));
  const label = (x: number | string): string =>
    typeof x === 'number' ? formatTimeForSpan(x, timeZone, data.spanSeconds) : x;
  const every = Math.max(1, Math.ceil(110 / width));
  return (
    <div className="chart-scroll">
      <svg width={labelWidth + points.length * width + 60} height={headHeight + series.length * cellHeight + 6}>
        {points.map(
          (point, i) =>
            i % every === 0 && (
              <text key={i} x={labelWidth + i * width} y={15} fontSize={11} fill="var(--text-muted)">
                {label(point.x).slice(0, 20)}
              </text>
            ),
        )}
        {series.map((one, row) => (
          <g key={one.key} transform={`translate(0 ${headHeight + row * cellHeight})`}>
            <text x={labelWidth - 8} y={15} textAnchor="end" fontSize={11} fill="var(--text)">
              {one.name.length > 18 ? `${one.name.slice(0, 17)}…` : one.name}
            </text>
            {points.map((point, i) => {
              const value = point[one.key];
              const share = typeof value === 'number' && most > least ? (value - least) / (most - least) : 0;
              return (
                <rect
                  key={i}
                  className="heat-cell"
                  x={labelWidth + i * width}
                  width={Math.max(1, width - 1)}
                  height={cellHeight - 1}
                  fill={
                    typeof value === 'number'
                      ? `color-mix(in srgb, var(--series-1) ${Math.round(8 + share * 92)}%, var(--surface))`
                      : 'var(--surface-sunken)'
                  }
                  onClick={() => onPick?.(point.row, one.place)}
                >
                  <title>{`${label(point.x)}, ${one.name}: ${typeof value === 'number' ? formatNumber(value) : 'none'}`}</title>
                </rect>
              );
            })}
          </g>
        ))}
      </svg>
    </div>
  );
}
