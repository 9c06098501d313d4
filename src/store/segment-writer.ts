/** Puts one spooled file into the database: a table of its own and its catalogue rows, in one transaction. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlNumber, sqlText } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';

/** What the spool says of a column: its name and what its values allow. */
export interface SpooledField {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'decimal' | 'list';
}

export interface SegmentToWrite {
  readonly spoolFiles: readonly string[];
  /** Bytes of the longest spooled line. */
  readonly longestLine: number;
  readonly fields: readonly SpooledField[];
  /** True when the events already stand in the order of their times. */
  readonly inTimeOrder: boolean;
  readonly file: string;
  readonly index: string;
  readonly sourcetype: string;
  readonly host: string;
  readonly bytes: number;
  readonly events: number;
  readonly untimed: number;
  /** Epoch microseconds. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly contentHash: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The `_id` of the first event, where these take the place of others; else new ones are taken. */
  readonly firstEvent?: number;
  readonly details?: {
    /** Of the file, epoch milliseconds. */
    readonly modified: number;
    /** Where every byte of it went. */
    readonly account: Readonly<Record<string, number>>;
  };
  /** Looked at before the transaction ends: whoever cancels before then finds nothing of it. */
  readonly signal?: AbortSignal;
  /** All that were rejected; of many, `rejected` holds only the first. */
  readonly rejectedCount: number;
  readonly rejected: readonly {
    readonly raw: string;
    readonly lineNumber: number;
    readonly byteOffset: number;
    readonly reason: string;
  }[];
}

/** Delimiter of spool cells; never in a spooled text, see the spool. */
export const cellDelimiter = '\u0001\u0002\u0003';
export const listDelimiter = '\u0005';

/** Columns before the fields, in the order in which the spool writes them. */
export const spoolColumns = ['t', 'ts', 'lc', 'h', 'raw'] as const;

