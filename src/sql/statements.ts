/** Statements over the tables that a running search makes for itself; the plan's own SQL comes from the dialect. */
import type { Column } from '../plan/types.ts';
import { sqlTypes } from './duckdb-expressions.ts';
import { sqlName, sqlNumber, sqlText } from './literal.ts';
import { stageColumn, stageTable } from './tables.ts';

export function createStage(table: string, sql: string): string {
  return `CREATE TABLE ${stageTable(table)} AS ${sql}`;
}

export function dropStage(table: string): string {
  return `DROP TABLE IF EXISTS ${stageTable(table)}`;
}

/** All columns of some rows, in the table's own order. */
export function pageOfStage(table: string, count: number, offset: number): string {
  // By number, not by LIMIT: the rows before need not be counted off, and a short page is there sooner.
  return `SELECT * FROM ${stageTable(table)} WHERE rowid BETWEEN ${sqlNumber(offset)} AND ${sqlNumber(offset + count - 1)}`;
}

export function firstRows(sql: string, count: number): string {
  return `SELECT * FROM (${sql}) LIMIT ${count}`;
}

/** An empty stage of these columns, and behind them the row's number. */
export function createNumberedStage(table: string, columns: readonly Column[]): string {
  const typed = columns.map((column, i) => `${stageColumn(i)} ${sqlTypes[column.type]}`);
  return `CREATE TABLE ${stageTable(table)} (${[...typed, `${stageColumn(columns.length)} BIGINT`].join(', ')})`;
}

/** An empty stage for the rows of a query, in the query's own types: comparing with others would keep row groups from being skipped. */
export function createEmptyStage(table: string, sql: string): string {
  return `CREATE TABLE ${stageTable(table)} AS ${sql} WITH NO DATA`;
}

/** Behind the rows that the stage has; those of the query keep their order. */
export function appendToStage(table: string, sql: string): string {
  return `INSERT INTO ${stageTable(table)} ${sql}`;
}

/**
 * One row of two columns: `parts` + 1 times (epoch microseconds) that part a table's events into equal shares, and what stretch of
 * time neighbouring events of the file take on average. Of a sample of about `events` events, read in blocks.
 */
export function sampleTimes(table: string, rowCount: number, events: number, parts: number): string {
  const share = Math.min(100, Math.max(0.01, (events / Math.max(1, rowCount)) * 100));
  const shares = Array.from({ length: parts + 1 }, (_, i) => i / parts);
  return `WITH sample AS MATERIALIZED (SELECT _id // 2048 AS block, epoch_us(_time) AS time FROM ${sqlName(table)} TABLESAMPLE system(${share.toFixed(3)} PERCENT)), blocks AS (SELECT max(time) - min(time) AS stretch FROM sample GROUP BY block) SELECT quantile_disc(time, [${shares.join(', ')}]), (SELECT avg(stretch) FROM blocks) FROM sample`;
}

/** The columns of a query of the dialect, under these names, into a file. */
export function copyToParquet(sql: string, names: readonly string[], file: string): string {
  const list = names.map((name, i) => `${stageColumn(i)} AS ${sqlName(name)}`);
  return `COPY (SELECT ${list.join(', ')} FROM (${sql})) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`;
}
