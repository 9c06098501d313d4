/** Where events begin in text of no known type: at the line with the time, or at another one that belongs to it. */
import type { Settings } from '../settings.ts';
import { recogniseInText } from '../timestamp/recognise.ts';
import type { RecognisedTime } from '../timestamp/recognise.ts';
import type { TimeContext } from '../timestamp/format.ts';
import { findRecordHead } from './record-heads.ts';
import { findXmlRecords } from './xml.ts';

export interface EventBreaks {
  /** The time, where it had to be looked for elsewhere than in lines. */
  readonly time?: RecognisedTime | null;
  /** The settings that break events this way; none where each line with a time begins one. */
  readonly settings: Settings;
  readonly value: string;
  readonly why: string;
}

const byTime: EventBreaks = {
  settings: {},
  value: 'before each line with a time',
  why: 'lines without a time go on with the event before them',
};

/** An element may have its time behind other things. */
const xmlLookahead = 2000;
/** Lines that are looked at for what begins events. */
const mostLines = 3000;

/** XML whose events are elements; undefined for anything else. */
export function xmlBreaks(lines: readonly string[], context: TimeContext): EventBreaks | undefined {
  const xml = findXmlRecords(lines);
  if (xml === undefined) return undefined;
  const records = xml.records.slice(0, 400);
  const time = recogniseInText(records, context, xmlLookahead);
  const prefix = time === null ? undefined : commonPrefix(records, time, context);
  return {
    time,
    settings: {
      SHOULD_LINEMERGE: 'false',
      LINE_BREAKER: xml.breaker,
      MAX_TIMESTAMP_LOOKAHEAD: prefix === undefined ? String(xmlLookahead) : '128',
      ...(prefix === undefined ? {} : { TIME_PREFIX: prefix }),
    },
    value: `each <${xml.element}> element`,
    why: `the file is XML, and ${xml.records.length} such elements stand in the sample`,
  };
}

/** The name of the attribute or element that holds the time, where it is the same in nearly all. */
function commonPrefix(records: readonly string[], time: RecognisedTime, context: TimeContext): string | undefined {
  const prefixes = new Map<string, number>();
  for (const record of records) {
    const found = time.compiled.read(record.slice(0, xmlLookahead), 0, false, context);
    const before = found === null ? undefined : /[\w:.-]+(?:=["']|>)\s*$/.exec(record.slice(0, found.start))?.[0];
    if (before !== undefined) prefixes.set(before, (prefixes.get(before) ?? 0) + 1);
  }
  const [top] = [...prefixes].sort((a, b) => b[1] - a[1]);
  return top === undefined || top[1] < records.length * 0.9
    ? undefined
    : top[0]
        .trimEnd()
        .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
        .replace(/["']$/, '["\']');
}

/** Of lines: where the time found in them stands in the first line of its event, and where it does not. */
export function lineBreaks(lines: readonly string[], found: RecognisedTime | null, context: TimeContext): EventBreaks {
  const some = lines.slice(0, mostLines);
  const filled = some.filter((line) => line.trim() !== '');
  const timed = found === null ? [] : timedLines(some, found, context);
  const counted = beginAlike(filled);
  if (counted !== undefined && timed.length < filled.length * 0.5) {
    const told = timed.some(({ before }) => /time|date|start|open|began|begin|log/i.test(before));
    return {
      ...(told ? {} : { time: null }),
      settings: { SHOULD_LINEMERGE: 'true', BREAK_ONLY_BEFORE: counted },
      value: `before lines that begin as \`${filled.find((line) => new RegExp(counted).test(line))?.slice(0, 20) ?? ''}\``,
      why: 'nearly all lines begin with such a number, and few with a time',
    };
  }
  const head = findRecordHead(some, timed);
  if (head === undefined) return byTime;
  return {
    settings: {
      SHOULD_LINEMERGE: 'true',
      BREAK_ONLY_BEFORE: head.pattern,
      ...(head.timePrefix === undefined
        ? { MAX_TIMESTAMP_LOOKAHEAD: String(xmlLookahead) }
        : { TIME_PREFIX: head.timePrefix }),
    },
    value: `before lines such as \`${head.example.trim().slice(0, 40)}\``,
    why: 'one of them stands above each time, and begins what belongs to it',
  };
}

function timedLines(
  lines: readonly string[],
  { compiled, latestStart }: RecognisedTime,
  context: TimeContext,
): { readonly at: number; readonly before: string }[] {
  return lines.flatMap((line, at) => {
    const read = compiled.read(line.slice(0, 160), 0, false, context);
    return read === null || read.start > latestStart + 24 ? [] : [{ at, before: line.slice(0, read.start) }];
  });
}

/** A counter or the seconds since a start, as the kernel and the X server write them. */
const counters = [String.raw`^\[\s*\d+\.\d+\]`, String.raw`^\s*\d+\.\d{3,9}\s`, String.raw`^<\d+>`];

function beginAlike(lines: readonly string[]): string | undefined {
  return counters.find((pattern) => {
    const expression = new RegExp(pattern);
    return lines.length >= 3 && lines.filter((line) => expression.test(line)).length >= lines.length * 0.8;
  });
}
