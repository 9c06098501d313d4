/** SPL's time formats in ClickHouse: written by formatDateTime, read by a regular expression, which is as lenient as Splunk is. */
import { sqlNothing, sqlText, sqlTextList } from './clickhouse-literal.ts';
import { inZone, microsOf, ofMicros } from './clickhouse-time.ts';
import { textToNumber } from './clickhouse-numbers.ts';
import { tokens, zoneAbbreviations } from './time-format-tokens.ts';
import type { FormatToken } from './time-format-tokens.ts';

/** As formatDateTime spells them: its minute is %i, its names in full %M and %W. */
const directives: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'YymdHISpbajwuVGekl'].map((letter) => [letter, `%${letter}`])),
  M: '%i',
  B: '%M',
  h: '%b',
  A: '%W',
  P: '%p',
  F: '%Y-%m-%d',
  T: '%H:%i:%S',
  X: '%H:%i:%S',
  D: '%m/%d/%y',
  R: '%H:%i',
  c: '%a %b %d %H:%i:%S %Y',
  x: '%m/%d/%Y',
  v: '%d-%b-%Y',
  n: '\n',
  t: '\t',
  '%': '%%',
};

/** SPL's strftime. */
export function formatTime(time: string, format: string, zone: string): string {
  const local = inZone(time, zone);
  const pieces: string[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') pieces.push(`formatDateTime(${time}, ${sqlText(plain)}, ${sqlText(zone)})`);
    plain = '';
  };
  const add = (sql: string): void => {
    flush();
    pieces.push(sql);
  };
  for (const token of tokens(format)) {
    if (token.kind === 'text') plain += token.text.replace(/%/g, '%%');
    else if ('NQqf'.includes(token.letter)) add(subseconds(time, token.width ?? { N: 9, f: 6 }[token.letter] ?? 3));
    else if (token.letter === 's') add(`toString(toInt64(floor(${microsOf(time)} / 1000000)))`);
    else if (token.letter === 'U' || token.letter === 'W')
      add(`leftPad(toString(toWeek(${local}, ${token.letter === 'U' ? 0 : 5})), 2, '0')`);
    else if (token.letter === 'C') add(`leftPad(toString(intDiv(toYear(${local}), 100)), 2, '0')`);
    else if (token.letter === 'Z') add(zoneName(local, zone));
    else if (token.letter === 'z')
      add(token.isMinutes ? `toString(${offsetMinutes(local)})` : offset(local, token.colons));
    else if (token.letter === '+') {
      plain += '%a %b %d %H:%i:%S ';
      add(zoneName(local, zone));
      plain += ' %Y';
    } else plain += directives[token.letter] ?? `%%${token.letter}`;
  }
  flush();
  if (pieces.length === 0) return `if(isNull(${time}), NULL, '')`;
  return pieces.length === 1 ? (pieces[0] ?? '') : `concat(${pieces.join(', ')})`;
}

function subseconds(time: string, digits: number): string {
  const padded = `leftPad(toString(positiveModulo(${microsOf(time)}, 1000000)), 6, '0')`;
  return digits <= 6 ? `substring(${padded}, 1, ${digits})` : `rightPad(${padded}, ${digits}, '0')`;
}

const offsetMinutes = (local: string): string => `intDiv(timeZoneOffset(${local}), 60)`;

/** EST or EDT by the offset that is in force; where a zone has no letters for it, the offset itself. */
function zoneName(local: string, zone: string): string {
  if (zone === 'UTC') return `if(isNull(${local}), NULL, 'UTC')`;
  const known = zoneAbbreviations(zone);
  const other = offset(local, 0);
  if (known.length === 0) return other;
  const branches = known.map(([minutes, name]) => `${offsetMinutes(local)} = ${minutes}, ${sqlText(name)}`);
  return `multiIf(${branches.join(', ')}, ${other})`;
}

/** +hhmm; with one colon +hh:mm, with two +hh:mm:ss, with three +hh. */
function offset(local: string, colons: number): string {
  const minutes = offsetMinutes(local);
  const sign = `if(${minutes} < 0, '-', '+')`;
  const hours = `leftPad(toString(intDiv(abs(${minutes}), 60)), 2, '0')`;
  const rest = `leftPad(toString(abs(${minutes}) % 60), 2, '0')`;
  if (colons === 3) return `concat(${sign}, ${hours})`;
  return `concat(${sign}, ${hours}, ${colons > 0 ? "':', " : ''}${rest}${colons === 2 ? ", ':00'" : ''})`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Minutes from UTC of zones that logs name by letters. */
const zoneMinutes: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
};

const composite: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  D: '%m/%d/%y',
  R: '%H:%M',
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%Y',
};

/** SPL's strptime. Text behind what the format covers is let be; what the format does not say is that of 1900-01-01. */
export function parseTime(value: string, format: string, zone: string): string {
  const trimmed = `trimBoth(ifNull(${value}, ''))`;
  if (/^%s(\.?%\d*[NQf])?$/.test(format))
    return `if(isNull(${textToNumber(trimmed)}), NULL, ${ofMicros(`toInt64(round(assumeNotNull(${textToNumber(trimmed)}) * 1000000))`)})`;
  const places = new Map<string, number>();
  let pattern = '^';
  for (const token of simple(format)) {
    if (token.kind === 'text') pattern += token.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    else {
      const [kind, covered] = reading(token.letter);
      if (kind === undefined) pattern += covered;
      else {
        if (!places.has(kind)) places.set(kind, places.size + 1);
        pattern += `(${covered})`;
      }
    }
  }
  if (places.size === 0) return sqlNothing('time');
  const group = (kind: string): string | undefined => {
    const place = places.get(kind);
    return place === undefined ? undefined : `trimBoth(g[${place}])`;
  };
  const whole = (kind: string, otherwise: string): string => {
    const text = group(kind);
    return text === undefined ? otherwise : `toInt32OrZero(${text})`;
  };
  const read = instantOf(group, whole, zone);
  return `arrayElement(arrayMap(g -> if(empty(g), NULL, ${read}), [extractGroups(${trimmed}, ${sqlText(pattern)})]), 1)`;
}

