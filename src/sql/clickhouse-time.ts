/** Time in ClickHouse: calendar units and zones. Every instant is a DateTime64 of microseconds, UTC. */
import { sqlText } from './clickhouse-literal.ts';

/** The instant with the clock of a zone, for functions that read the clock. */
export function inZone(time: string, zone: string): string {
  return zone === 'UTC' ? time : `toTimeZone(${time}, ${sqlText(zone)})`;
}

const back = (time: string, zone: string): string => (zone === 'UTC' ? time : `toTimeZone(${time}, 'UTC')`);

export function microsOf(time: string): string {
  return `toUnixTimestamp64Micro(${time})`;
}

/** From whole microseconds. */
export function ofMicros(micros: string): string {
  return `fromUnixTimestamp64Micro(${micros}, 'UTC')`;
}

/** Epoch seconds with as many decimals as there are, at most six. */
export function timeToText(time: string): string {
  const micros = microsOf(time);
  return `if(${micros} % 1000000 = 0, toString(intDiv(${micros}, 1000000)), replaceRegexpOne(printf('%.6f', ${micros} / 1000000), '0+$', ''))`;
}

/** What is left of a whole number over a multiple of the size, never negative. */
const over = (value: string, size: number): string => `positiveModulo(${value}, ${size})`;

function midnight(year: string, month: string, day: string, zone: string): string {
  return `makeDateTime64(${year}, ${month}, ${day}, 0, 0, 0, 0, 6, ${sqlText(zone)})`;
}

export function truncateTime(time: string, unit: string, zone: string): string {
  const multiple = /^(\d+) (\w+)$/.exec(unit);
  if (multiple) return back(truncateMultiple(time, Number(multiple[1]), multiple[2] ?? 'day', zone), zone);
  const local = inZone(time, zone);
  const [year, month, day] = [`toYear(${local})`, `toMonth(${local})`, `toDayOfMonth(${local})`];
  const seconds = { second: 1, minute: 60, hour: 3600 }[unit];
  if (seconds !== undefined) {
    // Zones differ from UTC by parts of an hour as well.
    const offset = zone === 'UTC' ? '0' : `timeZoneOffset(${local}) * 1000000`;
    const micros = microsOf(time);
    return ofMicros(`${micros} - ${over(`(${micros} + ${offset})`, seconds * 1e6)}`);
  }
  switch (unit) {
    case 'day':
      return back(midnight(year, month, day, zone), zone);
    case 'week':
      return back(`addDays(${midnight(year, month, day, zone)}, -(toDayOfWeek(${local}) % 7))`, zone);
    case 'month':
      return back(midnight(year, month, '1', zone), zone);
    case 'quarter':
      return back(midnight(year, `(intDiv(${month} - 1, 3) * 3 + 1)`, '1', zone), zone);
    default:
      return back(midnight(year, '1', '1', zone), zone);
  }
}

/** Months count from January 1970, days from its first, weeks from the Sunday before. */
function truncateMultiple(time: string, amount: number, unit: string, zone: string): string {
  const local = inZone(time, zone);
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  if (months !== undefined) {
    const ordinal = `((toInt32(toYear(${local})) - 1970) * 12 + toMonth(${local}) - 1)`;
    const first = `(${ordinal} - ${over(ordinal, months * amount)} + 23640)`;
    return midnight(`intDiv(${first}, 12)`, `(${first} % 12 + 1)`, '1', zone);
  }
  const days = (unit === 'week' ? 7 : 1) * amount;
  const since = `(toInt32(toDate32(${local})) + ${unit === 'week' ? 4 : 0})`;
  const start = midnight(`toYear(${local})`, `toMonth(${local})`, `toDayOfMonth(${local})`, zone);
  return `addDays(${start}, -${over(since, days)})`;
}

export function addTime(time: string, amount: string, unit: string, zone: string): string {
  const name = { second: 'Seconds', minute: 'Minutes', hour: 'Hours', day: 'Days', week: 'Weeks', month: 'Months' }[
    unit
  ];
  const whole = `toInt64(round(${amount}))`;
  if (unit === 'second' || unit === 'minute' || unit === 'hour') return `add${name ?? ''}(${time}, ${whole})`;
  if (name !== undefined) return back(`add${name}(${inZone(time, zone)}, ${whole})`, zone);
  return back(`addMonths(${inZone(time, zone)}, ${unit === 'quarter' ? 3 : 12} * ${whole})`, zone);
}

/** Spans in seconds may be fractions; buckets count from the epoch plus the origin. */
export function bucketTime(time: string, spanSeconds: number, originSeconds: number): string {
  const span = Math.max(1, Math.round(spanSeconds * 1e6));
  const origin = Math.round(originSeconds * 1e6);
  return ofMicros(`${microsOf(time)} - ${over(`(${microsOf(time)} - (${origin}))`, span)}`);
}

export function timeBucketOrdinal(time: string, spanSeconds: number): string {
  const span = Math.max(1, Math.round(spanSeconds * 1e6));
  return `intDiv(${microsOf(time)} - ${over(microsOf(time), span)}, ${span})`;
}

export function timePart(time: string, part: string, zone: string): string {
  const local = inZone(time, zone);
  switch (part) {
    case 'weekday':
      return `(toDayOfWeek(${local}) % 7)`;
    case 'dayofyear':
      return `toDayOfYear(${local})`;
    case 'day':
      return `toDayOfMonth(${local})`;
    default:
      return `to${part.charAt(0).toUpperCase()}${part.slice(1)}(${local})`;
  }
}
