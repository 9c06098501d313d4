/** Where an axis of time has its marks: at round hours, days, months and years of the zone. */
import { formatTime } from '../ui/format.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** Seconds. */
const clockSteps = [
  1,
  2,
  5,
  10,
  15,
  30,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
];
const daySteps = [1, 2, 7, 14];
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const month = 30.44 * day;

/** Epoch seconds, ascending; about `wanted` of them, none where the range has no length. */
export function timeTicks(from: number, to: number, timeZone: string, wanted: number): readonly number[] {
  const raw = (to - from) / Math.max(1, wanted);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  // The zone's clock, as if it were UTC: round there, and brought back.
  const [first, last] = [from + offsetAt(from, timeZone), to + offsetAt(to, timeZone)];
  const clock = clockSteps.find((step) => step >= raw);
  const days = daySteps.find((step) => step * day >= raw);
  const local =
    clock !== undefined
      ? even(first, last, clock)
      : days !== undefined
        ? even(first, last, days * day)
        : months(first, last, raw);
  return local
    .map((time) => time - offsetAt(time - offsetAt(time, timeZone), timeZone))
    .filter((time) => time >= from && time <= to);
}

/** The mark's own text: the day where a day begins and at the first mark, else the time of day. */
export function tickLabel(time: number, timeZone: string, ticks: readonly number[]): string {
  const text = formatTime(Math.floor(time), timeZone);
  const step = (ticks[1] ?? Infinity) - (ticks[0] ?? 0);
  if (step >= 365 * day) return text.slice(0, 4);
  if (step >= 28 * day) return text.slice(0, 7);
  if (step >= day || text.slice(11) === '00:00:00') return text.slice(0, 10);
  const clock = step < minute ? text.slice(11) : text.slice(11, 16);
  return time === ticks[0] ? `${text.slice(0, 10)} ${clock}` : clock;
}

function even(first: number, last: number, step: number): number[] {
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, i) => start + i * step);
}

function months(first: number, last: number, raw: number): number[] {
  const step = monthSteps.find((one) => one * month >= raw) ?? 1200;
  const date = new Date(first * 1000);
  const found: number[] = [];
  const start = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / step) * step;
  for (let n = start; ; n += step) {
    const time = Date.UTC(Math.floor(n / 12), n % 12) / 1000;
    if (!(time <= last)) return found;
    if (time >= first) found.push(time);
  }
}

/** Seconds that the zone's clock is ahead of UTC. */
function offsetAt(time: number, timeZone: string): number {
  const whole = Math.floor(time);
  const local = Date.parse(`${formatTime(whole, timeZone).replace(' ', 'T')}Z`) / 1000;
  return Number.isFinite(local) ? local - whole : 0;
}
