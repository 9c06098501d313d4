/** A disk that is full in the middle of things: a clear error, nothing lost, and all goes on once there is room again. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { backUp, createEngine, examineFolder, toProblem } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { mountSmall } from './mounts.ts';

const work = mkdtempSync(join(tmpdir(), 'grotto-full-'));
const mount = mountSmall('size=64m', 'a full disk');
const data = join(mount?.path ?? work, 'data');
let engine: Engine;

const file = (name: string, lines: number, table = false): string => {
  const path = join(work, name);
  // Numbers without a pattern, so that the database cannot make them small.
  const word = (i: number): string => ((Math.sin(i) * 1e15) % 1e12).toString(36);
  const rows = Array.from({ length: lines }, (_, i) => {
    const time = new Date(1_767_225_600_000 + i * 1000).toISOString();
    return table ? `${time},${word(i)},${word(i + 0.5)}\n` : `${time} shop=${word(i)} other=${word(i + 0.5)}\n`;
  });
  writeFileSync(path, (table ? 'time,a,b\n' : '') + rows.join(''));
  return path;
};
const small = file('small.log', 2000);
const large = file('large.log', 200_000);
const wide = file('large.csv', 80_000, true);

beforeEach(() => {
  engine = createEngine({ dataFolder: data });
});
afterEach(async () => {
  await engine.close();
  rmSync(data, { recursive: true, force: true });
});
afterAll(() => {
  mount?.unmount();
  rmSync(work, { recursive: true, force: true });
});

/** Leaves so many bytes free. */
function fill(): string {
  const path = join(mount?.path ?? '', 'ballast');
  const piece = Buffer.alloc(1 << 18);
  try {
    for (;;) writeFileSync(path, piece, { flag: 'a' });
  } catch {
    return path;
  }
}
async function count(): Promise<unknown[][]> {
  const job = await engine.search({ spl: 'search index=main | stats count' });
  const page = await job.page({ job: job.id, offset: 0, count: 1 });
  await job.close();
  return page.rows;
}
async function reopened(): Promise<void> {
  await engine.settled();
  await engine.close();
  expect((await examineFolder(data)).findings.filter((one) => one.level === 'fault')).toEqual([]);
  engine = createEngine({ dataFolder: data });
  expect(readdirSync(join(data, 'temp'))).toEqual([]);
}
const failure = async (work: Promise<unknown>): Promise<string> => {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => toProblem(error),
  );
  return problem === undefined ? 'nothing was wrong' : `${problem.kind}: ${problem.message} ${problem.hint ?? ''}`;
};

test.skipIf(mount === undefined).each([
  ['lines read by the database', large],
  ['a table read by the reader', wide],
])('import of %s', async (_, path) => {
  await engine.importPath(small, { index: 'main' });
  await engine.settled();
  const ballast = fill();
  expect(await failure(engine.importPath(path, { index: 'main' }))).toMatch(/^store: .*disk is full.*Make room/s);
  expect(await count()).toEqual([[2000]]);
  await reopened();
  rmSync(ballast);
  await engine.importPath(small, { index: 'main', again: true });
  expect(await count()).toEqual([[4000]]);
  await reopened();
});

test.skipIf(mount === undefined)('reapply, delete, backup', async () => {
  await engine.importPath(wide, { index: 'main', sourcetype: 'wide', settings: { INDEXED_EXTRACTIONS: 'csv' } });
  await engine.importPath(small, { index: 'main' });
  await engine.settled();
  const ballast = fill();
  expect(await failure(engine.reapply({ sourcetype: 'wide', settings: { TZ: 'Asia/Tokyo' } }))).toMatch(
    /^store: .*disk is full/s,
  );
  expect(await count()).toEqual([[82_000]]);
  await engine.close();
  expect(await failure(backUp(data, join(mount?.path ?? '', 'backup.tar')))).toMatch(/disk is full|no space/i);
  expect(readdirSync(mount?.path ?? '').sort()).toEqual(['ballast', 'data']);
  engine = createEngine({ dataFolder: data });
  // Deleting must work above all: it is what makes room. Where not even that does, nothing may be half deleted.
  const deleted = await failure(engine.methods['data.delete']({ importId: 1 }));
  expect(deleted).toMatch(/nothing was wrong|disk is full/);
  rmSync(ballast);
  // A database that could not write what it had to takes nothing more until it is opened again.
  await engine.close();
  engine = createEngine({ dataFolder: data });
  expect(await count()).toEqual([[deleted === 'nothing was wrong' ? 2000 : 82_000]]);
  await reopened();
});