/** Gives the import's id. Nothing is there unless all is. Call it within `Database.exclusively`. */
export async function writeSegment(connection: DuckDBConnection, segment: SegmentToWrite): Promise<number> {
  await connection.run('BEGIN');
  try {
    const importId = await take(connection, 'imports', 1);
    const segmentId = await take(connection, 'segments', 1);
    const now = Date.now();
    if (segment.events > 0)
      await insertSegment(
        connection,
        segment,
        segmentId,
        await createTable(connection, segment, { importId, segmentId, now }),
      );
    await connection.run(
      `INSERT INTO imports VALUES (${[
        sqlNumber(importId),
        segment.events > 0 ? sqlNumber(segmentId) : 'NULL',
        sqlText(segment.file),
        sqlText(segment.index),
        sqlText(segment.sourcetype),
        sqlText(segment.host),
        sqlNumber(segment.bytes),
        sqlNumber(segment.events),
        sqlNumber(segment.rejectedCount),
        sqlNumber(segment.untimed),
        orNull(segment.firstTime),
        orNull(segment.lastTime),
        sqlText(segment.contentHash),
        sqlNumber(now),
        sqlText(JSON.stringify(segment.settings)),
      ].join(', ')})`,
    );
    await insertRejected(connection, segment, importId);
    if (segment.details !== undefined)
      await connection.run(
        `INSERT INTO import_details VALUES (${[sqlNumber(importId), sqlNumber(Math.round(segment.details.modified)), sqlText(JSON.stringify(segment.details.account))].join(', ')})`,
      );
    segment.signal?.throwIfAborted();
    await connection.run('COMMIT');
    return importId;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

export async function insertRejected(
  connection: DuckDBConnection,
  segment: SegmentToWrite,
  importId: number,
): Promise<void> {
  for (let i = 0; i < segment.rejected.length; i += 500) {
    const rows = segment.rejected
      .slice(i, i + 500)
      .map(
        (r) =>
          `(${[sqlNumber(importId), sqlText(segment.file), sqlNumber(r.lineNumber), sqlNumber(r.byteOffset), sqlText(r.reason), sqlText(r.raw)].join(', ')})`,
      );
    await connection.run(`INSERT INTO rejected VALUES ${rows.join(', ')}`);
  }
}

export interface StoredTable {
  readonly table: string;
  readonly fields: readonly StoredField[];
}

export async function insertSegment(
  connection: DuckDBConnection,
  segment: SegmentToWrite,
  segmentId: number,
  { table, fields }: StoredTable,
): Promise<void> {
  await connection.run(
    `INSERT INTO segments VALUES (${[sqlNumber(segmentId), sqlText(table), sqlText(segment.index), sqlText(segment.sourcetype), sqlNumber(segment.events), orNull(segment.firstTime), orNull(segment.lastTime), sqlText(JSON.stringify(fields))].join(', ')})`,
  );
}

/** The table of the events, from the spool. Call it inside a transaction. */
export async function createTable(
  connection: DuckDBConnection,
  segment: SegmentToWrite,
  {
    importId,
    segmentId,
    now,
  }: { readonly importId: number; readonly segmentId: number; /** Epoch milliseconds. */ readonly now: number },
): Promise<StoredTable> {
  const table = `events_${segmentId}`;
  const firstEvent = segment.firstEvent ?? (await take(connection, 'events', segment.events));
  const stored = segment.fields.map((field, i): StoredField => ({
    name: field.name,
    column: `f${i}`,
    stored: storedType(field.kind),
  }));
  const spelled = segment.fields.map((field, i) => `${fieldSql(field.kind, `x${i}`)} AS f${i}`);
  const lineLimit = Math.max(16_777_216, Math.ceil(segment.longestLine * 1.1) + 1024);
  const columns = [
    ...spoolColumns.map((c) => `${sqlText(c)}: 'VARCHAR'`),
    ...segment.fields.map((_, i) => `'x${i}': 'VARCHAR'`),
  ];
  const source = `read_csv([${segment.spoolFiles.map(sqlText).join(', ')}], columns={${columns.join(', ')}}, header=false, auto_detect=false, delim=${sqlText(cellDelimiter)}, quote='', escape='', comment='', null_padding=true, nullstr=${sqlText(spoolNull)}, new_line='\\n', max_line_size=${lineLimit}, buffer_size=${lineLimit * 2}, parallel=false)`;
  // The file's order is the table's rowid order; sorting by time afterwards lets searches skip row groups.
  const select = `SELECT make_timestamp(CAST(t AS BIGINT)) AS _time, ${unescapeSql('raw')} AS _raw, coalesce(${unescapeSql('h')}, ${sqlText(segment.host)}) AS host, ${sqlText(segment.file)} AS source, ${sqlNumber(now)} // 1000 AS _indextime, CAST(lc AS BIGINT) AS linecount, ${sqlNumber(firstEvent)} + row_number() OVER () - 1 AS _id, ${sqlNumber(importId)} AS _import, ts AS _time_source${spelled.length > 0 ? `, ${spelled.join(', ')}` : ''} FROM ${source}`;
  await connection.run(
    `CREATE TABLE ${sqlName(table)} AS SELECT * FROM (${select})${segment.inTimeOrder ? '' : ' ORDER BY _time NULLS LAST, _id'}`,
  );
  const counted = (await connection.runAndReadAll(`SELECT count(*) FROM ${sqlName(table)}`)).getRows()[0]?.[0];
  if (Number(counted) !== segment.events) {
    throw new Error(
      `${segment.events} events were read and ${String(counted)} arrived in the database; nothing was kept.`,
    );
  }
  return { table, fields: stored };
}

/** What cannot stand in a spool line, and the letter that stands for it behind the escape \u0004. */
export const spoolEscapes: ReadonlyMap<string, string> = new Map([
  ['\u0004', 'd'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\0', '0'],
  ['\u0001', '1'],
  ['\u0005', '5'],
  ['\u0006', '6'],
]);
export const spoolNull = '\u0006';

function unescapeSql(column: string): string {
  const replaced = [...spoolEscapes]
    .reverse()
    .reduce(
      (sql, [character, letter]) => `replace(${sql}, chr(4) || '${letter}', chr(${character.charCodeAt(0)}))`,
      column,
    );
  return `CASE WHEN contains(${column}, chr(4)) THEN ${replaced} ELSE ${column} END`;
}

function fieldSql(kind: SpooledField['kind'], column: string): string {
  if (kind === 'integer') return `CAST(${column} AS BIGINT)`;
  if (kind === 'decimal') return `CAST(${column} AS DOUBLE)`;
  if (kind === 'list') return `list_transform(string_split(${column}, chr(5)), lambda v: ${unescapeSql('v')})`;
  return unescapeSql(column);
}

function storedType(kind: SpooledField['kind']): StoredField['stored'] {
  return kind === 'integer' ? 'BIGINT' : kind === 'decimal' ? 'DOUBLE' : kind === 'list' ? 'VARCHAR[]' : 'VARCHAR';
}

/** The first of `count` numbers that were never given before, not even to what was deleted since. */
export async function take(
  connection: DuckDBConnection,
  name: 'imports' | 'segments' | 'events',
  count: number,
): Promise<number> {
  const found = (
    await connection.runAndReadAll(`SELECT value FROM counters WHERE name = ${sqlText(name)}`)
  ).getRows()[0]?.[0];
  await connection.run(`UPDATE counters SET value = value + ${sqlNumber(count)} WHERE name = ${sqlText(name)}`);
  return Number(found ?? 0) + 1;
}

export function orNull(value: number | null): string {
  return value === null ? 'NULL' : sqlNumber(value);
}
