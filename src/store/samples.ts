/** The text of some events of a segment, for finding out what keys there are: cheap whatever the segment's size. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlNumber } from '../sql/literal.ts';

/** From the start and from places further on, as the table has them. */
export async function sampleTexts(
  connection: DuckDBConnection,
  table: string,
  rowCount: number,
  most: number,
): Promise<string[]> {
  const each = Math.ceil(most / 4);
  const starts = [0, 1, 2, 3].map((part) => Math.floor((rowCount * part) / 4));
  const ranges = starts.map((start) => `(rowid >= ${sqlNumber(start)} AND rowid < ${sqlNumber(start + each)})`);
  const rows = await connection.runAndReadAll(
    `SELECT left(_raw, 10240) FROM ${sqlName(table)} WHERE ${rowCount <= most ? 'TRUE' : ranges.join(' OR ')}`,
  );
  return rows.getRows().map(([text]) => String(text));
}

/** The settings that each segment was imported with, by its id. */
export async function importSettings(
  connection: DuckDBConnection,
): Promise<ReadonlyMap<number, Readonly<Record<string, string>>>> {
  const rows = await connection.runAndReadAll('SELECT segment_id, settings FROM imports WHERE segment_id IS NOT NULL');
  return new Map(
    rows.getRows().map(([id, settings]) => [Number(id), JSON.parse(String(settings)) as Record<string, string>]),
  );
}
