/** Every scalar operation, run by ClickHouse: the table of calls that DuckDB is held to. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClusterClient } from '../../src/cluster/client.ts';
import { call, convert } from '../../src/plan/expression.ts';
import { cases, conversions, literal } from '../sql/operation-cases.ts';
import { clientOf, evaluate } from './connect.ts';
import { startCluster } from './server.ts';
import type { TestCluster } from './server.ts';

let cluster: TestCluster;
let client: ClusterClient;
beforeAll(async () => {
  cluster = await startCluster(1);
  client = clientOf(cluster);
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});

test.each(cases)('%s %s', async (operation, type, operands, expected) => {
  const got = await evaluate(client, call(operation, type, ...operands.map(literal)));
  if (typeof expected === 'number') expect(got).toBeCloseTo(expected, 6);
  else expect(got).toEqual(expected);
});

test.each(conversions)('convert %j to %s', async (operand, type, expected) => {
  expect(await evaluate(client, convert(operand, type))).toEqual(expected);
});
