/** Events of several kinds in a data folder, and the same ones on a cluster of two shards. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { CellValue } from '../../src/plan/types.ts';
import { createStatements } from '../../src/sql/clickhouse-schema.ts';
import { clientOf } from './connect.ts';
import { clusterName, users } from './server.ts';
import type { TestCluster } from './server.ts';

/** Whole numbers that look drawn by lot and are the same in every run. */
export function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

const start = Date.parse('2026-03-15T00:00:00Z');
const two = (n: number): string => String(n).padStart(2, '0');

/** An access log, events as JSON, rows of a table, and lines with key=value pairs. */
export function sampleFiles(): readonly {
  readonly name: string;
  readonly sourcetype: string;
  readonly text: string;
}[] {
  const draw = drawing(7);
  const methods = ['GET', 'GET', 'GET', 'POST', 'PUT'];
  const paths = ['/', '/cart', '/cart/add', '/login', '/img/a%20b.png', "/o'brien", '/back\\slash'];
  const codes = [200, 200, 200, 304, 404, 500, 503];
  const users_ = ['alice', 'bob', 'carol', '-', 'Zoë'];
  const web: string[] = [];
  const json: string[] = [];
  const table: string[] = ['time,order_id,customer,price,quantity,note'];
  const pairs: string[] = [];
  for (let i = 0; i < 1500; i += 1) {
    const at = new Date(start + i * 37_000 + draw(1000));
    const day = `${two(at.getUTCDate())}/Mar/2026:${at.toISOString().slice(11, 19)} +0000`;
    web.push(
      `10.0.${draw(3)}.${draw(40)} - ${users_[draw(5)] ?? ''} [${day}] "${methods[draw(5)] ?? ''} ${paths[draw(7)] ?? ''} HTTP/1.1" ${codes[draw(7)] ?? 0} ${draw(90_000)} "-" "Mozilla/5.0 (X11; Linux)"`,
    );
    const shape = draw(4);
    json.push(
      JSON.stringify({
        timestamp: at.toISOString(),
        level: ['info', 'warn', 'error'][draw(3)],
        service: `svc-${draw(4)}`,
        latency: shape === 0 ? draw(100) : draw(100_000) / 1000,
        trace: `9007199254${two(draw(90) + 10)}${100000 + draw(900_000)}`,
        user: { name: users_[draw(5)], id: draw(50) },
        tags: shape === 1 ? [] : ['a', 'b', 'c'].slice(0, draw(3) + 1),
        ...(shape === 2 ? { message: `Connection refused by host-${draw(9)}` } : {}),
        ...(shape === 3 ? { note: 'tab\tand "quotes" and \\ and \u20ac' } : {}),
      }),
    );
    if (i % 3 === 0)
      table.push(
        `${at.toISOString()},${i},${users_[draw(5)] ?? ''},${(draw(10_000) / 100).toFixed(2)},${draw(9)},"${draw(2) === 0 ? 'rush, please' : ''}"`,
      );
    pairs.push(
      `${at.toISOString()} app=${['shop', 'pay', 'mail'][draw(3)] ?? ''} action=${['start', 'stop', 'fail'][draw(3)] ?? ''} session=s${draw(60)} took=${draw(5000)}ms msg="retry ${draw(5)} of 5"`,
    );
  }
  const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
  return [
    { name: 'access.log', sourcetype: 'access_combined', text: lines(web) },
    { name: 'services.json', sourcetype: '_json', text: lines(json) },
    { name: 'orders.csv', sourcetype: 'orders', text: lines(table) },
    { name: 'app.log', sourcetype: 'app', text: lines(pairs) },
  ];
}

export interface Sample {
  readonly engine: Engine;
  readonly root: string;
  /** Here, or on the cluster. */
  search(spl: string, where: 'here' | 'cluster', options?: SampleOptions): Promise<Found>;
  close(): Promise<void>;
}
interface SampleOptions {
  readonly isPartialAllowed?: boolean;
}
export interface Found {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly warnings: readonly string[];
}

export const connectionName = 'test';
const now = start / 1000 + 86_400;

/** Empty tables on every node: the test cluster has no Keeper to make them everywhere by itself. */
export async function makeTables(cluster: TestCluster): Promise<void> {
  for (const [node] of cluster.nodes.entries()) {
    const client = clientOf(cluster, { node });
    const layout = { database: 'grotto', cluster: clusterName, hasWordIndex: true };
    for (const statement of createStatements(layout, false)) await client.command(statement);
    await client.close();
  }
}

/** An engine with a connection to the first node. */
export function engineAt(
  root: string,
  cluster: TestCluster,
  user: { name: string; password: string } = users.admin,
): Engine {
  const engine = createEngine({ dataFolder: join(root, 'data'), passwordOf: () => user.password });
  engine.clusters.save({ name: connectionName, url: cluster.nodes[0]?.url ?? '', database: 'grotto', user: user.name });
  return engine;
}

export async function startSample(cluster: TestCluster): Promise<Sample> {
  const root = mkdtempSync(join(tmpdir(), 'grotto-sample-'));
  const engine = engineAt(root, cluster);
  for (const { name, sourcetype, text } of sampleFiles()) {
    const path = join(root, name);
    writeFileSync(path, text);
    await engine.importPath(path, { index: 'main', sourcetype, host: 'web-1' });
  }
  mkdirSync(join(root, 'data', 'lookups'), { recursive: true });
  writeFileSync(join(root, 'data', 'lookups', 'apps.csv'), "app,owner\nshop,ann\npay,bob\nold,O'Neil \\\\ co\n");
  await makeTables(cluster);
  return {
    engine,
    root,
    async search(spl, where, options = {}) {
      const job = await engine.search({
        spl,
        now,
        ...options,
        ...(where === 'here' ? {} : { connection: connectionName }),
      });
      const rows: CellValue[][] = [];
      for await (const batch of job.rows()) rows.push(...batch);
      const { columns, warnings } = job.state();
      await job.close();
      return { columns: columns.map((c) => c.name), rows, warnings };
    },
    async close() {
      await engine.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
