/** Connections and sending on the command line. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeTables } from './sample.ts';
import { clusterName, startCluster, users } from './server.ts';
import type { TestCluster } from './server.ts';

// Each call is a process of its own.
vi.setConfig({ testTimeout: 180_000 });

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'grotto-cluster-cli-'));
const data = join(folder, 'data');
let cluster: TestCluster;
beforeAll(async () => void (cluster = await startCluster()));
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

function grotto(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...words, '--data-dir', data],
      { cwd: root, env: { ...process.env, GROTTO_CLUSTER_PASSWORD: users.admin.password } },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end();
  });
}

test('a connection is made and tried, an index sent, and searched there', async () => {
  const url = cluster.nodes[0]?.url ?? '';
  expect(await grotto('connection', 'add', 'logs', '--url', url, '--user', users.admin.name)).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  expect(readFileSync(join(data, 'connections.json'), 'utf8')).not.toContain(users.admin.password);
  expect(JSON.parse((await grotto('connection', 'list')).out)).toEqual({
    name: 'logs',
    url,
    database: 'grotto',
    user: users.admin.name,
  });
  const tried = JSON.parse((await grotto('connection', 'test', 'logs')).out) as Record<string, unknown>;
  expect(tried).toMatchObject({ version: '26.7.2.1', hasEvents: false, clusters: [clusterName] });
  const shown = await grotto('send', 'main', '--connection', 'logs', '--cluster', clusterName, '--show-statements');
  expect(shown.out).toContain(`CREATE DATABASE IF NOT EXISTS \`grotto\` ON CLUSTER \`${clusterName}\`;`);
  expect(shown.out).toContain(`ENGINE = Distributed('${clusterName}', 'grotto', 'events_local', cityHash64(\`_id\`));`);

  await makeTables(cluster);
  writeFileSync(
    join(folder, 'a.log'),
    '2026-03-15T00:00:00Z n=1\n2026-03-15T01:00:00Z n=2\n2026-03-15T02:00:00Z n=3\n',
  );
  expect((await grotto('import', join(folder, 'a.log'), '--index', 'main', '--sourcetype', 'a')).code).toBe(0);
  const sent = await grotto('send', 'main', '--connection', 'logs', '--latest', '2026-03-15T02:00:00Z');
  expect(JSON.parse(sent.out)).toEqual({ events: 2, characters: 48 });
  const found = await grotto('search', 'index=main | stats sum(n) as n', '--connection', 'logs');
  expect({ ...found, out: JSON.parse(found.out) as unknown }).toEqual({ code: 0, out: { n: 3 }, err: '' });
});

test.each([
  [['search', 'index=main', '--connection', 'none'], /^grotto: There is no connection "none"\. There are: logs\./],
  [['send', 'other', '--connection', 'logs'], /^grotto: There is no index "other" here\./],
  [['send', 'main', '--connection', 'logs', '--cluster', 'none', '--show-statements'], /knows no cluster "none"/],
  [['connection', 'add', 'x', '--url', 'ftp://x'], /^grotto: "ftp:\/\/x" is no address of ClickHouse\./],
  [
    ['connection', 'add', 'x', '--url', 'http://me:secret@x'],
    /^grotto: The address holds more than a host and a port\./,
  ],
])('%j is refused in one line', async (words, message) => {
  const { code, err } = await grotto(...words);
  expect(code).not.toBe(0);
  expect(err).toMatch(message);
});
