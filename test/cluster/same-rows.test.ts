/** The same searches give the same rows here and on a cluster of two shards, to which the events were sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CellValue } from '../../src/plan/types.ts';
import { eventSearches } from './event-searches.ts';
import { connectionName, startSample } from './sample.ts';
import type { Sample } from './sample.ts';
import { startCluster } from './server.ts';
import type { TestCluster } from './server.ts';

let cluster: TestCluster;
let sample: Sample;
beforeAll(async () => {
  cluster = await startCluster();
  sample = await startSample(cluster);
  await sample.engine.clusters.send({ index: 'main', connection: connectionName, range: {} });
});
afterAll(async () => {
  await sample.close();
  await cluster.stop();
});

/** Numbers as near as 12 digits tell: sums of floats depend on the order in which they are added. */
function comparable(rows: readonly (readonly CellValue[])[]): readonly (readonly CellValue[])[] {
  return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Number(cell.toPrecision(12)) : cell)));
}

test.each(eventSearches)('%s', async (spl) => {
  const here = await sample.search(spl, 'here');
  const there = await sample.search(spl, 'cluster');
  expect(here.rows.length).toBeGreaterThan(0);
  expect(there.columns).toEqual(here.columns);
  expect(comparable(there.rows)).toEqual(comparable(here.rows));
});
