/** Who may open a data folder, and what happens to a database that cannot be opened. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolders, dataFolderAt, lockFolder } from '../../src/store/data-folder.ts';
import type { DataFolder } from '../../src/store/data-folder.ts';
import { openDatabase } from '../../src/store/database.ts';

let folder: DataFolder;
beforeEach(() => {
  folder = dataFolderAt(mkdtempSync(join(tmpdir(), 'grotto-open-')));
  createFolders(folder);
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

const run = async (sql: string): Promise<void> => {
  const database = await openDatabase(folder);
  const connection = await database.connect();
  await connection.run(sql);
  connection.closeSync();
  database.close();
};
const setAside = (): string[] => readdirSync(folder.root).filter((name) => name.includes('.unreadable-'));

test('a lock names the process that has it, and goes with it', () => {
  const other = spawn('sleep', ['30']);
  try {
    writeFileSync(join(folder.root, 'lock'), JSON.stringify({ pid: other.pid, host: hostname() }));
    expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid} on ${hostname()}`);
  } finally {
    other.kill();
  }
});

test('the lock of a process that has died is taken over', () => {
  const dead = spawnSync('true').pid;
  writeFileSync(join(folder.root, 'lock'), JSON.stringify({ pid: dead, host: hostname() }));
  const unlock = lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder.root, 'lock'), 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
  unlock();
  expect(existsSync(join(folder.root, 'lock'))).toBe(false);
});

test('a process that got the number of a dead one takes its lock over, but not its own', () => {
  writeFileSync(join(folder.root, 'lock'), JSON.stringify({ pid: process.pid, host: hostname() }));
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow('open in this process already');
  unlock();
  lockFolder(folder)();
});

test('a lock from another machine is left alone', () => {
  writeFileSync(join(folder.root, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere' }));
  expect(() => lockFolder(folder)).toThrow('in use by process 1 on elsewhere');
});

test('a newer schema is refused, and the file stays where it is', async () => {
  await run('UPDATE schema_version SET version = 99');
  await expect(openDatabase(folder)).rejects.toThrow('newer Grotto (schema 99');
  await expect(openDatabase(folder)).rejects.toThrow('newer Grotto (schema 99');
  expect(setAside()).toEqual([]);
});

test.each([
  ['cut short', (path: string): void => truncateSync(path, 5000)],
  ['other bytes', (path: string): void => writeFileSync(path, 'this is a letter, not a database\n'.repeat(500))],
])('a damaged file (%s) is set aside, never deleted, and a new one is begun', async (_, damage) => {
  await run('CHECKPOINT');
  damage(folder.database);
  const database = await openDatabase(folder);
  expect(database.notices[0]).toContain('set aside');
  expect(setAside()).toHaveLength(1);
  const connection = await database.connect();
  expect((await connection.runAndReadAll('SELECT count(*)::INTEGER FROM imports')).getRows()).toEqual([[0]]);
  connection.closeSync();
  database.close();
});

test('a database that another process holds is not set aside', async () => {
  await run('CHECKPOINT');
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { DuckDBInstance } from '@duckdb/node-api'; await DuckDBInstance.create(${JSON.stringify(folder.database)}); console.log('open'); setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await new Promise((open) => holder.stdout.once('data', open));
    await expect(openDatabase(folder)).rejects.toThrow('cannot be opened');
    expect(setAside()).toEqual([]);
  } finally {
    holder.kill('SIGKILL');
  }
});

test('a search text can reach no file and change no setting', async () => {
  const secret = join(folder.root, 'lookups', 'secret.csv');
  writeFileSync(secret, 'a\n1\n');
  for (const sql of [
    `SELECT * FROM read_text('${secret}')`,
    `COPY (SELECT 1) TO '${secret}'`,
    "ATTACH '/tmp/other.duckdb'",
    'SET enable_external_access=true',
    'INSTALL httpfs',
    "SET memory_limit='9GB'",
  ]) {
    await expect(run(sql), sql).rejects.toThrow();
  }
});
