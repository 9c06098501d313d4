/** Calendar arithmetic in a named time zone, daylight saving included. All instants are epoch seconds, UTC. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let made = formatters.get(zone);
  if (made === undefined) {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, made);
  }
  return made;
}

/** Seconds that the zone's clocks are ahead of UTC at an instant. */
export function zoneOffset(zone: string, instant: number): number {
  if (zone === 'UTC') return 0;
  const whole = Math.floor(instant);
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(whole * 1000)) parts[type] = Number(value);
  const local = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  );
  return local / 1000 - whole;
}

/** A local clock reading, as a Date whose UTC parts are the zone's local parts. */
export function toLocal(zone: string, instant: number): Date {
  return new Date((instant + zoneOffset(zone, instant)) * 1000);
}

/** The instant at which the zone's clocks show the reading; the earlier one where it happens twice. */
export function fromLocal(zone: string, local: Date): number {
  const reading = local.getTime() / 1000;
  const guess = reading - zoneOffset(zone, reading);
  const settled = reading - zoneOffset(zone, guess);
  return zoneOffset(zone, settled) === reading - settled ? settled : guess;
}

export type CalendarUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** The start of the unit that holds the instant. Weeks start on Sunday unless `firstWeekday` (0 Sunday .. 6) says otherwise. */
export function snap(zone: string, instant: number, unit: CalendarUnit, firstWeekday = 0): number {
  const local = toLocal(zone, instant);
  local.setUTCMilliseconds(0);
  if (unit === 'second') return Math.floor(instant);
  local.setUTCSeconds(0);
  if (unit === 'minute') return fromLocal(zone, local);
  local.setUTCMinutes(0);
  if (unit === 'hour') return fromLocal(zone, local);
  local.setUTCHours(0);
  if (unit === 'week') local.setUTCDate(local.getUTCDate() - ((local.getUTCDay() - firstWeekday + 7) % 7));
  else if (unit === 'month') local.setUTCDate(1);
  else if (unit === 'quarter') local.setUTCMonth(Math.floor(local.getUTCMonth() / 3) * 3, 1);
  else if (unit === 'year') local.setUTCMonth(0, 1);
  return fromLocal(zone, local);
}

/** Adds calendar units; a day of the month that does not exist becomes the last one that does. */
export function shift(zone: string, instant: number, amount: number, unit: CalendarUnit): number {
  if (unit === 'second') return instant + amount;
  if (unit === 'minute') return instant + amount * 60;
  if (unit === 'hour') return instant + amount * 3600;
  const local = toLocal(zone, instant);
  if (unit === 'day') local.setUTCDate(local.getUTCDate() + amount);
  else if (unit === 'week') local.setUTCDate(local.getUTCDate() + 7 * amount);
  else {
    const months = unit === 'month' ? amount : unit === 'quarter' ? 3 * amount : 12 * amount;
    const day = local.getUTCDate();
    local.setUTCDate(1);
    local.setUTCMonth(local.getUTCMonth() + months);
    const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
    local.setUTCDate(Math.min(day, last));
  }
  return fromLocal(zone, local) + (instant - Math.floor(instant));
}
