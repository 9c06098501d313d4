/** What goes wrong with a cluster, and what the person reads then. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClusterClient } from '../../src/cluster/client.ts';
import { EngineProblem } from '../../src/protocol/index.ts';
import { clientOf } from './connect.ts';
import { connectionName, engineAt, startSample } from './sample.ts';
import type { Sample } from './sample.ts';
import { clusterName, startCluster, users } from './server.ts';
import type { TestCluster } from './server.ts';

let cluster: TestCluster;
let sample: Sample;
let events: number;
beforeAll(async () => {
  cluster = await startCluster();
  sample = await startSample(cluster);
  ({ events } = await sample.engine.clusters.send({ index: 'main', connection: connectionName, range: {} }));
});
afterAll(async () => {
  await sample.close();
  await cluster.stop();
});

const counting = 'index=main | stats count';

async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof EngineProblem) return `${error.problem.message} ${error.problem.hint ?? ''}`;
    throw error;
  }
  throw new Error('Nothing went wrong.');
}

test('a wrong password', async () => {
  const client = clientOf(cluster, { user: { name: users.admin.name, password: 'wrong' } });
  expect(await problemOf(client.server())).toMatch(/does not let "grotto" in: the name or the password is wrong/);
  await client.close();
});

test('a user who may only read can search, and cannot send', async () => {
  const engine = engineAt(`${sample.root}/reader`, cluster, users.reader);
  const report = await engine.clusters.test(connectionName);
  expect(report).toMatchObject({
    dead: [],
    hasEvents: true,
    missing: ['The user may only read: searches work, sending does not.'],
  });
  const job = await engine.search({ spl: counting, connection: connectionName });
  expect((await job.page({ job: job.id, offset: 0, count: 1 })).rows).toEqual([[events]]);
  await job.close();
  await engine.close();
  const client = clientOf(cluster, { user: users.reader });
  expect(await problemOf(client.command('CREATE TABLE grotto.x (n UInt8) ENGINE = Memory'))).toMatch(
    /"reader" may only read\. To send events use a user who may/,
  );
  await client.close();
});

/** A server that says of itself what a test needs. */
async function pretend(
  answer: (query: string) => string | undefined,
): Promise<{ server: Server; client: ClusterClient }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const text = answer(body);
      if (text !== undefined) response.end(`${text}\n`);
      else {
        // A row, and then the connection breaks.
        response.write('{"row":{"c0":1}}\n');
        setTimeout(() => response.destroy(), 50);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, client: new ClusterClient({ url, database: 'grotto', user: 'grotto', password: '' }) };
}

test('a server that is too old is refused before any search', async () => {
  const asked: string[] = [];
  const { server, client } = await pretend((query) => {
    asked.push(query);
    return '{"version":"18.16.1"}';
  });
  expect(await problemOf(client.read('SELECT 1 AS c0', [{ name: 'n', type: 'number' }]))).toMatch(
    /is ClickHouse 18\.16\.1, and Grotto needs 25\.8 or newer/,
  );
  expect(asked.length).toBe(1);
  await client.close();
  server.close();
});

test('a network that is lost in the middle of an answer, or was never there', async () => {
  const { server, client } = await pretend((query) => {
    if (query.includes('version()')) return '{"version":"25.8.1.1"}';
    return query.includes('readonly') ? '{"readonly":0}' : undefined;
  });
  const lost = client.read('SELECT 1 AS c0', [{ name: 'n', type: 'number' }]);
  expect(await problemOf(lost)).toMatch(/cannot be reached, or the connection was lost/);
  await client.close();
  server.close();
  await new Promise((resolve) => server.once('close', resolve));
  const nobody = new ClusterClient({ ...client.target });
  expect(await problemOf(nobody.server())).toMatch(/cannot be reached, or the connection was lost/);
  await nobody.close();
});

