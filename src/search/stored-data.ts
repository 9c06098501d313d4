/** What is stored, as people ask for it: indexes, imports, fields; and its deletion. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldInfo, ImportInfo, IndexInfo } from '../protocol/index.ts';
import { parseTimeText } from '../spl/relative-time.ts';
import type { Database } from '../store/database.ts';
import { deleteEvents } from '../store/delete.ts';
import type { Deletion } from '../store/delete.ts';
import { StoreError } from '../store/error.ts';
import { isoOf } from '../store/iso-time.ts';
import { syncManifest } from '../store/manifest.ts';
import { listFields, listImports, listIndexes, newestSettings } from '../store/imports.ts';

export class StoredData {
  readonly #exists: () => boolean;
  readonly #open: () => Promise<Database>;
  readonly #manifest: () => string;

  /** `exists` says whether there is a database; `open` opens it, or makes one; `manifest` is where its imports are listed. */
  constructor(exists: () => boolean, open: () => Promise<Database>, manifest: () => string) {
    this.#exists = exists;
    this.#open = open;
    this.#manifest = manifest;
  }

  /** Nothing where nothing was ever stored: looking does not make a database. */
  async #list<T>(read: (connection: DuckDBConnection) => Promise<T[]>): Promise<T[]> {
    if (!this.#exists()) return [];
    const connection = await (await this.#open()).connect();
    try {
      return await read(connection);
    } finally {
      connection.closeSync();
    }
  }

  async indexes(): Promise<IndexInfo[]> {
    const indexes = await this.#list(listIndexes);
    return indexes.map((index) => ({
      ...index,
      firstTime: isoOf(index.firstTime),
      lastTime: isoOf(index.lastTime),
      sourcetypes: [...index.sourcetypes],
    }));
  }

  async imports(): Promise<ImportInfo[]> {
    const imports = await this.#list(listImports);
    return imports.map(({ id, importedAt, ...rest }) => ({
      ...rest,
      importId: id,
      at: new Date(importedAt).toISOString(),
    }));
  }

  /** What the newest import of a source type was read with; empty where there is none. */
  async settingsOf(sourcetype: string): Promise<Readonly<Record<string, string>>> {
    const [newest] = await this.#list((connection) => newestSettings(connection, sourcetype));
    return newest ?? {};
  }

  async fields(index: string | undefined): Promise<FieldInfo[]> {
    const fields = await this.#list((connection) => listFields(connection, index));
    return fields.map((field) => ({ ...field, sourcetypes: [...field.sourcetypes] }));
  }

  async delete(params: {
    readonly index?: string | undefined;
    readonly importId?: number | undefined;
    readonly before?: string | undefined;
  }): Promise<{ events: number; imports: number }> {
    const before = params.before === undefined ? undefined : parseTimeText(params.before, Date.now() / 1000, 'UTC');
    if (params.before !== undefined && before === undefined)
      throw new StoreError(`"${params.before}" is no time.`, 'Write for example 2026-01-01 or -30d.');
    if (params.index === undefined && params.importId === undefined && before === undefined)
      throw new StoreError('Nothing was named to delete.', 'Name an index, an import or a time.');
    const wanted: Deletion = {
      ...(params.index === undefined ? {} : { index: params.index }),
      ...(params.importId === undefined ? {} : { importId: params.importId }),
      ...(before === undefined ? {} : { before: Math.round(before * 1e6) }),
    };
    const database = await this.#open();
    const connection = await database.connect();
    try {
      const deleted = await database.exclusively(() => deleteEvents(connection, wanted));
      await connection.run('CHECKPOINT').catch(() => undefined);
      // What cannot be written now is made up for by the next start.
      await syncManifest(connection, this.#manifest(), { before: wanted.before }).catch(() => undefined);
      return deleted;
    } finally {
      connection.closeSync();
    }
  }
}
