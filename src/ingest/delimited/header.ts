/** Where a table begins in its file, and what its header is: none, one record, or several on top of each other. */
import { cutCells } from './records.ts';
import type { DelimitedRecord, Dialect } from './records.ts';

export interface HeaderFinding {
  readonly firstRecord: number;
  readonly headerRecords: number;
  readonly header: readonly string[];
}

const numeric = /^\s*[-+$€£(]?\s*[-+]?[\d.,]+(?:[eE][-+]?\d+)?\s*[%)]?\s*$/;
const dateLike = /^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\s*\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4}|\d{2}:\d{2}:\d{2}/;

const year = /^(?:19|20)\d\d$/;

/** More header records than this stand above no table. */
const mostHeaderRecords = 5;

export function findHeader(records: readonly DelimitedRecord[], columnCount: number, dialect: Dialect): HeaderFinding {
  const start = findStart(records, columnCount);
  if (!looksLikeHeader(records.slice(start))) {
    // A header with a broken quote or another delimiter than the rest has another number of cells: it stands just above.
    const above = start === 0 ? undefined : records[start - 1];
    const mended = above === undefined ? null : mendHeader(above, columnCount, dialect);
    return mended === null
      ? { firstRecord: start, headerRecords: 0, header: [] }
      : { firstRecord: start - 1, headerRecords: 1, header: mended };
  }
  let first = start,
    last = start;
  while (first > 0 && last - first + 1 < mostHeaderRecords && isUpperHeader(records[first - 1], columnCount))
    first -= 1;
  const spanned = (record: DelimitedRecord | undefined): boolean =>
    record?.cells.slice(0, -1).some((cell) => cell.trim() === '') === true;
  while (
    last - first + 1 < mostHeaderRecords &&
    spanned(records[last]) &&
    (contradicts(records, last + 1) || lacksItsLabel(records, last + 1))
  )
    last += 1;
  if (last === start && last - first + 1 < mostHeaderRecords && areUnits(records, last + 1)) last += 1;
  const rows = records.slice(first, last + 1).map((record) => record.cells);
  const [only] = rows;
  const header =
    rows.length === 1 && only !== undefined
      ? only.length === columnCount
        ? only
        : (mendHeader(records[first], columnCount, dialect) ?? only)
      : joinHeaders(rows);
  return { firstRecord: first, headerRecords: last - first + 1, header };
}

/** Another reading of a header record that has as many cells as the table has columns; null where there is none. */
function mendHeader(
  record: DelimitedRecord | undefined,
  columnCount: number,
  dialect: Dialect,
): readonly string[] | null {
  if (record === undefined || columnCount < 2) return null;
  const { raw, cells } = record;
  const { quote, delimiter } = dialect;
  const readings: (readonly string[])[] = [];
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (cells.length > columnCount && filled.length === columnCount) readings.push(filled);
  if (quote !== '') {
    for (let at = raw.indexOf(quote); at >= 0; at = raw.indexOf(quote, at + 1)) {
      const opens = at === 0 || raw.startsWith(delimiter, at - delimiter.length);
      if (opens) {
        const before = at === 0 ? [] : cutCells(raw.slice(0, at - delimiter.length), dialect, true).cells;
        const end = raw.indexOf(delimiter, at);
        const after = end < 0 ? [] : cutCells(raw.slice(end + delimiter.length), dialect, true).cells;
        readings.push([...before, end < 0 ? raw.slice(at) : raw.slice(at, end), ...after]);
      } else
        for (const place of [at, at + 1])
          readings.push(cutCells(raw.slice(0, place) + delimiter + raw.slice(place), dialect, true).cells);
    }
  }
  for (const other of [',', ';', '\t', '|', ' '])
    if (other !== delimiter) readings.push(cutCells(raw, { ...dialect, delimiter: other }, true).cells);
  // Two names run together: where a new word begins.
  for (const [i, cell] of cells.entries())
    for (const match of cell.matchAll(/(?<=[A-Z]{2})(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])/g))
      readings.push([...cells.slice(0, i), cell.slice(0, match.index), cell.slice(match.index), ...cells.slice(i + 1)]);
  const fitting = readings.filter(
    (reading) =>
      reading.length === columnCount &&
      reading.every((cell) => cell.trim() !== '' && !numeric.test(cell) && !dateLike.test(cell)) &&
      new Set(reading).size === reading.length,
  );
  return fitting[0] ?? null;
}

