/** Scalar expressions of the plan in DuckDB's words. */
import type { Expression, FieldType, SortKey } from '../plan/types.ts';
import type { Step } from './dialect.ts';
import { numberToText, operations, textToNumber, timeToText } from './duckdb-operations.ts';
import { sqlInstant, sqlName, sqlNumber, sqlText, sqlTextList } from './literal.ts';
import type { StoredColumn } from './tables.ts';

export const sqlTypes: Readonly<Record<FieldType, string>> = {
  string: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
  multivalue: 'VARCHAR[]',
};

export function orderSql(keys: readonly SortKey[], from: Step): string {
  return keys
    .map((key) => {
      const direction = key.direction === 'ascending' ? 'ASC' : 'DESC';
      return `${expressionSql(key.expression, from)} ${direction} NULLS ${(key.nulls ?? 'last') === 'last' ? 'LAST' : 'FIRST'}`;
    })
    .join(', ');
}

export function expressionSql(expression: Expression, from: Step): string {
  switch (expression.kind) {
    case 'column':
      return from.column(expression.name);
    case 'literal':
      return literalSql(expression.value, expression.type, false);
    case 'variable':
      return sqlName(expression.name);
    case 'call':
      return operations[expression.operation]({
        sql: expression.arguments.map((a) => expressionSql(a, from)),
        call: expression,
      });
    case 'case': {
      if (expression.branches.length === 0)
        return expression.otherwise === undefined
          ? `CAST(NULL AS ${sqlTypes[expression.type]})`
          : expressionSql(expression.otherwise, from);
      const branches = expression.branches.map(
        (b) => `WHEN ${expressionSql(b.when, from)} THEN ${expressionSql(b.then, from)}`,
      );
      return `CASE ${branches.join(' ')}${expression.otherwise === undefined ? '' : ` ELSE ${expressionSql(expression.otherwise, from)}`} END`;
    }
    case 'convert':
      return convertSql(expressionSql(expression.operand, from), expression.operand.type, expression.type);
    case 'each': {
      const list = expressionSql(expression.list, from);
      const body = `lambda ${sqlName(expression.variable)}: ${expressionSql(expression.body, from)}`;
      const kept = `lambda ${sqlName(expression.variable)}: coalesce(${expressionSql(expression.body, from)}, FALSE)`;
      if (expression.mode === 'map')
        return `nullif(list_filter(list_transform(${list}, ${body}), lambda made: made IS NOT NULL), []::VARCHAR[])`;
      if (expression.mode === 'filter') return `nullif(list_filter(${list}, ${kept}), []::VARCHAR[])`;
      return `(len(list_filter(${list}, ${kept})) > 0)`;
    }
    default:
      throw new Error(`Unknown expression ${JSON.stringify(expression satisfies never)}`);
  }
}

/** In the rows of a values node (`plain`) a time is epoch seconds, as in a result cell; in an expression it is microseconds. */
export function literalSql(
  value: string | number | boolean | null | readonly string[],
  type: FieldType,
  plain: boolean,
): string {
  if (value === null) return plain ? 'NULL' : `CAST(NULL AS ${sqlTypes[type]})`;
  if (Array.isArray(value)) return sqlTextList(value as readonly string[]);
  if (type === 'time' && typeof value === 'number') return sqlInstant(plain ? value * 1e6 : value);
  if (typeof value === 'number') return type === 'string' ? sqlText(String(value)) : sqlNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return sqlText(value as string);
}

/** A stored column as the plan's type. A number was stored as one only where its text comes back unchanged. */
export function storedSql(stored: StoredColumn, type: FieldType): string {
  const name = sqlName(stored.physical);
  if (type === 'multivalue') {
    return stored.stored === 'VARCHAR[]'
      ? name
      : `CASE WHEN ${name} IS NULL THEN NULL ELSE [${storedText(name, stored.stored)}] END`;
  }
  return type === 'string' ? storedText(name, stored.stored) : name;
}

function storedText(name: string, stored: StoredColumn['stored']): string {
  switch (stored) {
    case 'VARCHAR':
      return name;
    case 'VARCHAR[]':
      return `${name}[1]`;
    case 'BIGINT':
      return `CAST(${name} AS VARCHAR)`;
    case 'DOUBLE': {
      // 5 stands beside 5.5 in such a column; DuckDB would write it 5.0, and small numbers with an exponent.
      const written = `CAST(${name} AS VARCHAR)`;
      return `CASE WHEN contains(${written}, 'e') THEN ${numberToText(name)} WHEN ends_with(${written}, '.0') THEN left(${written}, -2) ELSE ${written} END`;
    }
    case 'TIMESTAMP':
      return timeToText(name);
    default:
      throw new Error(`Unknown stored type ${String(stored satisfies never)}`);
  }
}

function convertSql(sql: string, from: FieldType, to: FieldType): string {
  if (from === to) return sql;
  switch (to) {
    case 'string':
      if (from === 'number') return numberToText(sql);
      if (from === 'boolean') return `CASE WHEN ${sql} THEN 'True' WHEN NOT ${sql} THEN 'False' END`;
      if (from === 'time') return timeToText(sql);
      return `array_to_string(${sql}, chr(10))`;
    case 'number':
      if (from === 'string') return textToNumber(sql);
      if (from === 'time') return `(epoch_us(${sql}) / 1000000)`;
      if (from === 'boolean') return `CAST(${sql} AS INTEGER)`;
      return textToNumber(`${sql}[1]`);
    case 'time':
      return `make_timestamp(CAST(round((${from === 'number' ? sql : convertSql(sql, from, 'number')}) * 1000000) AS BIGINT))`;
    case 'multivalue':
      return `CASE WHEN ${sql} IS NULL THEN NULL ELSE [${from === 'string' ? sql : convertSql(sql, from, 'string')}] END`;
    case 'boolean':
      return from === 'string' ? `(lower(${sql}) IN ('true', '1', 't'))` : `(${sql} <> 0)`;
    default:
      throw new Error(`Unknown type ${String(to satisfies never)}`);
  }
}
