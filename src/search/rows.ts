/** Database values as result cells. */
import { DuckDBListValue, DuckDBTimestampValue } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { CellValue } from '../plan/types.ts';
import { createStage } from '../sql/statements.ts';

/** Time as epoch seconds; whole numbers beyond 2^53 as text, so that no digit is lost. */
export function toCell(value: DuckDBValue): CellValue {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    default:
  }
  if (value instanceof DuckDBTimestampValue) return Number(value.micros) / 1e6;
  if (value instanceof DuckDBListValue) return value.items.flatMap((item) => (item === null ? [] : [String(item)]));
  return String(value);
}

/** All rows of a query that is known to give few. */
export async function readRows(connection: DuckDBConnection, sql: string): Promise<CellValue[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map((row) => row.map(toCell));
}

/** Keeps the rows of a query in a stage; gives their number. */
export async function makeStage(connection: DuckDBConnection, table: string, sql: string): Promise<number> {
  const made = await connection.runAndReadAll(createStage(table, sql));
  return Number(made.getRows()[0]?.[0] ?? 0);
}
