/** Makes text indexes behind imports, one segment after the other. */
import type { Database } from './database.ts';
import { indexSegment, unindexedSegments } from './text-index.ts';

export class TextIndexer {
  readonly #database: Database;
  /** Ends when the segments that can be indexed are as they will be. */
  readonly #columnsStored: () => Promise<void>;
  readonly #stop = new AbortController();
  /** Tried in this run and not indexed, for whatever reason: looked through in whole. */
  readonly #left = new Set<number>();
  #work: Promise<void> = Promise.resolve();

  constructor(database: Database, columnsStored: () => Promise<void>) {
    this.#database = database;
    this.#columnsStored = columnsStored;
  }

  wake(): void {
    this.#work = this.#work.then(() => this.#all()).catch(() => undefined);
  }

  async settled(): Promise<void> {
    await this.#work;
  }

  /** What is under way is given up; it is begun anew when the database is opened again. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #all(): Promise<void> {
    await this.#columnsStored();
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const connection = await this.#database.connect();
      const interrupt = (): void => connection.interrupt();
      signal.addEventListener('abort', interrupt);
      try {
        const next = (await unindexedSegments(connection)).find((segment) => !this.#left.has(segment));
        if (next === undefined) return;
        this.#left.add(next);
        await indexSegment(connection, this.#database, next, signal).catch(() => undefined);
      } finally {
        signal.removeEventListener('abort', interrupt);
        connection.closeSync();
      }
    }
  }
}
