/** Aggregates over groups and over windows in DuckDB's words. */
import type { Aggregate, AggregateOperation, Expression, WindowCall } from '../plan/types.ts';
import type { Step } from './dialect.ts';
import { expressionSql, orderSql } from './duckdb-expressions.ts';
import { textToNumber } from './duckdb-operations.ts';

/** One value for a group of rows. */
export function aggregateSql(aggregate: Aggregate, from: Step): string {
  return callSql(aggregate, from, '');
}

/** `over`: the OVER of a window, which follows every call inside. */
function callSql(call: Omit<Aggregate, 'type'>, from: Step, over: string): string {
  const [first, second] = call.arguments;
  const value = first === undefined ? '' : expressionSql(first, from);
  const isList = first?.type === 'multivalue';
  const inOrder =
    call.orderBy !== undefined && call.orderBy.length > 0 ? ` ORDER BY ${orderSql(call.orderBy, from)}` : '';
  const number = `CAST(${value} AS DOUBLE)`;
  const behind = filterSql(call.filter, from) + over;
  if (isList) {
    const ofNumbers = listAggregates[call.operation];
    const numbers = `list_filter(list_transform(flatten(list(${value})${behind}), lambda v: ${textToNumber('v')}), lambda n: n IS NOT NULL)`;
    if (ofNumbers !== undefined) return ofNumbers(numbers, percentage(second, 'left over'));
  }
  switch (call.operation) {
    case 'count':
      if (first === undefined) return `count(*)${behind}`;
      return isList ? `coalesce(CAST(sum(len(${value}))${behind} AS BIGINT), 0)` : `count(${value})${behind}`;
    case 'distinctCount':
      return isList
        ? `coalesce(len(list_distinct(flatten(list(${value})${behind}))), 0)`
        : `count(DISTINCT ${value})${behind}`;
    case 'approximateDistinctCount':
      return `approx_count_distinct(${value})${behind}`;
    case 'sum':
      return `CAST(sum(${value})${behind} AS DOUBLE)`;
    case 'average':
      return `avg(${number})${behind}`;
    case 'standardDeviation':
      return `coalesce(stddev_samp(${number})${behind}, CASE WHEN count(${value})${behind} = 1 THEN 0 END)`;
    case 'standardDeviationPopulation':
      return `stddev_pop(${number})${behind}`;
    case 'variance':
      return `coalesce(var_samp(${number})${behind}, CASE WHEN count(${value})${behind} = 1 THEN 0 END)`;
    case 'variancePopulation':
      return `var_pop(${number})${behind}`;
    case 'sumOfSquares':
      return `sum(${number} * ${number})${behind}`;
    case 'minimum':
      return `min(${value})${behind}`;
    case 'maximum':
      return `max(${value})${behind}`;
    case 'percentileExact':
      return `quantile_cont(${number}, ${percentage(second)})${behind}`;
    case 'percentile':
      // quantile_disc takes the place ceil(share * count) - 1; counted from the other end that is floor(share * count).
      // Only outside of windows can the order be turned round, which keeps whole numbers whole and is twice as fast.
      if (over === '') {
        const share = percentage(second, 'left over');
        // The database reads a share of 0 from the wrong end.
        if (Number(share) === 0) return `max(${value})${behind}`;
        return `percentile_disc(${share}) WITHIN GROUP (ORDER BY ${value} DESC)${behind}`;
      }
      return `-quantile_disc(-${number}, ${percentage(second, 'left over')})${behind}`;
    case 'mode':
      return `mode(${value})${behind}`;
    case 'first':
      return inOrder === '' ? `first(${value})${behind}` : `first(${value}${inOrder})${behind}`;
    case 'last':
      return inOrder === '' ? `last(${value})${behind}` : `last(${value}${inOrder})${behind}`;
    case 'list': {
      const there = filterSql(call.filter, from, `${value} IS NOT NULL`) + over;
      const all = isList ? `flatten(list(${value}${inOrder})${there})` : `list(${value}${inOrder})${there}`;
      return `nullif(${call.limit === undefined ? all : `(${all})[1:${Math.floor(call.limit)}]`}, []::VARCHAR[])`;
    }
    case 'values': {
      const there = filterSql(call.filter, from, `${value} IS NOT NULL`) + over;
      return `nullif(list_sort(${isList ? `list_distinct(flatten(list(${value})${there}))` : `list(DISTINCT ${value})${there}`}), []::VARCHAR[])`;
    }
    case 'any':
      return `any_value(${value})${behind}`;
    default:
      throw new Error(`Unknown aggregate ${String(call.operation satisfies never)}`);
  }
}

