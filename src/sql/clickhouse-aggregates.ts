/** Aggregates over groups and over windows in ClickHouse's words. */
import type { Aggregate, Expression, FieldType, SortKey, WindowCall } from '../plan/types.ts';
import { expressionSql, orderSql } from './clickhouse-expressions.ts';
import { emptyList, sqlNothing, sqlTypes } from './clickhouse-literal.ts';
import { numericValues } from './clickhouse-numbers.ts';
import { microsOf } from './clickhouse-time.ts';
import type { Step } from './dialect.ts';

/** One value for a group of rows. */
export function aggregateSql(aggregate: Aggregate, from: Step): string {
  return inType(callSql(aggregate, from, ''), aggregate.type);
}

/** Counts and the like are whole numbers to ClickHouse. */
function inType(sql: string, type: FieldType): string {
  return type === 'number' ? `toFloat64(${sql})` : sql;
}

/** `over`: the OVER of a window, which follows every call inside. Values that the filter leaves out are null, and nulls are passed over. */
function callSql(call: Omit<Aggregate, 'type'>, from: Step, over: string): string {
  const [first, second] = call.arguments;
  const condition = call.filter === undefined ? undefined : expressionSql(call.filter, from);
  const type = first?.type ?? 'string';
  const given = first === undefined ? '' : expressionSql(first, from);
  const chosen = condition === undefined ? given : `if(${condition}, ${given}, ${sqlNothing(type)})`;
  // Of a type that cannot be null ClickHouse would make a default where no row has a value.
  const value = type === 'multivalue' ? chosen : `toNullable(${chosen})`;
  if (type === 'multivalue')
    return ofLists(call, value, second, over) ?? ofValues(call, value, type, second, from, over);
  return ofValues(call, value, type, second, from, over, condition);
}

function ofValues(
  call: Omit<Aggregate, 'type'>,
  value: string,
  type: FieldType,
  second: Expression | undefined,
  from: Step,
  over: string,
  condition?: string,
): string {
  switch (call.operation) {
    case 'count':
      if (call.arguments.length > 0) return `count(${value})${over}`;
      return condition === undefined ? `count()${over}` : `countIf(${condition})${over}`;
    case 'distinctCount':
      return `uniqExact(${value})${over}`;
    case 'approximateDistinctCount':
      return `uniq(${value})${over}`;
    case 'sum':
      return `sum(${value})${over}`;
    case 'average':
      return `avg(${value})${over}`;
    case 'standardDeviation':
      return `if(count(${value})${over} = 1, 0, stddevSampStable(${value})${over})`;
    case 'standardDeviationPopulation':
      return `stddevPopStable(${value})${over}`;
    case 'variance':
      return `if(count(${value})${over} = 1, 0, varSampStable(${value})${over})`;
    case 'variancePopulation':
      return `varPopStable(${value})${over}`;
    case 'sumOfSquares':
      return `sum(${value} * ${value})${over}`;
    case 'minimum':
      return `min(${value})${over}`;
    case 'maximum':
      return `max(${value})${over}`;
    case 'percentileExact':
      return `quantileExactInclusive(${share(second)})(${value})${over}`;
    case 'percentile':
      return `quantileExact(${share(second)})(${value})${over}`;
    case 'mode': {
      // Of values that are equally frequent the first by code point; topK would only be near it.
      const counts = `sumMapIf([ifNull(${value}, '')], [toUInt64(1)], isNotNull(${value}))${over}`;
      return `arrayElementOrNull(${counts}.1, indexOf(${counts}.2, arrayMax(${counts}.2)))`;
    }
    case 'first':
    case 'last': {
      const keys = call.orderBy ?? [];
      if (keys.length === 0) return `any(${value})${over}`;
      // In a tuple a null is a value like others. Rows that the filter leaves out come behind all.
      const outside = condition === undefined ? '' : `NOT ifNull(${condition}, false), `;
      const turned = call.operation === 'first' ? keys : keys.map(turn);
      const place = `tuple(${outside}${turned.map((key) => keySql(key, from)).join(', ')})`;
      return `argMin(tuple(${value}), ${place})${over}.1`;
    }
    case 'list': {
      const keys = call.orderBy ?? [];
      const isList = type === 'multivalue';
      const there = isList ? `notEmpty(${value})` : `isNotNull(${value})`;
      const plain = isList ? value : `assumeNotNull(${value})`;
      const place = keys.length === 0 ? '' : `${keys.map((key) => keySql(key, from)).join(', ')}, `;
      const rows = `groupArrayIf(tuple(${place}${plain}), ${there})${over}`;
      const values = `arrayMap(t -> t.${2 * keys.length + 1}, ${keys.length === 0 ? rows : `arraySort(${rows})`})`;
      const flat = isList ? `arrayFlatten(${values})` : values;
      return call.limit === undefined ? flat : `arraySlice(${flat}, 1, ${Math.floor(call.limit)})`;
    }
    case 'values':
      return type === 'multivalue'
        ? `arraySort(groupUniqArrayArray(${value})${over})`
        : `arraySort(arrayMap(v -> assumeNotNull(v), groupUniqArray(${value})${over}))`;
    case 'any':
      return `any(${value})${over}`;
    default:
      throw new Error(`Unknown aggregate ${String(call.operation satisfies never)}`);
  }
}

