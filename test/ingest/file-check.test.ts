/** A whole file is counted behind its preview, and what is odd in it is shown by shape. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileCheck, shapeOf } from '../../src/ingest/file-check.ts';
import { fileSource } from '../../src/ingest/input.ts';
import type { FileCheckProgress } from '../../src/protocol/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grotto-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Two strange rows lie far behind what a sample would show. */
function writeCases(rows: number): string {
  const path = join(folder, 'cases.csv');
  const lines = Array.from({ length: rows }, (_, i) =>
    i === rows - 5 || i === rows - 3
      ? `C-${i},pending ${i},open`
      : `C-${i},2024-03-${String((i % 28) + 1).padStart(2, '0')},open`,
  );
  writeFileSync(path, `Case,Booked,State\n${lines.join('\n')}\n`);
  return path;
}
const noProblem = (error: unknown) => ({ kind: 'import' as const, message: String(error) });
const settings = { TIMESTAMP_FIELDS: 'Booked', TIME_FORMAT: '%Y-%m-%d' };

test('counts every event and names the odd ones by shape', async () => {
  const reports: FileCheckProgress[] = [];
  const check = new FileCheck(fileSource(writeCases(20_000)), { settings }, (progress) => reports.push(progress));
  await check.run(noProblem);
  const last = reports.at(-1);
  expect(last).toMatchObject({ isDone: true, events: 20_000, timed: 19_998, rejected: 0, firstTime: 1_709_251_200 });
  expect(last?.bytesDone).toBe(last?.bytes);
  expect(last?.odd).toEqual([
    { example: 'C-19995,pending 19995,open', lineNumber: 19_997, reason: 'No time was found.', count: 2 },
  ]);
});

test('a cancelled check says nothing more', async () => {
  const reports: FileCheckProgress[] = [];
  const check = new FileCheck(fileSource(writeCases(20_000)), { settings }, (progress) => reports.push(progress));
  const run = check.run(noProblem);
  check.cancel();
  await run;
  expect(reports).toEqual([]);
});

test('a file that cannot be read is a problem, not a crash', async () => {
  const reports: FileCheckProgress[] = [];
  const source = fileSource(writeCases(10));
  rmSync(folder, { recursive: true });
  await new FileCheck(source, { settings }, (progress) => reports.push(progress)).run(noProblem);
  expect(reports).toHaveLength(1);
  expect(reports[0]?.problem?.message).toContain('ENOENT');
});

test.each([
  ['C-1,pending 22,open', 'C-777,closed 1,late'],
  ['user ada logged in', 'user bo o logged out now'],
])('%j and %j have one shape', (one, other) => {
  expect(shapeOf(one)).toBe(shapeOf(other));
});
