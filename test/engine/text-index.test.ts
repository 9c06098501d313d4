/** Searches for words before the text index is made, with it, and after events went. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, examineFolder, repairFolder } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';

const lines = 90_000;
let root: string;
let data: string;
let engine: Engine;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'grotto-text-index-'));
  data = join(root, 'data');
  const text = Array.from({ length: lines }, (_, i) => {
    const time = new Date(1_770_000_000_000 + i * 1000).toISOString();
    const rare = i === 4_321 ? ' Kaputt' : i === 88_000 ? ' \u212aaputt' : '';
    return `${time} job=${i % 900} from 10.${i % 50}.${i >> 10}.7${rare}${i % 30_000 === 7 ? ' disk full' : ''}`;
  });
  writeFileSync(join(root, 'jobs.log'), `${text.join('\n')}\n`);
  engine = createEngine({ dataFolder: data });
  await engine.importPath(join(root, 'jobs.log'), { index: 'jobs' });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const expected: readonly (readonly [string, number])[] = [
  ['kaputt', 2],
  ['KAPUTT', 2],
  ['CASE(Kaputt)', 1],
  ['nowhere', 0],
  ['nowhere OR kaputt', 2],
  ['NOT kaputt', lines - 2],
  ['"disk full"', 3],
  ['10.17.66.7', 20],
  ['10.49.87.*', 19],
  ['kapu*', 2],
  ['job=899 kaputt', 0],
];

async function counts(): Promise<(readonly [string, number])[]> {
  const found: (readonly [string, number])[] = [];
  for (const [terms] of expected) {
    const job = await engine.search({ spl: `index=jobs ${terms} | stats count` });
    const page = await job.page({ job: job.id, offset: 0, count: 1 });
    found.push([terms, Number(page.rows[0]?.[0])]);
    await job.close();
  }
  return found;
}

async function indexedBlocks(): Promise<number> {
  await engine.close();
  const count = await onDatabase(async (connection) =>
    Number((await connection.runAndReadAll('SELECT count(*) FROM word_filters')).getRows()[0]?.[0]),
  );
  engine = createEngine({ dataFolder: data });
  return count;
}

async function onDatabase<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(join(data, 'grotto.duckdb'));
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe.sequential('a search for words', () => {
  test('finds the same before and after there is an index', async () => {
    expect(await counts()).toEqual(expected);
    await engine.settled();
    expect(await indexedBlocks()).toBe(Math.ceil(lines / 8192));
    expect(await counts()).toEqual(expected);
  });

  test('reads only the events of blocks where the words may be', async () => {
    const job = await engine.search({ spl: 'index=jobs kaputt' });
    expect(
      job
        .state()
        .stages.map((stage) => stage.sql)
        .join('\n'),
    ).toMatch(/_id BETWEEN/);
    await job.close();
  });

  test.each([
    ['a block is missing', 'DELETE FROM word_filters WHERE first = (SELECT min(first) FROM word_filters)'],
    [
      'a block says no to its words',
      "UPDATE word_filters SET words_5 = repeat('0', bit_length(words_5)::INTEGER)::BIT",
    ],
  ])('is not led astray for long: the doctor tells where %s', async (_, spoil) => {
    await engine.close();
    await onDatabase((connection) => connection.run(spoil));
    const { findings } = await examineFolder(data);
    expect(findings.map(({ what }) => what)).toEqual([expect.stringMatching(/text index of events_1 is wrong/)]);
    engine = createEngine({ dataFolder: data });
    await repairFolder(data, findings, async () => {
      await engine.methods['engine.hello']({});
      await engine.settled();
      return [];
    });
    expect(await indexedBlocks()).toBe(Math.ceil(lines / 8192));
    await engine.close();
    expect((await examineFolder(data)).findings).toEqual([]);
    engine = createEngine({ dataFolder: data });
  });

  test('finds what is left after older events were deleted', async () => {
    await engine.methods['data.delete']({ before: new Date(1_770_000_000_000 + 5_000_000).toISOString() });
    expect((await counts()).slice(0, 5)).toEqual([
      ['kaputt', 1],
      ['KAPUTT', 1],
      ['CASE(Kaputt)', 0],
      ['nowhere', 0],
      ['nowhere OR kaputt', 1],
    ]);
  });

  test('leaves no index behind when the import is deleted', async () => {
    await engine.methods['data.delete']({ index: 'jobs' });
    expect(await indexedBlocks()).toBe(0);
  });
});
