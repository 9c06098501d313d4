/** Every node kind of the plan in DuckDB; stages and scans, whose tables are its own. */
import { beforeAll, expect, test } from 'vitest';
import { call, column, text } from '../../src/plan/expression.ts';
import { aggregate, filter, limit, sort, stage } from '../../src/plan/relation.ts';
import type { Relation } from '../../src/plan/types.ts';
import { renderRelation } from '../../src/sql/duckdb.ts';
import type { TableResolver } from '../../src/sql/tables.ts';
import { connection, rowsOf } from './evaluate.ts';
import { n, nodeTests, table, time } from './node-tests.ts';

nodeTests(rowsOf);

test('a stage is read back with its hidden order', async () => {
  const sorted = sort(table, [{ expression: n, direction: 'descending' }]);
  const { sql, columns: kept } = renderRelation(
    sorted,
    {
      segment: () => {
        throw new Error('none');
      },
    },
    { keepHidden: true, ordered: false },
  );
  await (await connection()).run(`CREATE OR REPLACE TABLE stages."kept" AS ${sql}`);
  expect((await rowsOf(stage('kept', kept, sorted.order))).map((row) => row[1])).toEqual([4, 2, 1, null]);
});

// ---------------------------------------------------------------- scans
const tables: TableResolver = {
  segment: (id) => ({
    table: `events_${id}`,
    columns: new Map([
      ['_time', { physical: '_time', stored: 'TIMESTAMP' as const }],
      ['_raw', { physical: '_raw', stored: 'VARCHAR' as const }],
      ['_id', { physical: '_id', stored: 'BIGINT' as const }],
      ...(id === 1
        ? [['status', { physical: 'f0', stored: 'BIGINT' as const }] as const]
        : [['status', { physical: 'f0', stored: 'VARCHAR' as const }] as const]),
    ]),
    constants: new Map([
      ['index', 'main'],
      ['sourcetype', `type${id}`],
    ]),
  }),
};
function scan(more: { earliest?: number; latest?: number } = {}): Relation {
  return {
    node: {
      kind: 'scan',
      segments: [1, 2],
      ...more,
      columns: [
        { name: '_time', type: 'time' },
        { name: '_raw', type: 'string' },
        { name: 'sourcetype', type: 'string' },
        { name: 'status', type: 'string' },
        { name: 'missing', type: 'number' },
        { name: '_id', type: 'number', hidden: true },
      ],
    },
    order: [
      { expression: time, direction: 'descending' },
      { expression: column('_id', 'number'), direction: 'descending' },
    ],
  };
}
beforeAll(async () => {
  const db = await connection();
  await db.run(
    "CREATE OR REPLACE TABLE events_1 AS SELECT * FROM (VALUES (make_timestamp(1000000), 'one', 1, 200), (make_timestamp(3000000), 'three', 2, 404), (NULL, 'no time', 3, NULL)) t(_time, _raw, _id, f0)",
  );
  await db.run(
    "CREATE OR REPLACE TABLE events_2 AS SELECT * FROM (VALUES (make_timestamp(2000000), 'two', 4, '007')) t(_time, _raw, _id, f0)",
  );
});

test('a scan reads all segments newest first, converts to the plan, and fills what a segment lacks', async () => {
  expect(await rowsOf(scan(), tables)).toEqual([
    [3, 'three', 'type1', '404', null],
    [2, 'two', 'type2', '007', null],
    [1, 'one', 'type1', '200', null],
    [null, 'no time', 'type1', null, null],
  ]);
});

test('a range is from its start up to, not with, its end, and leaves out events without a time', async () => {
  expect((await rowsOf(scan({ earliest: 1_000_000, latest: 3_000_000 }), tables)).map((row) => row[1])).toEqual([
    'two',
    'one',
  ]);
});

test('only the columns that something reads are selected', async () => {
  const counted = aggregate(
    scan(),
    [],
    [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
  );
  expect(renderRelation(counted, tables).sql).not.toMatch(/_raw|f0|_time/);
  expect(await rowsOf(counted, tables)).toEqual([[4]]);
});

test('the newest few of several segments: each segment gives only its own newest', async () => {
  const newest = limit(filter(scan(), call('notEqual', 'boolean', column('_raw', 'string'), text('three'))), 1);
  expect(renderRelation(newest, tables).sql.match(/LIMIT 1/g)?.length).toBe(3);
  expect((await rowsOf(newest, tables)).map((row) => row[1])).toEqual(['two']);
});

test('a decimal column read as text gives the text that the file held', async () => {
  await (
    await connection()
  ).run('CREATE OR REPLACE TABLE events_9 AS SELECT unnest([5, 5.5, 0.00001, -12345678.25, NULL]::DOUBLE[]) AS f0');
  const resolver: TableResolver = {
    segment: () => ({
      table: 'events_9',
      columns: new Map([['price', { physical: 'f0', stored: 'DOUBLE' }]]),
      constants: new Map(),
    }),
  };
  const prices: Relation = {
    node: { kind: 'scan', segments: [9], columns: [{ name: 'price', type: 'string' }] },
    order: [],
  };
  expect(await rowsOf(prices, resolver)).toEqual([['5'], ['5.5'], ['0.00001'], ['-12345678.25'], [null]]);
});
