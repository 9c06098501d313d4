/** SPL's time formats in DuckDB: strftime and strptime. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Commontimeformatvariables */
import { fromLocal, toLocal } from './duckdb-time.ts';
import { sqlText } from './literal.ts';
import { tokens, zoneAbbreviations } from './time-format-tokens.ts';
import type { FormatToken } from './time-format-tokens.ts';

const directives: Readonly<Record<string, string>> = {
  Y: '%Y',
  y: '%y',
  m: '%m',
  d: '%d',
  H: '%H',
  I: '%I',
  M: '%M',
  S: '%S',
  p: '%p',
  b: '%b',
  B: '%B',
  h: '%b',
  a: '%a',
  A: '%A',
  j: '%j',
  w: '%w',
  U: '%U',
  W: '%W',
  V: '%V',
  u: '%u',
  G: '%G',
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  R: '%H:%M',
  f: '%f',
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%Y',
  X: '%H:%M:%S',
  n: '\n',
  t: '\t',
  P: '%p',
};

/** SPL's strftime. */
export function formatTime(time: string, format: string, zone: string): string {
  const local = toLocal(time, zone);
  const pieces: string[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') pieces.push(`strftime(${local}, ${sqlText(plain)})`);
    plain = '';
  };
  const add = (sql: string): void => {
    flush();
    pieces.push(sql);
  };
  const subseconds = (digits: number): string => {
    const padded = `lpad(CAST(CAST(epoch_us(${local}) % 1000000 AS BIGINT) AS VARCHAR), 6, '0')`;
    return digits <= 6 ? `left(${padded}, ${digits})` : `rpad(${padded}, ${digits}, '0')`;
  };
  for (const token of tokens(format)) {
    if (token.kind === 'text') plain += token.text.replace(/%/g, '%%');
    else if (token.letter === 'N' || token.letter === 'Q' || token.letter === 'q')
      add(subseconds(token.width ?? (token.letter === 'N' ? 9 : 3)));
    else if (token.letter === 's') add(`CAST(CAST(floor(epoch_us(${time}) / 1000000) AS BIGINT) AS VARCHAR)`);
    else if (token.letter === 'e' || token.letter === 'k' || token.letter === 'l') {
      const source = { e: `day(${local})`, k: `hour(${local})`, l: `((hour(${local}) + 11) % 12 + 1)` }[token.letter];
      add(`lpad(CAST(${source} AS VARCHAR), 2, ' ')`);
    } else if (token.letter === 'z' || token.letter === 'Z') {
      add(
        token.letter === 'Z'
          ? zoneName(time, zone)
          : token.isMinutes
            ? offsetMinutes(time, zone)
            : offset(time, zone, token.colons),
      );
    } else if (token.letter === '+') {
      plain += '%a %b %d %H:%M:%S ';
      add(zoneName(time, zone));
      plain += ' %Y';
    } else if (token.letter === 'C') add(`lpad(CAST(year(${local}) // 100 AS VARCHAR), 2, '0')`);
    else if (token.letter === 'v') plain += '%d-%b-%Y';
    else if (token.letter === '%') plain += '%%';
    else plain += directives[token.letter] ?? `%%${token.letter}`;
  }
  flush();
  return pieces.length === 0 ? `CASE WHEN ${time} IS NULL THEN NULL ELSE '' END` : `(${pieces.join(' || ')})`;
}

/** EST or EDT by the offset that is in force; where a zone has no letters for it, the offset itself. */
function zoneName(time: string, zone: string): string {
  if (zone === 'UTC') return `CASE WHEN ${time} IS NULL THEN NULL ELSE 'UTC' END`;
  const branches = zoneAbbreviations(zone).map(([minutes, name]) => `WHEN ${minutes} THEN ${sqlText(name)}`);
  const other = offset(time, zone, 0);
  return branches.length === 0 ? other : `CASE ${offsetSql(time, zone)} ${branches.join(' ')} ELSE ${other} END`;
}

