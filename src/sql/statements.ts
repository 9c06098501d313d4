/** Statements over the tables that a running search makes for itself; the plan's own SQL comes from the dialect. */
import { stageColumn, stageTable } from './duckdb.ts';

export function createStage(table: string, sql: string): string {
  return `CREATE TABLE ${stageTable(table)} AS ${sql}`;
}

export function dropStage(table: string): string {
  return `DROP TABLE IF EXISTS ${stageTable(table)}`;
}

export function countStage(table: string): string {
  return `SELECT count(*) FROM ${stageTable(table)}`;
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

/** So many text columns, and behind them the row's number. */
export function createNumberedStage(table: string, textColumns: number): string {
  const texts = Array.from({ length: textColumns }, (_, i) => `${stageColumn(i)} VARCHAR`);
  return `CREATE TABLE ${stageTable(table)} (${[...texts, `${stageColumn(textColumns)} BIGINT`].join(', ')})`;
}
