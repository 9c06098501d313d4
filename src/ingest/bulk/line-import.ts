/** Whether a file's events are its lines, and can be read by the database itself: the fast way into the store. */
import type { LineSegment } from '../../store/line-segment.ts';
import { plainName } from '../input.ts';
import { isTrue, settingDefaults } from '../settings.ts';
import { compileFormat } from '../timestamp/format.ts';
import { TextTimeReader } from '../timestamp/reader.ts';
import type { InputSource } from '../types.ts';
import { timeContext } from '../understanding/types.ts';
import type { Understanding } from '../understanding/types.ts';
import type { ContentScanner } from './content.ts';
import { lineCutsOf, linePatternOf } from './line-pattern.ts';
import { LineScanner } from './line-scanner.ts';
import { lineTimeOf } from './line-time.ts';
import { MergeScanner } from './merge-scanner.ts';

/** What is known of a file before its content was looked at. */
export interface BulkPlan {
  /** Looks through the content; `fields` and `fits` count when it is through. */
  readonly scanner: ContentScanner;
  readonly time: LineSegment['time'];
  readonly timeSource: LineSegment['timeSource'];
  fields(): LineSegment['fields'];
  readonly hostField?: string;
  readonly odd?: NonNullable<LineSegment['odd']>;
  fits(): boolean;
}

/** Settings that change nothing of what is done here, whatever they say, and those that are followed. */
const followed = new Set([
  'SHOULD_LINEMERGE',
  'BREAK_ONLY_BEFORE_DATE',
  'TIME_PREFIX',
  'TIME_FORMAT',
  'MAX_TIMESTAMP_LOOKAHEAD',
  'TZ',
  'CHARSET',
  'KV_MODE',
  'category',
  'description',
  'pulldown_type',
  'NO_BINARY_CHECK',
  'AUTO_KV_JSON',
  'host',
  'host_regex',
  'host_segment',
]);

/** Lines whose time only the reader can tell; with more of them the file is read by the reader as a whole. */
export const mostOddLines = 20_000;

/** Undefined where the reader must read the file. */
export function planLines(
  source: InputSource,
  understanding: Understanding,
  timeZone: string | undefined,
): BulkPlan | undefined {
  const { settings, definition, shape } = understanding;
  if (understanding.otherFormats !== undefined) return undefined;
  if (shape !== 'text' || !/^(utf-?8|auto|(us-)?ascii)$/i.test(understanding.charset)) return undefined;
  if (!Object.entries(settings).every(([key, value]) => isFollowed(key, value))) return undefined;
  const context = timeContext(source, settings.TZ ?? timeZone ?? 'UTC');
  const format =
    settings.TIME_FORMAT === undefined || settings.TIME_FORMAT === ''
      ? understanding.automaticFormat
      : settings.TIME_FORMAT;
  // As the reader does: lines are merged only where their times can tell which of them begin an event.
  const merging =
    isTrue(settings.SHOULD_LINEMERGE ?? 'true') &&
    format !== undefined &&
    settings.BREAK_ONLY_BEFORE_DATE?.toLowerCase() !== 'false';
  const time =
    format === undefined
      ? undefined
      : lineTimeOf(settings, format, context, merging ? understanding.latestTimeStart : Infinity);
  if (format !== undefined && time === undefined) return undefined;
  if (definition?.messageField !== undefined) return undefined;
  const patterns = (definition?.extract ?? []).map(linePatternOf);
  if (patterns.includes(undefined)) return undefined;
  const translated = patterns.flatMap((pattern) => pattern ?? []);
  const cuts = definition?.quick === undefined || translated.length !== 1 ? undefined : lineCutsOf(definition.quick);
  const pairs = definition?.keyValues === true && settings.KV_MODE !== 'none';
  const latestStart = understanding.latestTimeStart;
  const timeReader = (written: string): TextTimeReader =>
    new TextTimeReader(settings, compileFormat(written), context, { latestStart, name: plainName(source) });
  const times = format === undefined ? undefined : timeReader(format);
  const lineTimes = format === undefined ? undefined : timeReader(format);
  const scanner =
    lineTimes === undefined || time === undefined || !merging
      ? new LineScanner()
      : new MergeScanner({
          begins: (line) => lineTimes.begins(line),
          latestStart,
          format: format ?? '',
          time,
        });
  const { facts } = scanner;
  return {
    scanner,
    time,
    timeSource: time === undefined ? 'none' : time.notAfter === undefined ? 'parsed' : 'year_inferred',
    fields: () => ({ joined: scanner.changed, patterns: translated, ...(cuts === undefined ? {} : { cuts }) }),
    ...(definition?.hostField === undefined ? {} : { hostField: definition.hostField }),
    ...(times === undefined
      ? {}
      : {
          odd: {
            most: mostOddLines,
            borrows: isTrue(settings.SHOULD_LINEMERGE ?? 'true'),
            read(line, before) {
              const found = times.read(line);
              if (found.time !== null) return { time: found.time, source: found.source };
              return before === null || settings.DATETIME_CONFIG === 'NONE'
                ? { time: null, source: 'none' }
                : { time: before, source: 'previous' };
            },
          },
        }),
    fits: () => !(pairs && facts.hasEqualsSign) && !(facts.hasPairs && translated.some((pattern) => pattern.counts)),
  };
}

/** A setting that changes nothing of what is done here, or that is followed. */
export function isFollowed(key: string, value: string): boolean {
  // What acts when events are searched needs nothing here.
  if (followed.has(key) || /^(EXTRACT|REPORT|FIELDALIAS|EVAL|LOOKUP)-/.test(key)) return true;
  return key === 'LINE_BREAKER' && value === settingDefaults.LINE_BREAKER;
}
