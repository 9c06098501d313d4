/** Time in DuckDB: calendar units and zones. All timestamps are naive and UTC. */
import { sqlText } from './literal.ts';

/** A naive UTC timestamp as the zone's local clock, naive. */
export function toLocal(time: string, zone: string): string {
  return zone === 'UTC' ? time : `timezone(${sqlText(zone)}, timezone('UTC', ${time}))`;
}
export function fromLocal(local: string, zone: string): string {
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

/** Spans in seconds may be fractions; buckets count from the epoch plus the origin. Both are numbers that are written out. */
export function bucketTime(time: string, spanSeconds: number, originSeconds: number): string {
  const span = `to_microseconds(${Math.max(1, Math.round(spanSeconds * 1e6))})`;
  return `time_bucket(${span}, ${time}, make_timestamp(${Math.round(originSeconds * 1e6)}::BIGINT))`;
}

/** The database's whole division cuts towards zero; counted from two thousand years earlier no time is negative. */
export function timeBucketOrdinal(time: string, spanSeconds: number): string {
  const span = Math.max(1, Math.round(spanSeconds * 1e6));
  const before = Math.ceil(63_200_000_000_000_000 / span);
  return `((epoch_us(${time}) + ${BigInt(before) * BigInt(span)}) // ${span} - ${before})`;
}
