/** What the cells of each column look like, learnt from the regular records: the measure by which a broken record is put right. */

/** Values longer than this are looked at up to here only. */
const longest = 48;

interface ColumnProfile {
  readonly seen: number;
  readonly empty: number;
  readonly shapes: ReadonlyMap<string, number>;
  readonly kinds: ReadonlyMap<string, number>;
  readonly beginnings: ReadonlyMap<string, number>;
  readonly shortest: number;
  readonly longest: number;
}

export interface TableProfile {
  readonly columnCount: number;
  /** How well a cell fits a column: a logarithm, 0 at best. */
  fit(cell: string, column: number): number;
}

/** Every character as its class: `MG-8769` is `AA-9999`. */
function shapeOf(cell: string): string {
  return cell
    .slice(0, longest)
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\d/g, '9');
}

function kindOf(cell: string): string {
  if (/^[-+]?\d+$/.test(cell)) return 'integer';
  if (/^[-+(]?[$€£]?\s?[-+]?[\d.,]+\s?[%)€]?$/.test(cell)) return 'number';
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell)) return 'date';
  if (/^\d{1,2}:\d{2}/.test(cell)) return 'time';
  if (/^[a-z]+:\/\//i.test(cell)) return 'address';
  if (/\s/.test(cell)) return 'text';
  return /\d/.test(cell) ? 'code' : 'word';
}

function beginningOf(cell: string): string {
  return shapeOf(cell.slice(0, 1));
}

/** Null where too few records are alike to learn from. */
export function profileTable(rows: readonly (readonly string[])[], columnCount: number): TableProfile | null {
  const regular = rows.filter((row) => row.length === columnCount).slice(0, 1000);
  if (columnCount < 2 || regular.length < 3) return null;
  const columns = Array.from({ length: columnCount }, (_, i) => profileColumn(regular.map((row) => row[i] ?? '')));
  return {
    columnCount,
    fit: (cell, column) => {
      const profile = columns[column];
      return profile === undefined ? -6 : fitOf(cell.trim(), profile);
    },
  };
}

function profileColumn(cells: readonly string[]): ColumnProfile {
  const shapes = new Map<string, number>();
  const kinds = new Map<string, number>();
  const beginnings = new Map<string, number>();
  let empty = 0,
    least = Infinity,
    most = 0;
  const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (const raw of cells) {
    const cell = raw.trim();
    if (cell === '') {
      empty += 1;
      continue;
    }
    count(shapes, shapeOf(cell));
    count(kinds, kindOf(cell));
    count(beginnings, beginningOf(cell));
    least = Math.min(least, cell.length);
    most = Math.max(most, cell.length);
  }
  return { seen: cells.length, empty, shapes, kinds, beginnings, shortest: least, longest: most };
}

function fitOf(cell: string, profile: ColumnProfile): number {
  const share = (n: number | undefined): number => (n ?? 0) / profile.seen;
  if (cell === '') return Math.log(share(profile.empty) + 0.002);
  const looks =
    0.45 * share(profile.shapes.get(shapeOf(cell))) +
    0.54 * share(profile.kinds.get(kindOf(cell))) * (0.05 + share(profile.beginnings.get(beginningOf(cell)))) +
    0.002;
  const unusual = cell.length > profile.longest * 1.5 || cell.length < profile.shortest * 0.6;
  return Math.log(unusual ? looks * 0.1 : looks);
}
