/** Evaluates plan expressions and relations in a database in memory. */
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { extend, project, values } from '../../src/plan/relation.ts';
import type { CellValue, Expression, Relation } from '../../src/plan/types.ts';
import { readRows } from '../../src/search/rows.ts';
import { renderRelation } from '../../src/sql/duckdb.ts';
import { registerFunctions } from '../../src/store/functions.ts';
import type { TableResolver } from '../../src/sql/tables.ts';

let opened: Promise<DuckDBConnection> | undefined;

export function connection(): Promise<DuckDBConnection> {
  opened ??= (async () => {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const made = await instance.connect();
    await made.run("ATTACH ':memory:' AS stages");
    registerFunctions(made);
    return made;
  })();
  return opened;
}

export const noTables: TableResolver = {
  segment(id) {
    throw new Error(`There is no segment ${id}.`);
  },
};

/** Visible columns only, in the relation's order. */
export async function rowsOf(relation: Relation, tables: TableResolver = noTables): Promise<CellValue[][]> {
  return readRows(await connection(), renderRelation(relation, tables).sql);
}

/** One expression on one row without columns. */
export async function evaluate(expression: Expression): Promise<CellValue> {
  const one = values([], [[]]);
  const [[result = null] = []] = await rowsOf(project(extend(one, []), [{ name: 'result', value: expression }]));
  return result;
}
