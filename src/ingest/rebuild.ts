/** After a database was set aside: the files that its manifest names are imported again, as they were. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DataFolder } from '../store/data-folder.ts';
import type { Database } from '../store/database.ts';
import { deleteEvents } from '../store/delete.ts';
import { contentHashOf, countContents } from '../store/imports.ts';
import { syncManifest, writeWhole } from '../store/manifest.ts';
import type { ManifestEntry } from '../store/manifest.ts';
import { endRebuild, pendingRebuild } from '../store/set-aside.ts';
import { importInput } from './import-job.ts';
import { openSource } from './packed/open.ts';
import type { Hints } from './understanding/types.ts';

export interface Rebuilt {
  readonly files: number;
  /** Names of what is not there any more, or never was a file. */
  readonly gone: readonly string[];
  /** Files that hold something else now: left out. */
  readonly changed: readonly string[];
  /** Tried again at the next start. */
  readonly failed: readonly { readonly file: string; readonly message: string }[];
}

export interface RebuildSurroundings {
  readonly folder: DataFolder;
  readonly database: Database;
  hints(given: Pick<ManifestEntry, 'sourcetype' | 'settings' | 'timeZone'>): Hints;
  /** When all columns are stored. */
  settle(): Promise<void>;
  readonly signal?: AbortSignal;
}

/** Can be cut off anywhere: the next start goes on where this stopped. Undefined where there is nothing to do. */
export async function rebuild(around: RebuildSurroundings): Promise<Rebuilt | undefined> {
  const { folder, database } = around;
  const waiting = pendingRebuild(folder);
  if (waiting.length === 0) return undefined;
  const gone: string[] = [];
  const changed: string[] = [];
  const failed: { entry: ManifestEntry; message: string }[] = [];
  const trims: { importId: number; before: number }[] = [];
  const connection = await database.connect();
  try {
    const there = await countContents(connection);
    let files = 0;
    for (const entry of waiting) {
      around.signal?.throwIfAborted();
      const key = `${entry.index} ${entry.contentHash}`;
      const left = there.get(key) ?? 0;
      if (left > 0) {
        there.set(key, left - 1);
        continue;
      }
      const source = await openSource(entry.file).catch(() => undefined);
      if (source === undefined) {
        gone.push(entry.file);
        continue;
      }
      try {
        const importId = await importAgain(around, entry, source, connection);
        if (importId === undefined) changed.push(entry.file);
        else files += 1;
        if (importId !== undefined && entry.deletedBefore !== undefined)
          trims.push({ importId, before: Date.parse(entry.deletedBefore) * 1000 });
      } catch (error) {
        failed.push({ entry, message: error instanceof Error ? error.message : String(error) });
      }
    }
    if (trims.length > 0) await around.settle();
    for (const trim of trims) {
      await database.exclusively(() => deleteEvents(connection, trim));
      await syncManifest(connection, folder.manifest, trim);
    }
    if (failed.length > 0)
      writeWhole(
        folder.rebuild,
        failed.map(({ entry }) => entry),
      );
    else endRebuild(folder);
    return { files, gone, changed, failed: failed.map(({ entry, message }) => ({ file: entry.file, message })) };
  } finally {
    connection.closeSync();
  }
}

/** Undefined where the file holds something else now: then nothing is kept of it. */
async function importAgain(
  around: RebuildSurroundings,
  entry: ManifestEntry,
  source: Awaited<ReturnType<typeof openSource>>,
  connection: DuckDBConnection,
): Promise<number | undefined> {
  const { folder, database } = around;
  const { importId } = await importInput(source, folder, database, {
    ...around.hints(entry),
    index: entry.index,
    host: entry.host,
    again: true,
    ...(around.signal === undefined ? {} : { signal: around.signal }),
  });
  if ((await contentHashOf(connection, importId)) === entry.contentHash) return importId;
  await database.exclusively(() => deleteEvents(connection, { importId }));
  await syncManifest(connection, folder.manifest);
  return undefined;
}

/** What the person should know of it. */
export function rebuiltNotice({ files, gone, changed, failed }: Rebuilt): string {
  const list = (names: readonly string[]): string =>
    `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
  return [
    `The database was rebuilt: ${files} ${files === 1 ? 'file was' : 'files were'} imported again.`,
    ...(gone.length === 0 ? [] : [`Not there any more: ${list(gone)}.`]),
    ...(changed.length === 0 ? [] : [`Changed since, so left out; import them again yourself: ${list(changed)}.`]),
    ...(failed.length === 0
      ? []
      : [`Tried again at the next start: ${list(failed.map(({ file, message }) => `${file} (${message})`))}.`]),
  ].join(' ');
}
