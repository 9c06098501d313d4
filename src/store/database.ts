/** Opens the one database of a data folder, and makes it anew or refuses where it must. */
import { existsSync, renameSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../sql/literal.ts';
import type { DataFolder } from './data-folder.ts';
import { reason } from './data-folder.ts';
import { StoreError } from './error.ts';

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
  close(): void;
  /** Things the person should know of, such as a database that had to be set aside. */
  readonly notices: readonly string[];
}

export async function openDatabase(folder: DataFolder, options: DatabaseOptions = {}): Promise<Database> {
  const notices: string[] = [];
  let instance: DuckDBInstance;
  try {
    instance = await openInstance(folder.database, folder, options);
    await prepareSchema(instance);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (!existsSync(folder.database)) throw new StoreError(`The database in ${folder.root} cannot be opened: ${reason(error)}.`);
    const aside = setAside(folder.database);
    notices.push(`The database could not be opened (${firstLine(reason(error))}). It was set aside as ${aside}; nothing was deleted. Import your files again: imports.jsonl in the data folder lists them.`);
    instance = await openInstance(folder.database, folder, options);
    await prepareSchema(instance);
  }
  return {
    stored: true,
    notices,
    connect: () => instance.connect(),
    close: () => instance.closeSync(),
  };
}

/** A database in memory with the same settings: for searches that need no stored data. */
export async function openInMemory(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  await connection.run("ATTACH ':memory:' AS stages");
  await connection.run('SET enable_external_access=false');
  connection.closeSync();
  return { stored: false, notices: [], connect: () => instance.connect(), close: () => instance.closeSync() };
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
    // Search text can reach no file: only the spool folder of the importer is open to the engine.
    await connection.run(`SET allowed_directories=[${sqlText(`${folder.temporary}/`)}]`);
    await connection.run('SET enable_external_access=false');
    await connection.run('SET lock_configuration=true');
  } finally {
    connection.closeSync();
  }
  return instance;
}

async function prepareSchema(instance: DuckDBInstance): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run('BEGIN');
    await connection.run('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)');
    const found = (await connection.runAndReadAll('SELECT max(version) FROM schema_version')).getRows()[0]?.[0];
    if (typeof found === 'number' && found > schemaVersion) {
      throw new StoreError(`This data folder was written by a newer Grotto (schema ${found}; this one knows ${schemaVersion}).`, 'Update Grotto, or choose another folder with --data-dir.');
    }
    if (found === null || found === undefined) {
      await connection.run(`INSERT INTO schema_version VALUES (${schemaVersion})`);
      await connection.run('CREATE TABLE segments (id INTEGER, table_name VARCHAR, index_name VARCHAR, sourcetype VARCHAR, row_count BIGINT, earliest BIGINT, latest BIGINT, fields VARCHAR)');
      await connection.run('CREATE TABLE imports (id INTEGER, segment_id INTEGER, file VARCHAR, index_name VARCHAR, sourcetype VARCHAR, host VARCHAR, bytes BIGINT, events BIGINT, rejected BIGINT, untimed BIGINT, first_time BIGINT, last_time BIGINT, content_hash VARCHAR, imported_at BIGINT, settings VARCHAR)');
      await connection.run('CREATE TABLE rejected (import_id INTEGER, file VARCHAR, line_number BIGINT, byte_offset BIGINT, reason VARCHAR, raw VARCHAR)');
    }
    await connection.run('COMMIT');
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
