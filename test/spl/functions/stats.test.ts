import { describe, expect, test } from 'vitest';
import type { CellValue } from '../../../src/plan/types.ts';
import { runSearch } from '../../support/run-search.ts';

interface Case {
  /** Rows of a CSV file, the first its header. */
  readonly data: string;
  readonly stats: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
}

const one = (data: string, call: string, result: CellValue): Case => ({
  data,
  stats: `stats ${call} AS r`,
  columns: ['r'],
  rows: [[result]],
});

function statsTable(page: string, cases: readonly Case[]): void {
  describe(`https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/${page}`, () => {
    test.each(cases.map((one_) => [one_.stats, one_.data, one_] as const))('%s of %j', async (_, __, given) => {
      const search = `| makeresults format=csv data="${given.data}" | ${given.stats}`;
      const { columns, rows } = await runSearch(search);
      expect(columns).toEqual(given.columns);
      expect(rows.map((row) => row.map(settled))).toEqual(given.rows.map((row) => row.map(settled)));
    });
  });
}

/** Twelve digits of a number; one value is the same as a list of one. */
function settled(value: CellValue): CellValue {
  if (Array.isArray(value) && value.length === 1) return value[0] as string;
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}

const ten = 'v\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10';

statsTable('Aggregatefunctions', [
  one('v\n1\n2\n6', 'avg(v)', 3),
  one('v\n1\n2\n6', 'mean(v)', 3),
  one('v\n1\nx\n6', 'avg(v)', 3.5),
  one('v\nx', 'avg(v)', null),
  one('v\n1\n2\n6', 'count', 3),
  one('v\n1\n2\n6', 'c', 3),
  one('v,w\n1,a\n2,\n6,b', 'count(v)', 3),
  one('v\n1\n2\n6', 'count(eval(v>1))', 2),
  one('v\n1\n2\n6', 'count(eval(v>100))', 0),
  one('v\n1\n2\n6', 'count(eval(if(v>1,1,null())))', 2),
  one('v\na\nb\na\nB', 'dc(v)', 3),
  one('v\na\nb\na\nB', 'distinct_count(v)', 3),
  one('v\na\nb\na\nB', 'estdc(v)', 3),
  one('v\na\nb\na\nB', 'estdc_error(v)', 0),
  one('v\n10\n9\n100', 'max(v)', '100'),
  one('v\n10\n9\n100', 'min(v)', '9'),
  one('v\nb\na\nB', 'max(v)', 'b'),
  one('v\nb\na\nB', 'min(v)', 'B'),
  one('v\n1\n2\n3\n4', 'median(v)', 3),
  one('v\n1\n2\n3', 'median(v)', 2),
  one('v\n7', 'median(v)', 7),
  one('v\na\nb\na', 'mode(v)', 'a'),
  one(ten, 'perc50(v)', 6),
  one(ten, 'p50(v)', 6),
  one(ten, 'perc90(v)', 10),
  one(ten, 'p95(v)', 10),
  one(ten, 'perc25(v)', 3),
  one(ten, 'perc100(v)', 10),
  one(ten, 'perc0(v)', 1),
  one(ten, 'exactperc75(v)', 8),
  one(ten, 'upperperc20(v)', 3),
  one(ten, 'perc99.9(v)', 10),
  one('v\n3\n10\n5', 'range(v)', 7),
  one('v\n2\n4\n4\n4\n5\n5\n7\n9', 'stdevp(v)', 2),
  one('v\n2\n4\n4\n4\n5\n5\n7\n9', 'varp(v)', 4),
  one('v\n2\n4\n4\n4\n5\n5\n7\n9', 'stdev(v)', Math.sqrt(32 / 7)),
  one('v\n2\n4\n4\n4\n5\n5\n7\n9', 'var(v)', 32 / 7),
  one('v\n5', 'stdev(v)', 0),
  one('v\n1\n2\n6', 'sum(v)', 9),
  one('v\n0.1\n0.2', 'sum(v)', 0.3),
  one('v\nx\ny', 'sum(v)', null),
  one('v\n1\n2\n6', 'sumsq(v)', 41),
  one('v\n1\n2\n6', 'sum(eval(v*10))', 90),
  one('v\n1\n2\n6', 'max(eval(v-10))', -4),
  one('v\n1\n2\n6', 'dc(eval(v%2))', 2),
  one('v\n1\n2\n6', 'eval(sum(v)/count)', 3),
  one('v\n1\n2\n6', 'eval(round(avg(v)*max(v)/7,1))', 2.6),
  one('v\n1\n2\n6', 'eval(100*count(eval(v>1))/count(v))', 200 / 3),
]);

