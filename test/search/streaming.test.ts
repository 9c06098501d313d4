/** Rows that can be read while a search over many events runs: the same rows as of one that nobody watches. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { SearchState } from '../../src/protocol/index.ts';
import { slicesOf } from '../../src/search/event-slices.ts';
import { sharesOf } from '../../src/search/time-shares.ts';
import { column } from '../../src/plan/expression.ts';
import type { Relation } from '../../src/plan/types.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-streaming-'));
const events = 260_000;
const start = Date.UTC(2026, 2, 15, 8);
let engine: Engine;

beforeAll(async () => {
  engine = createEngine({ dataFolder: join(folder, 'data') });
  // Four events a second, a stretch without any, and a thousand at the end that have no time.
  const lines = Array.from({ length: events }, (_, i) => {
    const time = start + Math.floor(i / 4) * 1000 + (i > 200_000 ? 86_400_000 : 0);
    return `${i >= events - 1000 ? '' : new Date(time).toISOString()},${i % 10 === 0 ? 'ERROR' : 'INFO'},${i}`;
  });
  writeFileSync(join(folder, 'many.csv'), `timestamp,level,n\n${lines.join('\n')}\n`);
  await engine.importPath(join(folder, 'many.csv'), { index: 'main', sourcetype: 'csv' });
  await engine.settled();
}, 120_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a search as the window does; every state it told of. */
async function watched(spl: string, onState?: (state: SearchState) => void): Promise<SearchState[]> {
  const states: SearchState[] = [];
  const ended = new Promise<void>((resolve) => {
    const stop = engine.subscribe('search.state', (state) => {
      states.push(state);
      onState?.(state);
      if (state.state === 'running') return;
      stop();
      resolve();
    });
  });
  await engine.methods['search.start']({ spl, range: {}, timeZone: 'UTC' });
  await ended;
  return states;
}

test.each([
  ['chosen by index alone', 'index=main', events],
  ['chosen by a condition', 'index=main level=ERROR', events / 10],
  ['with a field made on the way', 'index=main | eval m=n*2 | where m%40=0', events / 20],
])('events %s: every page as without watching', async (_name, spl, count) => {
  const states = await watched(spl);
  const last = states.at(-1);
  expect(last).toMatchObject({ state: 'done', rowCount: count, eventCount: count, progress: 1, preview: null });
  const job = last?.job ?? '';
  const whole = await engine.search({ spl });
  try {
    for (const offset of [0, 99, 20_000, count - 1050, count - 990, count - 20, Math.floor(count / 2)]) {
      const page = await engine.methods['search.page']({ job, offset, count: 30 });
      const expected = await whole.page({ job: whole.id, offset, count: 30 });
      expect(page.rows.map((row) => row[1])).toEqual(expected.rows.map((row) => row[1]));
      expect(page.rows.length).toBe(Math.max(0, Math.min(30, count - offset)));
    }
    const line = await engine.methods['search.timeline']({ job, buckets: 50 });
    expect(line).toEqual(await whole.timeline(50));
    expect(line.buckets.reduce((sum, bucket) => sum + bucket.count, line.untimed)).toBe(count);
  } finally {
    await whole.close();
    await engine.methods['search.close']({ job });
  }
});

test('the newest events are there before the others were looked at', async () => {
  const spl = 'index=main level=ERROR';
  let first: Promise<{ rows: unknown[][]; rowCount: number }> | undefined;
  const states = await watched(spl, (state) => {
    if (state.rowCount > 0) first ??= engine.methods['search.page']({ job: state.job, offset: 0, count: 5 });
  });
  const shares = states.filter((state) => state.rowCount > 0).map((state) => state.progress ?? 0);
  expect(shares[0]).toBeLessThan(0.5);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  const page = await first;
  expect(page?.rows.map((row) => String(row[1]).split(',')[2])).toEqual([
    '258990',
    '258980',
    '258970',
    '258960',
    '258950',
  ]);
  await engine.methods['search.close']({ job: states[0]?.job ?? '' });
});

test('a search that is cancelled keeps what it had found', async () => {
  let asked = false;
  const states = await watched('index=main level=ERROR', (state) => {
    if (state.rowCount === 0 || asked) return;
    asked = true;
    void engine.methods['search.cancel']({ job: state.job });
  });
  const last = states.at(-1);
  expect(last?.state).toBe('cancelled');
  expect(last?.rowCount).toBeGreaterThan(0);
  expect(last?.rowCount).toBeLessThan(events / 10);
  const page = await engine.methods['search.page']({ job: last?.job ?? '', offset: 0, count: 1 });
  expect(String(page.rows[0]?.[1])).toContain(',ERROR,258990');
  await engine.methods['search.close']({ job: last?.job ?? '' });
});

test('fields of the newest events alone, and of all', async () => {
  const [state] = (await watched('index=main')).slice(-1);
  const job = state?.job ?? '';
  const part = await engine.methods['search.fields']({ job, newest: 20_000 });
  expect(part.eventCount).toBeGreaterThan(10_000);
  expect(part.eventCount).toBeLessThan(60_000);
  const all = await engine.methods['search.fields']({ job });
  expect(all.eventCount).toBe(events);
  expect(all.fields.find((field) => field.name === 'level')).toMatchObject({ count: events, distinct: 2 });
  await engine.methods['search.close']({ job });
});

const scan: Relation = {
  node: {
    kind: 'scan',
    segments: [1],
    columns: [
      { name: '_time', type: 'time' },
      { name: '_id', type: 'number' },
    ],
  },
  order: [
    { expression: column('_time', 'time'), direction: 'descending' },
    { expression: column('_id', 'number'), direction: 'descending' },
  ],
};

test('slices join without gaps, newest first, and end with events that have no time', () => {
  const shares = sharesOf([
    { from: 0, to: 999_999, events: 10_000 },
    { from: 5_000_000, to: 5_999_999, events: 1_000_000 },
  ]);
  const bounds = [...slicesOf(scan, shares)].map(({ relation }) =>
    relation.node.kind === 'scan' ? [relation.node.earliest, relation.node.latest] : 'untimed',
  );
  expect(bounds.length).toBeGreaterThan(3);
  expect(bounds.at(-1)).toBe('untimed');
  expect(bounds[0]?.[1]).toBeUndefined();
  expect(bounds.at(-2)?.[0]).toBeUndefined();
  for (let i = 1; i < bounds.length - 1; i += 1) expect(bounds[i]?.[1]).toBe(bounds[i - 1]?.[0]);
});

test.each([
  ['few events', scan, sharesOf([{ from: 0, to: 10, events: 100 }])],
  ['an order other than by time', { ...scan, order: [] }, sharesOf([{ from: 0, to: 1e9, events: 1e7 }])],
  ['nothing known of their times', scan, undefined],
])('%s are searched at once', (_name, relation, shares) => {
  expect([...slicesOf(relation, shares)]).toEqual([{ relation, share: 1 }]);
});

test('an instant is found by the share of events after it', () => {
  const shares = sharesOf([{ from: 0, to: 999, events: 1000 }]);
  expect(shares?.timeAt(0.25)).toBe(750);
  expect(shares?.timeAt(1)).toBe(0);
  expect(shares?.events).toBe(1000);
});