/** What differs where the values are lists: statistics are over the numbers in all of them. */
function ofLists(
  call: Omit<Aggregate, 'type'>,
  value: string,
  second: Expression | undefined,
  over: string,
): string | undefined {
  const all = `arrayFlatten(groupArray(${value})${over})`;
  const numbers = numericValues(all);
  const reduced = (name: string): string => `if(empty(${numbers}), NULL, arrayReduce('${name}', ${numbers}))`;
  switch (call.operation) {
    case 'count':
      return call.arguments.length === 0 ? undefined : `sum(length(${value}))${over}`;
    case 'distinctCount':
    case 'approximateDistinctCount':
      return `length(arrayDistinct(${all}))`;
    case 'sum':
      return reduced('sum');
    case 'average':
      return reduced('avg');
    case 'standardDeviation':
      return `if(length(${numbers}) = 1, 0, ${reduced('stddevSampStable')})`;
    case 'standardDeviationPopulation':
      return reduced('stddevPopStable');
    case 'variance':
      return `if(length(${numbers}) = 1, 0, ${reduced('varSampStable')})`;
    case 'variancePopulation':
      return reduced('varPopStable');
    case 'sumOfSquares':
      return `if(empty(${numbers}), NULL, arraySum(n -> n * n, ${numbers}))`;
    case 'percentile':
      return reduced(`quantileExact(${share(second)})`);
    case 'percentileExact':
      return reduced(`quantileExactInclusive(${share(second)})`);
    case 'any':
      return `anyIf(${value}, notEmpty(${value}))${over}`;
    default:
      return undefined;
  }
}

function turn(key: SortKey): SortKey {
  return {
    ...key,
    direction: key.direction === 'ascending' ? 'descending' : 'ascending',
    nulls: (key.nulls ?? 'last') === 'last' ? 'first' : 'last',
  };
}

/** Two values, whose ascending order is the key's: whether it is null, and the key, turned round where it descends. */
function keySql(key: SortKey, from: Step): string {
  const sql = expressionSql(key.expression, from);
  const isDown = key.direction === 'descending';
  const isLast = (key.nulls ?? 'last') === 'last';
  const absent = key.expression.type === 'multivalue' ? `empty(${sql})` : `isNull(${sql})`;
  const flag = isLast ? absent : `NOT ${absent}`;
  switch (key.expression.type) {
    case 'number':
    case 'boolean':
      return `${flag}, ${isDown ? '-' : ''}toFloat64(ifNull(${sql}, 0))`;
    case 'time':
      return `${flag}, ${isDown ? '-' : ''}ifNull(${microsOf(sql)}, 0)`;
    default: {
      const text = key.expression.type === 'multivalue' ? `arrayStringConcat(${sql}, '\\n')` : `ifNull(${sql}, '')`;
      // Digits turned round, and behind the last one a letter greater than all: shorter texts come after longer ones.
      return `${flag}, ${isDown ? `concat(translate(hex(${text}), '0123456789ABCDEF', 'FEDCBA9876543210'), 'G')` : text}`;
    }
  }
}

