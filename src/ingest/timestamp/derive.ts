/** Reads off a text which times stand in it, each with the most complete format that says how it is written. */
import { tai64n } from './format.ts';
import { halvesOfDay, months, weekdays, zoneWords } from './words.ts';

/** What a format says: a day and a clock time, a day without its year and a clock time, and so on. */
export type TimeKind = 'full' | 'yearless' | 'minutes' | 'day' | 'clock' | 'clockMinutes' | 'epoch';

export interface WrittenTime {
  /** strptime. */
  readonly format: string;
  readonly kind: TimeKind;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

interface Day {
  readonly format: string;
  readonly hasYear: boolean;
  /** Only with a clock time beside it: by itself it is any number. */
  readonly needsClock?: boolean;
}

const bySize = (a: string, b: string): number => b.length - a.length;
const month = `(?:${[...months.keys()].sort(bySize).join('|')})`;
const weekday = `(?:${[...weekdays].sort(bySize).join('|')})`;

/** A day of a month and a month by number, in the orders that are possible. */
function numeric(text: readonly string[], year: string | undefined): Day[] {
  const [first = '', separator = '', second = ''] = text;
  const behind = year === undefined ? '' : `${separator}${year}`;
  const monthFirst = { format: `%m${separator}%d${behind}`, hasYear: year !== undefined };
  const dayFirst = { format: `%d${separator}%m${behind}`, hasYear: year !== undefined };
  const found = [
    ...(isMonth(first) && isDay(second) ? [monthFirst] : []),
    ...(isDay(first) && isMonth(second) ? [dayFirst] : []),
  ];
  return separator === '.' ? found.reverse() : found;
}

const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12;
const isDay = (text: string): boolean => Number(text) >= 1 && Number(text) <= 31;
const only = (day: Day, ...checked: boolean[]): Day[] => (checked.includes(false) ? [] : [day]);
const monthLetter = (name: string): string => (name.length > 4 ? '%B' : '%b');

/** How days are written, the longer ways first. The function gives their formats, in the order of preference. */
const days: readonly (readonly [pattern: RegExp, formats: (found: readonly string[]) => Day[]])[] = [
  [
    /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y,
    ([, , separator = '', m = '', d = '']) =>
      only({ format: `%Y${separator}%m${separator}%d`, hasYear: true }, isMonth(m), isDay(d)),
  ],
  [
    /(\d{4}) (\d{2}) (\d{2})(?= \d{2}:)/y,
    ([, , m = '', d = '']) => only({ format: '%Y %m %d', hasYear: true }, isMonth(m), isDay(d)),
  ],
  [
    /(\d{4})([年년] ?)(\d{1,2})([月월] ?)(\d{1,2})[日일]/y,
    (found) => only({ format: `%Y${found[2] ?? ''}%m${found[4] ?? ''}%d${found[0]?.slice(-1) ?? ''}`, hasYear: true }),
  ],
  [
    /(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\./y,
    ([all = '', , m = '', d = '']) =>
      only({ format: all.includes(' ') ? '%Y. %m. %d.' : '%Y.%m.%d.', hasYear: true }, isMonth(m), isDay(d)),
  ],
  [
    new RegExp(`\\d{4}([-/. ])(${month})\\.?\\1(\\d{1,2})(?!\\d)`, 'iy'),
    ([, separator = '', name = '', d = '']) =>
      only({ format: `%Y${separator}${monthLetter(name)}${separator}%d`, hasYear: true }, isDay(d)),
  ],
  [
    new RegExp(`(\\d{1,2})(\\.? |[-/.]|\\.? de |)(${month})(\\.? |[-/.]|, | de |)(\\d{4})(?!\\d)`, 'iy'),
    ([, d = '', before = '', name = '', behind = '']) =>
      only({ format: `%d${before}${monthLetter(name)}${dotless(behind)}%Y`, hasYear: true }, isDay(d)),
  ],
  [
    new RegExp(`(\\d{1,2})([-/. ]|)(${month})\\2(\\d{2})(?![\\d:])`, 'iy'),
    ([, d = '', separator = '', name = '']) =>
      only({ format: `%d${separator}${monthLetter(name)}${separator}%y`, hasYear: true }, isDay(d)),
  ],
  [
    new RegExp(`(${month})(\\.? {1,2}|[-/.])(\\d{1,2})(,? |, ?|[-/.])(\\d{4})(?![\\d:])`, 'iy'),
    ([, name = '', before = '', d = '', behind = '']) =>
      only(
        {
          format: `${monthLetter(name)}${dotless(before)}%${before.includes(' ') ? 'e' : 'd'}${behind}%Y`,
          hasYear: true,
        },
        isDay(d),
      ),
  ],
  [
    new RegExp(`(${month})(\\.? {1,2}|[-/])(\\d{1,2})(?![\\d:])`, 'iy'),
    ([, name = '', before = '', d = '']) =>
      only(
        {
          format: `${monthLetter(name)}${dotless(before)}%${before.includes(' ') ? 'e' : 'd'}`,
          hasYear: false,
          needsClock: true,
        },
        isDay(d),
      ),
  ],
  [
    new RegExp(`(\\d{1,2})(\\.? |[-/])(${month})(?![a-z\\d])`, 'iy'),
    ([, d = '', before = '', name = '']) =>
      only({ format: `%d${before}${monthLetter(name)}`, hasYear: false, needsClock: true }, isDay(d)),
  ],
  [
    /(\d{1,2})([-/.])(\d{1,2})\2\d{4}(?!\d)/y,
    ([, first = '', separator = '', second = '']) => numeric([first, separator, second], '%Y'),
  ],
  [
    /(\d{1,2})([-/.])(\d{1,2})\2(\d{2})(?![\d.])/y,
    ([, first = '', separator = '', second = '', third = '']) => {
      const yearFirst = only(
        { format: `%y${separator}%m${separator}%d`, hasYear: true },
        first.length === 2 && isMonth(second) && isDay(third),
      );
      const yearLast = numeric([first, separator, second], '%y');
      return separator === '-' ? [...yearFirst, ...yearLast] : [...yearLast, ...yearFirst];
    },
  ],
  [/\d{4}-W\d{2}-[1-7](?!\d)/y, () => only({ format: '%G-W%V-%u', hasYear: true })],
  [/\d{4}W\d{2}[1-7](?!\d)/y, () => only({ format: '%GW%V%u', hasYear: true })],
  [
    /\d{4}([-.])(\d{3})(?![\d.])/y,
    ([, separator = '', day = '']) =>
      only({ format: `%Y${separator}%j`, hasYear: true, needsClock: true }, Number(day) >= 1 && Number(day) <= 366),
  ],
  [
    /(?:19|20)\d{2}(\d{2})(\d{2})(?!\d{1,5}(?!\d)|\d{7})/y,
    ([, m = '', d = '']) => only({ format: '%Y%m%d', hasYear: true }, isMonth(m), isDay(d)),
  ],
  [
    /\d{2}(\d{2})(\d{2})(?=[ T-]+(?:\d{1,2}:\d{2}|\d{6}(?!\d)))/y,
    ([, m = '', d = '']) => only({ format: '%y%m%d', hasYear: true, needsClock: true }, isMonth(m), isDay(d)),
  ],
  [
    /(\d{1,2})([-/.])(\d{1,2})(?![/.\d]|-(?!\d{1,2}:))/y,
    ([, first = '', separator = '', second = '']) =>
      numeric([first, separator, second], undefined).map((day) => ({ ...day, needsClock: true })),
  ],
  [
    /(\d{2})(\d{2})(?=(?: \d{2}:\d{2}:\d{2}|\/\d{6})\.\d{6})/y,
    ([, m = '', d = '']) => only({ format: '%m%d', hasYear: false, needsClock: true }, isMonth(m), isDay(d)),
  ],
];

/** `%b` and `%B` take a dot behind the name by themselves. */
function dotless(text: string): string {
  return text.replace(/^\.(?= )/, '').replace(/ {2}/, ' ');
}

/** Between a day and its clock time; a name of the second field may stand there. */
const between = /"? *[,;]? *"?time"?[=:] ?"?|T|,? (?:at|um|à|alle|om) | --? |::|, | *"?[,;\t|] ?"?| {1,3}|[_:@/.-]/y;
const betweenTimeAndDay = /,? (?:on (?:date: )?)?|, ?| - |"? *[,;]? *"?date"?[=:] ?"?|\t/iy;

const clocks: readonly (readonly [pattern: RegExp, format: string])[] = [
  [/([01]?\d|2[0-4]):[0-5]\d:[0-6]\d(?!\d|:\d\d(?!\d))/y, '%H:%M:%S'],
  [/([01]?\d|2[0-4])\.[0-5]\d\.[0-6]\d(?!\d)/y, '%H.%M.%S'],
  [/([01]\d|2[0-4])-[0-5]\d-[0-6]\d(?!\d)/y, '%H-%M-%S'],
  [/([01]\d|2[0-4])_[0-5]\d_[0-6]\d(?!\d)/y, '%H_%M_%S'],
  [/([01]\d|2[0-4])h[0-5]\d\.[0-6]\d(?!\d)/y, '%Hh%M.%S'],
  [/([01]\d|2[0-4])[0-5]\d[0-6]\d(?!\d)/y, '%H%M%S'],
  [/([01]?\d|2[0-4])时[0-5]\d分[0-6]\d秒/y, '%H时%M分%S秒'],
  [/([01]?\d|2[0-4])時[0-5]\d分[0-6]\d秒/y, '%H時%M分%S秒'],
  [/([01]?\d|2[0-4])시 ?[0-5]?\d분 ?[0-6]?\d초/y, '%H시 %M분 %S초'],
  [/([01]?\d|2[0-4]):[0-5]\d(?![\d:])/y, '%H:%M'],
];

const halfOfDay = new RegExp(`([ \\u00a0\\u202f]?)(?:${halvesOfDay})(?![A-Za-z])`, 'y');
const halfBefore = /(?:[上下]午|午[前後]|오[전후]) ?/y;
const fraction = /(?:([.,])(\d{1,9})(?!\d)|(:)(\d{3})(?![\d:]))/y;
const yearBehind = / ((?:19|20)\d{2})(?![\d:.-])/y;
const zone =
  /([ #]?)(Z(?![A-Za-z])|[+-]\d{2}:?\d{2}(?!\d)|[+-]\d{2,3}(?![\d:])|(?:GMT|UTC)[+-]\d{1,2}:?\d{0,2}(?!\d)|[A-Z][a-z]+(?:\/[A-Z][A-Za-z_]+){1,2}|[A-Z]{2,5}(?![A-Za-z0-9_-]))/y;
const epochs = /(?:\d{19}|\d{16}|\d{13}|\d{10})(?!\d)(\.\d{1,9}(?!\d))?/y;
const weekdayBefore = new RegExp(`(${weekday})(\\.?,? )`, 'iy');
const zoneBefore = /([A-Z]{3,4}) /y;
const tai = /@[0-9a-f]{24}(?![0-9a-f])/g;

function at(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** All that can begin here: after no digit, and after no letter but a single one at the beginning, as klog writes it. */
const beginnings = /(?<![\p{L}\d])[\p{L}\d]|(?<=^[A-Z])\d/gu;

/** At most so many times are read off a text. */
const mostTimes = 6;

/** The times in a text, from left to right; several formats of one where it can be read in several ways. */
export function timesIn(text: string): WrittenTime[] {
  const found: WrittenTime[] = [];
  for (const { index } of text.matchAll(tai))
    found.push({ format: tai64n, kind: 'full', start: index, end: index + 25 });
  let from = 0;
  let times = 0;
  for (const { index } of text.matchAll(beginnings)) {
    if (index < from) continue;
    const here = timesAt(text, index);
    const [first] = here;
    if (first === undefined) continue;
    found.push(...here);
    from = first.end;
    times += 1;
    if (times >= mostTimes) break;
  }
  return found;
}

function timesAt(text: string, place: number): WrittenTime[] {
  const named = at(weekdayBefore, text, place);
  if (named !== null) {
    const behind = dayAt(text, place + named[0].length);
    if (behind.length > 0) {
      const letter = (named[1] ?? '').length > 4 ? '%A' : '%a';
      const separator = dotless(named[2] ?? ' ');
      return behind.map((time) => ({ ...time, start: place, format: `${letter}${separator}${time.format}` }));
    }
  }
  const word = at(zoneBefore, text, place);
  if (word !== null && zoneWords.has(word[1] ?? '')) {
    const behind = dayAt(text, place + word[0].length).filter(({ format }) => !/%z/i.test(format));
    if (behind.length > 0) return behind.map((time) => ({ ...time, start: place, format: `%Z ${time.format}` }));
  }
  const day = dayAt(text, place);
  if (day.length > 0) return day;
  const code = text.charCodeAt(place);
  if (code < 48 || code > 57) {
    // 下午 03:10:57
    return halfBeforeClock(text, place);
  }
  const clock = clockAt(text, place, false);
  if (clock !== undefined) {
    const dayBehind = at(betweenTimeAndDay, text, clock.end);
    if (dayBehind !== null && dayBehind[0] !== '') {
      const start = clock.end + dayBehind[0].length;
      const named = at(weekdayBefore, text, start);
      const lead = named === null ? '' : `${(named[1] ?? '').length > 4 ? '%A' : '%a'}${dotless(named[2] ?? ' ')}`;
      for (const { formats, end } of daysAt(text, start + (named?.[0].length ?? 0)))
        return formats
          .filter(({ hasYear }) => hasYear)
          .map(({ format }) => ({
            format: `${biased(clock.format, dayBehind[0])}${dayBehind[0].replace(/\s+/g, ' ')}${lead}${format}`,
            kind: 'full',
            start: place,
            end,
          }));
    }
    const seconds = /%S/.test(clock.format);
    // 10:00 may be anything, except at the beginning of a line.
    if (seconds || /^[[(<]?$/.test(text.slice(0, place)))
      return [{ format: clock.format, kind: seconds ? 'clock' : 'clockMinutes', start: place, end: clock.end }];
    return [];
  }
  const epoch = at(epochs, text, place);
  if (epoch === null || !standsAlone(text, place, place + epoch[0].length)) return [];
  const [digits = '', decimals] = epoch;
  const whole = decimals !== undefined && digits.length - decimals.length > 10 ? digits.replace(decimals, '') : digits;
  const end = place + whole.length;
  const plain: WrittenTime = { format: '%s', kind: 'epoch', start: place, end };
  return whole.includes('.') ? [{ ...plain, format: '%s.%9N' }, plain] : [plain];
}

/** CMTrace writes how many minutes UTC is ahead of the clock, the other way round than everybody else. */
function biased(clock: string, separator: string): string {
  return separator.includes('date=') ? clock.replace(/%z$/, '%*z') : clock;
}

function standsAlone(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || /[\s"'=([{|,:#>;]/.test(text[start - 1] ?? ' ')) &&
    (end >= text.length || /[\s"'\]),;:|}<]/.test(text[end] ?? ' '))
  );
}

function halfBeforeClock(text: string, place: number): WrittenTime[] {
  const clock = clockAt(text, place, false);
  return clock === undefined || !/%S/.test(clock.format)
    ? []
    : [{ format: clock.format, kind: 'clock', start: place, end: clock.end }];
}

function daysAt(text: string, place: number): { readonly formats: Day[]; readonly end: number }[] {
  for (const [pattern, formats] of days) {
    const found = at(pattern, text, place);
    if (found === null) continue;
    const read = formats([...found]);
    if (read.length > 0) return [{ formats: read, end: place + found[0].length }];
  }
  return [];
}

/** A day, with the clock time behind it where there is one. */
function dayAt(text: string, place: number): WrittenTime[] {
  for (const { formats, end } of daysAt(text, place)) {
    const clock = clockBehind(text, end, formats[0]?.format ?? '');
    if (clock !== undefined)
      return formats.map(({ format, hasYear }) => {
        const year = hasYear || clock.hasYear;
        return {
          format: `${format}${clock.format}`,
          kind: year ? (/%S/.test(clock.format) ? 'full' : 'minutes') : 'yearless',
          start: place,
          end: clock.end,
        };
      });
    return formats
      .filter((day) => day.needsClock !== true)
      .map(({ format }) => ({ format, kind: 'day', start: place, end }));
  }
  return [];
}

interface Clock {
  readonly format: string;
  readonly end: number;
  readonly hasYear: boolean;
}

function clockBehind(text: string, end: number, dayFormat: string): Clock | undefined {
  const separator = at(between, text, end)?.[0] ?? '';
  // The longest separator may take too much, as the dot of 10.00.01.
  for (const taken of new Set([separator, separator.slice(0, 1), ''])) {
    const compact = taken === 'T' || (/%m%d$/.test(dayFormat) && /^[ T_.:/-]?$/.test(taken.replace(/\s+/, ' ')));
    const clock = clockAt(text, end + taken.length, compact);
    if (clock !== undefined && (taken !== '' || /^%H%M%S/.test(clock.format)))
      return { ...clock, format: `${taken.replace(/\s+/g, ' ')}${clock.format}` };
  }
  return undefined;
}

/** `compact`: 100001 is a clock time here. */
function clockAt(text: string, place: number, compact: boolean): Clock | undefined {
  const before = at(halfBefore, text, place);
  const start = place + (before?.[0].length ?? 0);
  for (const [pattern, written] of clocks) {
    const found = at(pattern, text, start);
    if (found === null) continue;
    if (written === '%H%M%S' && !compact) continue;
    let format = written;
    let end = start + found[0].length;
    const add = (more: string, length: number): void => {
      format += more;
      end += length;
    };
    const decimals = /%S$/.test(written) ? at(fraction, text, end) : null;
    if (decimals !== null) {
      const [all, point = '', parts = '', colon = '', thousandths = ''] = decimals;
      const mark = point + colon;
      const digits = parts + thousandths;
      // Behind a comma or a colon other values may stand.
      if (mark === '.' || (digits.length % 3 === 0 && (mark === ',' || digits.length === 3)))
        add(mark === ':' ? ':%3N' : `${mark}%9N`, all.length);
    }
    const half = before === null ? at(halfOfDay, text, end) : null;
    if (before !== null) format = `%p${before[0].endsWith(' ') ? ' ' : ''}${format.replace('%H', '%I')}`;
    else if (half !== null && Number(found[1]) <= 12) {
      format = format.replace('%H', '%I');
      add(`${half[1] === '' ? '' : ' '}%p`, half[0].length);
    }
    let year = at(yearBehind, text, end);
    if (year !== null) add(' %Y', year[0].length);
    const offset = zoneAt(text, end);
    if (offset !== undefined) add(offset.format, offset.length);
    if (year === null) {
      year = at(yearBehind, text, end);
      if (year !== null) add(' %Y', year[0].length);
    }
    return { format, end, hasYear: year !== null };
  }
  return undefined;
}

function zoneAt(text: string, place: number): { readonly format: string; readonly length: number } | undefined {
  const found = at(zone, text, place);
  if (found === null) return undefined;
  const [all, blank = '', word = ''] = found;
  const number = /^[+-]/.test(word);
  // `10:00:01 -12 degrees`: behind a blank an offset is written in full.
  if (number && blank !== '' && word.length < 5) return undefined;
  if (!number && /^[A-Z]{2,}$/.test(word) && !zoneWords.has(word)) return undefined;
  return { format: `${blank}${number || word === 'Z' ? '%z' : '%Z'}`, length: all.length };
}
