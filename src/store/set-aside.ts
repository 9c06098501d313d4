/** A database that cannot be read is renamed, never deleted; what the manifest says was in it is kept as a list of work. */
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { readManifest, writeWhole } from './manifest.ts';
import type { ManifestEntry } from './manifest.ts';

/** Gives the new name of the database. What is cut off in the middle is done again by the next start. */
export function setAside(folder: DataFolder): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  let end = `unreadable-${stamp}`;
  // A clock that was put back must not put one over the other.
  for (let n = 2; existsSync(`${folder.database}.${end}`); n += 1) end = `unreadable-${stamp}-${n}`;
  const waiting = pendingRebuild(folder);
  const known = new Set(waiting.map(keyOf));
  const entries = [...readManifest(folder.manifest).entries.values()].filter((entry) => !known.has(keyOf(entry)));
  if (entries.length > 0) writeWhole(folder.rebuild, [...waiting, ...entries]);
  for (const path of [`${folder.database}.wal`, folder.database, folder.manifest])
    if (existsSync(path)) renameSync(path, `${path}.${end}`);
  return basename(`${folder.database}.${end}`);
}

const keyOf = (entry: ManifestEntry): string => `${entry.contentHash} ${entry.index} ${entry.file} ${entry.at}`;

/** Imports of a database that was set aside which are to be done again, in their order. */
export function pendingRebuild(folder: DataFolder): ManifestEntry[] {
  if (!existsSync(folder.rebuild)) return [];
  return readFileSync(folder.rebuild, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as ManifestEntry]));
}

export function endRebuild(folder: DataFolder): void {
  rmSync(folder.rebuild, { force: true });
}
