/** Scalar expressions of the plan in ClickHouse's words. */
import type { Expression, FieldType, SortKey } from '../plan/types.ts';
import { emptyList, sqlInstant, sqlName, sqlNothing, sqlNumber, sqlText, sqlTextList } from './clickhouse-literal.ts';
import { numberToText, textToNumber } from './clickhouse-numbers.ts';
import { floats, operations } from './clickhouse-operations.ts';
import { microsOf, ofMicros, timeToText } from './clickhouse-time.ts';
import type { Step } from './dialect.ts';
import type { StoredColumn } from './tables.ts';

export function expressionSql(expression: Expression, from: Step): string {
  switch (expression.kind) {
    case 'column':
      return from.column(expression.name);
    case 'literal':
      return literalSql(expression.value, expression.type);
    case 'variable':
      return variableName(expression.name);
    case 'call': {
      const spelled = operations[expression.operation]({
        sql: expression.arguments.map((a) => expressionSql(a, from)),
        call: expression,
      });
      return expression.type === 'number' && !floats.has(expression.operation) ? `toFloat64(${spelled})` : spelled;
    }
    case 'case': {
      const otherwise =
        expression.otherwise === undefined ? sqlNothing(expression.type) : expressionSql(expression.otherwise, from);
      if (expression.branches.length === 0) return otherwise;
      const branches = expression.branches.map((b) => `${expressionSql(b.when, from)}, ${expressionSql(b.then, from)}`);
      return `multiIf(${branches.join(', ')}, ${otherwise})`;
    }
    case 'convert':
      return convertSql(expressionSql(expression.operand, from), expression.operand.type, expression.type);
    case 'each': {
      const list = expressionSql(expression.list, from);
      const name = variableName(expression.variable);
      const body = expressionSql(expression.body, from);
      if (expression.mode === 'map')
        return `arrayMap(made -> assumeNotNull(made), arrayFilter(made -> isNotNull(made), arrayMap(${name} -> ${body}, ${list})))`;
      const kept = `${name} -> ifNull(${body}, false)`;
      if (expression.mode === 'filter') return `arrayFilter(${kept}, ${list})`;
      return `if(empty(${list}), NULL, arrayExists(${kept}, ${list}))`;
    }
    default:
      throw new Error(`Unknown expression ${JSON.stringify(expression satisfies never)}`);
  }
}

/** Lambdas would take a column of the same name for their own. */
function variableName(name: string): string {
  return sqlName(`each ${name}`);
}

/** A time is in epoch microseconds. */
export function literalSql(value: string | number | boolean | null | readonly string[], type: FieldType): string {
  if (value === null) return sqlNothing(type);
  if (Array.isArray(value)) return sqlTextList(value as readonly string[]);
  if (type === 'time' && typeof value === 'number') return sqlInstant(value);
  if (typeof value === 'number') return type === 'string' ? sqlText(String(value)) : sqlNumber(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return sqlText(value as string);
}

export function orderSql(keys: readonly SortKey[], from: Step): string {
  return keys
    .flatMap((key) => {
      const sql = expressionSql(key.expression, from);
      const direction = key.direction === 'ascending' ? 'ASC' : 'DESC';
      const isLast = (key.nulls ?? 'last') === 'last';
      // A list that is not there is empty, not null.
      if (key.expression.type === 'multivalue')
        return [`empty(${sql}) ${isLast ? 'ASC' : 'DESC'}`, `${sql} ${direction}`];
      return [`${sql} ${direction} NULLS ${isLast ? 'LAST' : 'FIRST'}`];
    })
    .join(', ');
}

/** A column of a table as the plan's type; with a key, the value under it in a column of JSON. */
export function storedSql(table: string, stored: StoredColumn, type: FieldType): string {
  const column = `${table}.${sqlName(stored.physical)}`;
  const path = stored.key === undefined ? undefined : `${column}.${sqlName(stored.key)}`;
  const of = (name: string): string => (path === undefined ? column : `${path}.:${sqlName(name)}`);
  const list = path === undefined ? column : `arrayMap(v -> ifNull(v, ''), ${of('Array(Nullable(String))')})`;
  const text = path === undefined ? `toString(${column})` : `CAST(${path}, 'Nullable(String)')`;
  switch (stored.stored) {
    case 'VARCHAR[]': {
      const one =
        path === undefined ? emptyList : `if(isNull(${of('String')}), ${emptyList}, [ifNull(${of('String')}, '')])`;
      const all = path === undefined ? list : `if(empty(${list}), ${one}, ${list})`;
      return type === 'multivalue' ? all : convertSql(`arrayElementOrNull(${all}, 1)`, 'string', type);
    }
    case 'VARCHAR':
      return convertSql(path === undefined ? `toNullable(${text})` : text, 'string', type);
    case 'BIGINT':
    case 'DOUBLE': {
      const number =
        path === undefined ? `toFloat64(${column})` : `coalesce(${of('Float64')}, toFloat64(${of('Int64')}))`;
      // An exponent is written out, as for every number.
      return type === 'string' || type === 'multivalue'
        ? convertSql(`if(match(${text}, 'e'), ${numberToText(number)}, ${text})`, 'string', type)
        : convertSql(number, 'number', type);
    }
    case 'TIMESTAMP':
      return convertSql(column, 'time', type);
    default:
      throw new Error(`Unknown stored type ${String(stored.stored satisfies never)}`);
  }
}

export function convertSql(sql: string, from: FieldType, to: FieldType): string {
  if (from === to) return sql;
  switch (to) {
    case 'string':
      if (from === 'number') return numberToText(sql);
      if (from === 'boolean') return `multiIf(${sql}, 'True', NOT ${sql}, 'False', NULL)`;
      if (from === 'time') return timeToText(sql);
      return `if(empty(${sql}), NULL, arrayStringConcat(${sql}, '\\n'))`;
    case 'number':
      if (from === 'string') return textToNumber(sql);
      if (from === 'time') return `(${microsOf(sql)} / 1000000)`;
      if (from === 'boolean') return `toFloat64(${sql})`;
      return textToNumber(`arrayElementOrNull(${sql}, 1)`);
    case 'time':
      return ofMicros(`toInt64(round((${from === 'number' ? sql : convertSql(sql, from, 'number')}) * 1000000))`);
    case 'multivalue': {
      const text = from === 'string' ? sql : convertSql(sql, from, 'string');
      return `if(isNull(${sql}), ${emptyList}, [ifNull(${text}, '')])`;
    }
    case 'boolean':
      return from === 'string' ? `(lower(${sql}) IN ('true', '1', 't'))` : `(${sql} <> 0)`;
    default:
      throw new Error(`Unknown type ${String(to satisfies never)}`);
  }
}
