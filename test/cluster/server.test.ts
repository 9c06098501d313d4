/** The nodes of the tests themselves: a cluster of two shards that survives the restart of a node. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterName, startCluster, users } from './server.ts';
import type { TestCluster, TestNode } from './server.ts';

let cluster: TestCluster;
beforeAll(async () => void (cluster = await startCluster()));
afterAll(() => cluster.stop());

async function ask(node: TestNode, sql: string): Promise<string> {
  const answer = await fetch(node.url, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': users.admin.name, 'X-ClickHouse-Key': users.admin.password },
    body: sql,
  });
  const text = (await answer.text()).trim();
  if (!answer.ok) throw new Error(text);
  return text;
}
function node(i: number): TestNode {
  const found = cluster.nodes[i];
  if (found === undefined) throw new Error(`There is no node ${i}.`);
  return found;
}

test('both nodes are shards of one cluster', async () => {
  const sql = `SELECT count(), uniqExact(shardNum()) FROM cluster('${clusterName}', system.one)`;
  expect(await ask(node(0), sql)).toBe('2\t2');
  expect(await ask(node(1), sql)).toBe('2\t2');
});

test('a node that was killed comes back with what it had', async () => {
  await ask(node(1), 'CREATE DATABASE kept');
  await ask(node(1), 'CREATE TABLE kept.t (n UInt64) ENGINE = MergeTree ORDER BY n');
  await ask(node(1), 'INSERT INTO kept.t SELECT number FROM numbers(1000)');
  await node(1).kill();
  await expect(fetch(`${node(1).url}/ping`)).rejects.toThrow();
  await node(1).start();
  expect(await ask(node(1), 'SELECT count(), sum(n) FROM kept.t')).toBe('1000\t499500');
});
