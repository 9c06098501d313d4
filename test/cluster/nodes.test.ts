/** Every node kind, aggregate and window of the plan in ClickHouse: what DuckDB is held to. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClusterClient } from '../../src/cluster/client.ts';
import { call, column, numeral, text } from '../../src/plan/expression.ts';
import { filter, project, values } from '../../src/plan/relation.ts';
import { nasty } from '../sql/nasty-texts.ts';
import { nodeTests } from '../sql/node-tests.ts';
import { clientOf, rowsOf } from './connect.ts';
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

nodeTests((relation) => rowsOf(client, relation));

test.each(nasty)('%j stays a value and a name', async (bad) => {
  const both = [{ name: bad, type: 'string' as const }];
  const found = filter(values(both, [[bad], ['other']]), call('equal', 'boolean', column(bad, 'string'), text(bad)));
  const shown = project(found, [
    { name: `${bad}2`, value: column(bad, 'string') },
    { name: bad, value: { kind: 'literal', value: [bad, bad], type: 'multivalue' } },
    { name: `${bad}3`, value: call('replaceText', 'string', text(`<${bad}>`), text('<'), text(bad)) },
    { name: `${bad}4`, value: call('length', 'number', text(bad)) },
    { name: `${bad}5`, value: call('add', 'number', numeral(1), numeral(1)) },
  ]);
  expect(await rowsOf(client, shown)).toEqual([[bad, [bad, bad], `${bad}${bad}>`, [...bad].length, 2]]);
});