/** A value for each row from the rows around it. */
export function windowSql(call: WindowCall, from: Step): string {
  const partition =
    call.partitionBy.length > 0 ? `PARTITION BY ${call.partitionBy.map((e) => expressionSql(e, from)).join(', ')}` : '';
  const isTimed = call.frame?.unit === 'seconds';
  const [key] = call.orderBy;
  const order =
    call.orderBy.length === 0
      ? ''
      : `ORDER BY ${isTimed && key !== undefined ? secondsKey(key, from) : orderSql(call.orderBy, from)}`;
  const frame = call.frame === undefined ? '' : frameSql(call.frame);
  const over = ` OVER (${[partition, order, frame].filter((part) => part !== '').join(' ')})`;
  const [first, second] = call.arguments;
  const given = first === undefined ? '' : expressionSql(first, from);
  const type = first?.type ?? 'string';
  const kept =
    call.filter === undefined ? given : `if(${expressionSql(call.filter, from)}, ${given}, ${sqlNothing(type)})`;
  switch (call.operation) {
    case 'rowNumber':
      return `toFloat64(row_number()${over})`;
    case 'rank':
      return `toFloat64(rank()${over})`;
    case 'denseRank':
      return `toFloat64(dense_rank()${over})`;
    case 'lag':
    case 'lead': {
      const count = second?.kind === 'literal' ? Math.trunc(Number(second.value)) : 1;
      const value = type === 'multivalue' ? given : `CAST(${given}, '${sqlTypes[type].replaceAll("'", "\\'")}')`;
      // The frame of these must be said to be all rows, or they look at none behind the current one.
      const whole = over.replace(/\)$/, ' ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)');
      return `${call.operation === 'lag' ? 'lagInFrame' : 'leadInFrame'}(${value}, ${count})${whole}`;
    }
    case 'fillDown':
      return ofPresent('last_value', given, type, over);
    case 'first':
      return ofPresent('first_value', kept, type, over);
    case 'last':
      return ofPresent('last_value', kept, type, over);
    default:
      return inType(callSql({ ...call, operation: call.operation, orderBy: [] }, from, over), call.type);
  }
}

/** The first or last value that is there; a list that is not is empty, which ClickHouse does not pass over. */
function ofPresent(name: string, value: string, type: FieldType, over: string): string {
  if (type !== 'multivalue') return `${name}(${value}) IGNORE NULLS${over}`;
  const rows = `groupArrayIf(${value}, notEmpty(${value}))${over}`;
  return `if(empty(${rows}), ${emptyList}, arrayElement(${rows}, ${name === 'last_value' ? -1 : 1}))`;
}

/** Rows without a time stand far from all others. */
function secondsKey(key: SortKey, from: Step): string {
  const isDown = key.direction === 'descending';
  const far = (key.nulls ?? 'last') === 'last' ? (isDown ? '-' : '') : isDown ? '' : '-';
  return `ifNull(${microsOf(expressionSql(key.expression, from))}, toInt64(${far}400000000000000000)) ${isDown ? 'DESC' : 'ASC'}`;
}

/** Rows or seconds around the current row. Seconds count along the one order key, a time, whichever way it runs. */
function frameSql(frame: NonNullable<WindowCall['frame']>): string {
  const bound = (offset: number | null, open: 'PRECEDING' | 'FOLLOWING'): string => {
    if (offset === null) return `UNBOUNDED ${open}`;
    if (offset === 0) return 'CURRENT ROW';
    const size = frame.unit === 'rows' ? Math.abs(Math.trunc(offset)) : Math.round(Math.abs(offset) * 1e6);
    return `${size} ${offset < 0 ? 'PRECEDING' : 'FOLLOWING'}`;
  };
  return `${frame.unit === 'rows' ? 'ROWS' : 'RANGE'} BETWEEN ${bound(frame.start, 'PRECEDING')} AND ${bound(frame.end, 'FOLLOWING')}`;
}

function share(expression: Expression | undefined): string {
  const value = expression?.kind === 'literal' && typeof expression.value === 'number' ? expression.value : 50;
  return String(Number((Math.min(100, Math.max(0, value)) / 100).toPrecision(12)));
}
