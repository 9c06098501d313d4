/** The countries' shapes (Natural Earth, by the package world-atlas) as paths, in the Equal Earth projection. */
import type { GeometryCollection, Topology } from 'topojson-specification';
import { feature } from 'topojson-client';

/** The drawing's size; poles beyond the inhabited world are cut off. */
export const mapSize = { width: 960, height: 440 } as const;

export interface Country {
  readonly name: string;
  readonly path: string;
  /** The middle of its largest part. */
  readonly x: number;
  readonly y: number;
  /** Of that part; small ones are drawn as a dot too. */
  readonly extent: number;
}

let world: Promise<readonly Country[]> | undefined;

/** Read at the first map that is drawn. */
export function countries(): Promise<readonly Country[]> {
  world ??= import('world-atlas/countries-50m.json').then(({ default: atlas }) => shapesOf(atlas as unknown as Atlas));
  return world;
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

function shapesOf(atlas: Atlas): readonly Country[] {
  return feature(atlas, atlas.objects.countries).features.flatMap(({ geometry, properties }): Country[] => {
    const { name } = properties;
    if (name === 'Antarctica') return [];
    const polygons =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [];
    const rings = polygons
      .flat()
      .map((ring) => unbroken(ring).map(([longitude, latitude]) => projected(longitude, latitude)));
    const largest = rings.map(boxOf).reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a), noBox);
    return [
      {
        name,
        path: rings.map(pathOf).join(''),
        x: largest.x + largest.width / 2,
        y: largest.y + largest.height / 2,
        extent: Math.max(largest.width, largest.height),
      },
    ];
  });
}

/** A coast that crosses the date line goes on beyond it, instead of once around the world. */
function unbroken(ring: readonly (readonly number[])[]): (readonly [longitude: number, latitude: number])[] {
  let before: number | undefined;
  return ring.map(([longitude = 0, latitude = 0]) => {
    const turns = before === undefined ? 0 : Math.round((before - longitude) / 360);
    before = longitude + turns * 360;
    return [before, latitude];
  });
}

const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
const root = Math.sqrt(3) / 2;
/** Of the projection's own units; the map's upper edge is at about 84 degrees north. */
const scale = mapSize.width / 5.41;
const top = 1.3;

/** Degrees to the drawing's own units. */
export function projected(longitude: number, latitude: number): readonly [x: number, y: number] {
  const l = Math.asin(root * Math.sin((latitude * Math.PI) / 180));
  const l2 = l * l;
  const l6 = l2 * l2 * l2;
  const across = (longitude * Math.PI * Math.cos(l)) / 180 / (root * (a1 + 3 * a2 * l2 + l6 * (7 * a3 + 9 * a4 * l2)));
  const up = l * (a1 + a2 * l2 + l6 * (a3 + a4 * l2));
  return [mapSize.width / 2 + across * scale, (top - up) * scale];
}

/** Points of the same tenth of a unit are one. */
function pathOf(ring: readonly (readonly [number, number])[]): string {
  let before = '';
  const points = ring.flatMap(([x, y]) => {
    const point = `${x.toFixed(1)},${y.toFixed(1)}`;
    if (point === before) return [];
    before = point;
    return [point];
  });
  return points.length < 3 ? '' : `M${points.join('L')}Z`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const noBox: Box = { x: 0, y: 0, width: 0, height: 0 };

function boxOf(ring: readonly (readonly [number, number])[]): Box {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Names that iplocation gives, by those of the shapes where these differ by more than accents. */
const otherNames: Readonly<Record<string, string>> = {
  'antigua and barbuda': 'Antigua and Barb.',
  'aland islands': 'Åland',
  'bosnia and herzegovina': 'Bosnia and Herz.',
  'st barthelemy': 'St-Barthélemy',
  'british virgin islands': 'British Virgin Is.',
  'cape verde': 'Cabo Verde',
  'cayman islands': 'Cayman Is.',
  'central african republic': 'Central African Rep.',
  'congo brazzaville': 'Congo',
  'congo kinshasa': 'Dem. Rep. Congo',
  'cook islands': 'Cook Is.',
  'czech republic': 'Czechia',
  'dominican republic': 'Dominican Rep.',
  'equatorial guinea': 'Eq. Guinea',
  'falkland islands': 'Falkland Is.',
  'faroe islands': 'Faeroe Is.',
  'french polynesia': 'Fr. Polynesia',
  'hong kong sar china': 'Hong Kong',
  'macao sar china': 'Macao',
  'marshall islands': 'Marshall Is.',
  'myanmar burma': 'Myanmar',
  'north macedonia': 'Macedonia',
  'northern mariana islands': 'N. Mariana Is.',
  'palestinian territories': 'Palestine',
  'pitcairn islands': 'Pitcairn Is.',
  'russian federation': 'Russia',
  'solomon islands': 'Solomon Is.',
  'south sudan': 'S. Sudan',
  'st helena': 'Saint Helena',
  'st lucia': 'Saint Lucia',
  'st martin': 'St-Martin',
  'st vincent and grenadines': 'St. Vin. and Gren.',
  turkiye: 'Turkey',
  'turks and caicos islands': 'Turks and Caicos Is.',
  'united states': 'United States of America',
  'us virgin islands': 'U.S. Virgin Is.',
  'vatican city': 'Vatican',
  'wallis and futuna': 'Wallis and Futuna Is.',
  'western sahara': 'W. Sahara',
};
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The country that a cell names in full or by its code of two letters; undefined where no shape has that name. */
export function countryOf(text: string, shapes: readonly Country[]): Country | undefined {
  const name = /^[A-Z]{2}$/.test(text) ? (regions.of(text) ?? text) : text;
  const wanted = plainName(otherNames[plainName(name)] ?? name);
  return shapes.find((country) => plainName(country.name) === wanted);
}

function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
}
