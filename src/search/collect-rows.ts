/** Rows of a search as JSON lines, so that they come into an index the way every file does. */
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { cellText } from '../plan/cell.ts';
import type { CellValue } from '../plan/types.ts';

/** The time of a row under a name of its own: `_time` belongs to the event that it becomes. */
const collectSettings: Readonly<Record<string, string>> = {
  INDEXED_EXTRACTIONS: 'json',
  TIMESTAMP_FIELDS: 'collected_time',
  TIME_FORMAT: '%s.%6N',
};

/** The number of lines, and which fields have several values somewhere. A row without a time gets `now`, epoch seconds; its text goes into orig_raw. */
export async function writeCollected(
  path: string,
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly CellValue[])[]>,
  now: number,
): Promise<{ readonly count: number; readonly lists: ReadonlySet<string> }> {
  const lists = new Set<string>();
  const file = await open(path, 'w');
  let count = 0;
  try {
    for await (const rows of batches) {
      count += rows.length;
      for (const row of rows)
        for (const [i, cell] of row.entries()) if (Array.isArray(cell)) lists.add(columns[i] ?? '');
      await file.write(rows.map((row) => `${JSON.stringify(collected(columns, row, now))}\n`).join(''));
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { count, lists };
}

/** An array in JSON becomes a field whose name ends in {}: these are found under their own names as well. */
export function settingsOfCollected(lists: ReadonlySet<string>): Readonly<Record<string, string>> {
  const aliases = [...lists].filter((name) => !/["{}]/.test(name)).map((name) => `"${name}{}" ASNEW "${name}"`);
  return aliases.length === 0 ? collectSettings : { ...collectSettings, 'FIELDALIAS-values': aliases.join(' ') };
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
