/** Clients of the test cluster, and relations evaluated on it. */
import { ClusterClient } from '../../src/cluster/client.ts';
import { project, values } from '../../src/plan/relation.ts';
import type { CellValue, Expression, Relation } from '../../src/plan/types.ts';
import { renderRelation } from '../../src/sql/clickhouse.ts';
import type { TableResolver } from '../../src/sql/tables.ts';
import { noTables } from '../sql/evaluate.ts';
import { users } from './server.ts';
import type { TestCluster } from './server.ts';

/** Of the first node, unless told otherwise. */
export function clientOf(
  cluster: TestCluster,
  options: { readonly user?: { readonly name: string; readonly password: string }; readonly node?: number } = {},
): ClusterClient {
  const { name, password } = options.user ?? users.admin;
  const url = cluster.nodes[options.node ?? 0]?.url ?? '';
  return new ClusterClient({ url, database: 'grotto', user: name, password });
}

/** Visible columns only, in the relation's order. */
export function rowsOf(
  client: ClusterClient,
  relation: Relation,
  tables: TableResolver = noTables,
): Promise<CellValue[][]> {
  const { sql, columns } = renderRelation(relation, tables);
  return client.read(sql, columns);
}

/** One expression on one row without columns. */
export async function evaluate(client: ClusterClient, expression: Expression): Promise<CellValue> {
  const [[result = null] = []] = await rowsOf(
    client,
    project(values([], [[]]), [{ name: 'result', value: expression }]),
  );
  return result;
}
