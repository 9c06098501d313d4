/** Rows of a search as JSON lines, so that they come into an index the way every file does. */
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { cellText } from '../plan/cell.ts';
import type { CellValue } from '../plan/types.ts';

/** The time of a row under a name of its own: `_time` belongs to the event that it becomes. */
export const collectSettings: Readonly<Record<string, string>> = {
  INDEXED_EXTRACTIONS: 'json',
  TIMESTAMP_FIELDS: 'collected_time',
  TIME_FORMAT: '%s.%6N',
};

/** The number of lines. A row without a time gets `now`, epoch seconds; its text goes into orig_raw. */
export async function writeCollected(
  path: string,
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly CellValue[])[]>,
  now: number,
): Promise<number> {
  const file = await open(path, 'w');
  let count = 0;
  try {
    for await (const rows of batches) {
      count += rows.length;
      await file.write(rows.map((row) => `${JSON.stringify(collected(columns, row, now))}\n`).join(''));
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return count;
}

function collected(columns: readonly string[], row: readonly CellValue[], now: number): Record<string, unknown> {
  const time = Number(cellText(row[columns.indexOf('_time')] ?? null) ?? now);
  const made: Record<string, unknown> = { collected_time: (Number.isFinite(time) ? time : now).toFixed(6) };
  columns.forEach((name, i) => {
    const value = row[i] ?? null;
    if (value === null) return;
    if (['host', 'source', 'sourcetype', 'index', '_raw'].includes(name))
      made[`orig_${name.replace(/^_/, '')}`] = value;
    else if (!name.startsWith('_')) made[name] = value;
  });
  return made;
}
