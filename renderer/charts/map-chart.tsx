/** Places on a map of the world: countries the darker the higher their number, or points as large as theirs. */
import { useEffect, useState } from 'react';
import { formatCounted, formatNumber } from '../ui/format.ts';
import type { ChartProps } from './chart-props.ts';
import { mapPoints, measures, valueAt } from './map-data.ts';
import { countries, countryOf, mapSize, projected } from './world.ts';
import type { Country } from './world.ts';

/** Points at most, the largest; more cover each other. */
const mostPoints = 3_000;
const largestRadius = 16;
/** Countries that are smaller get a dot, units of the drawing. */
const small = 5;
const steps = 5;

export function MapChart(props: ChartProps) {
  const { data, shown } = props;
  const [shapes, setShapes] = useState<readonly Country[]>([]);
  useEffect(() => void countries().then(setShapes), []);
  const points = mapPoints(data, shown);
  const names = measures(data, shown).map((i) => data.series[i]?.name ?? '');
  return (
    <div className="map">
      <svg className="map-drawing" viewBox={`0 0 ${mapSize.width} ${mapSize.height}`} role="presentation">
        {points === undefined ? <Countries {...props} shapes={shapes} /> : <Land shapes={shapes} />}
        {points !== undefined && <Points {...props} points={points} />}
      </svg>
      <div className="map-foot muted">
        <span>{names.join(', ')}</span>
        {points === undefined ? (
          <Unknown {...props} shapes={shapes} />
        ) : (
          points.length < data.points.length && (
            <span>{formatCounted(data.points.length - points.length, 'row')} without a place</span>
          )
        )}
      </div>
    </div>
  );
}

type WithShapes = ChartProps & { readonly shapes: readonly Country[] };

function Land({ shapes }: { readonly shapes: readonly Country[] }) {
  return shapes.map((country) => <path key={country.name} className="map-country" d={country.path} />);
}

function found({ data, shown, shapes }: WithShapes) {
  return data.points.flatMap((point) => {
    const country = countryOf(String(point.x), shapes);
    const value = valueAt(data, shown, point);
    return country === undefined || value === null ? [] : [{ country, value, row: point.row }];
  });
}

function Countries(props: WithShapes) {
  const { shapes, onPick, shown } = props;
  const rows = found(props);
  const most = Math.max(0, ...rows.map(({ value }) => value));
  const byName = new Map(rows.map((row) => [row.country.name, row]));
  const pick = (row: number) => (): void => onPick?.(row, shown[0] ?? 0);
  return (
    <>
      {shapes.map((country) => {
        const row = byName.get(country.name);
        if (row === undefined) return <path key={country.name} className="map-country" d={country.path} />;
        return (
          <path
            key={country.name}
            className="map-country map-place"
            d={country.path}
            style={{ fill: shade(row.value, most) }}
            onClick={pick(row.row)}
          >
            <title>{`${country.name}: ${formatNumber(row.value)}`}</title>
          </path>
        );
      })}
      {rows
        .filter(({ country }) => country.extent < small)
        .map(({ country, value, row }) => (
          <circle
            key={country.name}
            className="map-place"
            cx={country.x}
            cy={country.y}
            r={3}
            style={{ fill: shade(value, most) }}
            onClick={pick(row)}
          >
            <title>{`${country.name}: ${formatNumber(value)}`}</title>
          </circle>
        ))}
      {most > 0 && <Scale most={most} />}
    </>
  );
}

/** A few places have most of everything: by the root of their number the others can be told apart. */
function shade(value: number, most: number): string {
  const share = most > 0 && value > 0 ? Math.sqrt(value / most) : 0;
  return `color-mix(in srgb, var(--series-1) ${Math.round(18 + share * 82)}%, var(--surface))`;
}

function Scale({ most }: { readonly most: number }) {
  return (
    <g transform={`translate(16 ${mapSize.height - 34})`}>
      {Array.from({ length: steps }, (_, i) => (
        <rect key={i} x={i * 22} width={22} height={8} style={{ fill: shade(most * ((i + 0.5) / steps) ** 2, most) }} />
      ))}
      <text y={20} fontSize={10} fill="var(--text-muted)">
        0
      </text>
      <text x={steps * 22} y={20} fontSize={10} textAnchor="end" fill="var(--text-muted)">
        {formatNumber(most)}
      </text>
    </g>
  );
}

function Unknown(props: WithShapes) {
  const { data, shapes } = props;
  if (shapes.length === 0) return null;
  const missing = data.points.filter((point) => countryOf(String(point.x), shapes) === undefined);
  if (missing.length === 0) return null;
  const shown = missing.slice(0, 5).map(({ x }) => String(x));
  return (
    <span className="ellipsis">
      Not on the map: {shown.join(', ')}
      {missing.length > shown.length && ` and ${missing.length - shown.length} more`}
    </span>
  );
}

function Points({
  points,
  onPick,
  shown,
}: ChartProps & { readonly points: NonNullable<ReturnType<typeof mapPoints>> }) {
  // The large ones first, so that small ones lie on them.
  const drawn = [...points].sort((a, b) => b.value - a.value).slice(0, mostPoints);
  const most = drawn[0]?.value ?? 0;
  return drawn.map(({ latitude, longitude, value, point }) => {
    const [x, y] = projected(longitude, latitude);
    return (
      <circle
        key={point.row}
        className="map-place map-point"
        cx={x}
        cy={y}
        r={Math.max(2, largestRadius * Math.sqrt(most > 0 ? Math.max(0, value) / most : 0))}
        onClick={() => onPick?.(point.row, shown[0] ?? 0)}
      >
        <title>{`${latitude.toFixed(3)}, ${longitude.toFixed(3)}: ${formatNumber(value)}`}</title>
      </circle>
    );
  });
}
