/** Rows as a Parquet file, written by the database here. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Relation } from '../plan/types.ts';
import { copyToParquet } from '../sql/statements.ts';
import type { TableResolver } from '../sql/tables.ts';
import { NearBackend } from './near-backend.ts';

/** Times as timestamps in UTC, multivalues as lists. `names`: of the relation's first columns, which are written. */
export async function writeParquet(
  relation: Relation,
  names: readonly string[],
  path: string,
  connection: DuckDBConnection,
  tables: TableResolver,
): Promise<void> {
  const sql = await new NearBackend(connection, tables).statement(relation);
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
