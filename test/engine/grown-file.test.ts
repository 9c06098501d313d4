/** Files that grow are topped up, and rejected records are read again. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { CellValue } from '../../src/plan/types.ts';

let root: string;
let engine: Engine;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grotto-grown-'));
  engine = createEngine({ dataFolder: join(root, 'data') });
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

async function search(spl: string): Promise<CellValue[][]> {
  const job = await engine.search({ spl });
  const rows: CellValue[][] = [];
  for await (const batch of job.rows()) rows.push(...batch);
  await job.close();
  return rows;
}

const line = (i: number): string => `${new Date(1_770_000_000_000 + i * 1000).toISOString()} INFO worker job=${i}\n`;
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join('');
const add = (path: string, how: { readonly onlyNew?: boolean; readonly again?: boolean } = {}) =>
  engine.importPath(path, { index: 'main', ...how });

test('what a log has grown by is added by itself, again and again', async () => {
  const path = join(root, 'a.log');
  writeFileSync(path, lines(0, 50));
  const first = await add(path, { onlyNew: true });
  appendFileSync(path, lines(50, 60));
  const grown = await add(path).catch((error: unknown) => error);
  expect(grown).toMatchObject({ message: expect.stringMatching(/import 1\) and has grown since: \d+ bytes are new/) });
  const second = await add(path, { onlyNew: true });
  expect(second).toMatchObject({ events: 10, sourcetype: first.sourcetype, file: path });
  appendFileSync(path, lines(60, 61));
  expect(await add(path, { onlyNew: true })).toMatchObject({ events: 1, bytes: line(60).length });
  expect(await search('index=main | stats count dc(job) dc(source)')).toEqual([[61, 61, 1]]);
  expect(readdirSync(join(root, 'data', 'temp'))).toEqual([]);

  // The whole file is there, so it is no news under any name; without its beginning it is.
  await expect(add(path, { onlyNew: true })).rejects.toThrow('imported before');
  await engine.methods['data.delete']({ importId: first.importId });
  expect(await add(path, { onlyNew: true })).toMatchObject({ events: 61 });
});

test('rows that were added to a table have its columns', async () => {
  const path = join(root, 'a.csv');
  const row = (i: number): string => `2026-01-01T00:00:${String(i).padStart(2, '0')}Z,n${i},"a, ${i}"\n`;
  writeFileSync(path, `at,name,note\n${Array.from({ length: 20 }, (_, i) => row(i)).join('')}`);
  await add(path);
  appendFileSync(path, row(20) + row(21));
  expect(await add(path, { onlyNew: true })).toMatchObject({ events: 2, untimed: 0, sourcetype: 'csv' });
  expect(await search('index=main name=n2* | sort name | table name note')).toEqual([
    ['n2', 'a, 2'],
    ['n20', 'a, 20'],
    ['n21', 'a, 21'],
  ]);
});

test('a file that ended within a line is not added to, and another file of the same name is new', async () => {
  const path = join(root, 'a.log');
  writeFileSync(path, lines(0, 50).trimEnd());
  await add(path);
  appendFileSync(path, `5\n${line(50)}`);
  await expect(add(path, { onlyNew: true })).rejects.toThrow('ended within a line');
  writeFileSync(path, lines(100, 200));
  expect(await add(path, { onlyNew: true })).toMatchObject({ events: 100 });
});

test('rejected records are searched, and read again with other settings', async () => {
  const path = join(root, 'two.csv');
  const first = Array.from({ length: 12 }, (_, i) => `${i},2026-01-01,x${i},y\n`).join('');
  const other = Array.from({ length: 8 }, (_, i) => `2026-02-0${i + 1},team${i}\n`).join('');
  writeFileSync(path, `id,at,name,note\n${first}\nday,team\n${other}`);
  const imported = await add(path);
  expect(imported).toMatchObject({ events: 12, rejected: 9 });
  expect(await search('index=_rejected | stats count by orig_index')).toEqual([['main', 9]]);
  const again = await engine.methods['import.rejected']({ importId: imported.importId });
  expect(again).toMatchObject({ events: 8, rejected: 0, file: path, index: 'main' });
  expect(await search('index=_rejected')).toEqual([]);
  expect(await search('index=main team=team3 | table day source')).toEqual([['2026-02-04', path]]);
  expect((await engine.methods['data.imports']({})).imports.map((i) => i.rejected)).toEqual([0, 0]);
  await expect(engine.methods['import.rejected']({ importId: imported.importId })).rejects.toThrow(
    'no rejected records',
  );
});
