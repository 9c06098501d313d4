/** The part of an import in which the database works by itself: alone, with progress, and cancelled at once. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportWork } from './import-job.ts';

/** Milliseconds between two looks at how far it is, and at whether it is still wanted. */
const lookEvery = 100;

/** `onShare` is told which share of the longest statement is done, 0 .. 1; never less than before. */
export function storeAlone<T>(
  work: ImportWork,
  onShare: (share: number) => void,
  store: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { database, options } = work;
  const { writer } = database;
  return database.exclusively(async () => {
    let furthest = 0;
    const looking = setInterval(() => {
      // Said again and again: an interrupt between two statements is lost.
      if (options.signal?.aborted === true) writer.interrupt();
      const share = writer.progress.percentage / 100;
      if (share <= furthest) return;
      furthest = share;
      onShare(share);
    }, lookEvery);
    try {
      work.check();
      return await store(writer);
    } finally {
      clearInterval(looking);
      // Where an interrupt met the rollback itself the next import would find a transaction open.
      await writer.run('ROLLBACK').catch(() => undefined);
    }
  });
}
