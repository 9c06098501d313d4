/** Reads an input without storing anything, as the import would: the wizard's page and the command line's `preview`. */
import type { PreviewResult } from '../protocol/index.ts';
import { openReader } from './reader.ts';
import { warningsOfReading } from './reading-warnings.ts';
import type { InputSource } from './types.ts';
import { plainName } from './input.ts';
import { understand } from './understand.ts';
import type { Hints, Understanding } from './understanding/types.ts';

export interface PreviewOptions extends Hints {
  readonly limit: number;
  readonly extent: 'sample' | 'whole';
  readonly signal?: AbortSignal;
}

/** A sample ends when this much of the file was read and there are events enough, or when it is too much for a page. */
const sampleBytes = 128 << 10;
const largestSampleBytes = 1 << 20;
const enoughEvents = 100;

export async function previewInput(source: InputSource, options: PreviewOptions): Promise<PreviewResult> {
  const understanding = understand(source, options);
  const reader = openReader(source, understanding, {
    spans: true,
    transforms: options.transforms,
    ...(options.extent === 'sample' ? { pieceBytes: sampleBytes } : {}),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  });
  const events: PreviewResult['events'] = [];
  let eventCount = 0,
    timedCount = 0,
    rejectedCount = 0,
    bytesRead = 0;
  let firstTime: number | null = null,
    lastTime: number | null = null;
  let complete = true;
  for await (const batch of reader.batches()) {
    if (options.signal?.aborted === true) {
      complete = false;
      break;
    }
    bytesRead = batch.bytesDone;
    rejectedCount += batch.rejected.length;
    for (const event of batch.events) {
      eventCount += 1;
      if (event.time !== null) {
        if (/^(parsed|year_inferred|file_name)$/.test(event.timeSource)) timedCount += 1;
        firstTime = firstTime === null ? event.time : Math.min(firstTime, event.time);
        lastTime = lastTime === null ? event.time : Math.max(lastTime, event.time);
      }
      if (events.length >= options.limit) continue;
      const fields: Record<string, string | string[]> = {};
      event.values.forEach((value, i) => {
        const name = reader.columns[i];
        if (value !== undefined && name !== undefined) fields[name] = typeof value === 'string' ? value : [...value];
      });
      if (event.host !== undefined) fields.host = event.host;
      events.push({
        time: event.time === null ? null : event.time / 1e6,
        timeSource: event.timeSource,
        raw: event.raw.length > 100_000 ? `${event.raw.slice(0, 100_000)}…` : event.raw,
        timeSpans: event.timeSpans.map((s) => ({ start: s.start, end: s.end })),
        lineNumber: event.lineNumber,
        fields,
        ...(event.time === null && understanding.settings.TIME_FORMAT !== undefined
          ? { problem: 'No time was found in this event.' }
          : {}),
      });
    }
    if (
      options.extent === 'sample' &&
      batch.bytesDone < source.bytes &&
      (batch.bytesDone >= largestSampleBytes ||
        (batch.bytesDone >= sampleBytes && events.length >= Math.min(options.limit, enoughEvents)))
    ) {
      complete = false;
      break;
    }
  }
  const warnings = [
    ...understanding.warnings,
    ...reader.warnings,
    ...warningsOfReading({ events: eventCount, timed: timedCount, lastTime }),
  ];
  return {
    name: plainName(source),
    bytes: source.bytes,
    sourcetype: understanding.sourcetype,
    confidence: understanding.confidence,
    settings: { ...understanding.settings },
    charset: understanding.charset,
    columns: [...understanding.columns, ...cellsBeyond(understanding, reader.columns)],
    decisions: [...understanding.decisions],
    timeCandidates: [...understanding.timeCandidates],
    ...(understanding.ambiguity === undefined
      ? {}
      : {
          ambiguity: {
            question: understanding.ambiguity.question,
            readings: understanding.ambiguity.readings.map((r) => ({
              label: r.label,
              settings: { ...r.settings },
              examples: [...r.examples],
            })),
          },
        }),
    events,
    eventCount,
    timedCount,
    rejectedCount,
    bytesRead,
    complete,
    firstTime: firstTime === null ? null : firstTime / 1e6,
    lastTime: lastTime === null ? null : lastTime / 1e6,
    warnings,
  };
}

/** Columns that the header does not name, for cells of rows that are longer than it. */
function cellsBeyond({ shape, columns }: Understanding, read: readonly string[]): string[] {
  if (shape !== 'delimited') return [];
  return read.slice(columns.length).filter((name) => /^field\d+$/.test(name));
}
