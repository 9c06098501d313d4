/** Times and fields of lines of text, found by the database itself: described here without words of SQL, and spelled. */
import { sqlInstant, sqlNumber, sqlText } from './literal.ts';

/** Where the time of a line stands and how it is written. Lines for which it gives nothing may have a time all the same. */
export interface LineTime {
  /** The first place of this text, behind which the time stands; without it the line's beginning. */
  readonly behind?: string;
  /** RE2: what may stand there before the time. */
  readonly lead: string;
  readonly ways: readonly TimeWay[];
  /** RE2: what must follow. */
  readonly guard: string;
  /** The year is left out: it is the latest one that makes no time later than this, epoch microseconds. */
  readonly notAfter?: number;
  /** The clock's differences from UTC: from a local time on (epoch microseconds as if it were UTC), so many seconds. */
  readonly offsets?: readonly { readonly from: number; readonly seconds: number }[];
}

export interface TimeWay {
  /** RE2 of exactly the time. */
  readonly shape: string;
  /** strptime as the database reads it; a number: digits that count so many microseconds each, since 1970. */
  readonly format: string | number;
  /** The format reads a difference from UTC. */
  readonly zoned: boolean;
}

/** RE2 patterns whose named groups are fields; the first that matches counts. */
export interface LinePattern {
  readonly pattern: string;
  /** A name for every group, from the first. */
  readonly groups: readonly string[];
}

/** A timestamp in UTC without zone, or NULL. `line` is SQL. */
export function lineTimeSql(time: LineTime, line: string): string {
  const behind = time.behind;
  const text =
    behind === undefined
      ? line
      : `CASE WHEN contains(${line}, ${sqlText(behind)}) THEN substr(${line}, strpos(${line}, ${sqlText(behind)}) + ${[...behind].length}) END`;
  const pattern = `^${time.lead}(${time.ways.map((way) => way.shape).join('|')})${time.guard}`;
  const found = `regexp_extract(${text}, ${sqlText(pattern)}, 1)`;
  const ways = time.ways.map((way) => waySql(time, way, found));
  const local = ways.length === 1 ? (ways[0] ?? 'NULL') : `coalesce(${ways.join(', ')})`;
  return time.offsets === undefined ? local : toUtcSql(local, time.offsets);
}

function waySql(time: LineTime, way: TimeWay, found: string): string {
  if (typeof way.format === 'number')
    return `make_timestamp(TRY_CAST(nullif(${found}, '') AS BIGINT) * ${sqlNumber(way.format)})`;
  if (time.notAfter !== undefined) {
    const { notAfter } = time;
    const latest = new Date(notAfter / 1000).getUTCFullYear();
    const inYear = (year: number): string =>
      `try_strptime(${sqlText(`${year} `)} || ${found}, ${sqlText(`%Y ${String(way.format)}`)})`;
    const limit = sqlInstant(notAfter);
    return `CASE WHEN ${inYear(latest)} <= ${limit} THEN ${inYear(latest)} WHEN ${inYear(latest)} > ${limit} THEN ${inYear(latest - 1)} END`;
  }
  const parsed = `try_strptime(${found}, ${sqlText(way.format)})`;
  return way.zoned ? `make_timestamp(epoch_us(${parsed}))` : parsed;
}

/** Latest first: that is where most of the times are. Before the first there is no answer. */
function toUtcSql(local: string, offsets: NonNullable<LineTime['offsets']>): string {
  const branches = [...offsets]
    .reverse()
    .map(({ from, seconds }) => `WHEN ${local} >= ${sqlInstant(from)} THEN ${local} - to_seconds(${seconds})`);
  return branches.length === 0 ? local : `CASE ${branches.join(' ')} END`;
}

/** Fields by cutting instead of matching, for lines of one exact shape: the pieces between delimiters, counted from 1. */
export interface LineCuts {
  /** RE2 of the whole line. */
  readonly shape: string;
  /** Field to the cuts that lead to it, one in the piece of the one before. */
  readonly fields: ReadonlyMap<string, readonly Cut[]>;
}
export type Cut = readonly [delimiter: string, place: number];

/** Bytes that stand in a line for what would part it at the wrong place. */
export const standIns = { delimiter: 2, lineFeed: 3, return: 4 } as const;

/** The text as it stood in the file. */
export function restoredSql(text: string, delimiter?: string): string {
  const has = (byte: number): string => `contains(${text}, chr(${byte}))`;
  const replacements: readonly (readonly [number, string])[] = [
    ...(delimiter === undefined ? [] : [[standIns.delimiter, sqlText(delimiter)] as const]),
    [standIns.lineFeed, 'chr(10)'],
    [standIns.return, 'chr(13)'],
  ];
  const back = replacements.reduce((sql, [byte, character]) => `replace(${sql}, chr(${byte}), ${character})`, text);
  const any = replacements.filter(([byte]) => byte !== standIns.return).map(([byte]) => has(byte));
  return `CASE WHEN ${any.join(' OR ')} THEN ${back} ELSE ${text} END`;
}

