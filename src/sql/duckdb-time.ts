/** Time in DuckDB: formats, calendar units and zones. All timestamps are naive and UTC. */
import { sqlText } from './literal.ts';

/** A naive UTC timestamp as the zone's local clock, naive. */
function toLocal(time: string, zone: string): string {
  return zone === 'UTC' ? time : `timezone(${sqlText(zone)}, timezone('UTC', ${time}))`;
}
function fromLocal(local: string, zone: string): string {
  return zone === 'UTC' ? local : `timezone('UTC', timezone(${sqlText(zone)}, ${local}))`;
}

export function truncateTime(time: string, unit: string, zone: string): string {
  const multiple = /^(\d+) (\w+)$/.exec(unit);
  const local = toLocal(time, zone);
  if (multiple) return fromLocal(truncateMultiple(local, Number(multiple[1]), multiple[2] ?? 'day'), zone);
  // date_trunc's week starts on Monday, SPL's on Sunday.
  const cut =
    unit === 'week'
      ? `(date_trunc('week', ${local} + INTERVAL 1 DAY) - INTERVAL 1 DAY)`
      : `date_trunc(${sqlText(unit)}, ${local})`;
  return fromLocal(cut, zone);
}

function truncateMultiple(local: string, amount: number, unit: string): string {
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  if (months !== undefined) {
    const ordinal = `((year(${local}) - 1970) * 12 + month(${local}) - 1)`;
    return `(TIMESTAMP '1970-01-01' + to_months(CAST((${ordinal} // ${months * amount}) * ${months * amount} AS INTEGER)))`;
  }
  const origin = unit === 'week' ? "DATE '1969-12-28'" : "DATE '1970-01-01'";
  const days = (unit === 'week' ? 7 : 1) * amount;
  return `CAST(${origin} + CAST(((CAST(${local} AS DATE) - ${origin}) // ${days}) * ${days} AS INTEGER) AS TIMESTAMP)`;
}

export function addTime(time: string, amount: string, unit: string, zone: string): string {
  const whole = `CAST(${amount} AS BIGINT)`;
  const small = { second: 'to_seconds', minute: 'to_minutes', hour: 'to_hours' }[unit];
  if (small !== undefined) return `(${time} + ${small}(${whole}))`;
  const step = {
    day: `to_days(CAST(${amount} AS INTEGER))`,
    week: `to_days(CAST(7 * ${amount} AS INTEGER))`,
    month: `to_months(CAST(${amount} AS INTEGER))`,
    quarter: `to_months(CAST(3 * ${amount} AS INTEGER))`,
    year: `to_months(CAST(12 * ${amount} AS INTEGER))`,
  }[unit];
  return fromLocal(`(${toLocal(time, zone)} + ${step ?? 'to_days(0)'})`, zone);
}

/** Spans in seconds may be fractions; buckets count from the epoch plus the origin. */
export function bucketTime(time: string, spanSeconds: string, originSeconds: string): string {
  const span = `CAST(round(${spanSeconds} * 1000000) AS BIGINT)`;
  const origin = `CAST(round(${originSeconds} * 1000000) AS BIGINT)`;
  const shifted = `(epoch_us(${time}) - ${origin})`;
  return `make_timestamp(${shifted} - ((${shifted} % ${span}) + ${span}) % ${span} + ${origin})`;
}

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

/** SPL's strftime: https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Commontimeformatvariables */
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
      add(token.letter === 'Z' ? zoneName(time, zone) : offset(time, zone, token.colons));
    } else if (token.letter === '+') {
      plain += '%a %b %d %H:%M:%S ';
      add(zoneName(time, zone));
      plain += ' %Y';
    } else if (token.letter === 'v') plain += '%d-%b-%Y';
    else if (token.letter === '%') plain += '%%';
    else plain += directives[token.letter] ?? `%%${token.letter}`;
  }
  flush();
  return pieces.length === 0 ? `CASE WHEN ${time} IS NULL THEN NULL ELSE '' END` : `(${pieces.join(' || ')})`;
}

function zoneName(time: string, zone: string): string {
  return zone === 'UTC' ? `CASE WHEN ${time} IS NULL THEN NULL ELSE 'UTC' END` : offset(time, zone, 0);
}

function offset(time: string, zone: string, colons: number): string {
  const minutes = `CAST((epoch_us(${toLocal(time, zone)}) - epoch_us(${time})) // 60000000 AS BIGINT)`;
  return `(CASE WHEN ${minutes} < 0 THEN '-' ELSE '+' END || lpad(CAST(abs(${minutes}) // 60 AS VARCHAR), 2, '0') || ${colons > 0 ? "':' || " : ''}lpad(CAST(abs(${minutes}) % 60 AS VARCHAR), 2, '0'))`;
}

/** SPL's strptime. What DuckDB's cannot do (no year, epoch seconds, fractions by name) is put together here. */
export function parseTime(value: string, format: string, zone: string): string {
  const parts = [...tokens(format)];
  const trimmed = `trim(${value})`;
  if (parts.length === 1 && parts[0]?.kind === 'directive' && parts[0].letter === 's') {
    return `make_timestamp(CAST(round(TRY_CAST(${trimmed} AS DOUBLE) * 1000000) AS BIGINT))`;
  }
  let out = '';
  let hasZone = false;
  let hasDate = false;
  for (const token of parts) {
    if (token.kind === 'text') out += token.text.replace(/%/g, '%%');
    else if (token.letter === 'z' || token.letter === 'Z') {
      hasZone = true;
      out += token.letter === 'Z' ? '%Z' : '%z';
    } else if ('NQqf'.includes(token.letter))
      out += (token.width ?? 6) <= 3 && token.letter !== 'f' ? '%g' : (token.width ?? 6) > 6 ? '%n' : '%f';
    else if (token.letter === 'e') out += '%-d';
    else if (token.letter === 'k') out += '%-H';
    else if (token.letter === 'l') out += '%-I';
    else if (token.letter === '%') out += '%%';
    else out += directives[token.letter] ?? token.letter;
    if (token.kind === 'directive' && 'dejDFcx+v'.includes(token.letter)) hasDate = true;
  }
  // Lenient in leading zeros, as Splunk is.
  const lenient = out.replace(/%([mdHIMS])/g, '%-$1');
  const parsed = hasZone
    ? `timezone('UTC', TRY_CAST(try_strptime(${trimmed}, ${sqlText(lenient)}) AS TIMESTAMPTZ))`
    : fromLocal(`try_strptime(${trimmed}, ${sqlText(lenient)})`, zone);
  return hasDate || hasZone ? parsed : `CASE WHEN TRUE THEN ${parsed} END`;
}

type FormatToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'directive'; readonly letter: string; readonly width?: number; readonly colons: number };

function* tokens(format: string): Generator<FormatToken> {
  const pattern = /%(\d*)(:*)([A-Za-z%+])/g;
  let at = 0;
  for (let match = pattern.exec(format); match !== null; match = pattern.exec(format)) {
    if (match.index > at) yield { kind: 'text', text: format.slice(at, match.index) };
    const base = { kind: 'directive' as const, letter: match[3] ?? '', colons: (match[2] ?? '').length };
    yield match[1] === '' ? base : { ...base, width: Number(match[1]) };
    at = match.index + match[0].length;
  }
  if (at < format.length) yield { kind: 'text', text: format.slice(at) };
}
