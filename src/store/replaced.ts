/**
 * Puts other tables in the place of segments, all in one transaction, and back. What was replaced stays until the next time,
 * or until its import is deleted: that is what can be undone. Nothing is altered, see docs/architecture.md.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlNumber, sqlText } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';
import { StoreError } from './error.ts';
import { insertRejected, insertSegment, orNull, takeNumbers } from './import-transaction.ts';
import { createTable } from './segment-writer.ts';
import type { SegmentToWrite } from './segment-writer.ts';
import { inTransaction } from './transaction.ts';

export interface StoredSegment {
  readonly importId: number;
  readonly segmentId: number;
  readonly table: string;
  readonly file: string;
  readonly index: string;
  readonly sourcetype: string;
  readonly host: string;
  readonly bytes: number;
  readonly events: number;
  readonly rejected: number;
  readonly contentHash: string;
  /** Epoch milliseconds. */
  readonly importedAt: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly fields: readonly StoredField[];
  /** Modification time of the file when it was imported, epoch milliseconds; null where it is not known. */
  readonly modified: number | null;
}

/** Of a source type, oldest import first. */
export async function segmentsOf(
  connection: DuckDBConnection,
  wanted: { readonly sourcetype: string; readonly index?: string | undefined },
): Promise<StoredSegment[]> {
  const rows = await connection.runAndReadAll(
    `SELECT i.id, s.id, s.table_name, i.file, i.index_name, i.sourcetype, i.host, i.bytes, i.events, i.rejected, i.content_hash, i.imported_at, i.settings, s.fields, d.modified
     FROM imports i JOIN segments s ON s.id = i.segment_id LEFT JOIN import_details d ON d.import_id = i.id
     WHERE i.sourcetype = ${sqlText(wanted.sourcetype)}${wanted.index === undefined ? '' : ` AND i.index_name = ${sqlText(wanted.index)}`} ORDER BY i.id`,
  );
  return rows.getRows().map((row) => ({
    importId: Number(row[0]),
    segmentId: Number(row[1]),
    table: String(row[2]),
    file: String(row[3]),
    index: String(row[4]),
    sourcetype: String(row[5]),
    host: String(row[6]),
    bytes: Number(row[7]),
    events: Number(row[8]),
    rejected: Number(row[9]),
    contentHash: String(row[10]),
    importedAt: Number(row[11]),
    settings: JSON.parse(String(row[12])) as Record<string, string>,
    fields: JSON.parse(String(row[13])) as StoredField[],
    modified: row[14] === null || row[14] === undefined ? null : Number(row[14]),
  }));
}

/** The texts of events in the order of their file, in batches; `some`: about so many, from all over. */
export async function* storedTexts(
  connection: DuckDBConnection,
  segment: StoredSegment,
  some?: number,
): AsyncGenerator<readonly string[], void, void> {
  const step = some === undefined ? 1 : Math.max(1, Math.floor(segment.events / some));
  const chosen =
    step === 1 ? '' : ` WHERE (_id - (SELECT min(_id) FROM ${sqlName(segment.table)})) % ${sqlNumber(step)} = 0`;
  const result = await connection.stream(
    `SELECT _raw FROM ${sqlName(segment.table)}${chosen} ORDER BY _id${some === undefined ? '' : ` LIMIT ${sqlNumber(some)}`}`,
  );
  for await (const rows of result.yieldRows()) yield rows.map(([raw]) => String(raw));
}

/** What those events hold now: time in epoch microseconds, and the fields that are stored. */
export async function storedEvents(
  connection: DuckDBConnection,
  segment: StoredSegment,
  some: number,
): Promise<
  { readonly raw: string; readonly time: number | null; readonly fields: Readonly<Record<string, string>> }[]
> {
  const step = Math.max(1, Math.floor(segment.events / some));
  const columns = segment.fields.map(({ column }) => `, CAST(${sqlName(column)} AS VARCHAR)`);
  const rows = await connection.runAndReadAll(
    `SELECT _raw, epoch_us(_time)${columns.join('')} FROM ${sqlName(segment.table)} WHERE (_id - (SELECT min(_id) FROM ${sqlName(segment.table)})) % ${sqlNumber(step)} = 0 ORDER BY _id LIMIT ${sqlNumber(some)}`,
  );
  return rows.getRows().map(([raw, time, ...values]) => ({
    raw: String(raw),
    time: time === null || time === undefined ? null : Number(time),
    fields: Object.fromEntries(
      segment.fields.flatMap(({ name }, i) =>
        values[i] === null || values[i] === undefined ? [] : [[name, String(values[i])]],
      ),
    ),
  }));
}

export interface Replacement {
  readonly old: StoredSegment;
  readonly made: SegmentToWrite;
  /** True where the file was read again: what it rejected then is replaced as well. */
  readonly fromFile: boolean;
}

