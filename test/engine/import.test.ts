/** Imports through the engine: whole or not at all, whatever interrupts them. */
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { CellValue } from '../../src/plan/types.ts';
import type { ImportProgress } from '../../src/protocol/index.ts';

let root: string;
let data: string;
let engine: Engine;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grotto-engine-'));
  data = join(root, 'data');
  engine = createEngine({ dataFolder: data });
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

function writeLog(name: string, lines: number, from = 0): string {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  let text = '';
  for (let i = from; i < from + lines; i += 1) {
    text += `${new Date(1_770_000_000_000 + i * 1000).toISOString()} INFO worker-${i % 7} job=${i} took=${i % 300}ms\n`;
    if (text.length > 1 << 22) {
      appendFileSync(path, text);
      text = '';
    }
  }
  appendFileSync(path, text);
  return path;
}

/** Lines that the database reads by itself. */
function writeAccessLog(name: string, lines: number): string {
  const path = join(root, name);
  let text = '';
  for (let i = 0; i < lines; i += 1) {
    const clock = new Date(1_770_000_000_000 + i * 1000).toISOString().slice(11, 19);
    text += `10.0.0.${i % 250} - - [02/Feb/2026:${clock} +0000] "GET /path/${i % 99} HTTP/1.1" ${i % 7 === 0 ? 404 : 200} ${i} "-" "curl/8.${i % 9}"\n`;
  }
  writeFileSync(path, text);
  return path;
}

/** Rows that the database reads by itself, from a copy, for their cells hold commas and line ends. */
function writeTable(name: string, rows: number): string {
  const path = join(root, name);
  let text = 'id,at,name,note\n';
  for (let i = 0; i < rows; i += 1)
    text += `${i},${new Date(1_770_000_000_000 + i * 1000).toISOString()},"Vendor ${i % 9}, Inc.","one\ntwo and some more text to make it longer"\n`;
  writeFileSync(path, text);
  return path;
}

async function search(spl: string, on = engine): Promise<CellValue[][]> {
  const job = await on.search({ spl });
  const rows: CellValue[][] = [];
  for await (const batch of job.rows()) rows.push(...batch);
  await job.close();
  return rows;
}

const count = async (on = engine): Promise<unknown> => (await search('index=* | stats count', on))[0]?.[0];
const spoolsLeft = (): string[] => readdirSync(join(data, 'temp')).filter((name) => /\.(spool|lines)$/.test(name));

test('what was imported is searched, and is there after opening again', async () => {
  const imported = await engine.importPath(writeLog('a.log', 1000), { index: 'main' });
  expect(imported).toMatchObject({
    importId: 1,
    events: 1000,
    rejected: 0,
    untimed: 0,
    firstTime: '2026-02-02T02:40:00.000Z',
  });
  expect(await count()).toBe(1000);
  expect(await search('index=main job=7 | table job took host')).toHaveLength(1);
  await engine.close();
  engine = createEngine({ dataFolder: data });
  expect(await count()).toBe(1000);
  expect(spoolsLeft()).toEqual([]);
});

test('an access log can be searched at once, and the same is found when its columns are stored', async () => {
  const imported = await engine.importPath(writeAccessLog('access.log', 60_000), { index: 'web' });
  expect(imported).toMatchObject({ sourcetype: 'access_combined', events: 60_000, untimed: 0 });
  const spl = 'index=web status=404 bytes>59900 | stats count sum(bytes) by uri_path | sort uri_path | head 3';
  const before = await search(spl);
  const open = await engine.search({ spl: 'index=web status=404 clientip=10.0.0.7' });
  await engine.settled();
  expect(await search(spl)).toEqual(before);
  expect(before[0]?.slice(1)).toEqual([1, 59_906]);
  // A search that began before goes on.
  const page = await open.page({ job: open.id, offset: 10, count: 1 });
  expect(page.rows).toHaveLength(1);
  await open.close();
  await engine.methods['data.delete']({ index: 'web', before: '2026-02-02T12:00:00' });
  expect((await search('index=web | stats min(_time)'))[0]?.[0]).toBe(Date.UTC(2026, 1, 2, 12) / 1000);
  await engine.methods['data.delete']({ index: 'web' });
  expect(await search('index=web')).toEqual([]);
});

