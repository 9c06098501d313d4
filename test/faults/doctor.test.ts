/** What `grotto doctor` finds, and what becomes of a data folder that cannot be read. */
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEngine, examineFolder, repairFolder } from '../../src/engine.ts';
import { dataFolderAt } from '../../src/store/data-folder.ts';
import { openDatabase } from '../../src/store/database.ts';
import { readManifest } from '../../src/store/manifest.ts';
import { mountSmall } from './mounts.ts';
import { random } from './random.ts';

const work = mkdtempSync(join(tmpdir(), 'grotto-doctor-'));
const sound = join(work, 'sound');
const log = join(work, 'app.log');
const table = join(work, 'table.csv');
const sources = { [log]: 3000, [table]: 500 };
let folder = '';
let folders = 0;

beforeAll(async () => {
  const line = (i: number): string =>
    `2026-01-01T00:00:${String(i % 60).padStart(2, '0')}Z level=info user=u${i % 7} n=${i}`;
  writeFileSync(log, Array.from({ length: 3000 }, (_, i) => `${line(i)}\n`).join(''));
  writeFileSync(table, `time,a,b\n${Array.from({ length: 500 }, (_, i) => `2026-02-01 10:00:00,${i},x\n`).join('')}`);
  const engine = createEngine({ dataFolder: sound });
  await engine.importPath(log, { index: 'main' });
  await engine.importPath(table, { index: 'tables', host: 'h1', timeZone: 'Europe/Berlin' });
  await engine.settled();
  await engine.close();
});
afterAll(() => rmSync(work, { recursive: true, force: true }));
beforeEach(() => {
  folders += 1;
  folder = join(work, `data${folders}`);
  cpSync(sound, folder, { recursive: true });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const database = (): string => join(folder, 'grotto.duckdb');
const setAside = (): string[] => readdirSync(folder).filter((name) => /duckdb\.unreadable-[^.]*$/.test(name));
const faults = async (): Promise<string[]> =>
  (await examineFolder(folder)).findings.flatMap((one) => (one.level === 'fault' ? [one.what] : []));
const sql = async (text: string): Promise<void> => {
  const opened = await openDatabase(dataFolderAt(folder));
  const connection = await opened.connect();
  await connection.run(text);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  opened.close();
};
async function repair(): Promise<readonly string[]> {
  return repairFolder(folder, (await examineFolder(folder)).findings, async () => {
    const engine = createEngine({ dataFolder: folder });
    const { notices } = await engine.methods['engine.hello']({});
    await engine.close();
    return notices;
  });
}
async function counts(): Promise<Record<string, number>> {
  const engine = createEngine({ dataFolder: folder });
  const job = await engine.search({ spl: 'search index=* | stats count by source' });
  const rows: [string, number][] = [];
  for await (const batch of job.rows())
    rows.push(...batch.map((row): [string, number] => [String(row[0]), Number(row[1])]));
  await job.close();
  await engine.close();
  return Object.fromEntries(rows);
}

test('a sound folder has nothing to say, and looking changes nothing', async () => {
  const before = readFileSync(database());
  expect(await examineFolder(folder)).toEqual({ imports: 2, events: 3500, findings: [] });
  expect(readFileSync(database()).equals(before)).toBe(true);
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('a folder that is not there is not made by looking', async () => {
  expect(await examineFolder(join(work, 'nowhere'))).toEqual({ imports: 0, events: 0, findings: [] });
  expect(existsSync(join(work, 'nowhere'))).toBe(false);
});

describe('what does not agree is named', () => {
  test.each([
    ['UPDATE imports SET events = 2999 WHERE id = 1', 'events: 2999 by the list of imports, 3000 in its table'],
    ['UPDATE segments SET row_count = 1 WHERE id = 1', 'rows: 1 by the list of imports, 3000 in its table'],
    ['UPDATE segments SET earliest = 0 WHERE id = 1', 'first time: 1970-01-01T00:00:00.000Z by'],
    ['UPDATE imports SET rejected = 5 WHERE id = 2', 'rejected records: 5 by the list of imports, 0 in its table'],
    ['DELETE FROM segments WHERE id = 2', 'its events have no table'],
    ['DELETE FROM imports WHERE id = 2', 'belong to no import'],
    ["UPDATE counters SET value = 1 WHERE name = 'imports'", 'The count of imports is behind'],
    [
      `UPDATE import_details SET account = replace(account, '"headerBytes":8', '"headerBytes":7')`,
      'the account of its bytes does not add up',
    ],
  ])('%s', async (change, said) => {
    await sql(change);
    expect((await faults()).join('\n')).toContain(said);
  });

  test('a text that lost bytes', async () => {
    await sql(`UPDATE ${await firstTable()} SET _raw = _raw[2:] WHERE _id = 1`);
    expect((await faults()).join('\n')).toContain('bytes of text');
  });
});

async function firstTable(): Promise<string> {
  const opened = await openDatabase(dataFolderAt(folder));
  const connection = await opened.connect();
  const name = (await connection.runAndReadAll('SELECT table_name FROM segments ORDER BY id')).getRows()[0]?.[0];
  connection.closeSync();
  opened.close();
  return String(name);
}

test('left over tables are removed by repair, and nothing else is', async () => {
  await sql('CREATE TABLE events_99 AS SELECT 1 AS a');
  expect((await faults())[0]).toContain('The table events_99 is left over');
  expect(await repair()).toEqual(['events_99 was removed.']);
  expect(await faults()).toEqual([]);
  expect(await counts()).toEqual(sources);
});

test('left over files are told and removed', async () => {
  writeFileSync(join(folder, 'temp', 'import-1-1.spool'), 'x');
  writeFileSync(join(folder, 'imports.jsonl.new'), 'x');
  const { findings } = await examineFolder(folder);
  expect(findings.map((one) => one.level)).toEqual(['note', 'note']);
  await repair();
  expect((await examineFolder(folder)).findings).toEqual([]);
});

test('documents that cannot be read are named', async () => {
  mkdirSync(join(folder, 'reports'));
  writeFileSync(join(folder, 'reports', 'mine.json'), '{"name": 3');
  writeFileSync(join(folder, 'sourcetypes', 'props.conf'), '[mine]\nTIME_FORMAT\n');
  writeFileSync(join(folder, 'knowledge', 'macros.json'), 'no json');
  const said = await faults();
  for (const name of ['mine.json', 'props.conf', 'macros.json']) expect(said.join('\n')).toContain(name);
  expect(said).toHaveLength(3);
});

describe('a database that cannot be read is set aside and rebuilt', () => {
  test.each([
    ['cut short', 5000],
    ['cut in the middle', 0.5],
    ['emptied', 0],
    ['lost', -1],
  ])('%s', async (_, at) => {
    const { size } = statSync(database());
    if (at < 0) rmSync(database());
    else truncateSync(database(), at > 0 && at < 1 ? Math.floor(size * at) : at);
    expect(await faults()).toHaveLength(1);
    const done = await repair();
    expect(done.join('\n')).toContain('2 files were imported again');
    expect(setAside()).toHaveLength(at < 0 ? 0 : 1);
    expect(await counts()).toEqual(sources);
    expect(await faults()).toEqual([]);
    expect(readManifest(join(folder, 'imports.jsonl')).entries.get(2)).toMatchObject({
      host: 'h1',
      index: 'tables',
      timeZone: 'Europe/Berlin',
      firstTime: '2026-02-01T09:00:00.000Z',
    });
  });

  test('opening it does the same, and names the files that are gone or changed', async () => {
    const gone = join(work, 'gone.log');
    const other = join(work, 'other.log');
    writeFileSync(gone, '2026-01-01T00:00:00Z a=1\n');
    writeFileSync(other, '2026-01-01T00:00:00Z b=1\n');
    const engine = createEngine({ dataFolder: folder });
    for (const file of [gone, other]) await engine.importPath(file, { index: 'main' });
    await engine.close();
    rmSync(gone);
    writeFileSync(other, '2026-01-01T00:00:00Z b=2\n');
    truncateSync(database(), 5000);
    const opened = createEngine({ dataFolder: folder });
    const { notices } = await opened.methods['engine.hello']({});
    await opened.close();
    expect(notices.join('\n')).toContain(`Not there any more: ${gone}`);
    expect(notices.join('\n')).toMatch(/Changed since, so left out.*other\.log/);
    expect(await counts()).toEqual(sources);
    const { findings } = await examineFolder(folder);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.what).toContain('2 of its imports are not here');
  });

  test('what was deleted, cut back or imported twice comes back the same', async () => {
    const engine = createEngine({ dataFolder: folder });
    await engine.importPath(log, { index: 'main', again: true });
    await engine.methods['data.delete']({ index: 'tables' });
    await engine.methods['data.delete']({ importId: 1, before: '2026-01-01T00:00:30Z' });
    await engine.close();
    const before = await counts();
    expect(before).toEqual({ [log]: 4500 });
    truncateSync(database(), 5000);
    await repair();
    expect(await counts()).toEqual(before);
    expect(await faults()).toEqual([]);
  });

  test('cut off in the middle, the next start goes on', async () => {
    const entries = readFileSync(join(folder, 'imports.jsonl'), 'utf8');
    writeFileSync(join(folder, 'rebuild.jsonl'), entries);
    const engine = createEngine({ dataFolder: folder });
    await engine.methods['data.delete']({ index: 'tables' });
    await engine.close();
    writeFileSync(join(folder, 'rebuild.jsonl'), entries);
    expect(await counts()).toEqual(sources);
    expect(existsSync(join(folder, 'rebuild.jsonl'))).toBe(false);
  });

  test('two at the same moment of a clock that was put back are two files', async () => {
    vi.useFakeTimers({ now: Date.parse('2020-01-01T00:00:00Z'), toFake: ['Date'] });
    for (let i = 0; i < 2; i += 1) {
      truncateSync(database(), 5000);
      (await openDatabase(dataFolderAt(folder))).close();
    }
    expect(setAside()).toHaveLength(2);
  });
});

test('a clock that jumps by decades loses and mixes nothing', async () => {
  const engine = createEngine({ dataFolder: folder });
  for (const [i, now] of ['1971-01-01T00:00:00Z', '2150-01-01T00:00:00Z', '1999-01-01T00:00:00Z'].entries()) {
    vi.useFakeTimers({ now: Date.parse(now), toFake: ['Date'] });
    const file = join(work, `clock${i}.log`);
    writeFileSync(file, `2026-01-01T00:00:00Z clock=${i}\n`);
    await engine.importPath(file, { index: 'clock' });
  }
  const { imports } = await engine.methods['data.imports']({});
  await engine.close();
  expect(imports.map((one) => one.importId)).toEqual([5, 4, 3, 2, 1]);
  expect(await faults()).toEqual([]);
  expect(await counts()).toMatchObject(sources);
});

test('flipped bits: told, set aside or mended, never a crash and never a wrong answer', async () => {
  const next = random(42);
  const bytes = readFileSync(database());
  for (let round = 0; round < 6; round += 1) {
    const damaged = Buffer.from(bytes);
    const at = round < 2 ? round * 4096 + 20 : next(bytes.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << next(8));
    writeFileSync(database(), damaged);
    if ((await faults()).length > 0) await repair();
    expect(await faults(), `byte ${at}`).toEqual([]);
    expect(await counts(), `byte ${at}`).toEqual(sources);
    rmSync(folder, { recursive: true, force: true });
    cpSync(sound, folder, { recursive: true });
  }
});

test('a newer schema is refused and left alone', async () => {
  await sql('UPDATE schema_version SET version = 99');
  const before = readFileSync(database());
  expect((await faults())[0]).toContain('newer Grotto (schema 99');
  expect(await repair()).toEqual([]);
  expect(readFileSync(database()).equals(before)).toBe(true);
});

test('a folder that is in use is not looked into', async () => {
  const engine = createEngine({ dataFolder: folder });
  await engine.methods['engine.hello']({});
  await expect(examineFolder(folder)).rejects.toThrow('is open in this process already');
  await engine.close();
});

test('a line of the manifest that was cut off spoils no other, and is mended', async () => {
  const manifest = join(folder, 'imports.jsonl');
  appendFileSync(manifest, '{"importId":3,"fi');
  expect((await examineFolder(folder)).findings[0]?.what).toContain('cannot be read in line 3');
  const engine = createEngine({ dataFolder: folder });
  await engine.importPath(table, { index: 'main', again: true });
  await engine.close();
  expect(readManifest(manifest).unreadable).toEqual([]);
  expect([...readManifest(manifest).entries.keys()]).toEqual([1, 2, 3]);
  expect((await examineFolder(folder)).findings).toEqual([]);
});

/** Root may write anywhere but on a file system that is mounted read-only. */
const isRoot = process.getuid?.() === 0;
const mounted = isRoot ? mountSmall('size=1m,ro', 'a read-only folder') : undefined;
afterAll(() => mounted?.unmount());

test.skipIf(isRoot && mounted === undefined)('a read-only folder is refused with what to do', async () => {
  const place = mounted?.path ?? folder;
  if (!isRoot) chmodSync(folder, 0o555);
  try {
    await expect(examineFolder(place)).rejects.toThrow('cannot be written');
    const engine = createEngine({ dataFolder: place });
    await expect(engine.methods['engine.hello']({})).rejects.toThrow(/cannot be (made or )?written/);
    await engine.close();
  } finally {
    if (!isRoot) chmodSync(folder, 0o755);
  }
});
