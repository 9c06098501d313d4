/**
 * Settings applied to events that are there already: their text is read anew, or the file where breaks or cells changed.
 * Whole or not at all, and it can be undone.
 */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ReapplyPreview } from '../../protocol/index.ts';
import type { DataFolder } from '../../store/data-folder.ts';
import type { Database } from '../../store/database.ts';
import { syncManifest } from '../../store/manifest.ts';
import { replaceSegments, segmentsOf, storedEvents, storedTexts, undoReplacement } from '../../store/replaced.ts';
import type { Replacement, StoredSegment } from '../../store/replaced.ts';
import { ImportError } from '../error.ts';
import { fileSource } from '../input.ts';
import { openReader } from '../reader.ts';
import type { Settings } from '../settings.ts';
import { Spool } from '../spool.ts';
import type { ReadEvent, RejectedRecord } from '../types.ts';
import { understand } from '../understand.ts';
import type { Hints } from '../understanding/types.ts';
import { cuttingChanges, storedInput } from './stored-input.ts';
import type { StoredInput } from './stored-input.ts';

export interface ReapplyOptions {
  readonly sourcetype: string;
  readonly index?: string | undefined;
  /** Over what the events were imported with and what the source type says now; an empty value takes a setting away. */
  readonly settings: Settings;
  readonly hints: Hints;
  readonly signal?: AbortSignal;
  onProgress?(progress: {
    readonly eventsDone: number;
    readonly eventCount: number;
    readonly step: 'reading' | 'storing';
  }): void;
}

export interface Surroundings {
  readonly folder: DataFolder;
  readonly database: Database;
}

const shownEvents = 20;
/** Most rejected records that are kept whole; the rest are counted. */
const keptRejected = 10_000;
let files = 0;

/** The new settings of an import, and which of them need the file. */
function planned(segment: StoredSegment, options: ReapplyOptions): { settings: Settings; cutting: string[] } {
  const all = { ...segment.settings, ...options.hints.savedType?.(options.sourcetype), ...options.settings };
  const settings = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  return { settings, cutting: cuttingChanges(segment.settings, settings) };
}

async function open(
  segment: StoredSegment,
  options: ReapplyOptions,
  connection: DuckDBConnection,
  path: string,
  some?: number,
): Promise<StoredInput & { readonly fromFile: boolean }> {
  const { settings, cutting } = planned(segment, options);
  if (cutting.length === 0) {
    const texts = storedTexts(connection, segment, some);
    return { ...(await storedInput(segment, settings, options.hints, texts, path)), fromFile: false };
  }
  const source = sameFile(segment, cutting);
  const understanding = understand(source, { ...options.hints, sourcetype: options.sourcetype, settings });
  return { source, understanding, fromFile: true };
}

/** Throws where the file is gone or is another one now. */
function sameFile(segment: StoredSegment, cutting: readonly string[]): ReturnType<typeof fileSource> {
  const refuse = (what: string): ImportError =>
    new ImportError(
      `${cutting.join(', ')} say where events begin and end, so the file must be read again, and ${what}.`,
      {
        file: segment.file,
        hint: 'Put the file back where it was, or change only settings of times and fields.',
      },
    );
  let stat;
  try {
    stat = statSync(segment.file);
  } catch {
    throw refuse('it is not there any more');
  }
  if (stat.size !== segment.bytes || segment.modified === null || Math.round(stat.mtimeMs) !== segment.modified)
    throw refuse('it has changed since');
  return fileSource(segment.file);
}

/** What would become of about 20 events, and of how many events it would be. Stores nothing. */
export async function previewReapply(around: Surroundings, options: ReapplyOptions): Promise<ReapplyPreview> {
  return withSegments(around, options, async (segments, connection, path) => {
    const samples: ReapplyPreview['samples'] = [];
    const warnings = new Set<string>();
    const each = Math.max(1, Math.ceil(shownEvents / Math.max(1, segments.length)));
    let files = 0;
    for (const segment of segments.slice(0, shownEvents)) {
      const input = await open(segment, options, connection, path, each);
      if (input.fromFile) files += 1;
      const before = await storedEvents(connection, segment, each);
      const reader = openReader(input.source, input.understanding, { transforms: options.hints.transforms });
      const after: ReadEvent[] = [];
      for await (const batch of reader.batches()) {
        after.push(...batch.events.slice(0, each - after.length));
        if (after.length >= each) break;
      }
      for (let i = 0; i < Math.max(before.length, after.length); i += 1) {
        const old = before[i];
        const made = after[i];
        samples.push({
          before: old === undefined ? null : { time: seconds(old.time), raw: old.raw, fields: { ...old.fields } },
          after:
            made === undefined
              ? null
              : { time: seconds(made.time), raw: made.raw, fields: fieldsOf(made, reader.columns) },
        });
      }
      for (const warning of reader.warnings) warnings.add(warning);
    }
    return {
      importCount: segments.length,
      eventCount: segments.reduce((sum, segment) => sum + segment.events, 0),
      readsFiles: files > 0,
      samples: samples.slice(0, shownEvents),
      warnings: [...warnings],
    };
  });
}

