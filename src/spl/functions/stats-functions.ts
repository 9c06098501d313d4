/** Statistical functions, for stats, chart, timechart and their kin. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonStatsFunctions */
import { and, call, column, convert, isNotNull, numeral } from '../../plan/expression.ts';
import { findColumn } from '../../plan/relation.ts';
import type { Aggregate, Expression } from '../../plan/types.ts';
import { asNumber, asText } from '../lower/compare.ts';
import { withoutTime } from './stats-definition.ts';
import type { LoweredStats, StatsExample, StatsFunction } from './stats-definition.ts';

const one = (aggregate: Aggregate): LoweredStats => ({
  aggregates: [aggregate],
  combine: ([value]) => value ?? numeral(0),
});

function numeric(
  name: string,
  summary: string,
  operation: Aggregate['operation'],
  result: number,
  aliases: readonly string[] = [],
): StatsFunction {
  return {
    name,
    aliases,
    summary,
    syntax: `${name}(field)`,
    examples: [{ call: `${name}(v)`, values: [2, 4, 9], result }],
    empty: 'null',
    additive: name === 'sum',
    lower: (argument) => one({ operation, arguments: [numbersOf(need(argument))], type: 'number' }),
  };
}

/** Of a field with several values each counts. */
function numbersOf(value: Expression): Expression {
  return value.type === 'multivalue' ? value : asNumber(value);
}

function need(argument: Expression | undefined): Expression {
  if (argument === undefined) throw new Error('The statistical function needs a field.');
  return argument;
}

/** In the order of the rows: first and list take the earliest row seen, which for events is the newest. */
function ordered(name: string, summary: string, operation: 'first' | 'last', result: string): StatsFunction {
  return {
    name,
    summary,
    syntax: `${name}(field)`,
    examples: [{ call: `${name}(v)`, values: ['b', 'a', 'c'], result }],
    empty: 'null',
    additive: false,
    lower: (argument, place) => {
      const value = need(argument);
      return one({
        operation,
        arguments: [value],
        orderBy: place.relation.order,
        filter: isNotNull(value),
        type: value.type,
      });
    },
  };
}

/** By the events' time. */
function byTime(
  name: string,
  summary: string,
  operation: 'first' | 'last',
  of: 'value' | 'time',
  result: string | number,
): StatsFunction {
  return {
    name,
    summary,
    syntax: `${name}(field)`,
    examples: [{ call: `${name}(v)`, values: ['a', 'b', 'c'], times: [200, 100, 300], result }],
    empty: 'null',
    additive: false,
    lower: (argument, place) => {
      const value = need(argument);
      const time = findColumn(place.relation, '_time');
      const order =
        time === undefined
          ? place.relation.order
          : [
              { expression: column('_time', time.type), direction: 'ascending' as const },
              ...place.relation.order.map((key) => ({
                ...key,
                direction: key.direction === 'ascending' ? ('descending' as const) : ('ascending' as const),
              })),
            ];
      const chosen = of === 'value' || time === undefined ? value : convert(column('_time', time.type), 'number');
      const filter =
        time === undefined ? isNotNull(value) : and(isNotNull(value), isNotNull(column('_time', time.type)));
      return one({ operation, arguments: [chosen], orderBy: order, filter, type: chosen.type });
    },
  };
}