test('columns that were not stored when the program ended are stored at its next start', async () => {
  await engine.importPath(writeAccessLog('access.log', 60_000), { index: 'web' });
  await engine.close();
  engine = createEngine({ dataFolder: data });
  expect((await search('index=web status=200 | stats count'))[0]?.[0]).toBe(51_428);
  await engine.settled();
  expect((await search('index=web status=200 | stats count'))[0]?.[0]).toBe(51_428);
});

test('the same content is noticed under another name, and taken when that is wanted', async () => {
  await engine.importPath(writeLog('a.log', 100), { index: 'main' });
  const copy = writeLog('b.log', 100);
  await expect(engine.importPath(copy, { index: 'main' })).rejects.toThrow(/imported before, from .*a\.log/);
  expect(await count()).toBe(100);
  await engine.importPath(copy, { index: 'main', again: true });
  expect(await count()).toBe(200);
});

test.each([
  ['that the reader reads', () => writeLog('big.log', 150_000)],
  ['that the database reads', () => writeAccessLog('big.log', 150_000)],
])(
  'a cancelled import of a file %s leaves nothing behind',
  async (_, write) => {
    const file = write();
    for (const step of ['reading', 'storing'] as const) {
      const controller = new AbortController();
      const importing = engine.importPath(file, {
        index: 'main',
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.step === step) setTimeout(() => controller.abort(), 5);
        },
      });
      await expect(importing).rejects.toThrow('cancelled');
      expect(spoolsLeft()).toEqual([]);
      expect((await engine.methods['data.imports']({})).imports).toEqual([]);
    }
    const seen: number[] = [];
    const onProgress = ({ bytesDone }: { readonly bytesDone: number }): void => void seen.push(bytesDone);
    expect((await engine.importPath(file, { index: 'main', onProgress })).events).toBe(150_000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThanOrEqual(statSync(file).size);
  },
  60_000,
);

test('a search sees all of an import or nothing', async () => {
  await engine.importPath(writeLog('a.log', 100), { index: 'main' });
  let ended = false;
  const importing = engine
    .importPath(writeLog('big.log', 100_000, 500), { index: 'main' })
    .finally(() => (ended = true));
  const seen = new Set<unknown>();
  while (!ended) {
    seen.add(await count());
    await new Promise((later) => setTimeout(later, 20));
  }
  await importing;
  seen.add(await count());
  expect([...seen]).toEqual([100, 100_100]);
}, 60_000);

describe('kill -9', () => {
  test.each([
    ['when the database is open', 'open', 0, writeLog],
    ['while reading', 'reading', 50, writeLog],
    ['while storing', 'storing', 0, writeLog],
    ['while storing, later', 'storing', 150, writeLog],
    ['after it was acknowledged', 'done', 0, writeLog],
    ['while the database reads', 'storing', 100, writeAccessLog],
    ['while the database reads a copy', 'storing', 100, writeTable],
    ['while columns of a table are stored', 'done', 300, writeTable],
    ['while columns are stored', 'done', 50, writeAccessLog],
    ['while columns are stored, later', 'done', 400, writeAccessLog],
  ])(
    '%s',
    async (_, moment, wait, write) => {
      const file = write('big.log', 60_000);
      await engine.importPath(writeLog('first.log', 10, 1_000_000), { index: 'main' });
      await engine.close();
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, 'import-process.ts'), data, file],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes(moment)) setTimeout(resolve, wait);
        });
        child.once('exit', () => reject(new Error(`ended early: ${said}`)));
      });
      child.removeAllListeners('exit');
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      engine = createEngine({ dataFolder: data });
      const found = await count();
      expect((await engine.methods['engine.hello']({})).notices).toEqual([]);
      expect(said.includes('done') ? [60_010] : [10, 60_010]).toContain(found);
      expect(spoolsLeft()).toEqual([]);
      // The catalogue and the tables say the same.
      const listed = (await engine.methods['data.imports']({})).imports;
      expect(listed.reduce((sum, i) => sum + i.events, 0)).toBe(found);
      await engine.settled();
      expect(await count()).toBe(found);
    },
    60_000,
  );
});