/** The number of events there are afterwards. */
export async function reapply(
  around: Surroundings,
  options: ReapplyOptions,
): Promise<{ events: number; imports: number }> {
  return withSegments(around, options, async (segments, connection, path) => {
    const spools: Spool[] = [];
    try {
      const eventCount = segments.reduce((sum, segment) => sum + segment.events, 0);
      const replacements: Replacement[] = [];
      let eventsDone = 0;
      for (const segment of segments) {
        const spool = new Spool(`${path}-${spools.length}.spool`);
        spools.push(spool);
        const input = await open(segment, options, connection, path);
        const read = await spooled(input, spool, options, (events) =>
          options.onProgress?.({ eventsDone: eventsDone + events, eventCount, step: 'reading' }),
        );
        if (!input.fromFile && spool.events + read.discarded !== segment.events)
          throw new ImportError(
            `${segment.events} events were read and ${spool.events} came of them; nothing was changed.`,
            {
              file: segment.file,
            },
          );
        eventsDone += segment.events;
        replacements.push({
          old: segment,
          fromFile: input.fromFile,
          made: {
            ...read,
            spoolFiles: [spool.path],
            longestLine: spool.longestLine,
            inTimeOrder: spool.inTimeOrder,
            file: segment.file,
            index: segment.index,
            sourcetype: segment.sourcetype,
            host: segment.host,
            bytes: segment.bytes,
            events: spool.events,
            untimed: spool.untimed,
            firstTime: spool.firstTime,
            lastTime: spool.lastTime,
            contentHash: segment.contentHash,
            settings: planned(segment, options).settings,
          },
        });
      }
      options.onProgress?.({ eventsDone, eventCount, step: 'storing' });
      await around.database.exclusively(() => replaceSegments(connection, replacements, options.signal));
      await connection.run('CHECKPOINT').catch(() => undefined);
      await syncManifest(connection, around.folder.manifest).catch(() => undefined);
      return { events: spools.reduce((sum, spool) => sum + spool.events, 0), imports: segments.length };
    } finally {
      for (const spool of spools) {
        spool.abandon();
        rmSync(spool.path, { force: true });
      }
    }
  });
}

export async function undoReapply(around: Surroundings, sourcetype: string): Promise<{ events: number }> {
  const connection = await around.database.connect();
  try {
    const events = await around.database.exclusively(() => undoReplacement(connection, sourcetype));
    await connection.run('CHECKPOINT').catch(() => undefined);
    await syncManifest(connection, around.folder.manifest).catch(() => undefined);
    return { events };
  } finally {
    connection.closeSync();
  }
}

async function spooled(
  input: StoredInput,
  spool: Spool,
  options: ReapplyOptions,
  report: (events: number) => void,
): Promise<{
  fields: ReturnType<Spool['fields']>;
  rejected: RejectedRecord[];
  rejectedCount: number;
  discarded: number;
}> {
  const reader = openReader(input.source, input.understanding, {
    transforms: options.hints.transforms,
    ...(options.hints.timeZone === undefined ? {} : { timeZone: options.hints.timeZone }),
  });
  const rejected: RejectedRecord[] = [];
  let rejectedCount = 0;
  for await (const batch of reader.batches()) {
    options.signal?.throwIfAborted();
    await spool.write(batch.events);
    rejectedCount += batch.rejected.length;
    rejected.push(...batch.rejected.slice(0, keptRejected - rejected.length));
    report(spool.events);
  }
  await spool.close();
  const { discardedEvents = 0 } = reader.account();
  return { fields: spool.fields(reader.columns), rejected, rejectedCount, discarded: discardedEvents };
}

async function withSegments<T>(
  around: Surroundings,
  options: ReapplyOptions,
  work: (segments: readonly StoredSegment[], connection: DuckDBConnection, path: string) => Promise<T>,
): Promise<T> {
  files += 1;
  const path = join(around.folder.temporary, `reapply-${process.pid}-${files}`);
  const connection = await around.database.connect();
  const stop = (): void => connection.interrupt();
  options.signal?.addEventListener('abort', stop);
  try {
    const segments = await segmentsOf(connection, options);
    if (segments.length === 0)
      throw new ImportError(`There are no events of the source type "${options.sourcetype}".`, {
        hint: 'Look at the list of indexes for the source types there are.',
      });
    return await work(segments, connection, path);
  } catch (error) {
    if (options.signal?.aborted === true) throw new ImportError('It was cancelled; nothing was changed.');
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    rmSync(path, { force: true });
    connection.closeSync();
  }
}

const seconds = (micros: number | null): number | null => (micros === null ? null : micros / 1e6);

function fieldsOf(event: ReadEvent, columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    event.values.flatMap((value, i) => (value === undefined ? [] : [[columns[i] ?? '', [value].flat().join('\n')]])),
  );
}
