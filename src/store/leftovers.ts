/** Removes what nothing in the database refers to. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName } from '../sql/literal.ts';

export async function dropLeftOver(
  connection: DuckDBConnection,
  { name, type }: { readonly name: string; readonly type: 'TABLE' | 'VIEW' },
): Promise<void> {
  await connection.run(`DROP ${type} IF EXISTS ${sqlName(name)}`);
}