/** How many lines a text has that `end`, a character's number, parts. */
export function lineCountSql(text: string, end: number): string {
  const byte = `chr(${end})`;
  return `CASE WHEN contains(${text}, ${byte}) THEN 1 + length(${text}) - length(replace(${text}, ${byte}, '')) ELSE 1::BIGINT END`;
}

export interface LineFields {
  /** Line ends inside events were replaced by what stands for them. */
  readonly joined?: boolean;
  readonly patterns: readonly LinePattern[];
  /** Gives what the only pattern would give. */
  readonly cuts?: LineCuts;
}

/** What the columns of events are made of. */
export interface EventColumns {
  readonly from: string;
  readonly fields: ReadonlyMap<string, string>;
  /** The event's text, where it is not `_raw` as it stands. */
  readonly text?: string;
  readonly lineCount?: string;
}

/**
 * The rows of `table` (which has `_raw`) with what fields are made of, and the fields as expressions over them, each NULL where
 * it is empty. In the order of their groups. Done in steps, a SELECT each: the database does the work of a step once a row.
 */
export function lineFieldsSql({ patterns, cuts, joined }: LineFields, table: string): EventColumns {
  let from = `(SELECT *, rowid AS place FROM ${table})`;
  const step = (columns: readonly string[]): void => {
    if (columns.length > 0) from = `(SELECT *, ${columns.join(', ')} FROM ${from})`;
  };
  if (cuts !== undefined) step([`regexp_full_match(_raw, ${sqlText(cuts.shape)}) AS quick`]);
  const pieces = cutSteps(cuts);
  for (const columns of pieces.steps) step(columns);
  step(
    patterns.flatMap(({ pattern, groups }, i) => {
      const keys = groups.map((_, k) => sqlText(`g${k}`)).join(', ');
      const found = `regexp_extract(_raw, ${sqlText(pattern)}, [${keys}])`;
      return [
        `${cuts === undefined ? found : `CASE WHEN NOT quick THEN ${found} END`} AS m${i}`,
        ...(patterns.length > 1 ? [`regexp_matches(_raw, ${sqlText(pattern)}) AS ok${i}`] : []),
      ];
    }),
  );
  const names = [...new Set(patterns.flatMap((pattern) => pattern.groups))];
  const groupOf = (name: string, i: number): string => {
    const place = patterns[i]?.groups.indexOf(name) ?? -1;
    return place < 0 ? 'NULL' : `struct_extract(m${i}, 'g${place}')`;
  };
  const fields = names.map((name): [string, string] => {
    if (patterns.length > 1)
      return [name, `nullif(CASE ${patterns.map((_, i) => `WHEN ok${i} THEN ${groupOf(name, i)}`).join(' ')} END, '')`];
    const cut = pieces.fields.get(name);
    return [name, `nullif(${cut === undefined ? groupOf(name, 0) : `coalesce(${cut}, ${groupOf(name, 0)})`}, '')`];
  });
  return { from, fields: new Map(fields), ...(joined === true ? { lineCount: lineCountSql('_raw', 10) } : {}) };
}

/** The lists of pieces that the cuts need, step by step, and each field as a piece of one. */
function cutSteps(cuts: LineCuts | undefined): {
  readonly steps: readonly (readonly string[])[];
  readonly fields: ReadonlyMap<string, string>;
} {
  const lists = new Map<string, string>();
  const steps: string[][] = [];
  const fields = new Map<string, string>();
  for (const [field, path] of cuts?.fields ?? []) {
    let piece = '_raw';
    path.forEach(([delimiter, place], depth) => {
      const key = JSON.stringify([piece, delimiter]);
      let list = lists.get(key);
      if (list === undefined) {
        list = `p${lists.size}`;
        lists.set(key, list);
        const split = `string_split(${piece}, ${sqlText(delimiter)})`;
        (steps[depth] ??= []).push(`${depth === 0 ? `CASE WHEN quick THEN ${split} END` : split} AS ${list}`);
      }
      piece = `${list}[${place}]`;
    });
    fields.set(field, piece);
  }
  return { steps, fields };
}

/** True where the text comes back unchanged from the number. */
export function survivesSql(kind: 'BIGINT' | 'DOUBLE', value: string): string {
  const whole = `(length(${value}) <= 15 AND CAST(TRY_CAST(${value} AS BIGINT) AS VARCHAR) = ${value})`;
  if (kind === 'BIGINT') return whole;
  return `(${whole} OR (length(${value}) <= 15 AND regexp_full_match(${value}, '-?(0|[1-9][0-9]*)[.][0-9]*[1-9]') AND CAST(TRY_CAST(${value} AS DOUBLE) AS VARCHAR) = ${value}))`;
}
