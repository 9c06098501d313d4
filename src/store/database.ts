/** Opens the one database of a data folder, and makes it anew or refuses where it must. */
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../sql/literal.ts';
import type { DataFolder } from './data-folder.ts';
import { reason } from './data-folder.ts';
import { StoreError } from './error.ts';
import { registerFunctions } from './functions.ts';
import { textIndexTables } from './text-index.ts';
import { inTransaction } from './transaction.ts';
import { readLimits } from './limits.ts';
import type { Limits } from './limits.ts';
import { readManifest, syncManifest } from './manifest.ts';
import { setAside } from './set-aside.ts';

const schemaVersion = 1;

export interface Database {
  /** False for the database in memory, which has no catalogue. */
  readonly stored: boolean;
  /** A connection of its own; searches and imports never share one. Close it when done. */
  connect(): Promise<DuckDBConnection>;
  /** For imports, within `exclusively` only: it tells how far its statement is. */
  readonly writer: DuckDBConnection;
  /** A connection that knows how far its statement is, as long as there are any left; else one that does not. Not to be closed, but given back. */
  borrow(): Promise<Borrowed>;
  /** Runs what writes after all writes begun before have ended: two at once would end in a conflict. Searches need not wait. */
  exclusively<T>(write: () => Promise<T>): Promise<T>;
  /** What was read of the catalogue under that name, kept until the next write; it must not be changed. */
  remembered<T>(name: string, read: () => Promise<T>): Promise<T>;
  close(): void;
  /** Things the person should know of, such as a database that had to be set aside. */
  readonly notices: readonly string[];
}

export interface Borrowed {
  readonly connection: DuckDBConnection;
  giveBack(): void;
}

export async function openDatabase(folder: DataFolder, given: Partial<Limits> = {}): Promise<Database> {
  const { limits, problems } = readLimits(folder, given);
  const notices: string[] = [...problems];
  let opened: OpenInstance;
  if (isLost(folder)) {
    setAside(folder);
    notices.push('The database is not there any more, and its manifest says that there was one.');
  }
  try {
    opened = await openPrepared(folder, limits);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const refusal = refusalOf(reason(error));
    if (refusal !== undefined || !existsSync(folder.database)) {
      throw new StoreError(`The database in ${folder.root} cannot be opened: ${firstLine(reason(error))}.`, refusal);
    }
    const aside = setAside(folder);
    notices.push(
      `The database could not be opened (${firstLine(reason(error))}). It was set aside as ${aside}; nothing was deleted.`,
    );
    opened = await openPrepared(folder, limits);
  }
  const connection = await opened.instance.connect();
  // Where it cannot be written now, the next start does it.
  await syncManifest(connection, folder.manifest).catch(() => undefined);
  connection.closeSync();
  return {
    stored: true,
    notices,
    ...handlesOf(opened),
  };
}

/**
 * Only for looking at it: nothing is migrated, set aside or written. Throws where it cannot be opened.
 */
