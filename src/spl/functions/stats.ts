/** Statistical functions, for stats, chart, timechart and their kin. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonStatsFunctions */
import { and, call, column, convert, isNotNull, numeral } from '../../plan/expression.ts';
import { findColumn } from '../../plan/relation.ts';
import type { Aggregate, Expression, Named, Relation } from '../../plan/types.ts';
import { unsupported, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { asNumber, asText } from '../lower/compare.ts';
import { lowerExpression, lowerValue, scopeOf } from '../lower/expression.ts';
import { innerCall, lowerSparkline } from './sparkline.ts';
import { bindStatistics, expressionOfStatistics, splitStatistics } from './eval-of-stats.ts';
import { SearchError, nearestName } from '../syntax/error.ts';
import type { EvalExpression, StatsCall } from '../syntax/tree.ts';

export interface StatsFunction {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly syntax: string;
  /** What stands in an empty bucket of a timechart or a missing cell of a chart. */
  readonly empty: 'zero' | 'null';
  /** How the values of several series are put together in OTHER: only these can be added up, the rest are computed anew. */
  readonly additive: boolean;
  lower(argument: Expression | undefined, place: StatsPlace): LoweredStats;
}

export interface StatsPlace {
  readonly relation: Relation;
  readonly state: CompileState;
  readonly call: StatsCall;
  /** Length of a timechart's bucket; absent where rows are not put into buckets of time. */
  readonly bucketSeconds?: number;
}

/** Aggregates to compute under given names, and the value made of them. */
export interface LoweredStats {
  readonly aggregates: readonly Aggregate[];
  readonly combine: (values: readonly Expression[]) => Expression;
}

const one = (aggregate: Aggregate): LoweredStats => ({
  aggregates: [aggregate],
  combine: ([value]) => value ?? numeral(0),
});

function numeric(
  name: string,
  summary: string,
  operation: Aggregate['operation'],
  aliases: readonly string[] = [],
): StatsFunction {
  return {
    name,
    aliases,
    summary,
    syntax: `${name}(field)`,
    empty: 'null',
    additive: name === 'sum',
    lower: (argument) => one({ operation, arguments: [asNumber(need(argument))], type: 'number' }),
  };
}

function need(argument: Expression | undefined): Expression {
  if (argument === undefined) throw new Error('The statistical function needs a field.');
  return argument;
}

/** In the order of the rows: first and list take the earliest row seen, which for events is the newest. */
function ordered(name: string, summary: string, operation: 'first' | 'last'): StatsFunction {
  return {
    name,
    summary,
    syntax: `${name}(field)`,
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
function byTime(name: string, summary: string, operation: 'first' | 'last', of: 'value' | 'time'): StatsFunction {
  return {
    name,
    summary,
    syntax: `${name}(field)`,
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
    empty: 'null',
    additive: false,
    lower: (argument) => {
      const value = need(argument);
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

export const statsFunctions: readonly StatsFunction[] = [
  {
    name: 'count',
    aliases: ['c'],
    summary: 'Number of rows, or of rows that have the field.',
    syntax: 'count | count(field) | count(eval(condition))',
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
    empty: 'zero',
    additive: false,
    lower: (argument) => one({ operation: 'distinctCount', arguments: [need(argument)], type: 'number' }),
  },
  {
    name: 'estdc',
    summary: 'Estimated number of distinct values.',
    syntax: 'estdc(field)',
    empty: 'zero',
    additive: false,
    lower: (argument) => one({ operation: 'approximateDistinctCount', arguments: [need(argument)], type: 'number' }),
  },
  numeric('sum', 'The sum.', 'sum'),
  numeric('avg', 'The average.', 'average', ['mean']),
  numeric('median', 'The middle value.', 'median'),
  numeric('stdev', 'The standard deviation of a sample.', 'standardDeviation'),
  numeric('stdevp', 'The standard deviation of all.', 'standardDeviationPopulation'),
  numeric('var', 'The variance of a sample.', 'variance'),
  numeric('varp', 'The variance of all.', 'variancePopulation'),
  numeric('sumsq', 'The sum of the squares.', 'sumOfSquares'),
  extreme('min', 'minimum'),
  extreme('max', 'maximum'),
  {
    name: 'range',
    summary: 'The largest value less the smallest.',
    syntax: 'range(field)',
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
    empty: 'null',
    additive: false,
    lower: (argument) => one({ operation: 'mode', arguments: [asText(need(argument))], type: 'string' }),
  },
  {
    name: 'values',
    summary: 'The distinct values, sorted.',
    syntax: 'values(field)',
    empty: 'null',
    additive: false,
    lower: (argument) => one({ operation: 'values', arguments: [listable(need(argument))], type: 'multivalue' }),
  },
  {
    name: 'list',
    summary: 'The values of all rows in their order, at most 100.',
    syntax: 'list(field)',
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
  ordered('first', 'The value of the first row; for events the newest.', 'first'),
  ordered('last', 'The value of the last row; for events the oldest.', 'last'),
  byTime('earliest', 'The value of the oldest event.', 'first', 'value'),
  byTime('latest', 'The value of the newest event.', 'last', 'value'),
  byTime('earliest_time', 'When the field was first there, epoch seconds.', 'first', 'time'),
  byTime('latest_time', 'When the field was last there, epoch seconds.', 'last', 'time'),
  {
    name: 'rate',
    summary: 'Change of the field a second between its oldest and its newest value.',
    syntax: 'rate(field)',
    empty: 'null',
    additive: false,
    lower: (argument, place) => {
      const value = asNumber(need(argument));
      const time = findColumn(place.relation, '_time');
      if (time === undefined) throw unsupported('rate needs events with a time.', place.call);
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
      if (time === undefined) throw unsupported(`${name} needs events with a time.`, place.call);
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

function listable(value: Expression): Expression {
  return value.type === 'multivalue' ? value : asText(value);
}

const byName = new Map(statsFunctions.flatMap((f) => [f.name, ...(f.aliases ?? [])].map((name) => [name, f] as const)));

/** A function by name; `p95`, `perc95`, `exactperc99.9` and `upperperc90` carry their percentage in the name. */
export function statsFunctionNamed(name: string): StatsFunction | undefined {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const percentile = /^(p|perc|exactperc|upperperc)(\d+(?:\.\d+)?)$/.exec(name);
  if (percentile === null) return undefined;
  const share = Number(percentile[2]);
  if (share > 100) return undefined;
  return {
    name,
    summary: `The value below which ${share} % lie.`,
    syntax: `${name}(field)`,
    empty: 'null',
    additive: false,
    lower: (argument) =>
      one({
        operation: percentile[1] === 'exactperc' ? 'percentileExact' : 'percentileApproximate',
        arguments: [asNumber(need(argument)), numeral(share)],
        type: 'number',
      }),
  };
}

/** The aggregate of one call over a relation, with its output name. */
export interface LoweredCall {
  readonly name: string;
  readonly definition: StatsFunction;
  readonly stats: LoweredStats;
}

export function lowerStatsCalls(
  calls: readonly StatsCall[],
  relation: Relation,
  state: CompileState,
  bucketSeconds?: number,
): readonly LoweredCall[] {
  return calls
    .flatMap((call_) => expandWildcard(call_, relation))
    .map((statsCall) => {
      if (statsCall.function === 'eval' && statsCall.argument !== undefined && 'kind' in statsCall.argument)
        return lowerEvalOfStats(statsCall, statsCall.argument, relation, state, bucketSeconds);
      const definition = statsFunctionNamed(statsCall.function);
      if (definition === undefined) {
        const near = nearestName(statsCall.function, byName.keys());
        throw new SearchError(`There is no statistical function "${statsCall.function}".`, {
          position: statsCall.position,
          length: statsCall.function.length,
          hint: near === undefined ? 'Among them: count, sum, avg, min, max, dc, values.' : `Did you mean ${near}?`,
          ...(near === undefined ? {} : { replacement: near }),
        });
      }
      if (definition.name === 'sparkline') {
        const inner = innerCall(statsCall);
        const [lowered] = lowerStatsCalls([inner], relation, state);
        if (lowered === undefined) throw new Error('A sparkline has one function.');
        return {
          name: statsCall.alias?.text ?? statsCall.label,
          definition,
          stats: lowerSparkline(lowered.definition, lowerArgument(inner, relation, state), {
            relation,
            state,
            call: statsCall,
          }),
        };
      }
      const argument = lowerArgument(statsCall, relation, state);
      if (argument === undefined && definition.name !== 'count') {
        throw new SearchError(`${statsCall.function} needs a field.`, {
          position: statsCall.position,
          length: statsCall.length,
          hint: `Write ${statsCall.function}(field) .`,
        });
      }
      return {
        name: statsCall.alias?.text ?? statsCall.label,
        definition,
        stats: definition.lower(argument, {
          relation,
          state,
          call: statsCall,
          ...(bucketSeconds === undefined ? {} : { bucketSeconds }),
        }),
      };
    });
}

/** `eval(avg(size)/max(delay))`: an expression over statistics, as chart and timechart take. */
function lowerEvalOfStats(
  statsCall: StatsCall,
  expression: EvalExpression,
  relation: Relation,
  state: CompileState,
  bucketSeconds: number | undefined,
): LoweredCall {
  const { settled, calls } = splitStatistics(expression, (name) => statsFunctionNamed(name) !== undefined);
  const lowered = lowerStatsCalls(calls, relation, state, bucketSeconds);
  return {
    name: statsCall.alias?.text ?? statsCall.label,
    definition: expressionOfStatistics,
    stats: {
      aggregates: lowered.flatMap((each) => each.stats.aggregates),
      combine: (values) => lowerValue(settled, { state, relation, bindings: bindStatistics(lowered, values) }),
    },
  };
}

function lowerArgument(statsCall: StatsCall, relation: Relation, state: CompileState): Expression | undefined {
  const { argument } = statsCall;
  if (argument === undefined) return undefined;
  if ('kind' in argument) {
    const scope = scopeOf(state, relation);
    return statsCall.function === 'count' || statsCall.function === 'c'
      ? lowerExpression(argument, scope)
      : lowerValue(argument, scope);
  }
  const found = findColumn(relation, argument.text);
  if (found !== undefined) return column(found.name, found.type);
  warnUnknownField(state, relation, argument.text);
  return { kind: 'literal', value: null, type: 'string' };
}

/** `sum(*)` and `values(a*)` are a call for each field that fits; the alias' `*` takes what the field's stood for. */
function expandWildcard(statsCall: StatsCall, relation: Relation): StatsCall[] {
  const { argument } = statsCall;
  if (argument === undefined || 'kind' in argument || !argument.text.includes('*')) return [statsCall];
  const pattern = new RegExp(
    `^${argument.text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.*)')}$`,
  );
  return relation.node.columns
    .filter((c) => c.hidden !== true && !c.name.startsWith('_'))
    .flatMap((c) => {
      const match = pattern.exec(c.name);
      if (match === null) return [];
      let group = 0;
      const alias =
        statsCall.alias === undefined
          ? undefined
          : { ...statsCall.alias, text: statsCall.alias.text.replace(/\*/g, () => match[(group += 1)] ?? '') };
      return [
        {
          ...statsCall,
          argument: { ...argument, text: c.name },
          label: `${statsCall.function}(${c.name})`,
          ...(alias === undefined ? {} : { alias }),
        },
      ];
    });
}

/** Aggregates under private names and the columns made of them: aggregate first, then project. */
export function planAggregates(calls: readonly LoweredCall[]): {
  readonly aggregates: readonly Named<Aggregate>[];
  readonly outputs: readonly Named<Expression>[];
} {
  const aggregates: Named<Aggregate>[] = [];
  const outputs: Named<Expression>[] = [];
  calls.forEach((call_, i) => {
    const parts = call_.stats.aggregates.map((aggregate, j) => {
      const name = `\u0001a${i}_${j}`;
      aggregates.push({ name, value: aggregate });
      return column(name, aggregate.type);
    });
    outputs.push({ name: call_.name, value: call_.stats.combine(parts) });
  });
  return { aggregates, outputs };
}
