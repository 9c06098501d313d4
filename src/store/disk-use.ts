/** What the indexes take on the disk. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../sql/literal.ts';
import type { DataFolder } from './data-folder.ts';
import { freeBytes } from './data-folder.ts';
import { eventsTable, rawTable } from './segment-names.ts';

export interface FolderUse {
  readonly databaseBytes: number;
  readonly temporaryBytes: number;
  readonly freeBytes: number;
}

export function folderUse(folder: DataFolder): FolderUse {
  return {
    databaseBytes: sizeOf(folder.database) + sizeOf(`${folder.database}.wal`),
    temporaryBytes: existsSync(folder.temporary)
      ? readdirSync(folder.temporary).reduce((sum, name) => sum + sizeOf(join(folder.temporary, name)), 0)
      : 0,
    freeBytes: freeBytes(folder),
  };
}

/** A file may go while it is looked at. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** About what each import takes in the database, bytes: whole blocks, by the import's number. */
export async function importSizes(connection: DuckDBConnection): Promise<ReadonlyMap<number, number>> {
  const value = async (sql: string): Promise<unknown[][]> => (await connection.runAndReadAll(sql)).getRows();
  const [[block = 0] = []] = await value('SELECT max(block_size) FROM pragma_database_size()');
  const tables = new Set(
    (await value('SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()')).map(([name]) =>
      String(name),
    ),
  );
  const sizes = new Map<number, number>();
  for (const [importId, segmentId] of await value('SELECT id, segment_id FROM imports WHERE segment_id IS NOT NULL')) {
    let bytes = 0;
    for (const table of [eventsTable(Number(segmentId)), rawTable(Number(segmentId))]) {
      if (!tables.has(table)) continue;
      const [[blocks = 0] = []] = await value(
        `SELECT count(DISTINCT block_id) FROM pragma_storage_info(${sqlText(table)}) WHERE block_id >= 0`,
      );
      bytes += Number(blocks) * Number(block);
    }
    sizes.set(Number(importId), bytes);
  }
  return sizes;
}