function instantOf(
  group: (kind: string) => string | undefined,
  whole: (kind: string, otherwise: string) => string,
  zone: string,
): string {
  const fraction = group('fraction');
  const micros = fraction === undefined ? '0' : `toInt32OrZero(substring(rightPad(${fraction}, 6, '0'), 1, 6))`;
  const epoch = group('epoch');
  if (epoch !== undefined) return ofMicros(`toInt64OrZero(${epoch}) * 1000000 + ${micros}`);
  const short = group('shortYear');
  const year =
    short === undefined
      ? whole('year', '1900')
      : `(toInt32OrZero(${short}) + if(toInt32OrZero(${short}) < 69, 2000, 1900))`;
  const name = group('monthName');
  const month =
    name === undefined
      ? whole('month', '1')
      : `toInt32(indexOf(${sqlTextList(months)}, lower(substring(${name}, 1, 3))))`;
  const half = group('half');
  const twelve = group('hour12');
  const hour =
    twelve === undefined
      ? whole('hour', '0')
      : `(toInt32OrZero(${twelve}) % 12${half === undefined ? '' : ` + if(lower(${half}) = 'pm', 12, 0)`})`;
  const day = whole('day', '1');
  const [minute, second] = [whole('minute', '0'), whole('second', '0')];
  const valid = [
    `${month} BETWEEN 1 AND 12`,
    `${day} BETWEEN 1 AND 31`,
    `toDayOfMonth(makeDate32(${year}, ${month}, ${day})) = ${day}`,
    `${hour} < 24`,
    `${minute} < 60`,
    `${second} < 60`,
  ];
  const offsets = [group('offset'), group('zone')].flatMap((text, i) =>
    text === undefined ? [] : [i === 0 ? minutesOfOffset(text) : minutesOfZone(text)],
  );
  const clock = (inside: string): string =>
    `makeDateTime64(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second}, ${micros}, 6, ${sqlText(inside)})`;
  const [minutes] = offsets;
  const ofYear = group('dayOfYear');
  const shifted = (instant: string): string =>
    ofYear === undefined ? instant : `addDays(${instant}, toInt32OrZero(${ofYear}) - 1)`;
  if (minutes === undefined) {
    const read = shifted(clock(zone));
    return `if(${valid.join(' AND ')}, ${zone === 'UTC' ? read : `toTimeZone(${read}, 'UTC')`}, NULL)`;
  }
  return `if(${valid.join(' AND ')} AND isNotNull(${minutes}), addMinutes(${shifted(clock('UTC'))}, -ifNull(${minutes}, 0)), NULL)`;
}

function minutesOfOffset(text: string): string {
  const digits = `replaceOne(substring(${text}, 2), ':', '')`;
  const size = `(toInt32OrZero(substring(${digits}, 1, 2)) * 60 + toInt32OrZero(substring(${digits}, 3, 2)))`;
  return `if(${text} = 'Z', 0, if(startsWith(${text}, '-'), -${size}, ${size}))`;
}

function minutesOfZone(text: string): string {
  const branches = Object.entries(zoneMinutes).map(([name, minutes]) => `upper(${text}) = '${name}', ${minutes}`);
  return `multiIf(${branches.join(', ')}, NULL)`;
}

/** The format without directives that stand for several. */
function simple(format: string): FormatToken[] {
  return [...tokens(format)].flatMap((token) => {
    const parts = token.kind === 'directive' ? composite[token.letter] : undefined;
    return parts === undefined ? [token] : [...tokens(parts)];
  });
}

/** What a directive says, if it matters, and a regular expression for its text. */
function reading(letter: string): readonly [kind: string | undefined, covered: string] {
  const two = '\\s?\\d{1,2}';
  switch (letter) {
    case 'Y':
    case 'G':
      return ['year', '\\d{4}'];
    case 'y':
      return ['shortYear', '\\d{2}'];
    case 'm':
      return ['month', two];
    case 'd':
    case 'e':
      return ['day', two];
    case 'H':
    case 'k':
      return ['hour', two];
    case 'I':
    case 'l':
      return ['hour12', two];
    case 'M':
      return ['minute', two];
    case 'S':
      return ['second', two];
    case 'N':
    case 'Q':
    case 'q':
    case 'f':
      return ['fraction', '\\d+'];
    case 's':
      return ['epoch', '-?\\d+'];
    case 'p':
    case 'P':
      return ['half', '[AaPp][Mm]'];
    case 'b':
    case 'B':
    case 'h':
      return ['monthName', '\\pL+'];
    case 'j':
      return ['dayOfYear', '\\d{1,3}'];
    case 'z':
      return ['offset', 'Z|[+-]\\d\\d:?\\d\\d'];
    case 'Z':
      return ['zone', '[A-Za-z]+'];
    case 'a':
    case 'A':
      return [undefined, '\\pL+'];
    case '%':
      return [undefined, '%'];
    case 'n':
    case 't':
      return [undefined, '\\s'];
    default:
      return [undefined, '\\d+'];
  }
}
