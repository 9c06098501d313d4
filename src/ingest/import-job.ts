/** Imports one input in one transaction: through the database itself where that reads it exactly, else through the reader. */
import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportedFile } from '../protocol/index.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { Database } from '../store/database.ts';
import type { ImportRecord } from '../store/import-transaction.ts';
import { findImportOf } from '../store/imports.ts';
import type { ImportOfFile } from '../store/imports.ts';
import { isoOf } from '../store/iso-time.ts';
import { recordImport } from '../store/manifest.ts';
import { ImportError } from './error.ts';
import { cutNewPart, findBeginning, offerNewBytes } from './grown-file.ts';
import type { NewPart } from './grown-file.ts';
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
  /** Of a file that has grown since it was imported, import only what is new. */
  readonly onlyNew?: boolean;
  /** The import whose rejected records these are. */
  readonly wasRejectedBy?: number;
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

let parts = 0;

/** Refuses content that is there already, and a file whose beginning is, unless the options say what is wanted. */
export async function importInput(
  source: InputSource,
  folder: DataFolder,
  database: Database,
  options: ImportOptions,
): Promise<ImportedFile> {
  checkIndexName(options.index);
  const check = (): void => {
    if (options.signal?.aborted === true) throw cancelled(source);
  };
  const connection = await database.connect();
  let before: ImportOfFile | undefined;
  try {
    before = options.again ? undefined : await findBeginning(connection, source, options.index, check);
  } finally {
    connection.closeSync();
  }
  if (before === undefined) return importContent(source, folder, database, options);
  if (options.onlyNew !== true) throw offerNewBytes(source, before);
  parts += 1;
  const path = join(folder.temporary, `import-${process.pid}-${parts}.part`);
  try {
    const part = await cutNewPart(source, before, options, path, check);
    const wanted = { ...options, host: options.host ?? before.host, again: true };
    return await importContent(part.source, folder, database, wanted, { before, ...part });
  } finally {
    rmSync(path, { force: true });
  }
}

async function importContent(
  source: InputSource,
  folder: DataFolder,
  database: Database,
  options: ImportOptions,
  part?: NewPart & { readonly before: ImportOfFile },
): Promise<ImportedFile> {
  const started = performance.now();
  const understanding = part?.understanding ?? understand(source, options);
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
    record: ({ account, contentHash, ...read }) => ({
      file: source.name,
      index: options.index,
      sourcetype: understanding.sourcetype,
      host,
      bytes: source.bytes,
      settings: understanding.settings,
      contentHash: part?.contentHash ?? contentHash,
      details: {
        modified: source.modified,
        account:
          part === undefined
            ? account
            : { ...account, continues: part.before.id, precedingBytes: part.before.coveredBytes },
      },
      ...read,
      ...(options.wasRejectedBy === undefined ? {} : { wasRejectedBy: options.wasRejectedBy }),
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
