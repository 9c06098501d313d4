/** How long events are kept, what they take, and what the engine may use. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';

let folder: string;
let engine: Engine;
const day = 86_400_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grotto-storage-'));
  engine = createEngine({ dataFolder: join(folder, 'data') });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One event a day, the newest of them so many days old. */
async function importDays(name: string, index: string, newest: number, count: number): Promise<number> {
  const file = join(folder, name);
  const lines = Array.from(
    { length: count },
    (_, i) => `${new Date(Date.now() - (newest + i + 0.5) * day).toISOString()},${name},${i}`,
  );
  writeFileSync(file, `time,name,n\n${lines.join('\n')}\n`);
  return (await engine.importPath(file, { index, sourcetype: 'csv' })).importId;
}

async function countOf(index: string): Promise<number> {
  return (await engine.methods['data.indexes']({})).indexes.find((one) => one.index === index)?.events ?? 0;
}

describe('retention by age', () => {
  test('removes what is older, of its own index only, and says what went', async () => {
    await importDays('a.csv', 'main', 0, 10);
    await importDays('b.csv', 'other', 0, 10);
    const rule = { index: 'main', maxAgeDays: 4, maxBytes: null };
    const { removals: planned } = await engine.methods['retention.preview'](rule);
    expect(planned).toMatchObject([{ index: 'main', events: 6, reason: 'age' }]);
    expect(await countOf('main')).toBe(10);
    expect((await engine.methods['retention.set'](rule)).rules).toEqual([rule]);
    expect(await countOf('main')).toBe(10);

    expect((await engine.methods['retention.apply']({})).removals).toMatchObject([
      { index: 'main', events: 6, imports: 0, reason: 'age' },
    ]);
    expect([await countOf('main'), await countOf('other')]).toEqual([4, 10]);
    expect((await engine.methods['retention.apply']({})).removals).toEqual([]);
    expect((await engine.methods['retention.list']({})).removals).toMatchObject([{ index: 'main', events: 6 }]);
  });

  test('takes an import away that is older as a whole', async () => {
    await importDays('old.csv', 'main', 100, 5);
    await importDays('new.csv', 'main', 0, 5);
    await engine.methods['retention.set']({ index: 'main', maxAgeDays: 50, maxBytes: null });
    await engine.methods['retention.apply']({});
    const { imports } = await engine.methods['data.imports']({});
    expect(imports.map(({ file, events }) => [file.split('/').at(-1), events])).toEqual([['new.csv', 5]]);
  });

  test('leaves all where the rule was taken away', async () => {
    await importDays('a.csv', 'main', 100, 5);
    await engine.methods['retention.set']({ index: 'main', maxAgeDays: 1, maxBytes: null });
    const { rules } = await engine.methods['retention.set']({ index: 'main', maxAgeDays: null, maxBytes: null });
    expect(rules).toEqual([]);
    expect((await engine.methods['retention.apply']({})).removals).toEqual([]);
    expect(await countOf('main')).toBe(5);
  });
});

test('retention by size takes the import with the oldest events, and never the last one', async () => {
  const newest = await importDays('new.csv', 'main', 0, 3_000);
  await importDays('old.csv', 'main', 5_000, 3_000);
  await engine.settled();
  const used = (await engine.methods['data.disk']({})).indexes.find(({ index }) => index === 'main')?.bytes ?? 0;
  expect(used).toBeGreaterThan(0);
  await engine.methods['retention.set']({ index: 'main', maxAgeDays: null, maxBytes: used - 1 });
  expect((await engine.methods['retention.apply']({})).removals).toMatchObject([
    { events: 3_000, imports: 1, reason: 'size' },
  ]);
  const left = async () => (await engine.methods['data.imports']({})).imports.map(({ importId }) => importId);
  expect(await left()).toEqual([newest]);

  await engine.methods['retention.set']({ index: 'main', maxAgeDays: null, maxBytes: 1 });
  expect((await engine.methods['retention.apply']({})).removals).toEqual([]);
  expect(await left()).toEqual([newest]);
});

test('nothing stored takes no room and looking makes no database', async () => {
  const use = await engine.methods['data.disk']({});
  expect(use).toMatchObject({ databaseBytes: 0, temporaryBytes: 0, indexes: [] });
  expect(use.freeBytes).toBeGreaterThan(0);
  expect((await engine.methods['retention.apply']({})).removals).toEqual([]);
});

test('limits of the engine are kept in the data folder and hold from the next start', async () => {
  const { settings, byItself } = await engine.methods['settings.get']({});
  expect(settings).toEqual({ memoryBytes: null, temporaryBytes: null });
  expect(byItself.memoryBytes).toBeGreaterThan(0);
  const wanted = { memoryBytes: 512 * 2 ** 20, temporaryBytes: 2 * 2 ** 30 };
  await engine.methods['settings.set'](wanted);
  expect(JSON.parse(readFileSync(join(folder, 'data', 'settings.json'), 'utf8'))).toEqual({
    memory: '512 MB',
    temporaryDisk: '2 GB',
  });
  await engine.close();
  engine = createEngine({ dataFolder: join(folder, 'data') });
  expect((await engine.methods['settings.get']({})).settings).toEqual(wanted);
  await importDays('a.csv', 'main', 0, 3);
  expect(await countOf('main')).toBe(3);
});

test('a file of settings that makes no sense counts as none', async () => {
  await engine.methods['settings.set']({ memoryBytes: null, temporaryBytes: null });
  writeFileSync(join(folder, 'data', 'settings.json'), '{"memory":"much"}');
  writeFileSync(join(folder, 'data', 'retention.json'), 'not JSON');
  expect((await engine.methods['settings.get']({})).settings).toEqual({ memoryBytes: null, temporaryBytes: null });
  expect((await engine.methods['retention.list']({})).rules).toEqual([]);
});
