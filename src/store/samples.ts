/** The text of some events of a segment, for finding out what keys there are: cheap whatever the segment's size. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlNumber } from '../sql/literal.ts';

/** From the start of the file and from places further on. By `_id`, which lets the database pass over all other row groups. */
export async function sampleTexts(connection: DuckDBConnection, table: string, most: number): Promise<string[]> {
  const [[first, last] = []] = (
    await connection.runAndReadAll(`SELECT min(_id), max(_id) FROM ${sqlName(table)}`)
  ).getRows();
  if (first === null || first === undefined) return [];
  const each = Math.ceil(most / 4);
  const step = Math.max(each, Math.floor((Number(last) - Number(first)) / 4));
  const parts = [0, 1, 2, 3].map((part) => {
    const start = Number(first) + part * step;
    return `SELECT left(_raw, 10240) FROM ${sqlName(table)} WHERE _id >= ${sqlNumber(start)} AND _id < ${sqlNumber(start + each)}`;
  });
  const rows = await connection.runAndReadAll(parts.join(' UNION ALL '));
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
