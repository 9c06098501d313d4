/**
 * The manifest: beside the database one readable line of JSON for each import that was acknowledged, so that the database
 * can be rebuilt without being read. Of an import that is there twice the last line counts. The database has the last word
 * on what is in it: each start, and whatever deletes or changes imports, brings the manifest up to date with it.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlNumber } from '../sql/literal.ts';
import { isoOf } from './iso-time.ts';

export interface ManifestEntry {
  readonly importId: number;
  /** Path, or `archive:member`, or a name where it came from no file. */
  readonly file: string;
  readonly index: string;
  readonly sourcetype: string;
  readonly host: string;
  readonly events: number;
  readonly rejected: number;
  readonly untimed: number;
  readonly bytes: number;
  /** ISO 8601, as all times here. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly contentHash: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly account: Readonly<Record<string, number>> | null;
  readonly at: string;
  /** Zone of times that name none, where one was given. */
  readonly timeZone?: string;
  /** Other settings were applied to its events later. */
  readonly revised?: true;
  /** Its events from before this were deleted. */
  readonly deletedBefore?: string;
}

export interface Manifest {
  readonly entries: ReadonlyMap<number, ManifestEntry>;
  /** Lines of the file that say nothing that could be read, 1-based. */
  readonly unreadable: readonly number[];
  readonly lineCount: number;
}

/** Nothing where there is no manifest yet. */
export function readManifest(path: string): Manifest {
  const entries = new Map<number, ManifestEntry>();
  const unreadable: number[] = [];
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const said = parsed(line);
    if (said === undefined) unreadable.push(i + 1);
    else if ('deleted' in said) for (const id of said.deleted) entries.delete(id);
    else entries.set(said.importId, said);
  });
  return { entries, unreadable, lineCount: lines.filter((line) => line !== '').length };
}

function parsed(line: string): ManifestEntry | { readonly deleted: readonly number[] } | undefined {
  try {
    const said = JSON.parse(line) as Partial<ManifestEntry> & { readonly deleted?: unknown };
    if (Array.isArray(said.deleted)) return { deleted: said.deleted.map(Number) };
    const isEntry =
      typeof said.importId === 'number' &&
      typeof said.file === 'string' &&
      typeof said.index === 'string' &&
      typeof said.sourcetype === 'string' &&
      typeof said.contentHash === 'string';
    return isEntry ? (said as ManifestEntry) : undefined;
  } catch {
    return undefined;
  }
}

/** A new import, as the database has it. */
export async function recordImport(
  connection: DuckDBConnection,
  path: string,
  importId: number,
  timeZone: string | undefined,
): Promise<void> {
  const [entry] = await storedEntries(connection, importId);
  if (entry !== undefined) append(path, [{ ...entry, ...(timeZone === undefined ? {} : { timeZone }) }]);
}

/** `before`: epoch microseconds, events from before then were deleted just now. */
export async function syncManifest(
  connection: DuckDBConnection,
  path: string,
  { before }: { readonly before?: number | undefined } = {},
): Promise<void> {
  const manifest = readManifest(path);
  const stored = await storedEntries(connection);
  const all: ManifestEntry[] = [];
  const changed: (ManifestEntry | { deleted: number[]; at: string })[] = [];
  for (const entry of stored) {
    const known = manifest.entries.get(entry.importId);
    const now = known === undefined ? entry : broughtUp(known, entry, before);
    all.push(now);
    if (now !== known) changed.push(now);
  }
  const ids = new Set(stored.map((entry) => entry.importId));
  const gone = [...manifest.entries.keys()].filter((id) => !ids.has(id));
  if (gone.length > 0) changed.push({ deleted: gone, at: new Date().toISOString() });
  const grown = manifest.lineCount + changed.length > 100 + 2 * all.length;
  if (manifest.unreadable.length > 0 || grown) writeWhole(path, all);
  else if (changed.length > 0) append(path, changed);
}

/** What was known of an import with what the database says now; the same object where nothing differs. */
function broughtUp(known: ManifestEntry, stored: ManifestEntry, before: number | undefined): ManifestEntry {
  const isRevised = JSON.stringify(known.settings) !== JSON.stringify(stored.settings);
  if (!isRevised && known.events === stored.events && known.contentHash === stored.contentHash) return known;
  // Where the moment is not known any more the first event that is left tells as much.
  const bound = before === undefined ? stored.firstTime : isoOf(before);
  const isTrimmed = !isRevised && stored.events < known.events && bound !== null;
  return {
    ...stored,
    ...(known.timeZone === undefined ? {} : { timeZone: known.timeZone }),
    ...(isRevised || known.revised === true ? { revised: true } : {}),
    ...(isTrimmed
      ? { deletedBefore: bound }
      : known.deletedBefore === undefined
        ? {}
        : { deletedBefore: known.deletedBefore }),
  };
}

async function storedEntries(connection: DuckDBConnection, importId?: number): Promise<ManifestEntry[]> {
  const rows = await connection.runAndReadAll(
    `SELECT i.id, i.file, i.index_name, i.sourcetype, i.host, i.events, i.rejected, i.untimed, i.bytes, i.first_time, i.last_time, i.content_hash, i.settings, d.account, i.imported_at
     FROM imports i LEFT JOIN import_details d ON d.import_id = i.id${importId === undefined ? '' : ` WHERE i.id = ${sqlNumber(importId)}`} ORDER BY i.id`,
  );
  return rows.getRows().map((row) => ({
    importId: Number(row[0]),
    file: String(row[1]),
    index: String(row[2]),
    sourcetype: String(row[3]),
    host: String(row[4]),
    events: Number(row[5]),
    rejected: Number(row[6]),
    untimed: Number(row[7]),
    bytes: Number(row[8]),
    firstTime: isoOf(row[9] === null || row[9] === undefined ? null : Number(row[9])),
    lastTime: isoOf(row[10] === null || row[10] === undefined ? null : Number(row[10])),
    contentHash: String(row[11]),
    settings: JSON.parse(String(row[12])) as Record<string, string>,
    account: row[13] === null || row[13] === undefined ? null : (JSON.parse(String(row[13])) as Record<string, number>),
    at: new Date(Number(row[14])).toISOString(),
  }));
}

/** In one write. A line that a full disk cut off before is ended first, so that it spoils no other. */
function append(path: string, lines: readonly object[]): void {
  const file = openSync(path, 'a+');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    const start = size === 0 || last[0] === 10 ? '' : '\n';
    writeAll(file, start + text(lines));
  } finally {
    closeSync(file);
  }
}

/** The file is there whole or not at all. */
export function writeWhole(path: string, lines: readonly object[]): void {
  const file = openSync(`${path}.new`, 'w');
  try {
    writeAll(file, text(lines));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

const text = (lines: readonly object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function writeAll(file: number, content: string): void {
  const bytes = Buffer.from(content);
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
