/** A data folder into one file and back, and every way in which that file can be wrong. */
import { spawn } from 'node:child_process';
import {
  createWriteStream,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp, createEngine, examineFolder, restore } from '../../src/engine.ts';

const work = mkdtempSync(join(tmpdir(), 'grotto-backup-'));
const data = join(work, 'data');
const good = join(work, 'good.tar');
let places = 0;
const newPlace = (): string => join(work, `place${(places += 1)}`);

beforeAll(async () => {
  const file = join(work, 'a.log');
  writeFileSync(file, '2026-01-01T00:00:00Z a=1\n2026-01-01T00:00:01Z a=2\n');
  const engine = createEngine({ dataFolder: data });
  await engine.importPath(file, { index: 'main' });
  await engine.methods['report.save']({
    report: { name: 'All of it', description: '', search: 'index=main', earliest: '', latest: '' },
  });
  await engine.close();
  writeFileSync(join(data, 'lookups', 'with space.csv'), 'a,b\n1,2\n');
  mkdirSync(join(data, 'temp'), { recursive: true });
  writeFileSync(join(data, 'temp', 'junk'), 'x');
  await backUp(data, good);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function rows(dataFolder: string): Promise<unknown[][]> {
  const engine = createEngine({ dataFolder });
  const job = await engine.search({ spl: 'search index=main | stats count, sum(a) as total' });
  const page = await job.page({ job: job.id, offset: 0, count: 10 });
  await job.close();
  await engine.close();
  return page.rows;
}

test('everything but what is temporary comes back, and is sound', async () => {
  const into = newPlace();
  const restored = await restore(good, into);
  expect(restored.files).toBe(4);
  expect(await examineFolder(into)).toMatchObject({ imports: 1, events: 2, findings: [] });
  expect(await rows(into)).toEqual([[2, 3]]);
  expect(readFileSync(join(into, 'lookups', 'with space.csv'), 'utf8')).toBe('a,b\n1,2\n');
  expect(readdirSync(join(into, 'reports'))).toEqual(readdirSync(join(data, 'reports')));
  expect(existsSync(join(into, 'temp', 'junk'))).toBe(false);
  expect(existsSync(`${into}.partial`)).toBe(false);
});

test('an empty folder is taken, one that holds anything is not touched', async () => {
  const empty = newPlace();
  mkdirSync(empty);
  await restore(good, empty);
  expect(await rows(empty)).toEqual([[2, 3]]);
  const before = readdirSync(empty);
  await expect(restore(good, empty)).rejects.toThrow('is not empty; nothing was changed');
  expect(readdirSync(empty)).toEqual(before);
});

test.each([
  ['cut short', (path: string): void => truncateSync(path, 3000)],
  ['cut in the list', (path: string): void => truncateSync(path, readFileSync(path).lastIndexOf('sha256'))],
  ['a bit flipped in the database', (path: string): void => flip(path, 20_000)],
  ['another kind of file', (path: string): void => writeFileSync(path, 'a letter\n'.repeat(500))],
  ['empty', (path: string): void => writeFileSync(path, '')],
])('%s: refused, and nothing is left of it', async (_, damage) => {
  const file = `${newPlace()}.tar`;
  cpSync(good, file);
  damage(file);
  const into = newPlace();
  await expect(restore(file, into)).rejects.toThrow(/no whole backup|could not be restored/);
  expect(existsSync(into)).toBe(false);
  expect(existsSync(`${into}.partial`)).toBe(false);
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

test.each(['../escaped', '/tmp/grotto-escaped', 'a/../../escaped', './a', 'c:\\x'])(
  'a member named %s cannot leave the folder',
  async (name) => {
    const file = `${newPlace()}.tar`;
    const tar = pack();
    tar.entry({ name }, 'x');
    tar.finalize();
    await pipeline(tar, createWriteStream(file));
    await expect(restore(file, newPlace())).rejects.toThrow(/no whole backup/);
    expect(existsSync(join(work, 'escaped'))).toBe(false);
  },
);

test('a backup is never put over a file, nor into the data folder, nor made of nothing', async () => {
  await expect(backUp(data, good)).rejects.toThrow('is there already');
  await expect(backUp(data, join(data, 'b.tar'))).rejects.toThrow('is inside the data folder');
  await expect(backUp(newPlace(), join(work, 'n.tar'))).rejects.toThrow('There is no data');
  await expect(backUp(data, join(work, 'nowhere', 'b.tar'))).rejects.toThrow('There is no folder');
});

test('while another process has the folder open, a backup says which', async () => {
  const holder = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `import { createEngine } from './src/engine.ts'; await createEngine({ dataFolder: ${JSON.stringify(data)} }).methods['engine.hello']({}); console.log('open'); setInterval(() => undefined, 1000);`,
    ],
    { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await new Promise((open) => holder.stdout.once('data', open));
    await expect(backUp(data, join(work, 'held.tar'))).rejects.toThrow(`in use by process ${holder.pid}`);
    expect(existsSync(join(work, 'held.tar'))).toBe(false);
  } finally {
    holder.kill('SIGKILL');
  }
});
