/** Finds the dialect of a delimited file: delimiter, quote, escape, and the table in it. */
import type { Line } from '../lines.ts';
import { delimiterOf, whitespaceRuns } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { findHeader, isProse, typedShare } from './header.ts';
import { profileTable } from './profile.ts';
import type { TableProfile } from './profile.ts';
import { RecordCutter } from './records.ts';
import type { DelimitedRecord, Dialect } from './records.ts';

export interface DialectFinding {
  readonly dialect: Dialect;
  /** 0-based place among the records of the first one that is header or data; those before are a preamble. */
  readonly firstRecord: number;
  /** Records that the header takes up; 0 for none. */
  readonly headerRecords: number;
  /** The header's cells, those of several header records joined. */
  readonly header: readonly string[];
  readonly columnCount: number;
  /** 0 .. 1: share of records that have the usual number of columns. */
  readonly consistency: number;
  readonly records: readonly DelimitedRecord[];
  /** Null where the records are too few or too unlike to learn from. */
  readonly profile: TableProfile | null;
}

/** Longer ones first: `, ` goes before `,` where it parts as many cells. */
const delimiters = [
  '\\t',
  '\t\t',
  '||',
  '::',
  ';;',
  ' | ',
  ', ',
  '; ',
  ',',
  ';',
  '\t',
  '|',
  '^',
  '~',
  '\u0001',
  '\u001f',
  ':',
  ' ',
];

export function cutSample(lines: readonly Line[], dialect: Dialect, columnCount?: number): DelimitedRecord[] {
  const cutter = new RecordCutter(dialect, columnCount);
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
  let best: { readonly dialect: Dialect; readonly score: number; readonly columnCount: number } | null = null;
  for (const delimiter of given.delimiter === undefined ? candidates(lines) : [given.delimiter]) {
    for (const quote of given.quote === undefined ? ['"', "'"] : [given.quote]) {
      if (quote === "'" && !quotesCells(lines, delimiter, quote)) continue;
      const escape = findEscape(lines, delimiter, quote);
      const dialect: Dialect = { delimiter, quote, ...(escape === undefined ? {} : { escape }) };
      const judged = judge(cutSample(lines, dialect), dialect);
      // Where quotes enclose nearly all cells they are quotes, though the cells part as well without.
      const favour = quote === "'" && enclosesCells(lines, delimiter, quote) ? 1.02 : 1;
      if (judged !== null && (best === null || judged.score * favour > best.score + 1e-9))
        best = { dialect, ...judged, score: judged.score * favour };
    }
  }
  if (best === null) return null;
  const { dialect, columnCount } = best;
  const records = cutSample(lines, dialect, columnCount);
  const profile = profileTable(
    records.slice(1).map((record) => record.cells),
    columnCount,
  );
  const regular = records.filter((record) => record.cells.length === columnCount).length;
  return {
    dialect,
    ...findHeader(records, columnCount, dialect),
    columnCount,
    consistency: regular / Math.max(1, records.length),
    records,
    profile,
  };
}

