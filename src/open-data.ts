/** The data folder while it is open: its lock, its database, and the work that goes on behind imports. */
import { existsSync } from 'node:fs';
import { rebuild, rebuiltNotice } from './ingest/rebuild.ts';
import type { Hints } from './ingest/understanding/types.ts';
import type { Problem } from './protocol/index.ts';
import { clearTemporary, createFolders, lockFolder } from './store/data-folder.ts';
import type { DataFolder } from './store/data-folder.ts';
import { openDatabase } from './store/database.ts';
import type { Database } from './store/database.ts';
import { ColumnBuilder } from './store/stored-columns.ts';
import { TextIndexer } from './store/text-indexer.ts';

export interface OpenDataOptions {
  /** Bytes the database may hold in memory; default: what settings.json says. */
  readonly memoryLimit?: number;
  /** Bytes of temporary files it may write. */
  readonly temporaryLimit?: number;
  /** Where a database had to be set aside: answer before its files were imported again. */
  readonly rebuildBehind?: boolean;
}

interface Opened {
  readonly database: Database;
  readonly columns: ColumnBuilder;
  readonly textIndexer: TextIndexer;
  readonly rebuilding: Promise<void>;
  unlock(): void;
}

/** Opens nothing by itself: the first call that needs the database does. */
export class OpenData {
  /** What the person should know of the opening. */
  readonly notices: string[] = [];
  readonly #folder: DataFolder;
  readonly #options: OpenDataOptions;
  readonly #hints: (given: Hints) => Hints;
  readonly #toProblem: (error: unknown) => Problem;
  #opened: Promise<Opened> | undefined;
  #closing = new AbortController();

  constructor(
    folder: DataFolder,
    options: OpenDataOptions,
    hints: (given: Hints) => Hints,
    toProblem: (error: unknown) => Problem,
  ) {
    this.#folder = folder;
    this.#options = options;
    this.#hints = hints;
    this.#toProblem = toProblem;
  }

  /** True where there is a database, or one that is to be rebuilt. */
  exists(): boolean {
    const { database, manifest, rebuild: waiting } = this.#folder;
    return this.#opened !== undefined || [database, manifest, waiting].some((path) => existsSync(path));
  }

  async open(): Promise<Database> {
    this.#opened ??= this.#open();
    let opened: Opened;
    try {
      opened = await this.#opened;
    } catch (error) {
      // What stands in the way may be gone the next time.
      this.#opened = undefined;
      throw error;
    }
    if (this.#options.rebuildBehind !== true) await opened.rebuilding;
    return opened.database;
  }

  /** For what changes events in place: a view has no rows to change. */
  async openSettled(): Promise<{ readonly folder: DataFolder; readonly database: Database }> {
    const database = await this.open();
    await (await this.#opened)?.columns.settled();
    return { folder: this.#folder, database };
  }

  /** Columns and text indexes of what was imported are made now. */
  async workBehind(): Promise<void> {
    const opened = await this.#opened;
    if (opened !== undefined) wake(opened);
  }

  async settled(): Promise<void> {
    const opened = await this.#opened;
    await opened?.columns.settled();
    await opened?.textIndexer.settled();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const opened = await this.#opened?.catch(() => undefined);
    this.#opened = undefined;
    this.#closing = new AbortController();
    if (opened === undefined) return;
    await opened.rebuilding;
    await Promise.all([opened.textIndexer.close(), opened.columns.close()]);
    opened.database.close();
    opened.unlock();
  }

  async #open(): Promise<Opened> {
    createFolders(this.#folder);
    const unlock = lockFolder(this.#folder);
    try {
      clearTemporary(this.#folder);
      const { memoryLimit: memory, temporaryLimit: temporaryDisk } = this.#options;
      const database = await openDatabase(this.#folder, {
        ...(memory === undefined ? {} : { memory }),
        ...(temporaryDisk === undefined ? {} : { temporaryDisk }),
      });
      this.notices.push(...database.notices);
      const columns = new ColumnBuilder(database);
      const textIndexer = new TextIndexer(database, () => columns.settled());
      // Whatever a run before this one left undone is done now.
      wake({ columns, textIndexer });
      const rebuilding = this.#rebuild(database, columns).finally(() => wake({ columns, textIndexer }));
      return { database, columns, textIndexer, rebuilding, unlock };
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Does not reject. */
  async #rebuild(database: Database, columns: ColumnBuilder): Promise<void> {
    const { signal } = this.#closing;
    try {
      const done = await rebuild({
        folder: this.#folder,
        database,
        hints: this.#hints,
        settle: async () => {
          columns.wake();
          await columns.settled();
        },
        signal,
      });
      if (done !== undefined) this.notices.push(rebuiltNotice(done));
    } catch (error) {
      // The list of what is to be done stays for the next start.
      if (!signal.aborted)
        this.notices.push(`The database could not be rebuilt to the end: ${this.#toProblem(error).message}`);
    }
  }
}

function wake({ columns, textIndexer }: Pick<Opened, 'columns' | 'textIndexer'>): void {
  columns.wake();
  textIndexer.wake();
}