function extreme(name: 'min' | 'max', operation: 'minimum' | 'maximum'): StatsFunction {
  return {
    name,
    summary: `The ${name === 'min' ? 'smallest' : 'largest'} value; by number where all values are numbers, else by text.`,
    syntax: `${name}(field)`,
    examples: [
      { call: `${name}(v)`, values: [10, 9, 100], result: name === 'min' ? '9' : '100' },
      { call: `${name}(v)`, values: ['pear', 'Apple', 'fig'], result: name === 'min' ? 'Apple' : 'pear' },
    ],
    empty: 'null',
    additive: false,
    lower: (argument) => {
      const value = need(argument);
      if (value.type === 'multivalue') return extremeOfLists(name, value);
      if (value.type === 'number' || value.type === 'time')
        return one({ operation, arguments: [asNumber(value)], type: 'number' });
      const words = asText(value);
      const isText = and(isNotNull(words), call('not', 'boolean', call('looksNumeric', 'boolean', words)));
      return {
        aggregates: [
          { operation, arguments: [convert(words, 'number')], type: 'number' },
          { operation, arguments: [words], type: 'string' },
          { operation: 'count', arguments: [words], filter: isText, type: 'number' },
        ],
        combine: ([number, textual, texts]) => ({
          kind: 'case',
          branches: [{ when: call('greater', 'boolean', texts ?? numeral(0), numeral(0)), then: textual ?? words }],
          otherwise: convert(number ?? numeral(0), 'string'),
          type: 'string',
        }),
      };
    },
  };
}

function extremeOfLists(name: 'min' | 'max', value: Expression): LoweredStats {
  const operation = name === 'min' ? 'minimum' : 'maximum';
  const numbers = call(name === 'min' ? 'listMinimum' : 'listMaximum', 'number', value);
  const words = call(name === 'min' ? 'listMinimumText' : 'listMaximumText', 'string', value);
  return {
    aggregates: [
      { operation, arguments: [numbers], type: 'number' },
      { operation, arguments: [words], type: 'string' },
    ],
    combine: ([number = numbers, word = words]) => {
      const written = convert(number, 'string');
      return call('coalesce', 'string', ...(name === 'min' ? [written, word] : [word, written]));
    },
  };
}

