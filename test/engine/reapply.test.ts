/** Settings applied to events that are there already: shown first, whole or not at all, and back again. */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, examineFolder } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { CellValue } from '../../src/plan/types.ts';
import type { ReapplyProgress } from '../../src/protocol/index.ts';

let root: string;
let engine: Engine;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grotto-reapply-'));
  engine = createEngine({ dataFolder: join(root, 'data') });
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

async function bring(name: string, text: string, settings: Record<string, string> = {}): Promise<void> {
  writeFileSync(join(root, name), text);
  await engine.importPath(join(root, name), { index: 'main', sourcetype: 'shop', settings });
}

async function search(spl: string): Promise<CellValue[][]> {
  const job = await engine.search({ spl });
  const rows: CellValue[][] = [];
  for await (const batch of job.rows()) rows.push(...batch);
  await job.close();
  return rows;
}
const times = async (): Promise<unknown[]> =>
  (await search('index=main | sort _id | eval t=strftime(_time,"%d.%m. %H:%M") | table t')).map(([t]) => t);
const all = (settings: Record<string, string>): Parameters<Engine['reapply']>[0] => ({ sourcetype: 'shop', settings });

const log = '03/04/2026 10:00 a user=ann\n at line 2\n05/04/2026 11:00 b user="bob k"\n';
const dayFirst = { TIME_FORMAT: '%d/%m/%Y %H:%M', SHOULD_LINEMERGE: 'true' };

test('times are read anew in place, shown before, and undone', async () => {
  await bring('a.log', log, dayFirst);
  expect(await times()).toEqual(['03.04. 10:00', '05.04. 11:00']);
  const before = await search('index=main | sort _id | table _id _raw linecount user source host');
  const change = all({ TIME_FORMAT: '%m/%d/%Y %H:%M' });
  const preview = await engine.methods['reapply.preview'](change);
  expect(preview).toMatchObject({ importCount: 1, eventCount: 2, readsFiles: false });
  expect(preview.samples.map(({ before: old, after }) => [old?.time, after?.time])).toEqual([
    [Date.UTC(2026, 3, 3, 10) / 1000, Date.UTC(2026, 2, 4, 10) / 1000],
    [Date.UTC(2026, 3, 5, 11) / 1000, Date.UTC(2026, 4, 4, 11) / 1000],
  ]);
  expect(await times()).toEqual(['03.04. 10:00', '05.04. 11:00']);
  rmSync(join(root, 'a.log'));
  expect(await engine.reapply(change)).toEqual({ events: 2, imports: 1 });
  expect(await times()).toEqual(['04.03. 10:00', '04.05. 11:00']);
  expect(await search('index=main | sort _id | table _id _raw linecount user source host')).toEqual(before);
  await engine.close();
  engine = createEngine({ dataFolder: join(root, 'data') });
  expect(await times()).toEqual(['04.03. 10:00', '04.05. 11:00']);
  expect(await engine.methods['reapply.undo']({ sourcetype: 'shop' })).toEqual({ events: 2 });
  expect(await times()).toEqual(['03.04. 10:00', '05.04. 11:00']);
  expect(await engine.methods['reapply.undo']({ sourcetype: 'shop' })).toEqual({ events: 0 });
  expect(readdirSync(join(root, 'data', 'temp'))).toEqual([]);
});

test('rows of a table keep their cells, in files with quotes and line ends', async () => {
  const rows = 'when,name,note\n03/04/2026 10:00,ann,"a, ""b""\nc"\n05/04/2026 11:00,bob,\n';
  await bring('a.csv', rows, { INDEXED_EXTRACTIONS: 'csv', TIMESTAMP_FIELDS: 'when', TIME_FORMAT: '%d/%m/%Y %H:%M' });
  const fields = 'index=main | sort _id | table when name note linecount';
  const before = await search(fields);
  await engine.reapply(all({ TIME_FORMAT: '%m/%d/%Y %H:%M', MISSING_VALUE_REGEX: '^bob$' }));
  expect(await times()).toEqual(['04.03. 10:00', '04.05. 11:00']);
  expect(await search(fields)).toEqual([before[0], [before[1]?.[0], null, ...(before[1]?.slice(2) ?? [])]]);
});

test('JSON objects over lines', async () => {
  await bring('a.json', '{"at":"03/04/2026",\n "n":1}\n{"at":"05/04/2026","n":2}\n', {
    INDEXED_EXTRACTIONS: 'json',
    TIMESTAMP_FIELDS: 'at',
    TIME_FORMAT: '%d/%m/%Y',
  });
  await engine.reapply(all({ TIME_FORMAT: '%m/%d/%Y' }));
  expect(await times()).toEqual(['04.03. 00:00', '04.05. 00:00']);
  expect(await search('index=main | stats sum(n)')).toEqual([[3]]);
});