/** A row of group names above a header: some cells, none of them a value. */
function isUpperHeader(record: DelimitedRecord | undefined, columnCount: number): boolean {
  if (record === undefined || Math.abs(record.cells.length - columnCount) > 1) return false;
  const filled = record.cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length >= 2 &&
    filled.length < record.cells.length &&
    filled.every((cell) => !numeric.test(cell) && !dateLike.test(cell))
  );
}

/** Words stand where the records below have numbers or dates. */
function contradicts(records: readonly DelimitedRecord[], at: number): boolean {
  const cells = records[at]?.cells.map((cell) => cell.trim()) ?? [];
  const below = records.slice(at + 1, at + 30);
  if (below.length < 2) return false;
  let against = 0;
  for (const [i, cell] of cells.entries()) {
    if (cell === '') continue;
    if (numeric.test(cell) || dateLike.test(cell)) return false;
    const column = below.map((record) => (record.cells[i] ?? '').trim()).filter((value) => value !== '');
    if (column.length < 2) continue;
    if (column.filter((value) => numeric.test(value) || dateLike.test(value)).length > column.length * 0.7)
      against += 1;
  }
  return against >= 2;
}

/** Its first cell is empty where all rows below have one: it goes on with the names above, be they years. */
function lacksItsLabel(records: readonly DelimitedRecord[], at: number): boolean {
  const isEmpty = (record: DelimitedRecord | undefined): boolean => (record?.cells[0] ?? '').trim() === '';
  const below = records.slice(at + 1, at + 30);
  const cells = (records[at]?.cells ?? []).filter((cell) => cell.trim() !== '');
  return (
    isEmpty(records[at]) &&
    !isEmpty(records[at - 1]) &&
    cells.length >= 2 &&
    cells.every((cell) => year.test(cell.trim()) || !(numeric.test(cell) || dateLike.test(cell))) &&
    below.length >= 2 &&
    !below.some(isEmpty)
  );
}

/** A row of units or kinds below the names: no value in it, where nearly all the rows below have values. */
function areUnits(records: readonly DelimitedRecord[], at: number): boolean {
  const cells = records[at]?.cells.map((cell) => cell.trim()) ?? [];
  const below = records.slice(at + 1, at + 30);
  if (cells.join('\u0001') === records[at - 1]?.cells.map((cell) => cell.trim()).join('\u0001')) return false;
  if (below.length < 2 || cells.some((cell) => /\d/.test(cell) || dateLike.test(cell))) return false;
  let against = 0,
    valued = 0;
  for (const [i, cell] of cells.entries()) {
    const column = below.map((record) => (record.cells[i] ?? '').trim()).filter((value) => value !== '');
    if (column.length < 2) continue;
    if (column.filter((value) => numeric.test(value) || dateLike.test(value)).length < column.length * 0.9) continue;
    valued += 1;
    // What stands for a value that is missing is no unit.
    if (/\p{L}{2}|%|[€$£]|^[([].{1,12}[)\]]$/u.test(cell) && !/^(?:n\.?\/?a\.?|null|none|nan)$/i.test(cell))
      against += 1;
  }
  return against >= 2 && against >= valued * 0.6;
}

/** Group names spread to the right over the columns they stand above; then the names of each column from top to bottom. */
function joinHeaders(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map((row) => row.length));
  const cell = (row: readonly string[] | undefined, i: number): string => (row?.[i] ?? '').trim();
  const spread: string[][] = [];
  for (const [depth, row] of rows.entries()) {
    const names: string[] = [];
    let carried = '';
    for (let i = 0; i < width; i += 1) {
      const below = rows.slice(depth + 1).some((later) => cell(later, i) !== '');
      const newGroup = rows.slice(0, depth).some((above) => cell(above, i) !== '');
      if (cell(row, i) !== '') carried = cell(row, i);
      else if (newGroup || !below) carried = '';
      names.push(depth === rows.length - 1 ? cell(row, i) : carried);
    }
    spread.push(names);
  }
  return Array.from({ length: width }, (_, i) =>
    spread
      .map((names) => names[i] ?? '')
      .filter((name) => name !== '')
      .join(' '),
  );
}