export const statsFunctions: readonly StatsFunction[] = [
  {
    name: 'count',
    aliases: ['c'],
    summary: 'Number of rows, or of rows that have the field.',
    syntax: 'count | count(field) | count(eval(condition))',
    examples: [
      { call: 'count', values: [1, 2, 3], result: 3 },
      { call: 'count(eval(v>1))', values: [1, 2, 3], result: 2 },
    ],
    empty: 'zero',
    additive: true,
    lower: (argument) =>
      one(
        argument === undefined
          ? { operation: 'count', arguments: [], type: 'number' }
          : argument.type === 'boolean'
            ? { operation: 'count', arguments: [], filter: argument, type: 'number' }
            : { operation: 'count', arguments: [argument], type: 'number' },
      ),
  },
  {
    name: 'dc',
    aliases: ['distinct_count'],
    summary: 'Number of distinct values.',
    syntax: 'dc(field)',
    examples: [{ call: 'dc(v)', values: ['a', 'b', 'a'], result: 2 }],
    empty: 'zero',
    additive: false,
    lower: (argument) => one({ operation: 'distinctCount', arguments: [need(argument)], type: 'number' }),
  },
  {
    name: 'estdc',
    summary: 'Number of distinct values. Splunk estimates it; here it is exact.',
    syntax: 'estdc(field)',
    examples: [{ call: 'estdc(v)', values: ['a', 'b', 'a'], result: 2 }],
    empty: 'zero',
    additive: false,
    lower: (argument) => one({ operation: 'distinctCount', arguments: [need(argument)], type: 'number' }),
  },
  numeric('sum', 'The sum.', 'sum', 15),
  numeric('avg', 'The average.', 'average', 5, ['mean']),
  percentile('median', 'The middle value; of an even number of values the higher of the two in the middle.', 50, [
    { call: 'median(v)', values: [1, 2, 3, 4], result: 3 },
  ]),
  percentile(
    'perc<N>',
    'The value below which N % of the values lie, by nearest rank: p95, perc99.9 and, here the same, exactperc50, upperperc90.',
    50,
    [
      { call: 'perc25(v)', values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], result: 3 },
      { call: 'p90(v)', values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], result: 10 },
    ],
  ),
  numeric('stdev', 'The standard deviation of a sample.', 'standardDeviation', Math.sqrt(13)),
  numeric('stdevp', 'The standard deviation of all.', 'standardDeviationPopulation', Math.sqrt(26 / 3)),
  numeric('var', 'The variance of a sample.', 'variance', 13),
  numeric('varp', 'The variance of all.', 'variancePopulation', 26 / 3),
  numeric('sumsq', 'The sum of the squares.', 'sumOfSquares', 101),
  extreme('min', 'minimum'),
  extreme('max', 'maximum'),
  {
    name: 'range',
    summary: 'The largest value less the smallest.',
    syntax: 'range(field)',
    examples: [{ call: 'range(v)', values: [2, 4, 9], result: 7 }],
    empty: 'null',
    additive: false,
    lower: (argument) => ({
      aggregates: [
        { operation: 'maximum', arguments: [asNumber(need(argument))], type: 'number' },
        { operation: 'minimum', arguments: [asNumber(need(argument))], type: 'number' },
      ],
      combine: ([high, low]) => call('subtract', 'number', high ?? numeral(0), low ?? numeral(0)),
    }),
  },
  {
    name: 'mode',
    summary: 'The most frequent value.',
    syntax: 'mode(field)',
    examples: [{ call: 'mode(v)', values: ['a', 'b', 'a'], result: 'a' }],
    empty: 'null',
    additive: false,
    lower: (argument) => one({ operation: 'mode', arguments: [asText(need(argument))], type: 'string' }),
  },
  {
    name: 'values',
    summary: 'The distinct values, sorted.',
    syntax: 'values(field)',
    examples: [{ call: 'values(v)', values: [10, 9, 10, 70], result: ['10', '70', '9'] }],
    empty: 'null',
    additive: false,
    lower: (argument) => one({ operation: 'values', arguments: [listable(need(argument))], type: 'multivalue' }),
  },
  {
    name: 'list',
    summary: 'The values of all rows in their order, at most 100.',
    syntax: 'list(field)',
    examples: [{ call: 'list(v)', values: ['b', 'a', 'b'], result: ['b', 'a', 'b'] }],
    empty: 'null',
    additive: false,
    lower: (argument, place) =>
      one({
        operation: 'list',
        arguments: [listable(need(argument))],
        orderBy: place.relation.order,
        limit: 100,
        type: 'multivalue',
      }),
  },
  ordered('first', 'The value of the first row; for events the newest.', 'first', 'b'),
  ordered('last', 'The value of the last row; for events the oldest.', 'last', 'c'),
  byTime('earliest', 'The value of the oldest event.', 'first', 'value', 'b'),
  byTime('latest', 'The value of the newest event.', 'last', 'value', 'c'),
  byTime('earliest_time', 'When the field was first there, epoch seconds.', 'first', 'time', 100),
  byTime('latest_time', 'When the field was last there, epoch seconds.', 'last', 'time', 300),
  {
    name: 'rate',
    summary: 'Change of the field a second between its oldest and its newest value.',
    syntax: 'rate(field)',
    examples: [{ call: 'rate(v)', values: [5, 35], times: [100, 160], result: 0.5 }],
    empty: 'null',
    additive: false,
    lower: (argument, place) => {
      const value = asNumber(need(argument));
      const time = findColumn(place.relation, '_time');
      if (time === undefined) return withoutTime('rate', place);
      const seconds = convert(column('_time', time.type), 'number');
      const orderBy = [{ expression: seconds, direction: 'ascending' as const }];
      const filter = and(isNotNull(value), isNotNull(seconds));
      return {
        aggregates: [
          { operation: 'last', arguments: [value], orderBy, filter, type: 'number' },
          { operation: 'first', arguments: [value], orderBy, filter, type: 'number' },
          { operation: 'maximum', arguments: [seconds], filter, type: 'number' },
          { operation: 'minimum', arguments: [seconds], filter, type: 'number' },
        ],
        combine: ([newest, oldest, end, start]) =>
          call(
            'divide',
            'number',
            call('subtract', 'number', newest ?? value, oldest ?? value),
            call('subtract', 'number', end ?? seconds, start ?? seconds),
          ),
      };
    },
  },
  perUnit('per_second', 1),
  perUnit('per_minute', 60),
  perUnit('per_hour', 3_600),
  perUnit('per_day', 86_400),
  {
    name: 'estdc_error',
    summary: 'Error of estdc; the count here is not an estimate of that kind, so it is 0.',
    syntax: 'estdc_error(field)',
    examples: [{ call: 'estdc_error(v)', values: ['a', 'b', 'a'], result: 0 }],
    empty: 'null',
    additive: false,
    lower: (argument) => ({
      aggregates: [{ operation: 'count', arguments: [need(argument)], type: 'number' }],
      combine: () => numeral(0),
    }),
  },
  {
    name: 'sparkline',
    summary: 'A small series over time for each group, drawn in the table.',
    syntax: 'sparkline(count[, <span>]) | sparkline(<function>(field)[, <span>])',
    examples: [
      {
        call: 'sparkline(count,1m)',
        values: [1, 2, 3],
        times: [60, 61, 180],
        result: ['##__SPARKLINE__##', '2', '0', '1'],
      },
    ],
    empty: 'null',
    additive: false,
    lower: () => {
      throw new Error('A sparkline is lowered with the function inside it.');
    },
  },
];

