/** Compressed files and archives: each gives the events of what it holds. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesUnder } from '../../src/ingest/files-under.ts';
import { ExpansionGuard } from '../../src/ingest/packed/compression.ts';
import { openSource } from '../../src/ingest/packed/open.ts';
import { previewInput } from '../../src/ingest/preview.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grotto-packed-'));
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'a.log'), lines(2000));
  writeFileSync(join(folder, 'in', 'b.log.gz'), gzipSync(lines(7)));
  writeFileSync(join(folder, 'in', 'empty.log'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `2026-03-15T08:00:${String(i % 60).padStart(2, '0')}Z request ${i} done\n`,
  ).join('');

async function eventsOf(path: string): Promise<{ count: number; first: string | undefined; name: string }> {
  const source = await openSource(path);
  const result = await previewInput(source, { limit: 1, extent: 'whole' });
  return { count: result.eventCount, first: result.events[0]?.raw, name: source.name };
}

test.each([
  ['gz', 'gzip'],
  ['zst', 'zstd'],
  ['bz2', 'bzip2'],
  ['xz', 'xz'],
])('a file in .%s', async (ending, program) => {
  const pack = (text: string): Buffer => execFileSync(program, ['-c'], { input: text, maxBuffer: 1 << 28 });
  const path = join(folder, `app.log.${ending}`);
  writeFileSync(path, pack(lines(5000)));
  expect(await eventsOf(path)).toEqual({ count: 5000, first: '2026-03-15T08:00:00Z request 0 done', name: path });
  // Two files one after the other in one, as `cat a.gz b.gz` makes them: all of it is read, or it is said.
  writeFileSync(path, Buffer.concat([pack(lines(10)), pack(lines(5))]));
  if (ending === 'xz') await expect(eventsOf(path)).rejects.toThrow(/several xz files/);
  else expect((await eventsOf(path)).count).toBe(15);
  writeFileSync(path, pack(lines(5000)).subarray(0, 300));
  await expect(eventsOf(path)).rejects.toThrow(/is damaged/);
});

test.each([
  ['tar', ['tar', '-cf']],
  ['tar.gz', ['tar', '-czf']],
  ['tar.zst', ['tar', '--zstd', '-cf']],
  ['tar.xz', ['tar', '-cJf']],
  ['zip', ['zip', '-qr']],
])('each member of a .%s is a file of its own', async (ending, [program = '', ...words]) => {
  const path = join(folder, `pack.${ending}`);
  execFileSync(program, [...words, path, 'in'], { cwd: folder });
  const found = await filesUnder(path);
  expect([...found.files].sort()).toEqual([`${path}:in/a.log`, `${path}:in/b.log.gz`, `${path}:in/empty.log`]);
  expect(await eventsOf(`${path}:in/a.log`)).toMatchObject({ count: 2000, name: `${path}:in/a.log` });
  expect(await eventsOf(`${path}:in/b.log.gz`)).toMatchObject({ count: 7 });
  expect(await eventsOf(`${path}:in/empty.log`)).toMatchObject({ count: 0 });
  await expect(eventsOf(`${path}:in/missing.log`)).rejects.toThrow(/no file in\/missing.log/);
  await expect(openSource(path)).rejects.toThrow(/holds 3 files/);
});

test('an encrypted member says so', async () => {
  const path = join(folder, 'secret.zip');
  execFileSync('zip', ['-q', '-P', 'word', path, 'in/a.log'], { cwd: folder });
  await expect(eventsOf(`${path}:in/a.log`)).rejects.toThrow(/cannot be unpacked.*encrypted/);
});

test('content that unpacks to far more than it was is not read to the end', async () => {
  const unpack = async (bytesIn: number): Promise<number> => {
    const guard = new ExpansionGuard('bomb.gz', { limits: { bytes: 1000, times: 10 } });
    guard.bytesIn = bytesIn;
    let out = 0;
    const count = new Writable({ write: (chunk: Buffer, _, done) => ((out += chunk.length), done()) });
    await pipeline(Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(100))), guard, count);
    return out;
  };
  expect(await unpack(600)).toBe(5000);
  await expect(unpack(100)).rejects.toThrow(/made to fill a disk/);
});
