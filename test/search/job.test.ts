/** Search jobs over a small store: pages, timeline, fields, cancelling, and what is left behind. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import type { SearchState } from '../../src/protocol/index.ts';
import { SearchJob } from '../../src/search/job.ts';
import { openInMemory } from '../../src/store/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-search-'));
let engine: Engine;
const start = Date.UTC(2026, 2, 15, 8);
/** Three hundred events a second apart; every third is an error; two files, so that there are two segments. */
const lines = Array.from(
  { length: 300 },
  (_, i) => `${new Date(start + i * 1000).toISOString()},${i % 3 === 0 ? 'ERROR' : 'INFO'},user${i % 7},${i}`,
);

beforeAll(async () => {
  engine = createEngine({ dataFolder: join(folder, 'data') });
  for (const [name, part] of [
    ['a.csv', lines.filter((_, i) => i % 2 === 0)],
    ['b.csv', lines.filter((_, i) => i % 2 === 1)],
  ] as const) {
    writeFileSync(join(folder, name), `timestamp,level,user,n\n${part.join('\n')}\n`);
    await engine.importPath(join(folder, name), { index: 'main', sourcetype: 'csv' });
  }
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function numbers(
  spl: string,
  page: { offset: number; count: number; sort?: { column: string; descending: boolean } },
): Promise<{ n: unknown[]; rowCount: number }> {
  const job = await engine.search({ spl });
  try {
    const got = await job.page({ job: job.id, ...page });
    const at = got.columns.findIndex((c) => c.name === 'n');
    return { n: got.rows.map((row) => row[at]), rowCount: got.rowCount };
  } finally {
    await job.close();
  }
}

const downFrom = (from: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, i) => from - i * step);

test.each([
  ['chosen by index alone', 'index=main', { offset: 0, count: 5 }, downFrom(299, 5), 300],
  ['in the middle', 'index=main', { offset: 100, count: 3 }, downFrom(199, 3), 300],
  ['chosen by a condition', 'index=main level=error', { offset: 0, count: 4 }, downFrom(297, 4, 3), 100],
  ['chosen by a word, in the middle', 'index=main ERROR', { offset: 90, count: 100 }, downFrom(27, 10, 3), 100],
  ['with a field made on the way', 'index=main | eval n=n+1 | where n>298', { offset: 0, count: 9 }, [300, 299], 2],
  ['chosen by a phrase with a wildcard', 'index=main "user4,*98"', { offset: 0, count: 9 }, [298], 1],
  [
    'chosen by parts of their time',
    'index=main date_hour=8 date_wday=sunday date_minute=4',
    { offset: 0, count: 2 },
    [299, 298],
    60,
  ],
  [
    'of two searches together',
    '| multisearch [search index=main n=5] [search index=main n=9] [search index=main n=7]',
    { offset: 0, count: 9 },
    [9, 7, 5],
    3,
  ],
  ['cut short', 'index=main | head 3', { offset: 1, count: 9 }, [298, 297], 3],
  ['one of each', 'index=main | dedup level', { offset: 0, count: 9 }, [299, 297], 2],
  ['two of each, in the middle', 'index=main | dedup 2 user | where n>0', { offset: 5, count: 3 }, [294, 293, 292], 14],
  ['one of each, with others', 'index=main | dedup level keepempty=t | head 1', { offset: 0, count: 9 }, [299], 1],
  ['one of each run', 'index=main n<6 | dedup level consecutive=t', { offset: 0, count: 9 }, [5, 3, 2, 0], 4],
  ['the last of each', 'index=main | dedup level sortby +n', { offset: 0, count: 9 }, [0, 1], 2],
  [
    'numbered before some are taken away',
    'index=main n<4 | streamstats count as place | dedup level | eval n=place',
    { offset: 0, count: 9 },
    [1, 2],
    2,
  ],
  [
    'one of each, all fields of a few',
    'index=main | eval a=n*2 | dedup level | sort -n | head 1 | eval n=a',
    { offset: 0, count: 9 },
    [598],
    1,
  ],
  [
    'put together as transactions',
    'index=main n<5 | transaction level | table n eventcount | eval n=mvcount(n)*10+eventcount',
    { offset: 0, count: 9 },
    [33, 22],
    2,
  ],
  ['sorted', 'index=main | sort n', { offset: 0, count: 2 }, [0, 1], 300],
  ['a table', 'index=main | table n', { offset: 2, count: 2 }, [297, 296], 300],
] as const)('events %s come newest first', async (_name, spl, page, expected, rowCount) => {
  expect(await numbers(spl, page)).toEqual({ n: expected, rowCount });
});

test.each(['index=main', 'index=main level=ERROR', 'index=main | head 50', 'index=main | stats count by n'])(
  '%s can be paged by a column',
  async (spl) => {
    const { n } = await numbers(spl, { offset: 0, count: 5, sort: { column: 'n', descending: false } });
    expect(n.map(Number)).toEqual([...n].map(Number).sort((a, b) => a - b));
    const { n: down } = await numbers(spl, { offset: 0, count: 5, sort: { column: 'n', descending: true } });
    expect(Number(down[0])).toBeGreaterThan(Number(n[0]));
  },
);

test('a column of a file that has the name of an own field of events leaves that as it is', async () => {
  writeFileSync(join(folder, 'own.csv'), '_time,_raw,a\n2026-03-15T08:00:00Z,x,1\n2026-03-15T09:30:00Z,y,2\n');
  await engine.importPath(join(folder, 'own.csv'), { index: 'own' });
  const job = await engine.search({ spl: 'index=own earliest=0 | timechart span=1h sum(a) AS n' });
  const { rows } = await job.page({ job: job.id, offset: 0, count: 9 });
  expect(rows.map(([, n]) => n)).toEqual([1, 2]);
  await job.close();
});

/** What a watched search says of its limits at its end. */
async function limitsOf(spl: string, isUnlimited = false): Promise<{ limits: readonly string[]; rowCount: number }> {
  const ended = new Promise<SearchState>((resolve) => {
    const stop = engine.subscribe('search.state', (state) => {
      if (state.state === 'running') return;
      stop();
      resolve(state);
    });
  });
  await engine.methods['search.start']({ spl, range: {}, timeZone: 'UTC', isUnlimited });
  const state = await ended;
  await engine.methods['search.close']({ job: state.job });
  return { limits: state.limits, rowCount: state.rowCount };
}

test.each([
  ['| makeresults count=10001 | streamstats count as n | sort n', 'sort kept the first 10,000 rows.', 10_000, 10_001],
  [
    '| makeresults | append [| makeresults count=50001 | eval a=1]',
    'append took the first 50,000 rows of its subsearch.',
    50_001,
    50_002,
  ],
  [
    'index=main | eval one=1 | chart count over one by n',
    'The 10 largest series are told apart; the others are OTHER.',
    1,
    1,
  ],
])('%s: a limit that nobody asked for is named, and can be lifted', async (spl, limit, limited, whole) => {
  expect(await limitsOf(spl)).toEqual({ limits: [limit], rowCount: limited });
  expect(await limitsOf(spl, true)).toEqual({ limits: [], rowCount: whole });
});

test.each([
  '| makeresults count=10000 | streamstats count as n | sort n',
  '| makeresults count=20000 | streamstats count as n | sort 100 n',
  'index=main | eval one=1 | chart limit=3 count over one by n',
  'index=main | chart count over level by user',
])('%s: a limit that left nothing out, or that was asked for, is not named', async (spl) => {
  expect((await limitsOf(spl)).limits).toEqual([]);
});

test('the timeline holds every event once, in no more buckets than asked', async () => {
  const job = await engine.search({ spl: 'index=main level=ERROR' });
  const line = await job.timeline(20);
  expect(line.buckets.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(100);
  expect(line.buckets.length).toBeLessThanOrEqual(20);
  expect(line.from).toBe(start / 1000);
  await job.close();
});

test('the timeline is broken down by the values of a field', async () => {
  const job = await engine.search({ spl: 'index=main' });
  const line = await job.timeline(20, 'level');
  expect(line.values).toEqual(['INFO', 'ERROR']);
  const sums = [0, 1].map((i) => line.buckets.reduce((sum, bucket) => sum + (bucket.parts?.[i] ?? 0), 0));
  expect(sums).toEqual([200, 100]);
  await job.close();
});

test('the events around one are those of its file, found or not', async () => {
  const job = await engine.search({ spl: 'index=main level=ERROR n>100' });
  const around = await job.around(0, 2);
  expect(around.source).toMatch(/b\.csv$/);
  expect(around.events.map((event) => event.raw.split(',').at(-1))).toEqual(['293', '295', '297', '299']);
  expect(around.events.map((event) => event.isAsked)).toEqual([false, false, true, false]);
  await job.close();
  const made = await engine.search({ spl: '| makeresults count=3' });
  await expect(made.around(0, 2)).rejects.toThrow(/stand in no file/);
  await made.close();
});

test('the fields of the events found: exact counts, top values, range', async () => {
  const job = await engine.search({ spl: 'index=main' });
  const { eventCount, fields } = await job.fields();
  expect(eventCount).toBe(300);
  expect(fields.find((f) => f.name === 'user')).toMatchObject({ count: 300, distinct: 7 });
  expect(fields.find((f) => f.name === 'n')).toMatchObject({ count: 300, distinct: 300 });
  const level = (await job.fields('level')).fields[0];
  expect(level?.top).toEqual([
    { value: 'INFO', count: 200 },
    { value: 'ERROR', count: 100 },
  ]);
  expect((await job.fields('n')).fields[0]?.statistics).toMatchObject({
    minimum: 0,
    maximum: 299,
    average: 149.5,
    median: 150,
  });
  await expect(job.fields('nosuch')).rejects.toThrow(/no field "nosuch"/);
  await job.close();
});

test('a job tells its state while it runs, and its columns at the end', async () => {
  const states: SearchState[] = [];
  const stop = engine.subscribe('search.state', (state) => states.push(state));
  const { job } = await engine.methods['search.start']({
    spl: 'index=main | stats count by level',
    range: {},
    timeZone: 'UTC',
  });
  await expect.poll(() => states.at(-1)?.state).toBe('done');
  stop();
  expect(states.at(-1)).toMatchObject({
    job,
    presentation: 'statistics',
    rowCount: 2,
    eventCount: 300,
    columns: [{ name: 'level' }, { name: 'count' }],
  });
  const page = await engine.methods['search.page']({ job, offset: 0, count: 10 });
  expect(page.rows).toEqual([
    ['ERROR', 100],
    ['INFO', 200],
  ]);
  await engine.methods['search.close']({ job });
  await expect(engine.methods['search.page']({ job, offset: 0, count: 10 })).rejects.toThrow(/no longer there/);
});

test('a cancelled search stops at once, says so, and leaves no table', async () => {
  const database = await openInMemory();
  const heavy = '| makeresults count=30000000 | eval h=md5(tostring(random())) | stats count by h | stats count';
  const job = new SearchJob(
    'heavy',
    database,
    {
      spl: heavy,
      context: {
        now: 0,
        timeZone: 'UTC',
        range: {},
        defaultIndexes: ['*'],
        knowledge: emptyKnowledge,
        checkOnly: false,
      },
    },
    () => undefined,
  );
  const ended = job.run();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const asked = performance.now();
  job.cancel();
  await ended;
  expect(performance.now() - asked).toBeLessThan(1000);
  expect(job.state()).toMatchObject({ state: 'cancelled', rowCount: 0 });
  await job.close();
  const connection = await database.connect();
  expect(
    (await connection.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE database_name = 'stages'")).getRows(),
  ).toEqual([]);
  connection.closeSync();
  database.close();
});

test('closing a search under way ends it', async () => {
  const { job } = await engine.methods['search.start']({
    spl: '| makeresults count=30000000 | eval h=md5(tostring(random())) | stats dc(h)',
    range: {},
    timeZone: 'UTC',
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const asked = performance.now();
  await engine.methods['search.close']({ job });
  expect(performance.now() - asked).toBeLessThan(1500);
});

test.each([
  ['index=main | statz count', /There is no command "statz"/, 'search'],
  ['index=main | rex "(["', /regular expression|parenthes|character class|bracket/i, 'search'],
])('%s fails in words', async (spl, message, kind) => {
  await expect(engine.search({ spl })).rejects.toMatchObject({
    problem: { kind, message: expect.stringMatching(message) },
  });
});
