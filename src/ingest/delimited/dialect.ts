/** Finds the dialect of a delimited file: delimiter, quote, where the header stands, and whether there is one. */
import type { Line } from '../lines.ts';
import { RecordCutter } from './records.ts';
import type { DelimitedRecord, Dialect } from './records.ts';

export interface DialectFinding {
  readonly dialect: Dialect;
  /** 0-based place among the records of the first one that is header or data; those before are a preamble. */
  readonly firstRecord: number;
  readonly hasHeader: boolean;
  readonly columnCount: number;
  /** 0 .. 1: share of records that have the usual number of columns. */
  readonly consistency: number;
  readonly records: readonly DelimitedRecord[];
}

const delimiters = [',', ';', '\t', '|', '^', '~', ':', ' '];

export function cutSample(lines: readonly Line[], dialect: Dialect): DelimitedRecord[] {
  const cutter = new RecordCutter(dialect);
  const records: DelimitedRecord[] = [];
  cutter.push(lines, records);
  cutter.finish(records);
  return records;
}

/** Null when no delimiter parts the lines into columns with any regularity. `given` fixes what a person or a source type has set. */
export function findDialect(
  lines: readonly Line[],
  given: { readonly delimiter?: string; readonly quote?: string } = {},
): DialectFinding | null {
  let best: (DialectFinding & { readonly score: number }) | null = null;
  for (const delimiter of given.delimiter === undefined ? delimiters : [given.delimiter]) {
    for (const quote of given.quote === undefined ? ['"', "'"] : [given.quote]) {
      if (quote === "'" && !quotesCells(lines, delimiter, quote)) continue;
      const escape =
        quote !== '' &&
        lines.some((l) => new RegExp(`\\\\${quote}`).test(l.text)) &&
        !lines.some((l) => l.text.includes(quote + quote) && !l.text.includes(`\\${quote}`));
      const dialect: Dialect = { delimiter, quote, ...(escape ? { escape: '\\' as const } : {}) };
      const finding = judge(cutSample(lines, dialect), dialect);
      if (finding !== null && (best === null || finding.score > best.score + 1e-9)) best = finding;
    }
  }
  return best;
}

/** Single quotes count only where they enclose whole cells, so that an apostrophe does not. */
function quotesCells(lines: readonly Line[], delimiter: string, quote: string): boolean {
  let enclosed = 0;
  for (const { text } of lines.slice(0, 200))
    if (text.startsWith(quote) || text.includes(delimiter + quote))
      enclosed += text.includes(quote + delimiter) || text.endsWith(quote) ? 1 : 0;
  return enclosed > 0;
}

function judge(records: readonly DelimitedRecord[], dialect: Dialect): (DialectFinding & { score: number }) | null {
  if (records.length === 0) return null;
  const counts = new Map<number, number>();
  for (const r of records) counts.set(r.cells.length, (counts.get(r.cells.length) ?? 0) + 1);
  const [columnCount, frequency] = [...counts].sort((a, b) => b[1] * Math.sqrt(b[0]) - a[1] * Math.sqrt(a[0]))[0] ?? [
    1, 0,
  ];
  const consistency = frequency / records.length;
  const odd = records.filter((r) => r.odd).length / records.length;
  const penalty =
    dialect.delimiter === ' ' || dialect.delimiter === ':'
      ? 0.45
      : dialect.delimiter === '^' || dialect.delimiter === '~'
        ? 0.9
        : 1;
  const typed = typedShare(records, columnCount);
  const score =
    columnCount < 2
      ? 0.01 * consistency
      : penalty * consistency ** 2 * (1 - 0.5 * odd) * (0.5 + 0.5 * typed) * (1 - 1 / (columnCount + 0.5));
  const firstRecord = findStart(records, columnCount);
  return {
    dialect,
    firstRecord,
    hasHeader: looksLikeHeader(records.slice(firstRecord)),
    columnCount,
    consistency,
    records,
    score,
  };
}

/** Share of cells that are something clear: a number, a date, a short word, or empty. */
function typedShare(records: readonly DelimitedRecord[], columnCount: number): number {
  let clear = 0,
    all = 0;
  for (const r of records.slice(0, 100)) {
    if (r.cells.length !== columnCount) continue;
    for (const cell of r.cells) {
      all += 1;
      if (
        /^\s*$|^\s*[-+$€£]?[\d.,\s]+%?\s*$|^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?$|^\s*[\p{L}\p{N}_.@&'’()/+#-]+( [\p{L}\p{N}_.@&'’()/+#-]+){0,8}\s*$/u.test(
          cell,
        )
      )
        clear += 1;
    }
  }
  return all === 0 ? 0 : clear / all;
}

/** The first record that has the usual number of columns, or nearly so with filled cells, and is followed by others alike. */
function findStart(records: readonly DelimitedRecord[], columnCount: number): number {
  if (columnCount < 2) return 0;
  for (const [i, r] of records.entries()) {
    const filled = r.cells.filter((c) => c.trim() !== '').length;
    const wide = Math.abs(r.cells.length - columnCount) <= (columnCount > 4 ? 1 : 0);
    if (!wide) continue;
    // A title row padded with delimiters is no header.
    if (
      filled <= Math.max(1, columnCount * 0.3) &&
      i < 15 &&
      records.slice(i + 1, i + 8).some((later) => later.cells.filter((c) => c.trim() !== '').length > filled * 2)
    )
      continue;
    return i;
  }
  return 0;
}

const numeric = /^\s*[-+$€£(]?\s*[\d.,]+\s*[%)]?\s*$/;
const dateLike = /^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\s*\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4}|\d{2}:\d{2}:\d{2}/;

/** The first row differs in kind from those below it, or is all distinct words. */
export function looksLikeHeader(records: readonly DelimitedRecord[]): boolean {
  const [first, ...rest] = records;
  if (first === undefined) return false;
  const cells = first.cells.map((c) => c.trim());
  const filled = cells.filter((c) => c !== '');
  if (filled.length === 0) return false;
  if (filled.some((c) => dateLike.test(c))) return false;
  const numbers = filled.filter((c) => numeric.test(c) && !/^(19|20)\d\d$/.test(c)).length;
  if (numbers > filled.length * 0.3) return false;
  if (rest.length === 0) return filled.every((c) => /^[\p{L}_][^\d]*/u.test(c));
  const sample = rest.slice(0, 50);
  let differs = 0,
    same = 0;
  cells.forEach((cell, i) => {
    const column = sample.map((r) => (r.cells[i] ?? '').trim()).filter((c) => c !== '');
    if (column.length === 0 || cell === '') return;
    const typed = column.filter((c) => numeric.test(c) || dateLike.test(c)).length / column.length;
    if (typed > 0.7) differs += 1;
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
