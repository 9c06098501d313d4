/** Opens the one database of a data folder, and makes it anew or refuses where it must. */
import { existsSync, renameSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../sql/literal.ts';
import type { DataFolder } from './data-folder.ts';
import { reason } from './data-folder.ts';
import { StoreError } from './error.ts';
import { registerFunctions } from './functions.ts';

const schemaVersion = 1;

export interface DatabaseOptions {
  /** Bytes the engine may hold in memory; default a quarter of the machine's, at most 4 GB. */
  readonly memoryLimit?: number;
}

export interface Database {
  /** False for the database in memory, which has no catalogue. */
  readonly stored: boolean;
  /** A connection of its own; searches and imports never share one. Close it when done. */
  connect(): Promise<DuckDBConnection>;
  /** Runs what writes after all writes begun before have ended: two at once would end in a conflict. Searches need not wait. */
  exclusively<T>(write: () => Promise<T>): Promise<T>;
  /** What was read of the catalogue under that name, kept until the next write; it must not be changed. */
  remembered<T>(name: string, read: () => Promise<T>): Promise<T>;
  close(): void;
  /** Things the person should know of, such as a database that had to be set aside. */
  readonly notices: readonly string[];
}

export async function openDatabase(folder: DataFolder, options: DatabaseOptions = {}): Promise<Database> {
  const notices: string[] = [];
  let instance: DuckDBInstance;
  try {
    instance = await openPrepared(folder, options);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const refusal = refusalOf(reason(error));
    if (refusal !== undefined || !existsSync(folder.database)) {
      throw new StoreError(`The database in ${folder.root} cannot be opened: ${firstLine(reason(error))}.`, refusal);
    }
    const aside = setAside(folder.database);
    notices.push(
      `The database could not be opened (${firstLine(reason(error))}). It was set aside as ${aside}; nothing was deleted. Import your files again: imports.jsonl in the data folder lists them.`,
    );
    instance = await openPrepared(folder, options);
  }
  return {
    stored: true,
    notices,
    connect: () => instance.connect(),
    ...queue(),
    close: () => instance.closeSync(),
  };
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
  connection.closeSync();
  return {
    stored: false,
    notices: [],
    connect: () => instance.connect(),
    ...queue(),
    close: () => instance.closeSync(),
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
  if (/no space left|disk (is )?full|out of memory|too many open files|cannot allocate/i.test(message))
    return 'Make room on the disk or in memory and try again.';
  if (/version number \d+, but we can only read|newer version|storage version/i.test(message))
    return 'It was written by a newer Grotto: update this one, or name another folder with --data-dir.';
  return undefined;
}

async function openPrepared(folder: DataFolder, options: DatabaseOptions): Promise<DuckDBInstance> {
  const instance = await openInstance(folder.database, folder, options);
  try {
    await prepareSchema(instance);
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

async function openInstance(path: string, folder: DataFolder, options: DatabaseOptions): Promise<DuckDBInstance> {
  const memory = options.memoryLimit ?? Math.min(4 * 2 ** 30, Math.floor(totalmem() / 4));
  const instance = await DuckDBInstance.create(path, {
    memory_limit: `${Math.max(256, Math.floor(memory / 2 ** 20))}MiB`,
    threads: String(Math.max(2, availableParallelism())),
    temp_directory: folder.temporary,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    storage_compatibility_version: 'latest',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await connection.run("ATTACH ':memory:' AS stages");
    registerFunctions(connection);
    // Search text can reach no file: only the spool folder of the importer is open to the engine.
    await connection.run(`SET allowed_directories=[${sqlText(`${folder.temporary}/`)}]`);
    await connection.run('SET enable_external_access=false');
    await connection.run('SET lock_configuration=true');
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw error;
  }
  connection.closeSync();
  return instance;
}

/** Rejected records as events without a time, for searches of index=_rejected. */
const rejectedView = `CREATE VIEW IF NOT EXISTS rejected_events AS
  SELECT NULL::TIMESTAMP AS _time, r.raw AS _raw, i.host AS host, r.file AS source, i.imported_at // 1000 AS _indextime, 1::BIGINT AS linecount, r.rowid AS _id, r.import_id AS _import, 'none' AS _time_source,
    r.line_number AS f0, r.byte_offset AS f1, r.reason AS f2, i.sourcetype AS f3, i.index_name AS f4
  FROM rejected r LEFT JOIN imports i ON i.id = r.import_id`;

async function prepareSchema(instance: DuckDBInstance): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run('BEGIN');
    await connection.run('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)');
    await connection.run('CREATE TABLE IF NOT EXISTS counters (name VARCHAR, value BIGINT)');
    const found = (await connection.runAndReadAll('SELECT max(version) FROM schema_version')).getRows()[0]?.[0];
    if (typeof found === 'number' && found > schemaVersion) {
      throw new StoreError(
        `This data folder was written by a newer Grotto (schema ${found}; this one knows ${schemaVersion}).`,
        'Update Grotto, or choose another folder with --data-dir.',
      );
    }
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
    // Dropped and made again rather than altered: it holds no data of its own.
    await connection.run(rejectedView);
    await connection.run(
      "INSERT INTO counters SELECT name, 0 FROM (VALUES ('imports'), ('segments'), ('events')) AS n(name) WHERE name NOT IN (SELECT name FROM counters)",
    );
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    connection.closeSync();
  }
}

function setAside(path: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const aside = `${path}.unreadable-${stamp}`;
  renameSync(path, aside);
  if (existsSync(`${path}.wal`)) renameSync(`${path}.wal`, `${aside}.wal`);
  return aside;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
