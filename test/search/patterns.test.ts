/** The shapes of events: what is taken out, and that the regular expression of a shape finds just its events. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { withPattern } from '../../renderer/search/edit-search.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-patterns-'));
let engine: Engine;

/** Messages and the shapes they have. */
const cases: readonly (readonly [message: string, shape: string])[] = [
  ['request 41 took 12.5 ms', 'request <number> took <number>.<number> ms'],
  ['request 9 took 3.75 ms', 'request <number> took <number>.<number> ms'],
  ['user42 from 10.0.0.7 port 22', 'user<number> from <ip> port <number>'],
  ['job 6f1b2c3d-0a1b-4c2d-8e3f-0123456789ab ended', 'job <uuid> ended'],
  ['commit deadbeef01 at 0x7ffe12 cafe', 'commit <id> at <hex> cafe'],
  ['said "hello \\"you\\" 5" to 7', 'said "*" to <number>'],
  ['said "x" to 8', 'said "*" to <number>'],
  ['{"user":"ada","n": 5, "t" : "2026-03-15T08:00:00.5Z"}', '{"user":"*","n": <number>, "t" : "*"}'],
  ['at 2026-03-15T08:00:00Z and [14/Oct/2025:18:22:00 +0000]', 'at <time> and [<web time>]'],
  ['a (b) [c] {d} $e ^f |g \\h *i +j ?k', 'a (b) [c] {d} $e ^f |g \\h *i +j ?k'],
];

beforeAll(async () => {
  engine = createEngine({ dataFolder: join(folder, 'data') });
  const lines = cases.map(([message], i) => `Mar 15 08:00:0${i} ${message}`);
  writeFileSync(join(folder, 'a.log'), `${lines.join('\n')}\n`);
  await engine.importPath(join(folder, 'a.log'), {
    index: 'main',
    sourcetype: 'messages',
    settings: { SHOULD_LINEMERGE: 'false', TIME_FORMAT: '%b %d %H:%M:%S' },
  });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function patternsOf(spl: string) {
  const job = await engine.search({ spl });
  try {
    return await job.patterns({ events: 1_000, most: 100 });
  } finally {
    await job.close();
  }
}

test('what differs from event to event is taken out', async () => {
  const { patterns, eventCount } = await patternsOf('index=main');
  expect(eventCount).toBe(cases.length);
  const expected = new Map<string, number>();
  for (const [, shape] of cases)
    expected.set(`<syslog time> ${shape}`, (expected.get(`<syslog time> ${shape}`) ?? 0) + 1);
  expect(new Map(patterns.map(({ shape, count }) => [shape, count]))).toEqual(expected);
  expect(patterns[0]?.count).toBe(2);
});

test('keeping a pattern finds its events, leaving it out finds the others', async () => {
  const { patterns } = await patternsOf('index=main');
  for (const { shape, expression, count } of patterns) {
    for (const [isExcluded, wanted] of [
      [false, count],
      [true, cases.length - count],
    ] as const) {
      const job = await engine.search({ spl: withPattern('index=main', expression, isExcluded) });
      expect([shape, isExcluded, job.state().rowCount]).toEqual([shape, isExcluded, wanted]);
      await job.close();
    }
  }
});

test('a result without texts has no patterns', async () => {
  expect(await patternsOf('index=main | fields - _raw')).toEqual({ eventCount: 0, patterns: [] });
});