export async function openReadOnly(
  folder: DataFolder,
): Promise<{ readonly connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(folder.database, {
    access_mode: 'READ_ONLY',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    const found = (await connection.runAndReadAll('SELECT max(version) FROM schema_version')).getRows()[0]?.[0];
    refuseNewer(found);
    return {
      connection,
      close: () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

function refuseNewer(version: unknown): void {
  if (typeof version === 'number' && version > schemaVersion) {
    throw new StoreError(
      `This data folder was written by a newer Grotto (schema ${version}; this one knows ${schemaVersion}).`,
      'Update Grotto, or choose another folder with --data-dir.',
    );
  }
}

/** The database is gone or empty, while the manifest lists imports. */
export function isLost(folder: DataFolder): boolean {
  if (existsSync(folder.database) && statSync(folder.database).size > 0) return false;
  return readManifest(folder.manifest).entries.size > 0;
}

/** A database in memory with the same settings: for searches that need no stored data. */
export async function openInMemory(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("ATTACH ':memory:' AS stages");
  registerFunctions(connection);
  await connection.run('SET enable_external_access=false');
  return { stored: false, notices: [], ...handlesOf({ instance, watched: [], writer: connection }) };
}

/** Connections that were made to tell their progress: that cannot be asked of one once the settings are locked. */
interface OpenInstance {
  readonly instance: DuckDBInstance;
  readonly watched: DuckDBConnection[];
  readonly writer: DuckDBConnection;
}

/** Searches that run at the same time and each tell how far they are. */
const watchedConnections = 4;

async function watchedConnection(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run('SET enable_progress_bar=true');
  await connection.run('SET enable_progress_bar_print=false');
  return connection;
}

function handlesOf({
  instance,
  watched,
  writer,
}: OpenInstance): Pick<Database, 'connect' | 'writer' | 'borrow' | 'exclusively' | 'remembered' | 'close'> {
  const free = [...watched];
  return {
    connect: () => instance.connect(),
    writer,
    async borrow() {
      const connection = free.pop();
      if (connection !== undefined) return { connection, giveBack: () => void free.push(connection) };
      const own = await instance.connect();
      return { connection: own, giveBack: () => own.closeSync() };
    },
    ...queue(),
    close() {
      for (const connection of [...watched, writer]) connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Writes one after the other, in the order of the calls; one that fails does not stop the next. What was read is forgotten with each. */
function queue(): Pick<Database, 'exclusively' | 'remembered'> {
  let last: Promise<unknown> = Promise.resolve();
  let writing = 0;
  let writes = 0;
  const known = new Map<string, unknown>();
  const ended = (): void => {
    writing -= 1;
    writes += 1;
    known.clear();
  };
  return {
    exclusively: (write) => {
      writing += 1;
      const mine = last.then(write).finally(ended);
      last = mine.catch(() => undefined);
      return mine;
    },
    remembered: async <T>(name: string, read: () => Promise<T>): Promise<T> => {
      if (writing > 0) return read();
      if (known.has(name)) return known.get(name) as T;
      const before = writes;
      const value = await read();
      if (writing === 0 && writes === before) known.set(name, value);
      return value;
    },
  };
}

/** What to do about a file that is sound and yet cannot be opened now; undefined where the file itself is at fault. */
function refusalOf(message: string): string | undefined {
  if (/conflicting lock|could not set lock|being used by another process|unique file handle/i.test(message))
    return 'Another program has it open: close that first.';
  if (/permission denied|operation not permitted|read-only file system/i.test(message))
    return 'Give yourself the right to read and write there.';
  if (
    /no space left|disk (is )?full|input\/output error|out of memory|too many open files|cannot allocate/i.test(message)
  )
    return 'Make room on the disk or in memory, see that the disk is sound, and try again.';
  if (/version number \d+, but we can only read|newer version|storage version/i.test(message))
    return 'It was written by a newer Grotto: update this one, or name another folder with --data-dir.';
  return undefined;
}

async function openPrepared(folder: DataFolder, limits: Limits): Promise<OpenInstance> {
  const open = await openInstance(folder.database, folder, limits);
  try {
    await prepareSchema(open.instance);
    return open;
  } catch (error) {
    for (const connection of [...open.watched, open.writer]) connection.closeSync();
    open.instance.closeSync();
    throw error;
  }
}

async function openInstance(path: string, folder: DataFolder, limits: Limits): Promise<OpenInstance> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: inMegabytes(limits.memory),
    threads: String(Math.max(2, availableParallelism())),
    temp_directory: folder.temporary,
    max_temp_directory_size: inMegabytes(limits.temporaryDisk),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    storage_compatibility_version: 'latest',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  const watched: DuckDBConnection[] = [];
  try {
    for (let i = 0; i < watchedConnections; i += 1) watched.push(await watchedConnection(instance));
    await connection.run("ATTACH ':memory:' AS stages");
    registerFunctions(connection);
    // Search text can reach no file: only the spool folder of the importer is open to the engine.
    await connection.run(`SET allowed_directories=[${sqlText(`${folder.temporary}/`)}]`);
    await connection.run('SET enable_external_access=false');
    await connection.run('SET enable_progress_bar=true');
    await connection.run('SET enable_progress_bar_print=false');
    await connection.run('SET lock_configuration=true');
  } catch (error) {
    for (const one of [connection, ...watched]) one.closeSync();
    instance.closeSync();
    throw error;
  }
  return { instance, watched, writer: connection };
}

const inMegabytes = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)}MiB`;

/** Rejected records as events without a time, for searches of index=_rejected. */
const rejectedView = `CREATE VIEW IF NOT EXISTS rejected_events AS
  SELECT NULL::TIMESTAMP AS _time, r.raw AS _raw, i.host AS host, r.file AS source, i.imported_at // 1000 AS _indextime, 1::BIGINT AS linecount, r.rowid AS _id, r.import_id AS _import, 'none' AS _time_source,
    r.line_number AS f0, r.byte_offset AS f1, r.reason AS f2, i.sourcetype AS f3, i.index_name AS f4
  FROM rejected r LEFT JOIN imports i ON i.id = r.import_id`;

async function prepareSchema(instance: DuckDBInstance): Promise<void> {
  const connection = await instance.connect();
  try {
    await inTransaction(connection, async () => {
      await connection.run('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)');
      await connection.run('CREATE TABLE IF NOT EXISTS counters (name VARCHAR, value BIGINT)');
      const found = (await connection.runAndReadAll('SELECT max(version) FROM schema_version')).getRows()[0]?.[0];
      refuseNewer(found);
      if (found === null || found === undefined) {
        await connection.run(`INSERT INTO schema_version VALUES (${schemaVersion})`);
        await connection.run(
          'CREATE TABLE segments (id INTEGER, table_name VARCHAR, index_name VARCHAR, sourcetype VARCHAR, row_count BIGINT, earliest BIGINT, latest BIGINT, fields VARCHAR)',
        );
        await connection.run(
          'CREATE TABLE imports (id INTEGER, segment_id INTEGER, file VARCHAR, index_name VARCHAR, sourcetype VARCHAR, host VARCHAR, bytes BIGINT, events BIGINT, rejected BIGINT, untimed BIGINT, first_time BIGINT, last_time BIGINT, content_hash VARCHAR, imported_at BIGINT, settings VARCHAR)',
        );
        await connection.run(
          'CREATE TABLE rejected (import_id INTEGER, file VARCHAR, line_number BIGINT, byte_offset BIGINT, reason VARCHAR, raw VARCHAR)',
        );
      }
      await connection.run(
        'CREATE TABLE IF NOT EXISTS import_details (import_id INTEGER, modified BIGINT, account VARCHAR)',
      );
      await connection.run(
        'CREATE TABLE IF NOT EXISTS replaced (apply_id INTEGER, import_id INTEGER, import VARCHAR, segment VARCHAR, from_file BOOLEAN)',
      );
      await connection.run(
        'CREATE TABLE IF NOT EXISTS replaced_rejected (import_id INTEGER, file VARCHAR, line_number BIGINT, byte_offset BIGINT, reason VARCHAR, raw VARCHAR)',
      );
      for (const statement of textIndexTables) await connection.run(statement);
      // Dropped and made again rather than altered: it holds no data of its own.
      await connection.run(rejectedView);
      await connection.run(
        "INSERT INTO counters SELECT name, 0 FROM (VALUES ('imports'), ('segments'), ('events')) AS n(name) WHERE name NOT IN (SELECT name FROM counters)",
      );
    });
  } finally {
    connection.closeSync();
  }
}

/** What is said of a database that cannot be opened, and what to do where the file itself is sound. */
export function openingProblem(error: unknown): { readonly message: string; readonly hint: string | undefined } {
  return error instanceof StoreError
    ? { message: error.message, hint: error.hint }
    : { message: firstLine(reason(error)), hint: refusalOf(reason(error)) };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