test('other breaks: the file is read again, if it is the same; else it says why not', async () => {
  await bring('a.log', log, dayFirst);
  const change = all({ SHOULD_LINEMERGE: 'false' });
  expect(await engine.methods['reapply.preview'](change)).toMatchObject({ readsFiles: true });
  await engine.reapply(change);
  expect(await search('index=main | stats count')).toEqual([[3]]);
  await engine.methods['reapply.undo']({ sourcetype: 'shop' });
  expect(await search('index=main | stats count')).toEqual([[2]]);
  appendFileSync(join(root, 'a.log'), 'more\n');
  await expect(engine.reapply(change)).rejects.toThrow(
    /SHOULD_LINEMERGE.* file must be read again, and it has changed/,
  );
  rmSync(join(root, 'a.log'));
  await expect(engine.reapply(change)).rejects.toThrow(/not there any more/);
  expect(await search('index=main | stats count')).toEqual([[2]]);
});

test('several imports at once, one of them not to be had: none is changed', async () => {
  await bring('a.log', log, dayFirst);
  await bring('b.log', log.replaceAll('2026', '2025'), dayFirst);
  utimesSync(join(root, 'b.log'), new Date(), new Date(0));
  await expect(engine.reapply(all({ SHOULD_LINEMERGE: 'false' }))).rejects.toThrow(/b\.log|has changed/);
  expect(await search('index=main | stats count')).toEqual([[4]]);
  expect(await engine.reapply(all({ TZ: 'Asia/Tokyo' }))).toEqual({ events: 4, imports: 2 });
});

test('an import that was changed is deleted whole, with what could be undone', async () => {
  await bring('a.log', log, dayFirst);
  await engine.reapply(all({ TZ: 'Asia/Tokyo' }));
  await engine.methods['data.delete']({ importId: 1 });
  expect(await engine.methods['reapply.undo']({ sourcetype: 'shop' })).toEqual({ events: 0 });
  expect(await search('index=* | stats count')).toEqual([[0]]);
});

test('a source type without events is told', async () => {
  await expect(engine.reapply({ sourcetype: 'nosuch', settings: {} })).rejects.toThrow(/no events of the source type/);
});

test('cancelled, it leaves everything as it was', async () => {
  await bring('a.log', '2026-03-01 10:00:00 x\n'.repeat(30_000), {
    SHOULD_LINEMERGE: 'false',
    TIME_FORMAT: '%Y-%m-%d %H:%M:%S',
  });
  const end = new Promise<ReapplyProgress>((resolve) => {
    engine.subscribe('reapply.progress', (progress) => {
      if (progress.state !== 'running') resolve(progress);
      else if (progress.eventsDone > 0) void engine.methods['reapply.cancel']({ job: progress.job });
    });
  });
  await engine.methods['reapply.start'](all({ TZ: 'Asia/Tokyo' }));
  expect((await end).state).toBe('cancelled');
  expect(await search('index=main | stats count min(_time) as t')).toEqual([[30_000, Date.UTC(2026, 2, 1, 10) / 1000]]);
});

test.each([
  ['reading', 0],
  ['storing', 0],
  ['done', 0],
])(
  'killed when %s, and %i ms: all events are old or all are new',
  async (moment, wait) => {
    await bring('a.log', '2026-03-01 10:00:00 x\n'.repeat(10_000), {
      SHOULD_LINEMERGE: 'false',
      TIME_FORMAT: '%Y-%m-%d %H:%M:%S',
    });
    await engine.close();
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'reapply-process.ts'), join(root, 'data')],
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
    engine = createEngine({ dataFolder: join(root, 'data') });
    const [old, changed] = [10, 15].map((hour) => Date.UTC(2026, 2, 1, hour) / 1000);
    const [[count, low, high] = []] = await search('index=main | stats count min(_time) max(_time)');
    expect(count).toBe(10_000);
    expect(low).toBe(high);
    expect(said.includes('done') ? [changed] : [old, changed]).toContain(low);
    expect((await engine.methods['engine.hello']({})).notices).toEqual([]);
  },
  120_000,
);

test('events that are deleted while they are read anew: nothing comes back, and it is said', async () => {
  await bring('a.log', log, dayFirst);
  await bring('b.log', log.repeat(500), dayFirst);
  let deleted: Promise<unknown> | undefined;
  const problem = new Promise<string>((resolve) => {
    engine.subscribe('reapply.progress', (progress) => {
      deleted ??= engine.methods['data.delete']({ importId: 1 });
      if (progress.state === 'failed') resolve(progress.problem?.message ?? '');
      if (progress.state === 'done') resolve('done');
    });
  });
  await engine.methods['reapply.start'](all({ TIME_FORMAT: '%m/%d/%Y %H:%M' }));
  expect(await problem).toMatch(/deleted or (changed|replaced)/);
  await deleted;
  expect((await search('index=main | stats count by source')).map(([, count]) => count)).toEqual([1000]);
  await engine.close();
  expect((await examineFolder(join(root, 'data'))).findings).toEqual([]);
  engine = createEngine({ dataFolder: join(root, 'data') });
});