/** Share of cells that are something clear: a number, a date, a short word, or empty. */
export function typedShare(records: readonly DelimitedRecord[], columnCount: number): number {
  let clear = 0,
    all = 0;
  for (const r of records.slice(0, 100)) {
    if (r.cells.length !== columnCount) continue;
    for (const cell of r.cells) {
      all += 1;
      if (
        /^\s*[a-z]+:\/\/\S+\s*$|^\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*$|^\s*$|^\s*[-+$€£]?[\d.,\s]+%?\s*$|^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?$|^\s*[\p{L}\p{N}_.@&'’()/+#-]+( [\p{L}\p{N}_.@&'’()/+#-]+){0,8}\s*$/u.test(
          cell,
        )
      )
        clear += 1;
    }
  }
  return all === 0 ? 0 : clear / all;
}

/** A sentence that was parted at its commas. */
export function isProse({ raw, cells }: DelimitedRecord): boolean {
  if (cells.length < 2 || !cells.slice(1).every((cell) => /^\s/.test(cell))) return false;
  const words = (text: string): number => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
  return words(raw) >= 6 && (/[.!?:]["'\s]*$/.test(raw) || cells.some((cell) => words(cell) >= 7));
}

/** Names of all columns but one: that of the rows' labels, as R writes them, or of a last column that is empty. */
function lacksOneName(records: readonly DelimitedRecord[], at: number, columnCount: number): boolean {
  const cells = records[at]?.cells ?? [];
  if (columnCount < 3 || cells.length !== columnCount - 1) return false;
  if (cells.some((cell) => cell.trim() === '' || numeric.test(cell) || dateLike.test(cell))) return false;
  if (new Set(cells).size < cells.length) return false;
  const below = records.slice(at + 1, at + 30);
  if (below.length < 3 || below.some((record) => record.cells.length !== columnCount)) return false;
  const column = (i: number): string[] => below.map((record) => (record.cells[i] ?? '').trim());
  const labels = column(0);
  return (
    column(columnCount - 1).every((cell) => cell === '') ||
    (labels.every((label) => label !== '') && new Set(labels).size === labels.length)
  );
}

/** A few lines about the file, parted into as many cells as its table, and then a blank line: the table begins below that. */
function isBelowGap(records: readonly DelimitedRecord[], at: number, columnCount: number): boolean {
  const gap = records.findIndex(
    (record, i) => i > at && record.lineNumber > (records[i - 1]?.lineNumber ?? 0) + (records[i - 1]?.lineCount ?? 1),
  );
  if (gap < 0 || gap > 30) return false;
  const table = records.slice(gap);
  const below = table.slice(1, 60);
  if (below.length < 5 || below.length < gap - at || table[0]?.cells.length !== columnCount) return false;
  // Above stand words where the table has numbers.
  const isNumber = (record: DelimitedRecord, i: number): boolean => numeric.test(record.cells[i] ?? '');
  const numbers = Array.from({ length: columnCount }, (_, i) => i).filter(
    (i) => below.filter((record) => isNumber(record, i)).length >= below.length * 0.9,
  );
  const fits = (record: DelimitedRecord): boolean => numbers.every((i) => isNumber(record, i));
  return numbers.length > 0 && !records.slice(at, gap).some(fits) && looksLikeHeader(table);
}

/** The first record that has the usual number of columns, or nearly so with filled cells, and is followed by others alike. */
function findStart(records: readonly DelimitedRecord[], columnCount: number): number {
  if (columnCount < 2) return 0;
  const filledIn = (r: DelimitedRecord): number => r.cells.filter((c) => c.trim() !== '').length;
  for (const [i, r] of records.entries()) {
    const filled = filledIn(r);
    const wide =
      Math.abs(r.cells.length - columnCount) <= (columnCount > 4 ? 1 : 0) || lacksOneName(records, i, columnCount);
    if (!wide || filled === 0 || isProse(r) || isBelowGap(records, i, columnCount)) continue;
    // A title row padded with delimiters is no header.
    const below = records.slice(i + 1, i + 9).filter((later) => filledIn(later) > 0);
    const fuller = below.filter((later) => filledIn(later) >= filled * 2).length;
    if (filled <= Math.max(1, columnCount * 0.3) && i < 15 && fuller >= Math.max(1, below.length * 0.4)) continue;
    return i;
  }
  return 0;
}

/** A label, or nothing, and then numbers in even steps, as of wavelengths or depths, above rows that hold no such steps. */
function isScale(first: DelimitedRecord, rows: readonly DelimitedRecord[]): boolean {
  const steps = ({ cells }: DelimitedRecord): boolean => {
    const values = cells.slice(1).map((cell) => (/^\s*-?\d+(?:\.\d+)?\s*$/.test(cell) ? Number(cell) : NaN));
    const [a = NaN, b = NaN] = values;
    const even = (value: number, i: number): boolean =>
      i === 0 || Math.abs(value - (values[i - 1] ?? NaN) - (b - a)) < 1e-6 * Math.abs(b - a);
    return values.length >= 3 && b !== a && values.every(even);
  };
  if (rows.length < 3 || numeric.test(first.cells[0] ?? '') || !steps(first)) return false;
  const labelled = rows.every(({ cells }) => (cells[0] ?? '').trim() !== '');
  return labelled && rows.filter(steps).length < rows.length * 0.5;
}

/** The first row differs in kind from those below it, or is all distinct words. */
function looksLikeHeader(records: readonly DelimitedRecord[]): boolean {
  const [first, ...rest] = records;
  if (first === undefined) return false;
  const cells = first.cells.map((c) => c.trim());
  const filled = cells.filter((c) => c !== '');
  if (filled.length === 0) return false;
  const rows = rest.slice(0, 50);
  // A day may be a column's name where the column holds none.
  const isValue = (cell: string, i: number): boolean =>
    dateLike.test(cell) &&
    (rows.length < 2 ||
      rows.filter((row) => numeric.test(row.cells[i] ?? '') && !dateLike.test(row.cells[i] ?? '')).length <
        rows.length * 0.7);
  if (cells.some((cell, i) => cell !== '' && isValue(cell, i))) return false;
  if (isScale(first, rows)) return true;
  const numbers = filled.filter((c) => numeric.test(c) && !year.test(c)).length;
  if (numbers > filled.length * 0.3) return false;
  if (rest.length === 0) return filled.every((c) => /^[\p{L}_][^\d]*/u.test(c));
  const again = first.cells.join('\u0001');
  const sample = rest.filter((r) => cells.length === 1 || r.cells.join('\u0001') !== again).slice(0, 50);
  let differs = 0,
    same = 0;
  cells.forEach((cell, i) => {
    const column = sample.map((r) => (r.cells[i] ?? '').trim()).filter((c) => c !== '');
    if (column.length === 0 || cell === '') return;
    const typed = column.filter((c) => numeric.test(c) || dateLike.test(c)).length / column.length;
    if (typed > 0.7 && numeric.test(cell) && !year.test(cell)) same += 1;
    else if (typed > 0.7) differs += 1;
    else if (column.includes(cell)) same += 1;
    else {
      const lengths = column.map((c) => c.length);
      const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
      const spread = Math.sqrt(lengths.reduce((a, b) => a + (b - mean) ** 2, 0) / lengths.length);
      if (Math.abs(cell.length - mean) > 2 * spread + 1) differs += 0.5;
    }
  });
  if (differs > 0) return differs > same;
  if (same > 0) return false;
  return new Set(filled).size === filled.length && numbers === 0;
}
