/** Deletes by index, by import, or before a time. The space is given back at the next checkpoint. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlInstant, sqlName, sqlNumber, sqlText } from '../sql/literal.ts';
import { forgetReplaced } from './replaced.ts';
import { eventsTable, linesView, rawTable } from './segment-names.ts';
import { forgetTextIndex } from './text-index.ts';
import { inTransaction } from './transaction.ts';

export interface Deletion {
  readonly index?: string;
  readonly importId?: number;
  /** Epoch microseconds. */
  readonly before?: number;
}

/** Its table, or what stands for it until its columns are stored. */
async function dropSegment(connection: DuckDBConnection, segmentId: number): Promise<void> {
  await connection.run(`DROP VIEW IF EXISTS ${sqlName(linesView(segmentId))}`);
  for (const table of [rawTable(segmentId), eventsTable(segmentId)])
    await connection.run(`DROP TABLE IF EXISTS ${sqlName(table)}`);
  await forgetTextIndex(connection, segmentId);
}

/**
 * How much went. All or nothing. Events without a time are before no time. Call it within
 * `Database.exclusively`, and with `before` only when all columns are stored: a view has no rows to delete.
 */
export async function deleteEvents(
  connection: DuckDBConnection,
  wanted: Deletion,
): Promise<{ readonly events: number; readonly imports: number }> {
  return inTransaction(connection, async () => {
    const conditions = [
      ...(wanted.index === undefined ? [] : [`i.index_name = ${sqlText(wanted.index)}`]),
      ...(wanted.importId === undefined ? [] : [`i.id = ${sqlNumber(wanted.importId)}`]),
    ];
    const rows = (
      await connection.runAndReadAll(
        `SELECT i.id, i.events, s.id, s.table_name, s.earliest, s.latest, i.untimed FROM imports i LEFT JOIN segments s ON s.id = i.segment_id${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`,
      )
    ).getRows();
    let events = 0;
    let imports = 0;
    for (const row of rows) {
      const [importId, count, segmentId, table, earliest, latest, untimed] = row as [
        number,
        bigint,
        number | null,
        string | null,
        bigint | null,
        bigint | null,
        bigint,
      ];
      const whole =
        wanted.before === undefined || (latest !== null && Number(latest) < wanted.before && Number(untimed) === 0);
      if (whole) {
        if (segmentId !== null) await dropSegment(connection, segmentId);
        if (segmentId !== null) await connection.run(`DELETE FROM segments WHERE id = ${sqlNumber(segmentId)}`);
        await forgetReplaced(connection, importId);
        await connection.run(`DELETE FROM import_details WHERE import_id = ${sqlNumber(importId)}`);
        await connection.run(`DELETE FROM rejected WHERE import_id = ${sqlNumber(importId)}`);
        await connection.run(`DELETE FROM imports WHERE id = ${sqlNumber(importId)}`);
        events += Number(count);
        imports += 1;
      } else if (
        table !== null &&
        segmentId !== null &&
        wanted.before !== undefined &&
        earliest !== null &&
        Number(earliest) < wanted.before
      ) {
        await forgetReplaced(connection, importId);
        const bound = (which: 'min' | 'max'): string => `(SELECT epoch_us(${which}(_time)) FROM ${sqlName(table)})`;
        const gone = Number(
          (
            await connection.runAndReadAll(
              `SELECT count(*) FROM ${sqlName(table)} WHERE _time < ${sqlInstant(wanted.before)}`,
            )
          ).getRows()[0]?.[0] ?? 0,
        );
        await connection.run(`DELETE FROM ${sqlName(table)} WHERE _time < ${sqlInstant(wanted.before)}`);
        await connection.run(
          `UPDATE segments SET row_count = row_count - ${sqlNumber(gone)}, earliest = ${bound('min')}, latest = ${bound('max')} WHERE id = ${sqlNumber(segmentId)}`,
        );
        await connection.run(
          `UPDATE imports SET events = events - ${sqlNumber(gone)}, first_time = ${bound('min')}, last_time = ${bound('max')} WHERE id = ${sqlNumber(importId)}`,
        );
        events += gone;
      }
    }
    return { events, imports };
  });
}
