/** The data folder: where everything lives, and the lock that keeps a second process out. */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StoreError } from './error.ts';

export interface DataFolder {
  readonly root: string;
  readonly database: string;
  /** Spool files and the database's own overflow; emptied at every start. */
  readonly temporary: string;
  readonly sourceTypes: string;
  readonly lookups: string;
  /** Databases of the places of addresses (.mmdb) that the person put there. */
  readonly places: string;
  readonly knowledge: string;
  readonly reports: string;
  readonly dashboards: string;
  /** Limits that a person set; see settings.ts. */
  readonly settings: string;
  /** See manifest.ts. */
  readonly manifest: string;
  /** To clusters, without passwords. */
  readonly connections: string;
  /** What was sent to clusters: a file for each index, range and place. */
  readonly sent: string;
  /** Imports that are to be done again, while a database is being rebuilt. */
  readonly rebuild: string;
}

export function dataFolderAt(path: string): DataFolder {
  const root = resolve(path);
  return {
    root,
    database: join(root, 'grotto.duckdb'),
    temporary: join(root, 'temp'),
    sourceTypes: join(root, 'sourcetypes'),
    lookups: join(root, 'lookups'),
    places: join(root, 'geo'),
    knowledge: join(root, 'knowledge'),
    reports: join(root, 'reports'),
    dashboards: join(root, 'dashboards'),
    settings: join(root, 'settings.json'),
    manifest: join(root, 'imports.jsonl'),
    connections: join(root, 'connections.json'),
    sent: join(root, 'sent'),
    rebuild: join(root, 'rebuild.jsonl'),
  };
}

/** Free on the disk of the folder, or on the one where it would be made; bytes. */
export function freeBytes(folder: DataFolder): number {
  let place = folder.root;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const disk = statfsSync(place);
  return disk.bavail * disk.bsize;
}

export function createFolders(folder: DataFolder): void {
  try {
    // Logs hold secrets: a new folder is nobody else's to read.
    mkdirSync(folder.root, { recursive: true, mode: 0o700 });
    for (const path of [folder.temporary, folder.sourceTypes, folder.lookups, folder.knowledge])
      mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new StoreError(
      `The data folder ${folder.root} cannot be made or written: ${reason(error)}.`,
      'Choose another with --data-dir, or give yourself the right to write there.',
    );
  }
}

/** Left over from an import that was cut off: never data that was acknowledged. */
export function clearTemporary(folder: DataFolder): void {
  rmSync(folder.temporary, { recursive: true, force: true });
  mkdirSync(folder.temporary, { recursive: true });
}

/** Folders that this process has locked: its own number in a lock file says nothing, for numbers come round again. */
const lockedHere = new Set<string>();

/** Takes the folder for this process. The answer gives it back. Throws when a living process has it. */
export function lockFolder(folder: DataFolder): () => void {
  const path = join(folder.root, 'lock');
  if (lockedHere.has(folder.root))
    throw new StoreError(`The data folder ${folder.root} is open in this process already.`, 'Close it first.');
  // Written beside and linked into place: nobody ever sees a lock that does not name its holder yet.
  const own = `${path}.${process.pid}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(own, JSON.stringify({ pid: process.pid, host: hostname() }));
      try {
        linkSync(own, path);
      } finally {
        rmSync(own, { force: true });
      }
      lockedHere.add(folder.root);
      return () => {
        lockedHere.delete(folder.root);
        rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StoreError(
          `The data folder ${folder.root} cannot be written: ${reason(error)}.`,
          'Choose another with --data-dir, or give yourself the right to write there.',
        );
      }
      const holder = readLock(path);
      if (holder !== null && holder.pid !== process.pid && isAlive(holder)) {
        throw new StoreError(
          `The data folder ${folder.root} is in use by process ${holder.pid} on ${holder.host}.`,
          `Close the other Grotto, or name another folder with --data-dir.${holder.host === hostname() ? '' : ` If it no longer runs, remove ${path}.`}`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new StoreError(`The data folder ${folder.root} could not be locked.`, 'Try again in a moment.');
}

function readLock(path: string): { readonly pid: number; readonly host: string } | null {
  try {
    if (!existsSync(path)) return null;
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8')) as { pid?: unknown; host?: unknown };
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null;
  }
}

function isAlive(holder: { readonly pid: number; readonly host: string }): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