test('cancel stops the work on both shards', async () => {
  // It sleeps rather than counts, so that the processors are free for those who watch it.
  const sql = `SELECT toFloat64(sum(sleepEachRow(0.01))) AS c0 FROM cluster('${clusterName}', numbers(100000000)) SETTINGS max_block_size = 10`;
  const watchers = [0, 1].map((node) => clientOf(cluster, { node }));
  const running = async (): Promise<number[]> =>
    Promise.all(
      watchers.map(async (watcher) => {
        const [row] = await watcher.ask(
          "SELECT count() AS n FROM system.processes WHERE query ILIKE '%sleepEachRow(0.01%' AND query NOT ILIKE '%system.processes%'",
        );
        return Number(row?.n);
      }),
    );
  const until = async (isReached: (counts: number[]) => boolean): Promise<number[]> => {
    const end = Date.now() + 15_000;
    while (Date.now() < end) {
      const counts = await running();
      if (isReached(counts)) return counts;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return running();
  };
  const client = clientOf(cluster, { user: users.reader });
  const controller = new AbortController();
  const work = client.read(sql, [{ name: 'n', type: 'number' }], { signal: controller.signal });
  const ended = expect(work).rejects.toThrow('Interrupted');
  expect((await until((counts) => counts.every((n) => n > 0))).every((n) => n > 0)).toBe(true);
  controller.abort();
  await ended;
  expect(await until((counts) => counts.every((n) => n === 0))).toEqual([0, 0]);
  await Promise.all([client, ...watchers].map((one) => one.close()));
});

test('a search tells how far it is', async () => {
  const client = clientOf(cluster, { user: users.reader });
  const shares: number[] = [];
  const sql = 'SELECT toFloat64(max(cityHash64(number, 1))) AS c0 FROM numbers(600000000)';
  await client.read(sql, [{ name: 'n', type: 'number' }], { onProgress: (share) => void shares.push(share) });
  expect(shares.length).toBeGreaterThan(0);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  await client.close();
});

test('a sending that was stopped goes on where it was, and counts agree', async () => {
  const engine = engineAt(`${sample.root}/again`, cluster);
  const rows = Array.from({ length: 300 }, (_, i) => `2026-03-16T00:00:00Z n=${i}`).join('\n');
  const { writeFileSync } = await import('node:fs');
  for (const part of ['one', 'two', 'three']) {
    writeFileSync(`${sample.root}/${part}.txt`, `${rows} ${part}\n`);
    await engine.importPath(`${sample.root}/${part}.txt`, { index: 'twice', sourcetype: part });
  }
  const stop = new AbortController();
  const wanted = { index: 'twice', connection: connectionName, range: {} };
  await expect(
    engine.clusters.send({ ...wanted, signal: stop.signal, onProgress: () => stop.abort() }),
  ).rejects.toThrow();
  const count = async (): Promise<unknown> => {
    const job = await engine.search({ spl: 'index=twice | stats count dc(n) as n', connection: connectionName });
    const { rows: found } = await job.page({ job: job.id, offset: 0, count: 1 });
    await job.close();
    return found[0];
  };
  expect(await count()).toEqual([300, 300]);
  let sent = 0;
  const outcome = await engine.clusters.send({ ...wanted, onProgress: () => void (sent += 1) });
  expect(outcome.events).toBe(900);
  // The first of the three was there already.
  expect(sent).toBe(2);
  expect(await count()).toEqual([900, 300]);
  // Again there is nothing to send.
  expect((await engine.clusters.send(wanted)).events).toBe(900);
  expect(await count()).toEqual([900, 300]);
  await engine.close();
});

test('a dead shard is an error, or a part that is labelled; a restart is survived', async () => {
  expect((await sample.search(counting, 'cluster')).rows).toEqual([[events]]);
  await cluster.nodes[1]?.kill();
  expect(await problemOf(sample.search(counting, 'cluster'))).toMatch(
    /A shard of the cluster behind .* does not answer, so the rows would not be all there are\./,
  );
  const part = await sample.search(counting, 'cluster', { isPartialAllowed: true });
  expect(part.warnings).toEqual([expect.stringMatching(/^Partial: the shard .* does not answer/)]);
  expect(Number(part.rows[0]?.[0])).toBeGreaterThan(0);
  expect(Number(part.rows[0]?.[0])).toBeLessThan(events);
  const report = await sample.engine.clusters.test(connectionName);
  expect(report.dead.length).toBe(1);
  await cluster.nodes[1]?.start();
  expect(await sample.search(counting, 'cluster')).toMatchObject({ rows: [[events]], warnings: [] });
});
