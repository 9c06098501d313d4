/** Time settings of a source type as the database can follow them: only where it comes to exactly what the reader comes to. */
import type { LineTime, TimeWay } from '../../sql/lines.ts';
import { zoneOffset } from '../../time/time-zone.ts';
import type { Settings } from '../settings.ts';
import type { TimeContext } from '../timestamp/format.ts';

const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const longMonths = 'January|February|March|April|May|June|July|August|September|October|November|December';
const days = 'Mon|Tue|Wed|Thu|Fri|Sat|Sun';
const longDays = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';

const composites: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  F: '%Y-%m-%d',
  D: '%m/%d/%y',
  R: '%H:%M',
};

/** RE2 of one directive, the same letter for the database, and the most characters it takes. */
const directives: Readonly<Record<string, readonly [shape: string, format: string, width: number]>> = {
  Y: ['[0-9]{4}', '%Y', 4],
  y: ['(?:[0-57-9][0-9]|6[0-8])', '%y', 2],
  m: ['(?:1[0-2]|0?[1-9])', '%m', 2],
  d: ['(?:3[01]|[12][0-9]|0?[1-9])', '%d', 2],
  e: [' ?(?:3[01]|[12][0-9]|0?[1-9])', '%d', 3],
  H: ['(?:2[0-3]|[01]?[0-9])', '%H', 2],
  I: ['(?:1[0-2]|0?[1-9])', '%I', 2],
  M: ['[0-5]?[0-9]', '%M', 2],
  S: ['[0-5]?[0-9]', '%S', 2],
  p: ['[AP]M', '%p', 2],
  b: [`(?:${months})`, '%b', 3],
  h: [`(?:${months})`, '%b', 3],
  B: [`(?:${longMonths})`, '%B', 9],
  a: [`(?:${days})`, '%a', 3],
  A: [`(?:${longDays})`, '%A', 9],
};
/** Against other digits every number takes its full width. */
const fullWidth: Readonly<Record<string, string>> = {
  y: '(?:[0-57-9][0-9]|6[0-8])',
  m: '(?:1[0-2]|0[1-9])',
  d: '(?:3[01]|[12][0-9]|0[1-9])',
  H: '(?:2[0-3]|[01][0-9])',
  I: '(?:1[0-2]|0[1-9])',
  M: '[0-5][0-9]',
  S: '[0-5][0-9]',
};

/** Most characters before a time that has no prefix, and most blanks behind a prefix. */
const longestLead = 32;
const mostBlanks = 4;

interface Written {
  readonly ways: readonly TimeWay[];
  readonly guard: string;
  readonly letters: string;
  readonly width: number;
  /** RE2 class of characters among which no time can begin. */
  readonly notFirst: string;
}

/** Undefined where only the reader can tell. `latestStart`: a time that starts later begins no event; characters. */
export function lineTimeOf(
  settings: Settings,
  format: string,
  context: TimeContext,
  latestStart: number,
): LineTime | undefined {
  const written = readFormat(format);
  if (written === undefined) return undefined;
  const { ways, guard, letters, width } = written;
  const lookahead = Number(settings.MAX_TIMESTAMP_LOOKAHEAD ?? 160);
  const reach = lookahead > 0 ? lookahead : Infinity;
  const place = placeOf(settings.TIME_PREFIX, written, reach - width - 1, latestStart);
  if (place === undefined) return undefined;
  const epoch = ways.some((way) => typeof way.format === 'number');
  const hasYear = /[Yy]/.test(letters);
  const zoned = ways.some((way) => way.zoned);
  if (epoch) return { ...place, ways, guard };
  if (!/[mbhB]/.test(letters) || !/[de]/.test(letters)) return undefined;
  if (/p/.test(letters) !== /I/.test(letters) || (/I/.test(letters) && /H/.test(letters))) return undefined;
  if (!hasYear && (zoned || context.zone !== 'UTC')) return undefined;
  const offsets = zoned || context.zone === 'UTC' ? undefined : offsetsOf(context.zone, context.reference);
  if (!zoned && context.zone !== 'UTC' && offsets === undefined) return undefined;
  return {
    ...place,
    ways,
    guard,
    ...(hasYear ? {} : { notAfter: Math.floor(context.reference * 1000 + 86_400e6) }),
    ...(offsets === undefined ? {} : { offsets }),
  };
}

function placeOf(
  prefix: string | undefined,
  { notFirst }: Written,
  room: number,
  latestStart: number,
): Pick<LineTime, 'behind' | 'lead'> | undefined {
  if (prefix === undefined || prefix === '') {
    const longest = Math.floor(Math.min(longestLead, room, latestStart));
    if (longest < 1) return longest === 0 ? { lead: '' } : undefined;
    // A time is not looked for behind a digit. Places are counted in halves of the rarest characters: those are left to the reader.
    const not = `${notFirst}\\x{10000}-\\x{10ffff}`;
    return { lead: `(?:[^${not}]{0,${longest - 1}}[^0-9${not}])?` };
  }
  if (room < mostBlanks) return undefined;
  const anchored = prefix.startsWith('^');
  const literal = literalOf(anchored ? prefix.slice(1) : prefix);
  if (literal === undefined || literal === '') return undefined;
  const blanks = `[ \\t]{0,${mostBlanks}}`;
  if (anchored) return { lead: `${quote(literal)}${blanks}` };
  if (literal.length === 1) return { lead: `[^${quote(literal)}]*${quote(literal)}${blanks}` };
  return { behind: literal, lead: blanks };
}

