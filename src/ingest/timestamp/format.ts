/**
 * Compiles a strptime format, with Splunk's additions, to a reader of times. No Date parsing: integer arithmetic only.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Commontimeformatvariables
 */
import { zoneOffset } from '../../time/time-zone.ts';
import { halvesOfDay, isAfternoon, months, zoneWords } from './words.ts';

export interface ParsedTime {
  /** Epoch microseconds, UTC. */
  readonly time: number;
  readonly start: number;
  readonly end: number;
  readonly yearInferred: boolean;
}

export interface TimeContext {
  /** IANA zone for times that name none. */
  readonly zone: string;
  /** Epoch milliseconds: a year left out is the latest one that does not make the time later than this (by more than a day). */
  readonly reference: number;
  /** Epoch milliseconds, local: the day of clock times that have none; without it they take the reference's. */
  readonly day?: number;
  /** TZ_ALIAS: what zone words in the text stand for, by the word in capitals. */
  readonly aliases?: ReadonlyMap<string, string>;
}

export interface CompiledFormat {
  readonly format: string;
  /** Finds the format from `from` on, or exactly at `from` when anchored. */
  read(text: string, from: number, anchored: boolean, context: TimeContext): ParsedTime | null;
}

type Part =
  | 'Y'
  | 'y'
  | 'm'
  | 'd'
  | 'H'
  | 'I'
  | 'M'
  | 'S'
  | 'p'
  | 'b'
  | 'j'
  | 'frac'
  | 'zone'
  | 'bias'
  | 'word'
  | 'epoch'
  | 'weekYear'
  | 'week'
  | 'weekday'
  | 'ignore'
  | 'tai';

const pieces: Readonly<Record<string, readonly [string, Part]>> = {
  Y: ['(\\d{4})', 'Y'],
  o: ['(\\d{4})', 'Y'],
  '*Y': ['(\\d{4}|\\d{2})', 'Y'],
  '*T': ['@?([0-9a-f]{24})(?![0-9a-f])', 'tai'],
  y: ['(\\d{2})', 'y'],
  m: ['(1[0-2]|0?[1-9])', 'm'],
  d: ['(3[01]|[12]\\d|0?[1-9])', 'd'],
  e: ['\\s?(3[01]|[12]\\d|0?[1-9])', 'd'],
  H: ['(2[0-4]|[01]?\\d)', 'H'],
  k: ['\\s?(2[0-4]|[01]?\\d)', 'H'],
  I: ['(1[0-2]|0?\\d)', 'I'],
  M: ['([0-5]?\\d)', 'M'],
  S: ['(6[01]|[0-5]?\\d)', 'S'],
  p: [`(${halvesOfDay})`, 'p'],
  P: [`(${halvesOfDay})`, 'p'],
  b: ['([A-Za-zÀ-ÿ]{3,10})\\.?', 'b'],
  B: ['([A-Za-zÀ-ÿ]{3,10})\\.?', 'b'],
  h: ['([A-Za-zÀ-ÿ]{3,10})\\.?', 'b'],
  a: ['([A-Za-zÀ-ÿ]{2,10})\\.?', 'ignore'],
  A: ['([A-Za-zÀ-ÿ]{2,10})\\.?', 'ignore'],
  j: ['(\\d{3})', 'j'],
  f: ['(\\d{1,9})', 'frac'],
  z: ['(Z|[+-]\\d{2}:?(?:\\d{1,2})?(?::?\\d{2})?)', 'zone'],
  Z: [
    '(Z|(?:GMT|UTC)[+-]\\d{1,2}:?(?:\\d{2})?|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+){1,2}|[A-Z][A-Za-z]{1,4}|[+-]\\d{2}:?(?:\\d{2})?)(?![A-Za-z])',
    'word',
  ],
  '*z': ['([+-]\\d{1,3})', 'bias'],
  V: ['(\\d{2})', 'week'],
  G: ['(\\d{4})', 'weekYear'],
  u: ['([1-7])', 'weekday'],
  w: ['([0-6])', 'weekday'],
};

