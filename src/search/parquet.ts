/** The rows of a result as a Parquet file, written by the database here. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Relation } from '../plan/types.ts';
import { copyToParquet, pageOfStage } from '../sql/statements.ts';
import type { Backend } from './backend.ts';

/**
 * Times as timestamps in UTC, multivalues as lists. `names`: of the relation's first columns, which are written. `spare` names a
 * table for rows that are elsewhere: they are brought here first.
 */
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
  await connection.run(copyToParquet(sql, apart(names), path));
}

/** Names that differ by case alone are told apart by a number: readers of such files take them for one. */
function apart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = `${name}_${n}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