/** Statistics over the numbers in lists: of all lists of a group as one. */
const listAggregates: Partial<Record<AggregateOperation, (numbers: string, leftOver: string) => string>> = {
  sum: (numbers) => `CAST(list_sum(${numbers}) AS DOUBLE)`,
  average: (numbers) => `list_avg(${numbers})`,
  standardDeviation: (numbers) => `coalesce(list_stddev_samp(${numbers}), CASE WHEN len(${numbers}) = 1 THEN 0 END)`,
  standardDeviationPopulation: (numbers) => `list_stddev_pop(${numbers})`,
  variance: (numbers) => `coalesce(list_var_samp(${numbers}), CASE WHEN len(${numbers}) = 1 THEN 0 END)`,
  variancePopulation: (numbers) => `list_var_pop(${numbers})`,
  sumOfSquares: (numbers) => `list_sum(list_transform(${numbers}, lambda n: n * n))`,
  percentile: (numbers, leftOver) =>
    `-list_aggregate(list_transform(${numbers}, lambda n: -n), 'quantile_disc', ${leftOver})`,
};

/** The FILTER of a call; `also` must hold too. */
function filterSql(condition: Expression | undefined, from: Step, also?: string): string {
  const all = [
    ...(condition === undefined ? [] : [expressionSql(condition, from)]),
    ...(also === undefined ? [] : [also]),
  ];
  return all.length === 0 ? '' : ` FILTER (WHERE ${all.join(' AND ')})`;
}

/** A value for each row from the rows around it. */
export function windowSql(call: WindowCall, from: Step): string {
  const partition =
    call.partitionBy.length > 0 ? `PARTITION BY ${call.partitionBy.map((e) => expressionSql(e, from)).join(', ')}` : '';
  const order = call.orderBy.length > 0 ? `ORDER BY ${orderSql(call.orderBy, from)}` : '';
  const frame = call.frame === undefined ? '' : frameSql(call.frame);
  const over = `OVER (${[partition, order, frame].filter((part) => part !== '').join(' ')})`;
  const [first, second] = call.arguments;
  const value = first === undefined ? '' : expressionSql(first, from);
  // These window functions take no FILTER: a value that is filtered out is null to them, and nulls are passed over.
  const kept = call.filter === undefined ? value : `CASE WHEN ${expressionSql(call.filter, from)} THEN ${value} END`;
  switch (call.operation) {
    case 'rowNumber':
      return `row_number() ${over}`;
    case 'rank':
      return `rank() ${over}`;
    case 'denseRank':
      return `dense_rank() ${over}`;
    case 'lag':
    case 'lead':
      return `${call.operation}(${value}, ${second === undefined ? '1' : `CAST(${expressionSql(second, from)} AS BIGINT)`}) ${over}`;
    case 'fillDown':
      return `last_value(${value} IGNORE NULLS) ${over}`;
    case 'first':
      return `first_value(${kept} IGNORE NULLS) ${over}`;
    case 'last':
      return `last_value(${kept} IGNORE NULLS) ${over}`;
    default:
      return callSql({ ...call, operation: call.operation, orderBy: [] }, from, ` ${over}`);
  }
}

/** Rows or seconds around the current row. Seconds count along the one order key, a time, whichever way it runs. */
function frameSql(frame: NonNullable<WindowCall['frame']>): string {
  const bound = (offset: number | null, open: 'PRECEDING' | 'FOLLOWING'): string => {
    if (offset === null) return `UNBOUNDED ${open}`;
    if (offset === 0) return 'CURRENT ROW';
    const side = offset < 0 ? 'PRECEDING' : 'FOLLOWING';
    return frame.unit === 'rows'
      ? `${Math.abs(Math.trunc(offset))} ${side}`
      : `to_microseconds(${Math.round(Math.abs(offset) * 1e6)}) ${side}`;
  };
  return `${frame.unit === 'rows' ? 'ROWS' : 'RANGE'} BETWEEN ${bound(frame.start, 'PRECEDING')} AND ${bound(frame.end, 'FOLLOWING')}`;
}

function percentage(expression: Expression | undefined, part: 'asked' | 'left over' = 'asked'): string {
  const value = expression?.kind === 'literal' && typeof expression.value === 'number' ? expression.value : 50;
  const share = Math.min(100, Math.max(0, part === 'asked' ? value : 100 - value));
  return String(Number((share / 100).toPrecision(12)));
}
