/** Puts one spooled file into the database: a table of its own and its catalogue rows, in one transaction. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlNumber, sqlText } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';
import { importInTransaction, takeNumbers } from './import-transaction.ts';
import type { ImportNumbers, ImportRecord, StoredEvents } from './import-transaction.ts';
import { eventsTable } from './segment-names.ts';

/** What the spool says of a column: its name and what its values allow. */
export interface SpooledField {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'decimal' | 'list';
}

export interface SegmentToWrite extends ImportRecord {
  readonly spoolFiles: readonly string[];
  /** Bytes of the longest spooled line. */
  readonly longestLine: number;
  readonly fields: readonly SpooledField[];
  /** True when the events already stand in the order of their times. */
  readonly inTimeOrder: boolean;
  readonly events: number;
  readonly untimed: number;
  /** Epoch microseconds. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** The `_id` of the first event, where these take the place of others; else new ones are taken. */
  readonly firstEvent?: number;
}

/** Delimiter of spool cells; never in a spooled text, see the spool. */
export const cellDelimiter = '\u0001\u0002\u0003';
export const listDelimiter = '\u0005';

/** Columns before the fields, in the order in which the spool writes them. */
export const spoolColumns = ['t', 'ts', 'lc', 'h', 'raw'] as const;

/** Gives the import's id. Nothing is there unless all is. Call it within `Database.exclusively`. */
export async function writeSegment(connection: DuckDBConnection, segment: SegmentToWrite): Promise<number> {
  return importInTransaction(connection, segment, async (numbers) =>
    segment.events === 0 ? undefined : createTable(connection, segment, numbers),
  );
}

/** The table of the events, from the spool. Call it inside a transaction. */
export async function createTable(
  connection: DuckDBConnection,
  segment: SegmentToWrite,
  { importId, segmentId, now }: ImportNumbers,
): Promise<StoredEvents> {
  const table = eventsTable(segmentId);
  const firstEvent = segment.firstEvent ?? (await takeNumbers(connection, 'events', segment.events));
  const fields = segment.fields.map((field, i): StoredField => ({
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
  const { events, untimed, firstTime, lastTime } = segment;
  return { table, fields, events, untimed, firstTime, lastTime };
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
