/** One import's rows in the catalogue, and with them its events: all or nothing. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlNumber, sqlText } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';
import { inTransaction } from './transaction.ts';

export interface ImportRecord {
  readonly file: string;
  readonly index: string;
  readonly sourcetype: string;
  readonly host: string;
  readonly bytes: number;
  readonly contentHash: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly details?: {
    /** Of the file, epoch milliseconds. */
    readonly modified: number;
    /** Where every byte of it went. */
    readonly account: object;
  };
  /** The import whose rejected records these events were. */
  readonly wasRejectedBy?: number;
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

/** What was stored of an import's events. */
export interface StoredEvents {
  readonly table: string;
  readonly fields: readonly StoredField[];
  readonly events: number;
  readonly untimed: number;
  /** Epoch microseconds. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

export interface ImportNumbers {
  readonly importId: number;
  readonly segmentId: number;
  /** Epoch milliseconds of the import. */
  readonly now: number;
}

/** Gives the import's id. `store` makes the table; undefined: there are no events. Call it within `Database.exclusively`. */
export async function importInTransaction(
  connection: DuckDBConnection,
  record: ImportRecord,
  store: (numbers: ImportNumbers) => Promise<StoredEvents | undefined>,
): Promise<number> {
  return inTransaction(connection, async () => {
    const importId = await takeNumbers(connection, 'imports', 1);
    const segmentId = await takeNumbers(connection, 'segments', 1);
    const now = Date.now();
    const stored = await store({ importId, segmentId, now });
    if (stored !== undefined) await insertSegment(connection, record, segmentId, stored);
    await connection.run(
      `INSERT INTO imports VALUES (${[
        sqlNumber(importId),
        stored === undefined ? 'NULL' : sqlNumber(segmentId),
        sqlText(record.file),
        sqlText(record.index),
        sqlText(record.sourcetype),
        sqlText(record.host),
        sqlNumber(record.bytes),
        sqlNumber(stored?.events ?? 0),
        sqlNumber(record.rejectedCount),
        sqlNumber(stored?.untimed ?? 0),
        orNull(stored?.firstTime ?? null),
        orNull(stored?.lastTime ?? null),
        sqlText(record.contentHash),
        sqlNumber(now),
        sqlText(JSON.stringify(record.settings)),
      ].join(', ')})`,
    );
    await insertRejected(connection, record, importId);
    if (record.details !== undefined)
      await connection.run(
        `INSERT INTO import_details VALUES (${[sqlNumber(importId), sqlNumber(Math.round(record.details.modified)), sqlText(JSON.stringify(record.details.account))].join(', ')})`,
      );
    if (record.wasRejectedBy !== undefined) await forgetRejected(connection, record.wasRejectedBy);
    record.signal?.throwIfAborted();
    return importId;
  });
}

async function forgetRejected(connection: DuckDBConnection, importId: number): Promise<void> {
  const id = sqlNumber(importId);
  await connection.run(
    `UPDATE imports SET rejected = greatest(0, rejected - (SELECT count(*) FROM rejected WHERE import_id = ${id})) WHERE id = ${id}`,
  );
  await connection.run(`DELETE FROM rejected WHERE import_id = ${id}`);
}

export async function insertRejected(
  connection: DuckDBConnection,
  record: Pick<ImportRecord, 'file' | 'rejected'>,
  importId: number,
): Promise<void> {
  for (let i = 0; i < record.rejected.length; i += 500) {
    const rows = record.rejected
      .slice(i, i + 500)
      .map(
        (r) =>
          `(${[sqlNumber(importId), sqlText(record.file), sqlNumber(r.lineNumber), sqlNumber(r.byteOffset), sqlText(r.reason), sqlText(r.raw)].join(', ')})`,
      );
    await connection.run(`INSERT INTO rejected VALUES ${rows.join(', ')}`);
  }
}

export async function insertSegment(
  connection: DuckDBConnection,
  record: Pick<ImportRecord, 'index' | 'sourcetype'>,
  segmentId: number,
  stored: StoredEvents,
): Promise<void> {
  await connection.run(
    `INSERT INTO segments VALUES (${[sqlNumber(segmentId), sqlText(stored.table), sqlText(record.index), sqlText(record.sourcetype), sqlNumber(stored.events), orNull(stored.firstTime), orNull(stored.lastTime), sqlText(JSON.stringify(stored.fields))].join(', ')})`,
  );
}

/** The first of `count` numbers that were never given before, not even to what was deleted since. */
export async function takeNumbers(
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
