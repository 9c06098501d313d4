/**
 * A file whose events are its lines, read by the database itself. It is searchable as soon as text and times are in: fields
 * are expressions of a view until `storeColumns` has built a table of them.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { cellFieldsSql, cellLinesSql } from '../sql/cells.ts';
import type { CellLines } from '../sql/cells.ts';
import { lineFieldsSql, lineTimeSql, restoredSql } from '../sql/lines.ts';
import type { LineFields, LineTime } from '../sql/lines.ts';
import { sqlName, sqlNumber, sqlText } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';
import { importInTransaction, takeNumbers } from './import-transaction.ts';
import type { ImportNumbers, ImportRecord, StoredEvents } from './import-transaction.ts';
import { linesView, rawTable } from './segment-names.ts';

export interface LineSegment extends ImportRecord {
  /** UTF-8 in the temporary folder. */
  readonly path: string;
  readonly lineEnd: '\n' | '\r\n';
  /** Lines before the first event. */
  readonly headerLines: number;
  /** Lines that are not blank: each is an event. */
  readonly events: number;
  /** Undefined: no line has a time. */
  readonly time: LineTime | undefined;
  readonly timeSource: 'parsed' | 'year_inferred' | 'none';
  readonly fields: LineFields | CellLines;
  /** The field that is the event's host. */
  readonly hostField?: string;
  /** False when the file was written to since it was counted. */
  unchanged(): boolean;
  /** Reads the lines that `time` gave nothing for, in file order. */
  readonly odd?: OddLines;
}

export interface OddLines {
  /** More than these are too many. */
  readonly most: number;
  /** A first line without a time takes that of the second: it is a banner. */
  readonly borrows?: boolean;
  /** `before` is the time of the line above, epoch microseconds; null where it has none. */
  read(line: string, before: number | null): { readonly time: number | null; readonly source: string };
}

/** The file is not what it was taken for; nothing of it was kept, and it can be read in another way. */
export class LinesDiffer extends Error {}

/** Every character that the reader takes for a blank. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Throws LinesDiffer. Call it within `Database.exclusively`. */
export async function writeLineSegment(
  connection: DuckDBConnection,
  segment: LineSegment,
): Promise<Omit<StoredEvents, 'table' | 'fields'> & { readonly importId: number }> {
  let stored: StoredEvents | undefined;
  const importId = await importInTransaction(connection, segment, async (numbers) => {
    stored = await store(connection, segment, numbers);
    if (!segment.unchanged()) throw new LinesDiffer('The file was written to meanwhile.');
    return stored;
  });
  const { events, untimed, firstTime, lastTime } = stored ?? { events: 0, untimed: 0, firstTime: null, lastTime: null };
  return { importId, events, untimed, firstTime, lastTime };
}

async function store(
  connection: DuckDBConnection,
  segment: LineSegment,
  numbers: ImportNumbers,
): Promise<StoredEvents | undefined> {
  if (segment.events === 0) return undefined;
  const raw = sqlName(rawTable(numbers.segmentId));
  await connection.run(
    `CREATE TABLE ${raw} (_time TIMESTAMP, _time_source VARCHAR, _raw VARCHAR USING COMPRESSION zstd)`,
  );
  const source = `(SELECT line FROM read_csv(${sqlText(segment.path)}, columns={'line': 'VARCHAR'}, header=false, skip=${segment.headerLines}, auto_detect=false, delim=${sqlText('\u0001\u0002\u0003')}, quote='', escape='', comment='', force_not_null=['line'], new_line='${segment.lineEnd === '\n' ? '\\n' : '\\r\\n'}', max_line_size=16777216, buffer_size=33554432) WHERE (line > '!' AND line < chr(127)) OR trim(line, ${sqlText(blanks)}) <> '')`;
  await run(connection, `INSERT INTO ${raw} ${eventsSql(segment, source)}`);
  const [events, plain, odd] = await row(
    connection,
    `SELECT count(*), count(_time_source), count(*) FILTER (WHERE _time IS NULL AND _time_source <> 'none') FROM ${raw}`,
  );
  if (Number(events) !== segment.events)
    throw new LinesDiffer(`${segment.events} lines were counted and ${String(events)} were read.`);
  if (plain !== events) throw new LinesDiffer(`Some of ${String(events)} rows are no plain ones.`);
  if (Number(odd) > 0) await readOdd(connection, segment, raw, Number(odd));
  const [untimed, first, last] = await row(
    connection,
    `SELECT count(*) - count(_time), epoch_us(min(_time)), epoch_us(max(_time)) FROM ${raw}`,
  );
  const firstEvent = await takeNumbers(connection, 'events', segment.events);
  const fields = await createView(connection, segment, numbers, firstEvent);
  return {
    table: linesView(numbers.segmentId),
    fields,
    events: segment.events,
    untimed: Number(untimed),
    firstTime: first === null ? null : Number(first),
    lastTime: last === null ? null : Number(last),
  };
}

