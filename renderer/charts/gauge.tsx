/** One number on a half circle, up to the next round number above it. */
import { formatNumber } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { seriesColour } from './palette.ts';

const radius = 80;

export function Gauge({ data, shown }: ChartProps) {
  const series = data.series[shown[0] ?? 0];
  if (series === undefined) return null;
  const value = data.points.map((point) => point[series.key]).findLast((one) => typeof one === 'number') ?? 0;
  const end = roundAbove(value);
  const share = end === 0 ? 0 : Math.min(1, Math.max(0, value / end));
  return (
    <svg className="gauge" viewBox="0 0 200 130" role="presentation">
      <path d={arc(1)} fill="none" stroke="var(--surface-sunken)" strokeWidth={18} />
      {share > 0 && <path d={arc(share)} fill="none" stroke={seriesColour(0)} strokeWidth={18} />}
      <text x={100} y={92} textAnchor="middle" fontSize={24} fontWeight={600} fill="var(--text)">
        {formatNumber(value)}
      </text>
      <text x={100} y={110} textAnchor="middle" fontSize={9} fill="var(--text-muted)">
        {series.name}
      </text>
      <text x={20} y={116} textAnchor="middle" fontSize={8} fill="var(--text-muted)">
        0
      </text>
      <text x={180} y={116} textAnchor="middle" fontSize={8} fill="var(--text-muted)">
        {formatNumber(end)}
      </text>
    </svg>
  );
}

/** From the left end over so much of the half circle. */
function arc(share: number): string {
  const angle = Math.PI * (1 - share);
  const x = 100 + radius * Math.cos(angle);
  const y = 100 - radius * Math.sin(angle);
  return `M ${100 - radius} 100 A ${radius} ${radius} 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

function roundAbove(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power;
}
