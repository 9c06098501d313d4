/** Every node kind, aggregate and window of the plan on small tables: what every dialect must give. */
import { expect, test } from 'vitest';
import { call, column, numeral, text } from '../../src/plan/expression.ts';
import {
  aggregate,
  extend,
  filter,
  limit,
  project,
  reverse,
  series,
  sort,
  values,
  window,
} from '../../src/plan/relation.ts';
import type {
  Aggregate,
  AggregateOperation,
  CellValue,
  Column,
  Expression,
  PlanNode,
  Relation,
  WindowCall,
  WindowOperation,
} from '../../src/plan/types.ts';

const columns: readonly Column[] = [
  { name: 'host', type: 'string' },
  { name: 'n', type: 'number' },
  { name: 'tags', type: 'multivalue' },
  { name: '_time', type: 'time' },
];
export const table = values(columns, [
  ['a', 1, ['x', 'y'], 30],
  ['b', 2, null, 20],
  ['a', 4, ['x'], 10],
  [null, null, null, 0],
]);
const host = column('host', 'string');
export const n = column('n', 'number');
const tags = column('tags', 'multivalue');
export const time = column('_time', 'time');
const newestFirst = [{ expression: time, direction: 'descending' as const }];

/** `rowsOf` gives the visible columns of a relation, in its order. */
export function nodeTests(rowsOf: (relation: Relation) => Promise<CellValue[][]>): void {
  test('filter keeps rows where the condition is true, in order', async () => {
    expect(await rowsOf(filter(table, call('greater', 'boolean', n, numeral(1))))).toEqual([
      ['b', 2, null, 20],
      ['a', 4, ['x'], 10],
    ]);
  });

  test('names that differ only in case live side by side', async () => {
    const both = extend(table, [{ name: 'HOST', value: text('upper') }]);
    expect(
      await rowsOf(
        limit(
          project(both, [
            { name: 'host', value: host },
            { name: 'HOST', value: column('HOST', 'string') },
          ]),
          1,
        ),
      ),
    ).toEqual([['a', 'upper']]);
  });

  test('a replaced column keeps its place, and the order made of it', async () => {
    const sorted = sort(table, [{ expression: n, direction: 'descending' }]);
    expect((await rowsOf(extend(sorted, [{ name: 'n', value: numeral(0) }]))).map((row) => row[0])).toEqual([
      'a',
      'b',
      'a',
      null,
    ]);
  });

  test('nulls come last in both directions, first after a reverse', async () => {
    const ascending = sort(table, [{ expression: n, direction: 'ascending' }]);
    expect((await rowsOf(ascending)).map((row) => row[1])).toEqual([1, 2, 4, null]);
    expect((await rowsOf(reverse(ascending))).map((row) => row[1])).toEqual([null, 4, 2, 1]);
  });

  test('limit follows the order, with an offset', async () => {
    expect(
      (await rowsOf(limit(sort(table, [{ expression: n, direction: 'descending' }]), 2, 1))).map((row) => row[1]),
    ).toEqual([2, 1]);
  });

  test('series counts from 0', async () => {
    expect(await rowsOf(series('i', 3))).toEqual([[0], [1], [2]]);
  });

  test('values without rows still has its columns', async () => {
    expect(await rowsOf(values(columns, []))).toEqual([]);
  });

  test('expand gives a row a value, and keeps rows without', async () => {
    const node: PlanNode = {
      kind: 'expand',
      input: table.node,
      column: 'tags',
      ordinal: '\u0001place',
      columns: [
        ...table.node.columns.map((c): Column => (c.name === 'tags' ? { name: 'tags', type: 'string' } : c)),
        { name: '\u0001place', type: 'number', hidden: true },
      ],
    };
    const order = [...table.order, { expression: column('\u0001place', 'number'), direction: 'ascending' as const }];
    expect((await rowsOf({ node, order })).map((row) => [row[0], row[2]])).toEqual([
      ['a', 'x'],
      ['a', 'y'],
      ['b', null],
      ['a', 'x'],
      [null, null],
    ]);
  });

  const people = values(
    [
      { name: 'key', type: 'string' },
      { name: 'name', type: 'string' },
    ],
    [
      ['a', 'Ann'],
      ['c', 'Cy'],
    ],
  );
  function join(type: 'inner' | 'left' | 'semi' | 'anti' | 'full'): Relation {
    const right = type === 'semi' || type === 'anti' ? [] : [{ name: 'name', side: 'right' as const, from: 'name' }];
    return {
      node: {
        kind: 'join',
        type,
        left: table.node,
        right: people.node,
        on: [{ left: host, right: column('key', 'string') }],
        take: [{ name: 'host', side: 'left', from: 'host' }, { name: 'n', side: 'left', from: 'n' }, ...right],
        columns: [
          { name: 'host', type: 'string' },
          { name: 'n', type: 'number' },
          ...right.map((): Column => ({ name: 'name', type: 'string' })),
        ],
      },
      order: [{ expression: n, direction: 'ascending' }],
    };
  }
  test.each([
    [
      'inner',
      [
        ['a', 1, 'Ann'],
        ['a', 4, 'Ann'],
      ],
    ],
    [
      'left',
      [
        ['a', 1, 'Ann'],
        ['b', 2, null],
        ['a', 4, 'Ann'],
        [null, null, null],
      ],
    ],
    [
      'semi',
      [
        ['a', 1],
        ['a', 4],
      ],
    ],
    [
      'anti',
      [
        ['b', 2],
        [null, null],
      ],
    ],
  ] as const)('%s join: null keys never match', async (type, expected) => {
    expect(await rowsOf(join(type))).toEqual(expected);
  });
  test('full join keeps both sides', async () => {
    expect((await rowsOf(join('full'))).filter((row) => row[2] === 'Cy')).toEqual([[null, null, 'Cy']]);
  });

  test('union matches by name and fills what an input lacks', async () => {
    const other = values(
      [
        { name: 'n', type: 'number' },
        { name: 'extra', type: 'string' },
      ],
      [[9, 'e']],
    );
    const node: PlanNode = {
      kind: 'union',
      inputs: [table.node, other.node],
      columns: [
        { name: 'host', type: 'string' },
        { name: 'n', type: 'number' },
        { name: 'extra', type: 'string' },
      ],
    };
    const rows = await rowsOf({ node, order: [{ expression: n, direction: 'descending' }] });
    expect(rows[0]).toEqual([null, 9, 'e']);
    expect(rows[1]).toEqual(['a', 4, null]);
  });

  const aggregates: readonly (readonly [AggregateOperation, readonly Expression[], Partial<Aggregate>, CellValue])[] = [
    ['count', [], {}, 4],
    ['count', [n], {}, 3],
    ['count', [tags], {}, 3],
    ['count', [], { filter: call('equal', 'boolean', host, text('a')) }, 2],
    ['distinctCount', [host], {}, 2],
    ['distinctCount', [tags], {}, 2],
    ['approximateDistinctCount', [host], {}, 2],
    ['sum', [n], {}, 7],
    ['average', [n], {}, 7 / 3],
    ['standardDeviation', [n], {}, 1.527525],
    ['standardDeviationPopulation', [n], {}, 1.247219],
    ['variance', [n], {}, 2.333333],
    ['variancePopulation', [n], {}, 1.555555],
    ['sumOfSquares', [n], {}, 21],
    ['minimum', [n], {}, 1],
    ['maximum', [host], {}, 'b'],
    ['percentileExact', [n, numeral(50)], {}, 2],
    ['percentile', [n, numeral(75)], {}, 4],
    ['mode', [host], {}, 'a'],
    ['first', [n], { orderBy: newestFirst }, 1],
    ['last', [n], { orderBy: newestFirst, filter: call('not', 'boolean', call('isNull', 'boolean', n)) }, 4],
    ['list', [host], { orderBy: newestFirst }, ['a', 'b', 'a']],
    ['list', [host], { orderBy: newestFirst, limit: 2 }, ['a', 'b']],
    ['list', [tags], { orderBy: newestFirst }, ['x', 'y', 'x']],
    ['values', [host], {}, ['a', 'b']],
    ['values', [tags], {}, ['x', 'y']],
    ['any', [host], { filter: call('equal', 'boolean', host, text('b')) }, 'b'],
    ['sum', [n], { filter: call('less', 'boolean', n, numeral(0)) }, null],
    ['values', [host], { filter: call('less', 'boolean', n, numeral(0)) }, null],
  ];
  test.each(aggregates)('aggregate %s %#', async (operation, operands, more, expected) => {
    const isList = operation === 'list' || operation === 'values';
    const type = isList ? 'multivalue' : typeof expected === 'string' ? 'string' : 'number';
    const [[got] = []] = await rowsOf(
      aggregate(table, [], [{ name: 'r', value: { operation, arguments: operands, type, ...more } }]),
    );
    if (typeof expected === 'number') expect(got).toBeCloseTo(expected, 5);
    else expect(got).toEqual(expected);
  });

  test('groups come in ascending order, null as a group of its own; no rows and no groups give one row', async () => {
    expect(
      await rowsOf(
        aggregate(
          table,
          [{ name: 'host', value: host }],
          [{ name: 'c', value: { operation: 'count', arguments: [], type: 'number' } }],
        ),
      ),
    ).toEqual([
      ['a', 2],
      ['b', 1],
      [null, 1],
    ]);
    expect(
      await rowsOf(
        aggregate(
          values(columns, []),
          [],
          [
            { name: 'c', value: { operation: 'count', arguments: [], type: 'number' } },
            { name: 's', value: { operation: 'sum', arguments: [n], type: 'number' } },
          ],
        ),
      ),
    ).toEqual([[0, null]]);
  });

  const oldestFirst = [{ expression: time, direction: 'ascending' as const }];
  const windows: readonly (readonly [
    WindowOperation,
    readonly Expression[],
    Partial<WindowCall>,
    readonly CellValue[],
  ])[] = [
    // Rows as given: times 30, 20, 10, 0.
    ['rowNumber', [], {}, [4, 3, 2, 1]],
    ['rank', [], {}, [4, 3, 2, 1]],
    ['denseRank', [], {}, [4, 3, 2, 1]],
    ['lag', [n], {}, [2, 4, null, null]],
    ['lead', [n, numeral(2)], {}, [null, null, 1, 2]],
    ['fillDown', [host], {}, ['a', 'b', 'a', null]],
    ['sum', [n], {}, [7, 6, 4, null]],
    ['count', [], {}, [4, 3, 2, 1]],
    ['distinctCount', [host], {}, [2, 2, 1, 0]],
    ['average', [n], {}, [7 / 3, 3, 4, null]],
    ['sum', [n], { frame: { unit: 'rows', start: -1, end: 0 } }, [3, 6, 4, null]],
    ['sum', [n], { frame: { unit: 'rows', start: -1, end: -1 } }, [2, 4, null, null]],
    ['sum', [n], { frame: { unit: 'seconds', start: -10, end: 0 } }, [3, 6, 4, null]],
    ['sum', [n], { orderBy: newestFirst, frame: { unit: 'seconds', start: -10, end: 0 } }, [1, 3, 6, 4]],
    ['sum', [n], { partitionBy: [host] }, [5, 2, 4, null]],
    ['sum', [n], { orderBy: [] }, [7, 7, 7, 7]],
    ['sum', [n], { filter: call('equal', 'boolean', host, text('a')) }, [5, 4, 4, null]],
    ['values', [host], {}, [['a', 'b'], ['a', 'b'], ['a'], null]],
    ['list', [host], {}, [['a', 'b', 'a'], ['a', 'b'], ['a'], null]],
    ['first', [n], {}, [4, 4, 4, null]],
    ['last', [n], {}, [1, 2, 4, null]],
    ['minimum', [n], {}, [1, 2, 4, null]],
    ['maximum', [n], {}, [4, 4, 4, null]],
    ['mode', [host], {}, ['a', 'a', 'a', null]],
    ['standardDeviation', [n], {}, [1.527525, 1.414214, 0, null]],
    ['percentileExact', [n, numeral(50)], {}, [2, 3, 4, null]],
    ['any', [host], { orderBy: [] }, ['a', 'a', 'a', 'a']],
  ];
  test.each(windows)('window %s %#', async (operation, operands, more, expected) => {
    const sample = expected.find((cell) => cell !== null);
    const type = Array.isArray(sample) ? 'multivalue' : typeof sample === 'string' ? 'string' : 'number';
    const one: WindowCall = { operation, arguments: operands, partitionBy: [], orderBy: oldestFirst, type, ...more };
    const got = (await rowsOf(window(table, [{ name: 'r', value: one }]))).map((row) => row[4] ?? null);
    expect(got.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(5)) : cell))).toEqual(
      expected.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(5)) : cell)),
    );
  });

  test('a variable may have any name', async () => {
    const each: Expression = {
      kind: 'each',
      mode: 'map',
      list: tags,
      variable: 'select "x"; --',
      body: call('concatenate', 'string', { kind: 'variable', name: 'select "x"; --', type: 'string' }, text('!')),
      type: 'multivalue',
    };
    expect((await rowsOf(extend(table, [{ name: 'r', value: each }]))).map((row) => row[4])).toEqual([
      ['x!', 'y!'],
      null,
      ['x!'],
      null,
    ]);
  });
}
