/** Statements over the tables that a running search makes for itself; the plan's own SQL comes from the dialect. */
import type { Column } from '../plan/types.ts';
import { sqlTypes } from './duckdb-expressions.ts';
import { stageColumn, stageTable } from './tables.ts';

export function createStage(table: string, sql: string): string {
  return `CREATE TABLE ${stageTable(table)} AS ${sql}`;
}

export function dropStage(table: string): string {
  return `DROP TABLE IF EXISTS ${stageTable(table)}`;
}

/** All columns of some rows, in the table's own order. */
export function pageOfStage(table: string, count: number, offset: number): string {
  return `SELECT * FROM ${stageTable(table)} LIMIT ${count} OFFSET ${offset}`;
}

/** A row without columns for each of them: what is left where a search dropped every field. */
export function emptyRowsOfStage(table: string, count: number, offset: number): string {
  return `SELECT NULL FROM ${stageTable(table)} LIMIT ${count} OFFSET ${offset}`;
}

export function firstRows(sql: string, count: number): string {
  return `SELECT * FROM (${sql}) LIMIT ${count}`;
}

/** An empty stage of these columns, and behind them the row's number. */
export function createNumberedStage(table: string, columns: readonly Column[]): string {
  const typed = columns.map((column, i) => `${stageColumn(i)} ${sqlTypes[column.type]}`);
  return `CREATE TABLE ${stageTable(table)} (${[...typed, `${stageColumn(columns.length)} BIGINT`].join(', ')})`;
}
