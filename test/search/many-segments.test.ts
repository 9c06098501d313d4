/** Many files with fields of their own, some events without a time: pages and fields are those of all of them together. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-many-'));
const files = 8;
const each = 20;
let engine: Engine;

/** Event n of all: files take turns, so that a page holds events of several; the last of each file has no time. */
function lineOf(file: number, i: number): string {
  const n = i * files + file;
  const time = i === each - 1 ? '' : new Date(Date.UTC(2026, 2, 15, 8) + n * 1000).toISOString();
  return `${time},${n},${i % 2}`;
}

beforeAll(async () => {
  engine = createEngine({ dataFolder: join(folder, 'data') });
  for (let file = 0; file < files; file += 1) {
    const path = join(folder, `file${file}.csv`);
    const lines = Array.from({ length: each }, (_, i) => lineOf(file, i));
    writeFileSync(path, `timestamp,n,own${file}\n${lines.join('\n')}\n`);
    await engine.importPath(path, { index: 'main', sourcetype: 'csv' });
  }
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const timed = files * (each - 1);
const newestFirst = Array.from({ length: timed }, (_, i) => timed - 1 - i);

test.each([
  ['the newest', 'index=main', undefined, 0, 5, newestFirst.slice(0, 5)],
  ['in the middle', 'index=main', undefined, 70, 30, newestFirst.slice(70, 100)],
  ['chosen by a condition', 'index=main n>100', undefined, 3, 4, [148, 147, 146, 145]],
  ['with a field made on the way', 'index=main | eval n=n+1 | where n<4', undefined, 0, 9, [3, 2, 1]],
  ['sorted by a field', 'index=main', { column: 'n', descending: false }, 4, 3, [4, 5, 6]],
  ['chosen and sorted', 'index=main n>100', { column: 'n', descending: false }, 0, 3, [101, 102, 103]],
  ['of one source', 'index=main source=*file3*', undefined, 0, 2, [147, 139]],
] as const)('a page, %s', async (_name, spl, sort, offset, count, expected) => {
  const job = await engine.search({ spl });
  const page = await job.page({ job: job.id, offset, count, ...(sort === undefined ? {} : { sort }) });
  const at = page.columns.findIndex((column) => column.name === 'n');
  expect(page.rows.map((row) => row[at])).toEqual(expected);
  await job.close();
});

test('a page with the events that have no time holds each once', async () => {
  const job = await engine.search({ spl: 'index=main' });
  const page = await job.page({ job: job.id, offset: timed - 2, count: 50 });
  const at = page.columns.findIndex((column) => column.name === 'n');
  const numbers = page.rows.map((row) => Number(row[at]));
  expect(numbers.slice(0, 2)).toEqual([1, 0]);
  expect(numbers.slice(2).sort((a, b) => a - b)).toEqual(Array.from({ length: files }, (_, i) => timed + i));
  await job.close();
});

test('each field counts the events that have it', async () => {
  const job = await engine.search({ spl: 'index=main n>=0 | eval made=n%3' });
  const { eventCount, fields } = await job.fields();
  expect(eventCount).toBe(files * each);
  const found = Object.fromEntries(fields.map(({ name, count, distinct }) => [name, [count, distinct]]));
  expect(found).toMatchObject({
    source: [files * each, files],
    n: [files * each, files * each],
    own0: [each, 2],
    own7: [each, 2],
    made: [files * each, 3],
  });
  await job.close();
});

test('all rows go into a Parquet file, which is handed out once', async () => {
  const state = new Promise<number>((resolve) => {
    const stop = engine.subscribe('search.state', ({ state: now, rowCount }) => {
      if (now !== 'done') return;
      stop();
      resolve(rowCount);
    });
  });
  const { job } = await engine.methods['search.start']({
    spl: 'index=main n<3 | eval N="upper", list=split("a,b", ",") | sort n | table _time n N list',
    range: {},
    timeZone: 'UTC',
  });
  expect(await state).toBe(3);
  const { file, bytes } = await engine.methods['search.parquet']({ job });
  const part = await engine.methods['search.exported']({ file, offset: 0 });
  expect([part.isLast, part.bytes.length]).toEqual([true, bytes]);
  await expect(engine.methods['search.exported']({ file, offset: 0 })).rejects.toThrow('not there any more');
  expect(readdirSync(join(folder, 'data', 'temp')).filter((name) => name.startsWith('export-'))).toEqual([]);

  const path = join(folder, 'rows.parquet');
  writeFileSync(path, part.bytes);
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(`SELECT epoch(_time), n, "N_2", list[2] FROM '${path}'`);
  const first = Date.UTC(2026, 2, 15, 8) / 1000;
  const rows = read.getRowsJson().map((row) => [row[0], Number(row[1]), row[2], row[3]]);
  expect(rows).toEqual([0, 1, 2].map((n) => [first + n, n, 'upper', 'b']));
  connection.closeSync();
});