function offsetSql(time: string, zone: string): string {
  return `CAST((epoch_us(${toLocal(time, zone)}) - epoch_us(${time})) // 60000000 AS BIGINT)`;
}

function offsetMinutes(time: string, zone: string): string {
  return `CAST(${offsetSql(time, zone)} AS VARCHAR)`;
}

/** +hhmm; with one colon +hh:mm, with two +hh:mm:ss, with three +hh. */
function offset(time: string, zone: string, colons: number): string {
  const minutes = offsetSql(time, zone);
  const sign = `CASE WHEN ${minutes} < 0 THEN '-' ELSE '+' END`;
  const hours = `lpad(CAST(abs(${minutes}) // 60 AS VARCHAR), 2, '0')`;
  const rest = `lpad(CAST(abs(${minutes}) % 60 AS VARCHAR), 2, '0')`;
  if (colons === 3) return `(${sign} || ${hours})`;
  return `(${sign} || ${hours} || ${colons > 0 ? "':' || " : ''}${rest}${colons === 2 ? " || ':00'" : ''})`;
}

/** SPL's strptime. Text behind what the format covers is let be. What DuckDB's cannot do (epoch seconds, fractions by name) is put together here. */
export function parseTime(value: string, format: string, zone: string): string {
  const parts = [...tokens(format)];
  const last = parts.at(-1);
  // A closing Z is UTC, and no name that DuckDB's %Z or %z knows.
  const zulu = last?.kind === 'directive' ? { Z: 'UTC', z: '+0000' }[last.letter] : undefined;
  const trimmed = zulu === undefined ? `trim(${value})` : `regexp_replace(trim(${value}), 'Z$', ${sqlText(zulu)})`;
  if (/^%s(\.?%\d*[NQf])?$/.test(format))
    return `make_timestamp(CAST(round(TRY_CAST(${trimmed} AS DOUBLE) * 1000000) AS BIGINT))`;
  const hasZone = parts.some((token) => token.kind === 'directive' && 'zZ'.includes(token.letter));
  const read = (text: string): string => {
    const parsed = `try_strptime(${text}, ${sqlText(parts.map(readDirective).join(''))})`;
    return hasZone ? `timezone('UTC', TRY_CAST(${parsed} AS TIMESTAMPTZ))` : fromLocal(parsed, zone);
  };
  const covered = `regexp_extract(${trimmed}, ${sqlText(`^${parts.map(coveredText).join('')}`)})`;
  return `coalesce(${read(trimmed)}, ${read(covered)})`;
}

/** As DuckDB reads it, lenient in leading zeros, as Splunk is. */
function readDirective(token: FormatToken): string {
  if (token.kind === 'text') return token.text.replace(/%/g, '%%');
  const { letter, width } = token;
  if ('NQqf'.includes(letter)) return (width ?? 6) > 6 ? '%n' : '%f';
  const special = { e: '%-d', k: '%-H', l: '%-I', '%': '%%', z: '%z', Z: '%Z' }[letter];
  return (special ?? directives[letter] ?? letter).replace(/%([mdHIMS])/g, '%-$1');
}

/** A regular expression for the text that a directive covers. */
function coveredText(token: FormatToken): string {
  if (token.kind === 'text') return token.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (directives[token.letter] ?? `%${token.letter}`).replace(/%(.)/g, (_, letter: string) => {
    if ('YG'.includes(letter)) return '\\d{4}';
    if ('NQqfs'.includes(letter)) return '\\d+';
    if ('bBhaApP'.includes(letter)) return '\\pL+';
    if (letter === 'z') return '(?:Z|[+-]\\d\\d:?\\d\\d)';
    if (letter === 'Z') return '(?:Z|[A-Za-z/_]+)';
    if (letter === '%') return '%';
    return letter === 'j' ? '\\d{1,3}' : '\\s?\\d{1,2}';
  });
}
