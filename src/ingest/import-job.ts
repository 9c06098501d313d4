/** Imports one input in one transaction: through the database itself where that reads it exactly, else through the reader. */
import { hostname } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportedFile } from '../protocol/index.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { Database } from '../store/database.ts';
import type { ImportRecord } from '../store/import-transaction.ts';
import { findImportOf } from '../store/imports.ts';
import { isoOf } from '../store/iso-time.ts';
import { recordImport } from '../store/manifest.ts';
import { ImportError } from './error.ts';
import { hostOf } from './host.ts';
import { importLines } from './bulk/import-lines.ts';
import { importEvents } from './import-events.ts';
import { warningsOfReading } from './reading-warnings.ts';
import { lostBytes } from './types.ts';
import type { ByteAccount, InputSource, RejectedRecord } from './types.ts';
import { understand } from './understand.ts';
import type { Hints, Understanding } from './understanding/types.ts';

export interface ImportOptions extends Hints {
  readonly index: string;
  readonly host?: string;
  /** Import content that is there already once more. */
  readonly again: boolean;
  /** Files of at least so many bytes may be read by the database itself; default 4 MiB: for less it is not worth it. */
  readonly bulkFrom?: number;
  readonly signal?: AbortSignal;
  onProgress?(progress: {
    readonly bytesDone: number;
    readonly events: number;
    readonly step: 'reading' | 'storing';
  }): void;
}

/** What both ways into the store work with. */
export interface ImportWork {
  readonly source: InputSource;
  readonly understanding: Understanding;
  readonly folder: DataFolder;
  readonly database: Database;
  readonly connection: DuckDBConnection;
  readonly options: ImportOptions;
  /** Throws when the import was cancelled. */
  check(): void;
  /** Throws when the same content is there already and was not wanted again. */
  refuseRepeated(contentHash: string): Promise<void>;
  record(read: {
    readonly contentHash: string;
    readonly account: ByteAccount;
    readonly rejected: readonly RejectedRecord[];
    readonly rejectedCount: number;
  }): ImportRecord;
}

export interface ImportOutcome {
  readonly importId: number;
  readonly events: number;
  readonly rejected: number;
  readonly untimed: number;
  /** Epoch microseconds. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly contentHash: string;
  readonly account: ByteAccount;
  readonly warnings: readonly string[];
}

export function checkIndexName(index: string): void {
  if (!/^[a-z0-9_][a-z0-9_-]{0,79}$/.test(index)) {
    throw new ImportError(`"${index}" cannot be the name of an index.`, {
      hint: 'Use small letters, digits, _ and -; at most 80 of them.',
    });
  }
}

export async function importInput(
  source: InputSource,
  folder: DataFolder,
  database: Database,
  options: ImportOptions,
): Promise<ImportedFile> {
  const started = performance.now();
  checkIndexName(options.index);
  const understanding = understand(source, options);
  const host = options.host ?? hostOf(understanding.settings, source.name) ?? hostname();
  const connection = await database.connect();
  // Said again and again: an interrupt between two statements is lost.
  let stopping: NodeJS.Timeout | undefined;
  const stop = (): void => {
    connection.interrupt();
    stopping ??= setInterval(() => connection.interrupt(), 50);
  };
  options.signal?.addEventListener('abort', stop);
  let furthest = 0;
  const work: ImportWork = {
    source,
    understanding,
    folder,
    database,
    connection,
    options: {
      ...options,
      // The reader begins anew where the database could not read the file.
      onProgress(progress) {
        furthest = Math.max(furthest, progress.bytesDone);
        options.onProgress?.({ ...progress, bytesDone: furthest });
      },
    },
    check: () => {
      if (options.signal?.aborted === true) throw new Error('Interrupted');
    },
    refuseRepeated: async (contentHash) => {
      if (options.again) return;
      const before = await findImportOf(connection, contentHash, options.index);
      if (before === undefined) return;
      throw new ImportError(
        `The same content was imported before, from ${before.file} into index ${options.index} (import ${before.id}).`,
        { file: source.name, hint: 'Import it again on purpose, or leave it.' },
      );
    },
    record: ({ account, ...read }) => ({
      file: source.name,
      index: options.index,
      sourcetype: understanding.sourcetype,
      host,
      bytes: source.bytes,
      settings: understanding.settings,
      details: { modified: source.modified, account },
      ...read,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    }),
  };
  try {
    const outcome = (await importLines(work)) ?? (await importEvents(work));
    await connection.run('CHECKPOINT').catch(() => undefined);
    // What cannot be written now is made up for by the next start.
    await recordImport(connection, folder.manifest, outcome.importId, options.timeZone).catch(() => undefined);
    const { events, untimed, lastTime } = outcome;
    return {
      importId: outcome.importId,
      file: source.name,
      index: options.index,
      sourcetype: understanding.sourcetype,
      host,
      events,
      rejected: outcome.rejected,
      untimed,
      bytes: source.bytes,
      firstTime: isoOf(outcome.firstTime),
      lastTime: isoOf(lastTime),
      account: { ...outcome.account },
      seconds: Math.round(performance.now() - started) / 1000,
      warnings: [
        ...understanding.warnings,
        ...outcome.warnings,
        ...warningsOfAccount(outcome.account),
        ...warningsOfReading({ events, timed: events - untimed, lastTime }),
      ],
    };
  } catch (error) {
    if (options.signal?.aborted === true) throw cancelled(source);
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    clearInterval(stopping);
    connection.closeSync();
  }
}

function warningsOfAccount(account: ByteAccount): string[] {
  const lost = lostBytes(account);
  return lost === 0
    ? []
    : [
        `The account of bytes does not add up: ${Math.abs(lost)} of ${account.contentBytes} bytes are ${lost > 0 ? 'in no event, no separator and no rejected record' : 'counted twice'}.`,
      ];
}

function cancelled(source: InputSource): ImportError {
  return new ImportError('The import was cancelled; nothing of the file was kept.', { file: source.name });
}