const composites: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%*Y',
  X: '%H:%M:%S',
  v: '%e-%b-%Y',
  '+': '%a %b %e %H:%M:%S %Z %Y',
  n: '\n',
  t: '\t',
  r: '%I:%M:%S %p',
};

/** Not a strptime format: 24 hexadecimal digits after an @, as daemontools and qmail write them. https://cr.yp.to/libtai/tai64.html */
export const tai64n = 'TAI64N';

/** The TAI64 label of 1970-01-01 UTC, ten leap seconds included, as libtai counts. */
const taiOfEpoch = 2n ** 62n + 10n;

const cache = new Map<string, CompiledFormat>();

/** Never throws: a letter that is not known stands for itself. */
export function compileFormat(format: string): CompiledFormat {
  let made = cache.get(format);
  if (made === undefined) {
    made = compile(format);
    cache.set(format, made);
  }
  return made;
}

function compile(format: string): CompiledFormat {
  const parts: Part[] = [];
  let source = '';
  const expanded = (format === tai64n ? '%*T' : format).replace(
    /%([TDFRcxXv+ntr])/g,
    (_, letter: string) => composites[letter] ?? '',
  );
  const pattern = /%[-_^#EO]?(\d*)(:*)(\*?[A-Za-z%])|(\s+)|([\s\S])/g;
  let sawSeconds = false;
  // Programs leave a fraction out where it is zero.
  let isOptional = false;
  for (let match = pattern.exec(expanded); match !== null; match = pattern.exec(expanded)) {
    const letter = match[3];
    if (match[4] !== undefined) source += '\\s+';
    else if (sawSeconds && /[.,]/.test(match[5] ?? '') && /^%\d*[NLQqf]/.test(expanded.slice(pattern.lastIndex))) {
      source += match[5] === '.' ? '(?:\\.' : '(?:,';
      isOptional = true;
    } else if (letter === undefined) source += (match[5] ?? '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    else if (letter === '%') source += '%';
    else if (
      letter === 'N' ||
      letter === 'L' ||
      letter === 'Q' ||
      letter === 'q' ||
      (letter === 'n' && match[1] !== '') ||
      (letter === 'l' && sawSeconds)
    ) {
      const width = match[1] === '' ? undefined : Number(match[1]);
      source += width === undefined ? '(\\d{1,9})' : `(\\d{1,${Math.max(width, 1)}})`;
      if (isOptional) source += ')?';
      isOptional = false;
      parts.push('frac');
    } else if (letter === 'l') {
      source += '\\s?(1[0-2]|0?\\d)';
      parts.push('I');
    } else if (letter === 's' || (letter === 'S' && Number(match[1]) >= 9)) {
      // %s alone also takes milliseconds and finer: the number of digits says which.
      const fraction = /^(\.?%\d*[NQqf])/.exec(expanded.slice(pattern.lastIndex));
      source += fraction ? '(-?\\d{9,10})' : '(-?\\d{9,19}(?:\\.\\d{1,9})?)(?!\\d)';
      parts.push('epoch');
      sawSeconds = true;
    } else {
      const piece = pieces[letter];
      if (piece === undefined) source += letter;
      else {
        const next = expanded[pattern.lastIndex];
        // Digits that stand against each other have fixed widths.
        const mashed =
          piece[1] !== 'Y' &&
          /[mdHMSyI]/.test(letter) &&
          (next === '%' || /%[a-zA-Z]$/.test(expanded.slice(0, match.index)));
        source += mashed && /[mdHMSyI]/.test(letter) ? '(\\d{2})' : piece[0];
        if (isOptional) source += ')?';
        isOptional = false;
        parts.push(piece[1]);
        if (letter === 'S') sawSeconds = true;
      }
    }
  }
  const endsInDigit = /\)\??$/.test(source) && !source.endsWith('(?!\\d)');
  const body = source + (endsInDigit ? '(?![0-9])' : '');
  const floating = safePattern(
    `${/^[^\\]*\(\\?[d\d(]/.test(source) || source.startsWith('(') ? '(?<![0-9])' : ''}${body}`,
    'g',
  );
  const sticky = safePattern(body, 'y');
  return {
    format,
    read(text, from, anchored, context) {
      const expression = anchored ? sticky : floating;
      expression.lastIndex = from;
      for (let match = expression.exec(text); match !== null; match = anchored ? null : expression.exec(text)) {
        const built = build(parts, match, context);
        if (built !== null)
          return {
            time: built.time,
            yearInferred: built.yearInferred,
            start: match.index,
            end: match.index + match[0].length,
          };
        if (anchored) return null;
        expression.lastIndex = match.index + 1;
      }
      return null;
    },
  };
}

function safePattern(source: string, flags: string): RegExp {
  return new RegExp(source, flags);
}

/** Days from 1970-01-01 of a civil date (proleptic Gregorian). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function daysInMonth(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
}

function build(
  parts: readonly Part[],
  match: RegExpExecArray,
  context: TimeContext,
): { readonly time: number; readonly yearInferred: boolean } | null {
  let year: number | undefined;
  let month = 0,
    day = 0,
    hour = 0,
    minute = 0,
    second = 0,
    micros = 0;
  let ordinal: number | undefined,
    offset: number | undefined,
    epoch: number | undefined,
    week: number | undefined,
    weekYear: number | undefined;
  let weekday = 1;
  let afternoon: boolean | undefined;
  let { zone } = context;
  for (let i = 0; i < parts.length; i += 1) {
    const value = match[i + 1];
    if (value === undefined) continue;
    switch (parts[i]) {
      case 'Y':
        year = value.length === 2 ? Number(value) + (Number(value) < 70 ? 2000 : 1900) : Number(value);
        break;
      case 'y':
        year = Number(value) + (Number(value) < 70 ? 2000 : 1900);
        break;
      case 'm':
        month = Number(value);
        break;
      case 'b': {
        const found = months.get(value.toLowerCase());
        if (found === undefined) return null;
        month = found;
        break;
      }
      case 'd':
        day = Number(value);
        break;
      case 'j':
        ordinal = Number(value);
        break;
      case 'H':
      case 'I':
        hour = Number(value);
        break;
      case 'M':
        minute = Number(value);
        break;
      case 'S':
        second = Number(value);
        break;
      case 'p':
        afternoon = isAfternoon(value);
        break;
      case 'frac':
        micros = Math.floor(Number(value.padEnd(6, '0').slice(0, 6)));
        break;
      case 'zone':
        offset = offsetOf(value);
        break;
      case 'bias':
        offset = -Number(value) * 60;
        break;
      case 'word': {
        const alias = context.aliases?.get(value.toUpperCase());
        const plain = (alias ?? value).replace(/^(GMT|UTC)(?=[+-])/i, '');
        if (plain.includes('/')) {
          if (!isZone(plain)) return null;
          zone = plain;
          break;
        }
        offset = /^[+-]/.test(plain)
          ? offsetOf(plain)
          : zoneWords.has(plain)
            ? (zoneWords.get(plain) ?? 0) * 3600
            : undefined;
        if (offset === undefined) return null;
        break;
      }
      case 'epoch':
        epoch = epochMicros(value);
        break;
      case 'tai':
        epoch =
          Number(BigInt(`0x${value.slice(0, 16)}`) - taiOfEpoch) * 1e6 +
          Math.floor(Number.parseInt(value.slice(16), 16) / 1000);
        break;
      case 'week':
        week = Number(value);
        break;
      case 'weekYear':
        weekYear = Number(value);
        break;
      case 'weekday':
        weekday = Number(value) === 0 ? 7 : Number(value);
        break;
      default:
    }
  }
  if (epoch !== undefined) return { time: epoch + micros, yearInferred: false };
  if (afternoon !== undefined) hour = (hour % 12) + (afternoon ? 12 : 0);
  const clock = (hour * 3600 + minute * 60 + second) * 1e6 + micros;
  const at = (days: number): number => toUtc(days * 86_400e6 + clock, offset, zone);
  if (week !== undefined && (weekYear ?? year) !== undefined) {
    const january4 = daysFromCivil(weekYear ?? year ?? 1970, 1, 4);
    const monday = january4 - ((january4 + 3) % 7);
    return { time: at(monday + (week - 1) * 7 + weekday - 1), yearInferred: false };
  }
  if (ordinal !== undefined && year !== undefined)
    return ordinal < 1 || ordinal > 366
      ? null
      : { time: at(daysFromCivil(year, 1, 1) + ordinal - 1), yearInferred: false };
  if (month === 0 || day === 0) {
    if (year !== undefined && month > 0 && day === 0)
      return { time: at(daysFromCivil(year, month, 1)), yearInferred: false };
    if (month !== 0 || day !== 0 || year !== undefined) return null;
    if (context.day !== undefined) return { time: at(Math.floor(context.day / 86_400_000)), yearInferred: true };
    // A clock time alone takes the day of the reference.
    const today = Math.floor(context.reference / 86_400_000);
    const time = at(today);
    return { time: time > context.reference * 1000 + 3_600e6 ? at(today - 1) : time, yearInferred: true };
  }
  if (year !== undefined)
    return day > daysInMonth(year, month) ? null : { time: at(daysFromCivil(year, month, day)), yearInferred: false };
  for (let candidate = new Date(context.reference).getUTCFullYear() + 1; ; candidate -= 1) {
    if (candidate < 1970) return null;
    if (day > daysInMonth(candidate, month)) continue;
    const time = at(daysFromCivil(candidate, month, day));
    if (time <= context.reference * 1000 + 86_400e6) return { time, yearInferred: true };
  }
}

function offsetOf(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const digits = text.slice(1).replace(/:/g, '');
  // IBM and Microsoft also write minutes alone: `+060`, `-480`, `-60`.
  const minutes = digits.length === 3 || (digits.length === 2 && Number(digits) > 14);
  const seconds = minutes
    ? Number(digits) * 60
    : Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4) || 0) * 60 + Number(digits.slice(4, 6) || 0);
  return text.startsWith('-') ? -seconds : seconds;
}

const zones = new Map<string, boolean>();

function isZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      zoneOffset(name, 0);
      known = true;
    } catch {
      known = false;
    }
    // A hostile file may name any number of them.
    if (zones.size < 1000) zones.set(name, known);
  }
  return known;
}

let cachedHour = NaN;
let cachedZone = '';
let cachedOffset = 0;

function toUtc(localMicros: number, offset: number | undefined, zone: string): number {
  if (offset !== undefined) return localMicros - offset * 1e6;
  if (zone === 'UTC') return localMicros;
  const hour = Math.floor(localMicros / 3600e6);
  if (hour !== cachedHour || zone !== cachedZone) {
    const reading = localMicros / 1e6;
    const guess = reading - zoneOffset(zone, reading);
    cachedOffset = zoneOffset(zone, guess);
    cachedHour = hour;
    cachedZone = zone;
  }
  return localMicros - cachedOffset * 1e6;
}

/** Seconds, milliseconds, microseconds or nanoseconds, by the number of digits. */
export function epochMicros(text: string): number {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace('-', '').length;
  const value = Number(whole);
  const scaled =
    digits <= 11 ? value * 1e6 : digits <= 14 ? value * 1e3 : digits <= 17 ? value : Math.floor(value / 1e3);
  return fraction === '' || digits > 11 ? scaled : scaled + Math.round(Number(`0.${fraction}`) * 1e6);
}