statsTable('Multivaluefunctions', [
  one('v\nb\na\nb', 'list(v)', ['b', 'a', 'b']),
  one('v\nb\na\nb\nB', 'values(v)', ['B', 'a', 'b']),
  one('v\n10\n9\n100\n9', 'values(v)', ['10', '100', '9']),
  one(`v\n${Array.from({ length: 120 }, (_, i) => i).join('\n')}`, 'count', 120),
  {
    data: `v\n${Array.from({ length: 120 }, (_, i) => i).join('\n')}`,
    stats: 'stats list(v) AS l values(v) AS d | eval l=mvcount(l), d=mvcount(d)',
    columns: ['l', 'd'],
    rows: [[100, 120]],
  },
]);

statsTable('Eventorderfunctions', [
  one('v\nb\na\nc', 'first(v)', 'b'),
  one('v\nb\na\nc', 'last(v)', 'c'),
  one('v,w\n,1\na,2\n,3', 'first(v)', 'a'),
]);

statsTable('Timefunctions', [
  one('_time,v\n200,a\n100,b\n300,c', 'earliest(v)', 'b'),
  one('_time,v\n200,a\n100,b\n300,c', 'latest(v)', 'c'),
  one('_time,v\n200,a\n100,b\n300,c', 'earliest_time(v)', 100),
  one('_time,v\n200,a\n100,b\n300,c', 'latest_time(v)', 300),
  one('_time,v\n100,,\n200,5\n260,35', 'earliest_time(v)', 200),
  one('_time,v\n100,5\n160,35\n130,11', 'rate(v)', 0.5),
  one('_time,v\n100,30\n190,60', 'per_second(v)', 1),
  one('_time,v\n100,30\n190,60', 'per_minute(v)', 60),
  one('_time,v\n100,30\n190,60', 'per_hour(v)', 3600),
  one('_time,v\n100,30\n190,60', 'per_day(v)', 86400),
]);

const lists = 'v\n1;2\n3\nx;4';
const splitList = 'makemv delim=\\";\\" v';
const ofLists = (call: string, result: CellValue): Case => ({
  data: lists,
  stats: `${splitList.replaceAll('\\', '')} | stats ${call} AS r`,
  columns: ['r'],
  rows: [[result]],
});

// Each value of a multivalue field takes part.
statsTable('CommonStatsFunctions', [
  ofLists('count(v)', 5),
  ofLists('dc(v)', 5),
  ofLists('sum(v)', 10),
  ofLists('avg(v)', 2.5),
  ofLists('median(v)', 3),
  ofLists('stdevp(v)', Math.sqrt(1.25)),
  ofLists('var(v)', 5 / 3),
  ofLists('sumsq(v)', 30),
  ofLists('p0(v)', 1),
  ofLists('max(v)', 'x'),
  ofLists('min(v)', '1'),
  ofLists('values(v)', ['1', '2', '3', '4', 'x']),
  ofLists('list(v)', ['1', '2', '3', 'x', '4']),
]);

const groups = 'g,a,b\nx,1,10\ny,2,20\nx,3,30';

statsTable('Stats', [
  {
    data: groups,
    stats: 'stats avg(*) by g',
    columns: ['g', 'avg(a)', 'avg(b)'],
    rows: [
      ['x', 2, 20],
      ['y', 2, 20],
    ],
  },
  {
    data: groups,
    stats: 'stats sum(*) AS total_* by g',
    columns: ['g', 'total_a', 'total_b'],
    rows: [
      ['x', 4, 40],
      ['y', 2, 20],
    ],
  },
  {
    data: groups,
    stats: 'stats values(*) AS * by g',
    columns: ['g', 'a', 'b'],
    rows: [
      ['x', ['1', '3'], ['10', '30']],
      ['y', '2', '20'],
    ],
  },
  {
    data: groups,
    stats: 'stats count, sum(a) AS s, max(b) by g',
    columns: ['g', 'count', 's', 'max(b)'],
    rows: [
      ['x', 2, 4, '30'],
      ['y', 1, 2, '20'],
    ],
  },
  { data: groups, stats: 'stats sum(nothing) count', columns: ['sum(nothing)', 'count'], rows: [[null, 3]] },
  { data: groups, stats: 'search g=none | stats count', columns: ['count'], rows: [[0]] },
  { data: groups, stats: 'search g=none | stats count by g', columns: ['g', 'count'], rows: [] },
  {
    data: groups,
    stats: 'stats count(eval(a>1)) AS "two words" by g',
    columns: ['g', 'two words'],
    rows: [
      ['x', 1],
      ['y', 1],
    ],
  },
  {
    data: groups,
    stats: 'chart eval(avg(a)/max(b)) AS ratio by g',
    columns: ['g', 'ratio'],
    rows: [
      ['x', 2 / 30],
      ['y', 0.1],
    ],
  },
  {
    data: groups,
    stats: 'eventstats eval(sum(a)/count) AS mean by g | table g a mean',
    columns: ['g', 'a', 'mean'],
    rows: [
      ['x', '1', 2],
      ['y', '2', 2],
      ['x', '3', 2],
    ],
  },
]);