/** per_hour(x) and its kin: the sum as a rate; over the bucket in a timechart, else over the time that the rows span. */
function perUnit(name: string, unitSeconds: number): StatsFunction {
  return {
    name,
    examples: [{ call: `${name}(v)`, values: [30, 60], times: [100, 190], result: unitSeconds }],
    summary: `The sum for each ${name.slice('per_'.length)} of the time it was counted over.`,
    syntax: `${name}(field)`,
    empty: 'null',
    additive: true,
    lower: (argument, place) => {
      const value = asNumber(need(argument));
      const sum: Aggregate = { operation: 'sum', arguments: [value], type: 'number' };
      const { bucketSeconds } = place;
      if (bucketSeconds !== undefined)
        return {
          aggregates: [sum],
          combine: ([total]) => call('multiply', 'number', total ?? value, numeral(unitSeconds / bucketSeconds)),
        };
      const time = findColumn(place.relation, '_time');
      if (time === undefined) return withoutTime(name, place);
      const seconds = convert(column('_time', time.type), 'number');
      return {
        aggregates: [
          sum,
          { operation: 'maximum', arguments: [seconds], type: 'number' },
          { operation: 'minimum', arguments: [seconds], type: 'number' },
        ],
        combine: ([total, last, first]) =>
          call(
            'divide',
            'number',
            call('multiply', 'number', total ?? value, numeral(unitSeconds)),
            call('subtract', 'number', last ?? value, first ?? value),
          ),
      };
    },
  };
}

/** Names of all, without those that carry a percentage. */
export function statsFunctionNames(): Iterable<string> {
  return byName.keys();
}

function listable(value: Expression): Expression {
  return value.type === 'multivalue' ? value : asText(value);
}

const byName = new Map(statsFunctions.flatMap((f) => [f.name, ...(f.aliases ?? [])].map((name) => [name, f] as const)));

/** A function by name; `p95`, `perc95`, `exactperc99.9` and `upperperc90` carry their percentage in the name. */
export function statsFunctionNamed(name: string): StatsFunction | undefined {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const share = Number(/^(?:p|perc|exactperc|upperperc)(\d+(?:\.\d+)?)$/.exec(name)?.[1] ?? NaN);
  return share >= 0 && share <= 100 ? percentile(name, `The value below which ${share} % lie.`, share, []) : undefined;
}

/**
 * By nearest rank: the value at the 0-based place floor(share * count), as Splunk's limits.conf has it by default. Splunk
 * estimates beyond 1,000 distinct values; here it is exact always.
 */
function percentile(name: string, summary: string, share: number, examples: readonly StatsExample[]): StatsFunction {
  return {
    name,
    summary,
    syntax: `${name}(field)`,
    examples,
    empty: 'null',
    additive: false,
    lower: (argument) =>
      one({ operation: 'percentile', arguments: [numbersOf(need(argument)), numeral(share)], type: 'number' }),
  };
}
