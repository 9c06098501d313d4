/** The rows of a result as a Parquet file. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Relation } from '../plan/types.ts';
import { pageOfStage, writeParquet } from '../sql/statements.ts';
import type { Backend } from './backend.ts';

/** `spare` names a table for rows that are elsewhere: they are brought here first. */
export async function writeRows(
  rows: Relation,
  names: readonly string[],
  path: string,
  backend: Backend,
  connection: DuckDBConnection,
  spare: () => string,
): Promise<void> {
  let sql: string;
  if (backend.isNear) sql = await backend.statement(rows);
  else {
    const table = spare();
    sql = pageOfStage(table, (await backend.keep(rows, table)).rows, 0);
  }
  await connection.run(writeParquet(sql, names, path));
}