/** All or nothing. Call it within `Database.exclusively`. */
export async function replaceSegments(
  connection: DuckDBConnection,
  replacements: readonly Replacement[],
  signal?: AbortSignal,
): Promise<void> {
  await inTransaction(connection, async () => {
    const last = await connection.runAndReadAll('SELECT coalesce(max(apply_id), 0) FROM replaced');
    const applyId = Number(last.getRows()[0]?.[0] ?? 0) + 1;
    for (const { old, made, fromFile } of replacements) {
      await refuseChanged(connection, old);
      await forgetReplaced(connection, old.importId);
      await connection.run(
        `INSERT INTO replaced SELECT ${sqlNumber(applyId)}, i.id, to_json(i)::VARCHAR, to_json(s)::VARCHAR, ${fromFile ? 'TRUE' : 'FALSE'} FROM imports i, segments s WHERE i.id = ${sqlNumber(old.importId)} AND s.id = ${sqlNumber(old.segmentId)}`,
      );
      const segmentId = await takeNumbers(connection, 'segments', 1);
      await connection.run(`DELETE FROM segments WHERE id = ${sqlNumber(old.segmentId)}`);
      if (made.events > 0) {
        const first = await connection.runAndReadAll(`SELECT min(_id) FROM ${sqlName(old.table)}`);
        const firstEvent = made.events === old.events ? { firstEvent: Number(first.getRows()[0]?.[0]) } : {};
        const stored = await createTable(
          connection,
          { ...made, ...firstEvent },
          { importId: old.importId, segmentId, now: old.importedAt },
        );
        await insertSegment(connection, made, segmentId, stored);
      }
      if (fromFile) {
        await moveRejected(connection, 'rejected', 'replaced_rejected', old.importId);
        await insertRejected(connection, made, old.importId);
      }
      await connection.run(
        `UPDATE imports SET segment_id = ${made.events > 0 ? sqlNumber(segmentId) : 'NULL'}, events = ${sqlNumber(made.events)}, rejected = ${sqlNumber(fromFile ? made.rejectedCount : old.rejected)}, untimed = ${sqlNumber(made.untimed)}, first_time = ${orNull(made.firstTime)}, last_time = ${orNull(made.lastTime)}, settings = ${sqlText(JSON.stringify(made.settings))} WHERE id = ${sqlNumber(old.importId)}`,
      );
    }
    signal?.throwIfAborted();
  });
}

/** While the new events were being read the old ones may have been deleted, or others put in their place. */
async function refuseChanged(connection: DuckDBConnection, old: StoredSegment): Promise<void> {
  const found = await connection.runAndReadAll(
    `SELECT events FROM imports WHERE id = ${sqlNumber(old.importId)} AND segment_id = ${sqlNumber(old.segmentId)}`,
  );
  if (Number(found.getRows()[0]?.[0] ?? -1) !== old.events)
    throw new StoreError(
      `The events of ${old.file} were deleted or changed meanwhile; nothing was changed.`,
      'Try again.',
    );
}

/** Undoes the last replacement that touched the source type. Gives how many events came back. */
export async function undoReplacement(connection: DuckDBConnection, sourcetype: string): Promise<number> {
  let events = 0;
  await inTransaction(connection, async () => {
    const rows = await connection.runAndReadAll(
      `SELECT r.import_id, r.import, r.segment, r.from_file, s.table_name, s.id FROM replaced r JOIN imports i ON i.id = r.import_id LEFT JOIN segments s ON s.id = i.segment_id
       WHERE r.apply_id = (SELECT max(x.apply_id) FROM replaced x JOIN imports y ON y.id = x.import_id WHERE y.sourcetype = ${sqlText(sourcetype)})`,
    );
    for (const [importId, importRow, segmentRow, fromFile, table, segmentId] of rows.getRows()) {
      if (segmentId !== null) await connection.run(`DELETE FROM segments WHERE id = ${sqlNumber(Number(segmentId))}`);
      if (table !== null) await connection.run(`DROP TABLE ${sqlName(String(table))}`);
      await connection.run(`DELETE FROM imports WHERE id = ${sqlNumber(Number(importId))}`);
      await insertFromJson(connection, 'imports', String(importRow));
      await insertFromJson(connection, 'segments', String(segmentRow));
      if (fromFile === true) {
        await connection.run(`DELETE FROM rejected WHERE import_id = ${sqlNumber(Number(importId))}`);
        await moveRejected(connection, 'replaced_rejected', 'rejected', Number(importId));
      }
      await connection.run(`DELETE FROM replaced WHERE import_id = ${sqlNumber(Number(importId))}`);
      events += Number((JSON.parse(String(importRow)) as { events: number }).events);
    }
  });
  return events;
}

/** Nothing of this import can be undone any more; the space is given back. Call it inside a transaction. */
export async function forgetReplaced(connection: DuckDBConnection, importId: number): Promise<void> {
  const rows = await connection.runAndReadAll(
    `SELECT json_extract_string(segment, '$.table_name') FROM replaced WHERE import_id = ${sqlNumber(importId)}`,
  );
  for (const [table] of rows.getRows()) await connection.run(`DROP TABLE IF EXISTS ${sqlName(String(table))}`);
  await connection.run(`DELETE FROM replaced WHERE import_id = ${sqlNumber(importId)}`);
  await connection.run(`DELETE FROM replaced_rejected WHERE import_id = ${sqlNumber(importId)}`);
}

async function moveRejected(
  connection: DuckDBConnection,
  from: 'rejected' | 'replaced_rejected',
  to: 'rejected' | 'replaced_rejected',
  importId: number,
): Promise<void> {
  await connection.run(`INSERT INTO ${to} SELECT * FROM ${from} WHERE import_id = ${sqlNumber(importId)}`);
  await connection.run(`DELETE FROM ${from} WHERE import_id = ${sqlNumber(importId)}`);
}

async function insertFromJson(connection: DuckDBConnection, table: 'imports' | 'segments', row: string): Promise<void> {
  const values = JSON.parse(row) as Record<string, string | number | null>;
  const spelled = Object.values(values).map((value) =>
    value === null ? 'NULL' : typeof value === 'number' ? sqlNumber(value) : sqlText(value),
  );
  await connection.run(
    `INSERT INTO ${table} (${Object.keys(values).map(sqlName).join(', ')}) VALUES (${spelled.join(', ')})`,
  );
}
