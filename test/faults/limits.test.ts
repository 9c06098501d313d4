/** What would take the whole machine is stopped at its limit, says which step it was, and the engine goes on. */
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, examineFolder } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { dataFolderAt } from '../../src/store/data-folder.ts';
import { readLimits } from '../../src/store/limits.ts';

const work = mkdtempSync(join(tmpdir(), 'grotto-limits-'));
const data = join(work, 'data');
let engine: Engine;
beforeAll(async () => {
  engine = createEngine({ dataFolder: data, memoryLimit: 64 * 2 ** 20, temporaryLimit: 8 * 2 ** 20 });
  await engine.methods['engine.hello']({});
});
/** After each: it still answers. */
afterEach(async () => {
  const job = await engine.search({ spl: '| makeresults count=3 | stats count' });
  const page = await job.page({ job: job.id, offset: 0, count: 1 });
  expect(page.rows).toEqual([[3]]);
  await job.close();
});
afterAll(async () => {
  await engine.close();
  rmSync(work, { recursive: true, force: true });
});

describe('settings.json', () => {
  const folder = dataFolderAt(join(work, 'settings'));
  beforeAll(() => void mkdirSync(folder.root));
  test.each([
    ['{"memory": "2 GB"}', { memory: 2 * 2 ** 30 }, 0],
    ['{"memory": "0.5 gb", "temporaryDisk": "300 MB"}', { memory: 512 * 2 ** 20, temporaryDisk: 300 * 2 ** 20 }, 0],
    ['{"memory": "1 MB"}', { memory: 256 * 2 ** 20 }, 0],
    ['{"memory": 2, "disk": "1 GB"}', {}, 2],
    ['{"memory": ', {}, 1],
    ['[]', {}, 1],
  ])('%s', (text, limits, problems) => {
    writeFileSync(folder.settings, text);
    const read = readLimits(folder);
    expect(read.limits).toMatchObject(limits);
    expect(read.problems).toHaveLength(problems);
  });

  test('what a person typed wrongly is told when the folder is opened, and by the doctor', async () => {
    writeFileSync(folder.settings, '{"memory": "much"}');
    const other = createEngine({ dataFolder: folder.root });
    const { notices } = await other.methods['engine.hello']({});
    await other.close();
    expect(notices.join('\n')).toContain('memory is no size');
    expect((await examineFolder(folder.root)).findings.map((one) => one.what).join('\n')).toContain(
      'memory is no size',
    );
  });
});