test('a second process is told who has the folder', async () => {
  const file = writeLog('a.log', 10);
  await engine.importPath(file, { index: 'main' });
  const other = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'import-process.ts'), data, file],
    { encoding: 'utf8' },
  );
  expect(other.status).not.toBe(0);
  expect(other.stderr).toContain(`in use by process ${process.pid}`);
}, 30_000);

test('a folder: hidden files, pipes and links in a circle are left out, a link to a file counts once', async () => {
  const folder = join(root, 'logs');
  writeLog('logs/a.log', 1);
  writeLog('logs/sub/b.log', 1);
  writeLog('logs/.hidden', 1);
  writeLog('logs/.git/config', 1);
  symlinkSync(folder, join(folder, 'sub', 'circle'));
  symlinkSync(join(folder, 'missing'), join(folder, 'broken'));
  symlinkSync(join(folder, 'a.log'), join(folder, 'z-link.log'));
  spawnSync('mkfifo', [join(folder, 'pipe')]);
  const found = await engine.filesUnder(folder);
  expect(found.files).toEqual([join(folder, 'a.log'), join(folder, 'sub', 'b.log')]);
  expect(found.skipped.map((s) => s.slice(folder.length + 1))).toEqual([
    'broken: the link leads nowhere',
    'pipe: no ordinary file',
  ]);
});

test('of many files one that fails does not stop the others', async () => {
  const good = [writeLog('a.log', 10), writeLog('b.log', 20, 100)];
  const bad = join(root, 'broken.log.gz');
  writeFileSync(bad, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  const seen: ImportProgress[] = [];
  const last = new Promise<ImportProgress>((resolve) => {
    engine.subscribe('import.progress', (progress) => {
      seen.push(progress);
      if (progress.state !== 'running') resolve(progress);
    });
  });
  const files = [good[0] ?? '', bad, good[1] ?? ''].map((path) => ({
    input: { kind: 'grant' as const, id: engine.grantPath(path).id },
  }));
  await engine.methods['import.start']({ files, index: 'main', again: false, timeZone: 'UTC' });
  const end = await last;
  expect(end).toMatchObject({ state: 'done', filesDone: 3, events: 30 });
  expect(end.imported.map((f) => f.events)).toEqual([10, 20]);
  // What is done of the file is a part of what is done of all.
  expect(seen.filter(({ fileBytesDone, fileByteCount }) => fileBytesDone < 0 || fileBytesDone > fileByteCount)).toEqual(
    [],
  );
  expect(new Set(seen.map(({ fileByteCount }) => fileByteCount)).size).toBe(3);
  expect(end.bytesDone).toBe(end.byteCount);
  expect(end.fileBytesDone).toBe(end.fileByteCount);
  expect(end.problems).toEqual([expect.objectContaining({ kind: 'import', file: 'broken.log.gz' })]);
  expect(await count()).toBe(30);
});

test('checking a search and looking at a file open no database', async () => {
  expect(engine.check('index=main | stats count').planned).toBe(true);
  await engine.previewPath(writeLog('a.log', 10), { limit: 5 });
  expect(existsSync(data)).toBe(false);
});

test('collect writes a search as events of an index, in a new data folder and beside an import', async () => {
  const made = '| makeresults count=3 | streamstats count as n | eval x="v".n | collect index=summary host=desk';
  expect(await search(made)).toHaveLength(3);
  expect(await search('index=summary n>1 | sort n | table n x host sourcetype source')).toEqual([
    [2, 'v2', 'desk', 'stash', 'collect'],
    [3, 'v3', 'desk', 'stash', 'collect'],
  ]);
  await search('index=summary | stats sum(n) as total | collect index=totals');
  expect(await search('index=totals | table total')).toEqual([[6]]);
  await search('| makeresults | eval k=split("a,b",",") | append [| makeresults | eval k="c"] | collect index=lists');
  expect(await search('index=lists | stats count by k')).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
  await search('index=summary | collect index=nowhere testmode=true');
  expect(await search('index=nowhere')).toEqual([]);
  expect(readdirSync(join(data, 'temp'))).toEqual([]);
});