/** Signs that part cells in some files only; those that stand inside dates, paths and names are none of them. */
const rareDelimiters = /[#!$&*%@+`<>?\\^~]/g;

/** Delimiters worth a try: the usual ones, and what stands as often in nearly every line. */
function candidates(lines: readonly Line[]): string[] {
  const sample = lines.slice(0, 200).filter((line) => line.text.trim() !== '');
  const [first = '', second = ''] = sample.slice(-2).map((line) => line.text);
  const steady = (delimiter: string): boolean => {
    const counts = sample.map(({ text }) => text.split(delimiter).length);
    const usual = counts[Math.floor(counts.length / 2)] ?? 1;
    return usual >= 3 && counts.filter((count) => count === usual).length >= counts.length * 0.9;
  };
  const known = new Set(delimiters);
  const groups = [
    ...new Set(first.match(/[^\p{L}\p{N}\s"'.,()[\]{}-]{2,3}|\t[^\p{L}\p{N}\s"'.]{1,2}\t/gu) ?? []),
  ].filter((group) => !known.has(group) && second.includes(group) && steady(group) && isInMost(lines, group));
  const rare = [...new Set(first.match(rareDelimiters) ?? [])].filter((sign) => !known.has(sign) && steady(sign));
  const usual = delimiters.filter((delimiter) => delimiter.length === 1 || isInMost(lines, delimiter));
  const aligned = sample.filter(({ text }) => / {2,}\S/.test(text)).length >= sample.length * 0.8;
  return [
    ...groups,
    ...[...usual, ...rare].filter((delimiter) => !groups.some((group) => group.includes(delimiter))),
    ...(aligned ? [whitespaceRuns] : []),
  ];
}

/** A delimiter of several characters counts where nearly every line has it and the first of them seldom stands alone. */
function isInMost(lines: readonly Line[], delimiter: string): boolean {
  const sample = lines.slice(0, 200).filter((line) => line.text.trim() !== '');
  const first = delimiter.trim().slice(0, 1) || delimiter.slice(0, 1);
  const having = sample.filter(({ text }) => {
    if (!text.includes(delimiter)) return false;
    const alone = text.split(delimiter).join('').split(first).length - 1;
    return alone <= 0.2 * (text.split(delimiter).length - 1);
  });
  return having.length >= sample.length * 0.9;
}

/** Single quotes count only where they enclose whole cells, so that an apostrophe does not. */
function quotesCells(lines: readonly Line[], delimiter: string, quote: string): boolean {
  let enclosed = 0;
  for (const { text } of lines.slice(0, 200))
    if (text.startsWith(quote) || text.includes(delimiter + quote))
      enclosed += text.includes(quote + delimiter) || text.endsWith(quote) ? 1 : 0;
  return enclosed > 0;
}

function enclosesCells(lines: readonly Line[], delimiter: string, quote: string): boolean {
  const sample = lines.slice(0, 200).filter(({ text }) => text.trim() !== '');
  const enclosed = sample.filter(
    ({ text }) => text.startsWith(quote) && text.trimEnd().endsWith(quote) && text.includes(quote + delimiter + quote),
  );
  return sample.length > 0 && enclosed.length >= sample.length * 0.9;
}

/** A backslash (or NUL) before quotes that would end their cell too early, where no quotes are doubled instead. */
function findEscape(lines: readonly Line[], delimiter: string, quote: string): string | undefined {
  if (quote === '') return undefined;
  let doubled = 0,
    bare = 0;
  const escaped = new Map<string, number>([
    ['\\', 0],
    ['\0', 0],
  ]);
  for (const { text } of lines) {
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      const before = text[at - 1] ?? '';
      const opens = at === 0 || text.startsWith(delimiter, at - delimiter.length);
      const closes = at === text.length - 1 || text.startsWith(delimiter, at + 1);
      if (opens) continue;
      if (escaped.has(before)) {
        // `8\'` at a cell's end may be a text that ends in a backslash.
        if (!closes) escaped.set(before, (escaped.get(before) ?? 0) + 1);
      } else if (text[at + 1] === quote) {
        doubled += 1;
        at += 1;
      } else if (!closes) bare += 1;
    }
  }
  for (const [character, count] of escaped) if (count > doubled && count >= bare) return character;
  return quote === "'" && doublesOtherQuote(lines) ? '"' : undefined;
}

/** Double quotes, though another sign encloses the cells, are all doubled: they were escaped for quotes that were replaced. */
function doublesOtherQuote(lines: readonly Line[]): boolean {
  let pairs = 0;
  for (const { text } of lines)
    for (const [run] of text.matchAll(/"+/g)) {
      if (run.length % 2 > 0) return false;
      pairs += 1;
    }
  return pairs > 0;
}

/** Sentences above a table say nothing of its columns. */
const mostProse = 20;

function judge(
  all: readonly DelimitedRecord[],
  dialect: Dialect,
): { readonly columnCount: number; readonly score: number } | null {
  const table = all.filter((record, i) => i >= mostProse || !isProse(record));
  const records = table.length > 0 ? table : all;
  if (records.length === 0) return null;
  const columnCount = usualCount(records);
  // Names of two words are no two columns.
  if (dialect.delimiter === ' ' && columnCount === 2 && records[0]?.cells.length === 1) return null;
  const alike = records.filter((record) => record.cells.length === columnCount);
  const consistency = alike.length / records.length;
  const odd = records.filter((record) => record.odd).length / records.length;
  const penalty =
    dialect.delimiter === ' ' || dialect.delimiter === ':' || dialect.delimiter === whitespaceRuns
      ? 0.45
      : dialect.delimiter === '^' || dialect.delimiter === '~'
        ? 0.9
        : dialect.delimiter.length === 1 && dialect.delimiter.search(rareDelimiters) === 0
          ? 0.8
          : 1;
  const typed = typedShare(records, columnCount);
  const sample = alike.slice(0, 100);
  const unused = Array.from({ length: columnCount }, (_, i) => sample.every((r) => (r.cells[i] ?? '').trim() === ''));
  const hollow = sample.length < 3 ? 0 : unused.filter(Boolean).length / columnCount;
  const score =
    columnCount < 2
      ? 0.01 * consistency
      : penalty *
        consistency ** 2 *
        (1 - 0.5 * odd) *
        (0.5 + 0.5 * typed) *
        (1 - 0.6 * hollow) *
        (1 - 1 / (columnCount + 0.5));
  return { columnCount, score };
}

/** The number of cells that most records have, wide ones counting for more; of tables below each other the first one's. */
function usualCount(records: readonly DelimitedRecord[]): number {
  const counts = new Map<number, { frequency: number; first: number }>();
  for (const [i, { cells }] of records.entries()) {
    const count = counts.get(cells.length);
    if (count === undefined) counts.set(cells.length, { frequency: 1, first: i });
    else count.frequency += 1;
  }
  const weight = (cells: number, frequency: number): number => frequency * Math.sqrt(cells);
  const ranked = [...counts].sort((a, b) => weight(b[0], b[1].frequency) - weight(a[0], a[1].frequency));
  const [top] = ranked;
  if (top === undefined) return 1;
  const tables = ranked
    .filter(([cells, { frequency }]) => cells > 1 && frequency >= 5 && frequency >= top[1].frequency * 0.6)
    .sort((a, b) => a[1].first - b[1].first);
  return tables[0]?.[0] ?? top[0];
}

/** FIELD_DELIMITER and FIELD_QUOTE go before what was found. */
export function dialectBySettings(settings: Settings, found: Dialect | undefined): Dialect {
  const { FIELD_DELIMITER: delimiter, FIELD_QUOTE: quote } = settings;
  return {
    delimiter: delimiter === undefined ? (found?.delimiter ?? ',') : delimiterOf(delimiter),
    quote: quote === undefined ? (found?.quote ?? '"') : quote.toLowerCase() === 'none' ? '' : quote,
    ...(found?.escape === undefined ? {} : { escape: found.escape }),
  };
}
