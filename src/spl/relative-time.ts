/**
 * Splunk's time text: `now`, `-7d@w1+3h`, `@d`, epoch seconds, `03/15/2026:08:00:00`, ISO 8601.
 * https://docs.splunk.com/Documentation/Splunk/latest/Search/Specifytimemodifiersinyoursearch
 */
import { fromLocal, shift, snap } from '../time/time-zone.ts';
import type { CalendarUnit } from '../time/time-zone.ts';

const units: Readonly<Record<string, CalendarUnit>> = {
  s: 'second',
  sec: 'second',
  secs: 'second',
  second: 'second',
  seconds: 'second',
  m: 'minute',
  min: 'minute',
  mins: 'minute',
  minute: 'minute',
  minutes: 'minute',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  hour: 'hour',
  hours: 'hour',
  d: 'day',
  day: 'day',
  days: 'day',
  w: 'week',
  week: 'week',
  weeks: 'week',
  mon: 'month',
  month: 'month',
  months: 'month',
  q: 'quarter',
  qtr: 'quarter',
  qtrs: 'quarter',
  quarter: 'quarter',
  quarters: 'quarter',
  y: 'year',
  yr: 'year',
  yrs: 'year',
  year: 'year',
  years: 'year',
};

export function calendarUnit(word: string): CalendarUnit | undefined {
  return units[word.toLowerCase()];
}

export type RelativeStep =
  | { readonly kind: 'shift'; readonly amount: number; readonly unit: CalendarUnit }
  | { readonly kind: 'snap'; readonly unit: CalendarUnit; readonly firstWeekday: number };

/** Steps of `-7d@w1+3h` in order, or undefined when the text is no such thing. */
export function parseRelativeSteps(text: string): readonly RelativeStep[] | undefined {
  let rest = text.trim();
  if (/^now\b/i.test(rest)) rest = rest.slice(3).replace(/^\(\)/, '');
  const steps: RelativeStep[] = [];
  while (rest !== '') {
    const shifted = /^([+-])(\d*)([a-z]+)/i.exec(rest);
    const snapped = /^@(?:w([0-7])|([a-z]+))/i.exec(rest);
    if (snapped) {
      const unit = snapped[1] === undefined ? calendarUnit(snapped[2] ?? '') : 'week';
      if (unit === undefined) return undefined;
      steps.push({ kind: 'snap', unit, firstWeekday: Number(snapped[1] ?? 0) % 7 });
      rest = rest.slice(snapped[0].length);
    } else if (shifted) {
      const unit = calendarUnit(shifted[3] ?? '');
      if (unit === undefined) return undefined;
      const amount = (shifted[2] === '' ? 1 : Number(shifted[2])) * (shifted[1] === '-' ? -1 : 1);
      steps.push({ kind: 'shift', amount, unit });
      rest = rest.slice(shifted[0].length);
    } else return undefined;
  }
  return steps;
}

export function applyRelativeSteps(steps: readonly RelativeStep[], instant: number, zone: string): number {
  return steps.reduce(
    (at, step) =>
      step.kind === 'shift' ? shift(zone, at, step.amount, step.unit) : snap(zone, at, step.unit, step.firstWeekday),
    instant,
  );
}

/** Time text to epoch seconds; undefined when it cannot be read. */
export function parseTimeText(text: string, now: number, zone: string): number | undefined {
  // Searches in real time look at what is stored: rt-5m is -5m.
  const trimmed = text.trim().replace(/^rt(?=$|[-+@])/i, 'now');
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  const steps = parseRelativeSteps(trimmed);
  if (steps !== undefined && trimmed !== '') return applyRelativeSteps(steps, now, zone);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?::(\d{1,2}):(\d{2}):(\d{2}))?$/.exec(trimmed);
  if (us) return clock(zone, us[3], us[1], us[2], us[4], us[5], us[6], undefined);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    trimmed,
  );
  if (!iso) return undefined;
  const fraction = Number(iso[7] ?? 0);
  if (iso[8] === undefined) return clock(zone, iso[1], iso[2], iso[3], iso[4], iso[5], iso[6], undefined) + fraction;
  const offset = /^z$/i.test(iso[8])
    ? 0
    : (iso[8].startsWith('-') ? -1 : 1) * (Number(iso[8].slice(1, 3)) * 3600 + Number(iso[8].slice(-2)) * 60);
  return clock('UTC', iso[1], iso[2], iso[3], iso[4], iso[5], iso[6], offset) + fraction;
}

function clock(
  zone: string,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  offset: number | undefined,
): number {
  const local = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)),
  );
  return offset === undefined ? fromLocal(zone, local) : local.getTime() / 1000 - offset;
}

/** A span such as `5m`, `1d`, `1mon`, `30s`, `500ms`, or a bare number of seconds. */
export type TimeSpan =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | {
      readonly kind: 'calendar';
      readonly amount: number;
      readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year';
    };

export function parseTimeSpan(text: string): TimeSpan | undefined {
  const match = /^(\d+(?:\.\d+)?)?([a-z]*)(?:@.*)?$/i.exec(text.trim());
  if (!match || text.trim() === '') return undefined;
  const amount = match[1] === undefined ? 1 : Number(match[1]);
  const word = (match[2] ?? '').toLowerCase();
  if (amount <= 0) return undefined;
  const parts: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, cs: 1e-2, ds: 1e-1 };
  if (word === '') return match[1] === undefined ? undefined : { kind: 'seconds', seconds: amount };
  const fraction = parts[word];
  if (fraction !== undefined) return { kind: 'seconds', seconds: amount * fraction };
  const unit = calendarUnit(word);
  if (unit === undefined) return undefined;
  if (unit === 'second') return { kind: 'seconds', seconds: amount };
  if (unit === 'minute') return { kind: 'seconds', seconds: amount * 60 };
  if (unit === 'hour') return { kind: 'seconds', seconds: amount * 3600 };
  return { kind: 'calendar', amount: Math.max(1, Math.round(amount)), unit };
}