describe('a search over its limit', { timeout: 120_000 }, () => {
  // Of texts that nothing can make smaller, so that the limit is near.
  const text = (field: string): string => `sha1(${field}).sha1(${field}+1).sha1(${field}+2)`;
  test.each([
    [
      'many groups',
      `| makeresults count=500000 | streamstats count as n | eval k=${text('n')} | stats count by k`,
      /steps streamstats, stats needs more/,
    ],
    [
      'a cross join',
      `| makeresults count=4000 | eval a="x" | join max=0 a [| makeresults count=4000 | streamstats count as m | eval a="x", pad=${text('m')}]`,
      /step join needs more/,
    ],
    [
      'mvexpand',
      `| makeresults count=30 | eval a=mvrange(0,100000) | mvexpand a limit=0 | eval b=${text('a')}`,
      /step mvexpand needs more/,
    ],
  ])('%s', async (_, spl, said) => {
    const failed = await engine.search({ spl }).then(
      () => undefined,
      (error: unknown) => error as Error & { problem: { hint?: string; kind: string } },
    );
    expect(failed?.message ?? 'it ran').toMatch(said);
    expect(failed?.problem.kind).toBe('search');
    expect(failed?.problem.hint).toMatch(/set "(memory|temporaryDisk)" higher in settings\.json/);
  });

  test('one that only takes long is cancelled at once', async () => {
    const { job } = await engine.methods['search.start']({
      spl: '| makeresults count=60000 | eval a="x" | join max=0 a [| makeresults count=60000 | eval a="x", b=1] | stats count(eval(b=1)) as n',
      range: {},
      timeZone: 'UTC',
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await engine.methods['search.cancel']({ job });
    await engine.methods['search.close']({ job });
  });

  test('a regular expression that backtracks without end elsewhere takes linear time', async () => {
    const spl = `| makeresults count=200 | eval a=printf("%05000d", 0)."b" | regex a="^(0+)+$" | stats count`;
    const job = await engine.search({ spl });
    expect((await job.page({ job: job.id, offset: 0, count: 1 })).rows).toEqual([[0]]);
    await job.close();
  });
});

describe('a file that would take everything', () => {
  const put = (name: string, content: string | Buffer): string => {
    writeFileSync(join(work, name), content);
    return join(work, name);
  };

  test.each(['LINE_BREAKER', 'TIME_PREFIX', 'BREAK_ONLY_BEFORE', 'PREAMBLE_REGEX'])(
    'a pattern in %s that backtracks without end elsewhere',
    async (key) => {
      const path = put('backtrack.log', `${'a'.repeat(20_000)}!\n`.repeat(20));
      const value = key === 'LINE_BREAKER' ? '((?:a+)+b|\\n+)' : '^(a+)+b';
      const imported = await engine.importPath(path, { index: 'main', again: true, settings: { [key]: value } });
      expect(imported.events).toBeGreaterThan(0);
    },
  );

  test('a line of 100 MB is one event, whole', { timeout: 120_000 }, async () => {
    const path = join(work, 'long.log');
    const file = openSync(path, 'w');
    const piece = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 100; i += 1) writeSync(file, piece);
    writeSync(file, '\n2026-01-01T00:00:00Z short=1\n');
    closeSync(file);
    const roomy = createEngine({ dataFolder: join(work, 'long'), memoryLimit: 2 ** 30 });
    const imported = await roomy.importPath(path, { index: 'long' });
    rmSync(path);
    expect(imported).toMatchObject({ events: 2, rejected: 0 });
    const job = await roomy.search({ spl: 'search index=long | eval n=len(_raw) | stats max(n)' });
    expect((await job.page({ job: job.id, offset: 0, count: 1 })).rows).toEqual([[100 * (1 << 20)]]);
    await job.close();
    await roomy.close();
  });

  test('a bomb of gzip in gzip', { timeout: 60_000 }, async () => {
    // 300 MB in three layers, each of which by itself is within its bounds.
    let packed = gzipSync(Buffer.alloc(100 << 20));
    packed = gzipSync(Buffer.concat(Array.from({ length: 200 }, () => packed)));
    const path = put('bomb.log.gz', packed);
    expect(packed.length).toBeLessThan(1 << 20);
    await expect(engine.importPath(path, { index: 'main' })).rejects.toThrow(/made to fill a disk|packed more than/);
  });

  test('layer upon layer', async () => {
    let packed: Buffer = gzipSync('2026-01-01T00:00:00Z a=1\n');
    for (let i = 0; i < 40; i += 1) packed = gzipSync(packed);
    await expect(engine.importPath(put('layers.log.gz', packed), { index: 'main' })).rejects.toThrow(
      'packed more than',
    );
  });

  test('empty, a folder of nothing, pipes, devices, links in a circle', async () => {
    expect(await engine.importPath(put('empty.log', ''), { index: 'main' })).toMatchObject({ events: 0 });
    const folder = join(work, 'odd');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    symlinkSync(folder, join(folder, 'sub', 'circle'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('/dev/zero', join(folder, 'zero'));
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    const found = await engine.filesUnder(folder);
    expect(found.files).toEqual([]);
    expect(found.skipped.join('\n')).toMatch(/pipe: no ordinary file/);
    expect(found.skipped.join('\n')).toMatch(/zero.*no ordinary file/);
    for (const odd of ['/dev/zero', join(folder, 'pipe')])
      await expect(engine.importPath(odd, { index: 'main' })).rejects.toThrow('no ordinary file');
    await expect(engine.importPath(join(folder, 'self'), { index: 'main' })).rejects.toThrow();
  });

  test('a folder of many files', { timeout: 60_000 }, async () => {
    const folder = join(work, 'many');
    mkdirSync(folder);
    for (let i = 0; i < 5000; i += 1) writeFileSync(join(folder, `f${i}`), '');
    expect((await engine.filesUnder(folder)).files).toHaveLength(5000);
  });
});