/** The text that a pattern without any operators matches. */
function literalOf(pattern: string): string | undefined {
  let text = '';
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i] ?? '';
    if (c === '\\') {
      const next = pattern[i + 1] ?? '';
      if (!/[^A-Za-z0-9\s]/.test(next)) return undefined;
      text += next;
      i += 1;
    } else if (/[.*+?^${}()|[\]]/.test(c)) return undefined;
    else text += c;
  }
  return /^[\x20-\x7e]*$/.test(text) ? text : undefined;
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function readFormat(format: string): Written | undefined {
  if (format === '%s')
    return {
      ways: [
        { shape: '[0-9]{10}', format: 1_000_000, zoned: false },
        { shape: '[0-9]{13}', format: 1000, zoned: false },
        { shape: '[0-9]{16}', format: 1, zoned: false },
      ].slice(0, 1),
      guard: '(?:[^0-9.]|$)',
      letters: 's',
      width: 10,
      notFirst: '0-9-',
    };
  const expanded = format.replace(/%([TFDR])/g, (_, letter: string) => composites[letter] ?? '');
  let ways: TimeWay[] = [{ shape: '', format: '', zoned: false }];
  let guard = '';
  let letters = '';
  let width = 0;
  let ended = false;
  let notFirst: string | undefined;
  const add = (shape: string, spelled: string): void => {
    ways = ways.map((way) => ({ ...way, shape: way.shape + shape, format: `${String(way.format)}${spelled}` }));
  };
  const pattern = /%(\d*)(:*)([A-Za-z%])|(\s+)|([\s\S])/g;
  for (let match = pattern.exec(expanded); match !== null; match = pattern.exec(expanded)) {
    const [, digits = '', colons = '', letter, blanks, other] = match;
    // Behind a zone nothing may follow: what it is taken for depends on that.
    if (ended) return undefined;
    if (blanks !== undefined) {
      add(' +', ' ');
      notFirst ??= ' ';
      width += 4;
      guard = '';
      continue;
    }
    if (letter === undefined || letter === '%') {
      const character = letter ?? other ?? '';
      if (!/^[\x21-\x7e]$/.test(character)) return undefined;
      add(quote(character), character === '%' ? '%%' : character);
      notFirst ??= quote(character);
      width += 1;
      guard = '';
      continue;
    }
    if (colons !== '' && letter !== 'z') return undefined;
    if (/[NQqf]/.test(letter)) {
      if (guard !== '' || width === 0) return undefined;
      const most = digits === '' ? 9 : Math.max(1, Number(digits));
      add(`[0-9]{1,${Math.min(6, most)}}`, '%f');
      width += most;
      guard = '(?:[^0-9]|$)';
      notFirst ??= '0-9';
      continue;
    }
    if (letter === 'z' || letter === 'Z') {
      if (width === 0) return undefined;
      const numeric = ways.map((way) => ({
        shape: `${way.shape}[+-][0-9]{2}:?[0-9]{2}`,
        format: `${String(way.format)}%z`,
        zoned: true,
      }));
      const words = (letter === 'Z' ? ['Z', 'UTC', 'GMT'] : ['Z']).flatMap((word) =>
        ways.map((way) => ({ shape: way.shape + word, format: `${String(way.format)}${word}`, zoned: false })),
      );
      ways = [...numeric, ...words];
      width += 6;
      ended = true;
      guard = letter === 'Z' ? '(?:[^A-Za-z0-9:]|$)' : '(?:[^0-9:]|$)';
      continue;
    }
    const directive = directives[letter];
    if (directive === undefined || digits !== '' || letters.includes(letter)) return undefined;
    const [shape, spelled, most] = directive;
    if (letter === 'e' && width === 0) return undefined;
    const mashed =
      letter !== 'Y' &&
      (expanded[pattern.lastIndex] === '%' || /%[A-Za-z]$/.test(expanded.slice(0, match.index))) &&
      fullWidth[letter] !== undefined;
    add(mashed ? (fullWidth[letter] ?? shape) : shape, spelled);
    letters += letter;
    width += most;
    const word = /[bhBaAp]/.test(letter);
    notFirst ??= word ? 'A-Za-z\u00c0-\u00ff' : '0-9';
    guard = word ? '(?:[^A-Za-z0-9\u00c0-\u00ff.]|$)' : '(?:[^0-9]|$)';
    if (word && /[A-Za-z]/.test(expanded[pattern.lastIndex] ?? '')) return undefined;
    if (word) guard = pattern.lastIndex >= expanded.length ? guard : '';
  }
  if (notFirst === undefined) return undefined;
  return { ways, guard, letters, width, notFirst };
}

/** The differences of a zone from UTC by local time, as the reader takes them: by the hour. Undefined for zones that change within one. */
function offsetsOf(zone: string, reference: number): LineTime['offsets'] {
  const hour = 3600;
  const step = 7 * 24 * hour;
  const offsetAt = (local: number): number => zoneOffset(zone, local - zoneOffset(zone, local));
  const first = Date.UTC(new Date(reference).getUTCFullYear() - 20, 0, 1) / 1000;
  const last = Date.UTC(new Date(reference).getUTCFullYear() + 3, 0, 1) / 1000;
  const offsets = [{ from: first * 1e6, seconds: offsetAt(first) }];
  for (let at = first; at < last; at += step) {
    let before = at;
    let after = at + step;
    if (offsetAt(before) === offsetAt(after)) continue;
    while (after - before > hour) {
      const middle = before + Math.floor((after - before) / hour / 2) * hour;
      if (offsetAt(middle) === offsetAt(before)) before = middle;
      else after = middle;
    }
    if (offsetAt(after - 1) !== offsetAt(before)) return undefined;
    offsets.push({ from: after * 1e6, seconds: offsetAt(after) });
  }
  return offsets;
}
