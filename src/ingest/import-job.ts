/** Imports one input: read, spool, store in one transaction. Nothing is there unless all of it is. */
import { appendFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ImportedFile } from '../protocol/index.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { Database } from '../store/database.ts';
import { findImportOf } from '../store/imports.ts';
import { isoOf } from '../store/iso-time.ts';
import { writeSegment } from '../store/segment-writer.ts';
import { ImportError } from './error.ts';
import { hostOf } from './host.ts';
import { openReader } from './reader.ts';
import { warningsOfReading } from './reading-warnings.ts';
import { Spool } from './spool.ts';
import type { InputSource, RejectedRecord } from './types.ts';
import { understand } from './understand.ts';
import type { Hints } from './understanding/types.ts';

export interface ImportOptions extends Hints {
  readonly index: string;
  readonly host?: string;
  /** Import content that is there already once more. */
  readonly again: boolean;
  readonly signal?: AbortSignal;
  onProgress?(progress: {
    readonly bytesDone: number;
    readonly events: number;
    readonly step: 'reading' | 'storing';
  }): void;
}

/** Most rejected records that are kept whole; the rest are counted. */
const keptRejected = 10_000;

export function checkIndexName(index: string): void {
  if (!/^[a-z0-9_][a-z0-9_-]{0,79}$/.test(index)) {
    throw new ImportError(`"${index}" cannot be the name of an index.`, {
      hint: 'Use small letters, digits, _ and -; at most 80 of them.',
    });
  }
}

let spools = 0;

export async function importInput(
  source: InputSource,
  folder: DataFolder,
  database: Database,
  options: ImportOptions,
): Promise<ImportedFile> {
  const started = performance.now();
  checkIndexName(options.index);
  const understanding = understand(source, options);
  const reader = openReader(source, understanding, {
    transforms: options.transforms,
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  });
  spools += 1;
  const spool = new Spool(join(folder.temporary, `import-${process.pid}-${spools}.spool`));
  const rejected: RejectedRecord[] = [];
  let rejectedCount = 0;
  const connection = await database.connect();
  // Said again and again: an interrupt between two statements is lost.
  let stopping: NodeJS.Timeout | undefined;
  const stop = (): void => {
    connection.interrupt();
    stopping ??= setInterval(() => connection.interrupt(), 50);
  };
  options.signal?.addEventListener('abort', stop);
  try {
    for await (const batch of reader.batches()) {
      throwIfCancelled(options.signal);
      await spool.write(batch.events);
      rejectedCount += batch.rejected.length;
      for (const record of batch.rejected) if (rejected.length < keptRejected) rejected.push(record);
      options.onProgress?.({ bytesDone: batch.bytesDone, events: spool.events, step: 'reading' });
    }
    await spool.close();
    throwIfCancelled(options.signal);
    const account = reader.account();
    const before = options.again ? undefined : await findImportOf(connection, spool.contentHash, options.index);
    if (before !== undefined) {
      throw new ImportError(
        `The same content was imported before, from ${before.file} into index ${options.index} (import ${before.id}).`,
        { file: source.name, hint: 'Import it again on purpose, or leave it.' },
      );
    }
    options.onProgress?.({ bytesDone: source.bytes, events: spool.events, step: 'storing' });
    const host = options.host ?? hostOf(understanding.settings, source.name) ?? hostname();
    const importId = await database.exclusively(() =>
      writeSegment(connection, {
        spoolFiles: [spool.path],
        longestLine: spool.longestLine,
        fields: spool.fields(reader.columns),
        inTimeOrder: spool.inTimeOrder,
        file: source.name,
        index: options.index,
        sourcetype: understanding.sourcetype,
        host,
        bytes: source.bytes,
        events: spool.events,
        untimed: spool.untimed,
        firstTime: spool.firstTime,
        lastTime: spool.lastTime,
        contentHash: spool.contentHash,
        settings: understanding.settings,
        details: { modified: source.modified, account: { ...account } },
        rejected,
        rejectedCount,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      }),
    );
    await connection.run('CHECKPOINT').catch(() => undefined);
    const imported: ImportedFile = {
      importId,
      file: source.name,
      index: options.index,
      sourcetype: understanding.sourcetype,
      host,
      events: spool.events,
      rejected: rejectedCount,
      untimed: spool.untimed,
      bytes: source.bytes,
      firstTime: isoOf(spool.firstTime),
      lastTime: isoOf(spool.lastTime),
      seconds: Math.round(performance.now() - started) / 1000,
      warnings: [
        ...understanding.warnings,
        ...reader.warnings,
        ...warningsOfReading({
          events: spool.events,
          timed: spool.events - spool.untimed,
          lastTime: spool.lastTime,
        }),
      ],
    };
    appendFileSync(
      folder.manifest,
      `${JSON.stringify({ ...imported, contentHash: spool.contentHash, account, settings: understanding.settings, at: new Date().toISOString() })}\n`,
    );
    return imported;
  } catch (error) {
    if (options.signal?.aborted === true) throw cancelled(source);
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    clearInterval(stopping);
    spool.abandon();
    rmSync(spool.path, { force: true });
    connection.closeSync();
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new Error('Interrupted');
}

function cancelled(source: InputSource): ImportError {
  return new ImportError('The import was cancelled; nothing of the file was kept.', { file: source.name });
}