/** Time, where it comes from, and text of each line. `_time_source` is NULL for rows that only the reader can tell about. */
function eventsSql({ fields, time, timeSource }: LineSegment, source: string): string {
  const cells = 'names' in fields;
  const from = cells ? cellLinesSql(fields, source, blanks) : source;
  const found = time === undefined ? 'NULL' : lineTimeSql(time, cells ? 'text' : 'line');
  if (!cells) {
    const text = fields.joined === true ? restoredSql('line') : 'line';
    return `SELECT ${found}, ${sqlText(timeSource)}, ${text} FROM ${from}`;
  }
  // Every time has a digit: a cell without one has none.
  const kind =
    time === undefined
      ? sqlText('none')
      : `CASE WHEN found IS NOT NULL OR regexp_matches(text, '[0-9]') THEN ${sqlText(timeSource)} ELSE 'none' END`;
  return `SELECT found, CASE WHEN plain THEN ${kind} END, line FROM (SELECT *, ${found} AS found FROM ${from})`;
}

/** The few lines whose time the database could not read are read one by one. */
async function readOdd(connection: DuckDBConnection, segment: LineSegment, raw: string, count: number): Promise<void> {
  const { odd } = segment;
  if (odd === undefined || count > odd.most) throw new LinesDiffer(`${count} lines have another time, or none.`);
  const lines = await connection.runAndReadAll(
    `SELECT place, epoch_us(above), line, above_place IS NULL, epoch_us(below) FROM (SELECT rowid AS place, _time, lag(_time) OVER () AS above, lag(rowid) OVER () AS above_place, lead(_time) OVER () AS below, CASE WHEN _time IS NULL AND _time_source <> 'none' THEN _raw END AS line FROM ${raw}) WHERE line IS NOT NULL ORDER BY place`,
  );
  // Of rows that are not committed yet the database's numbers are too large for ours.
  let last: { readonly place: bigint; readonly time: number | null } | undefined;
  const found: string[] = [];
  const spelled = (place: bigint, time: number | null, source: string): string =>
    `(${place.toString()}::BIGINT, ${time === null ? 'NULL::BIGINT' : `CAST(${sqlText(String(time))} AS BIGINT)`}, ${sqlText(source)})`;
  let banner: { readonly place: bigint; next: number | null } | undefined;
  for (const row of lines.getRows()) {
    const [place, above, line, isFirst, below] = row as [bigint, bigint | null, string, boolean, bigint | null];
    const before = place - 1n === last?.place ? last.time : above === null ? null : Number(above);
    const { time, source } = odd.read(line, before);
    if (isFirst && odd.borrows === true && source === 'none')
      banner = { place, next: below === null ? null : Number(below) };
    else if (banner !== undefined && place - 1n === banner.place) banner.next = time;
    found.push(spelled(place, time, source));
    last = { place, time };
  }
  if (banner !== undefined && banner.next !== null) found[0] = spelled(banner.place, banner.next, 'next');
  for (let i = 0; i < found.length; i += 1000)
    await connection.run(
      `UPDATE ${raw} SET _time = make_timestamp(found.time), _time_source = found.source FROM (VALUES ${found.slice(i, i + 1000).join(', ')}) AS found(place, time, source) WHERE ${raw}.rowid = found.place`,
    );
}

async function createView(
  connection: DuckDBConnection,
  segment: LineSegment,
  { importId, segmentId, now }: ImportNumbers,
  firstEvent: number,
): Promise<StoredField[]> {
  const raw = sqlName(rawTable(segmentId));
  const {
    from,
    fields: spelled,
    text = '_raw',
    lineCount = sqlNumber(1),
  } = 'names' in segment.fields ? cellFieldsSql(segment.fields, raw) : lineFieldsSql(segment.fields, raw);
  const ownHost = segment.hostField === undefined ? undefined : spelled.get(segment.hostField);
  const fields = [...spelled.keys()].filter((name) => name !== segment.hostField);
  const host = ownHost === undefined ? sqlText(segment.host) : `coalesce(${ownHost}, ${sqlText(segment.host)})`;
  const columns = [
    '_time',
    `${text} AS _raw`,
    `${host} AS host`,
    `${sqlText(segment.file)} AS source`,
    `${sqlNumber(now)} // 1000 AS _indextime`,
    `${lineCount} AS linecount`,
    `${sqlNumber(firstEvent)} + place AS _id`,
    `${sqlNumber(importId)} AS _import`,
    '_time_source',
    // As a table has: samples are taken by it.
    'place AS rowid',
    ...fields.map((name, i) => `${spelled.get(name) ?? 'NULL'} AS f${i}`),
  ];
  await connection.run(`CREATE VIEW ${sqlName(linesView(segmentId))} AS SELECT ${columns.join(', ')} FROM ${from}`);
  const named = 'names' in segment.fields ? { named: true } : {};
  return fields.map((name, i) => ({ name, column: `f${i}`, stored: 'VARCHAR', ...named }));
}

/** What the database says of a file that it cannot read as lines is no fault of the file. */
async function run(connection: DuckDBConnection, sql: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/csv|invalid (unicode|utf)|line size|delimiter/i.test(message) && !/interrupt/i.test(message))
      throw new LinesDiffer(message);
    throw error;
  }
}

async function row(connection: DuckDBConnection, sql: string): Promise<readonly unknown[]> {
  return (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
}
