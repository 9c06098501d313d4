/** Buckets of time and of numbers. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Bin */
import { call, convert, numeral, text, when } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import type { TimeSpan } from '../relative-time.ts';
import { shift, snap } from '../../time/time-zone.ts';

/** The span a timechart takes for a range when none is given: at most `bins` buckets, from Splunk's list of spans. */
export function defaultTimeSpan(seconds: number, bins: number): TimeSpan {
  const steps = [1, 5, 10, 30, 60, 300, 600, 1800, 3600];
  for (const step of steps) if (seconds / step <= bins) return { kind: 'seconds', seconds: step };
  const days: readonly TimeSpan[] = [
    { kind: 'calendar', amount: 1, unit: 'day' },
    { kind: 'calendar', amount: 1, unit: 'month' },
  ];
  if (seconds / 86400 <= bins && days[0]) return days[0];
  if (seconds / (30.4 * 86400) <= bins && days[1]) return days[1];
  return { kind: 'calendar', amount: 1, unit: 'year' };
}

/** Start of the bucket that holds a time. Days and longer follow the zone's calendar, shorter spans are plain arithmetic from the epoch. */
export function bucketStart(time: Expression, span: TimeSpan, zone: string): Expression {
  if (span.kind === 'seconds') return call('bucketTime', 'time', time, numeral(span.seconds), numeral(0));
  if (span.amount === 1) return call('truncateTime', 'time', time, text(span.unit), text(zone));
  return call('truncateTime', 'time', time, text(`${span.amount} ${span.unit}`), text(zone));
}

const longest = 50_000;

/** The starts of all buckets from the one that holds `from` to the one that holds `to`, epoch seconds; null when there would be too many. */
export function bucketGrid(from: number, to: number, span: TimeSpan, zone: string): readonly number[] | null {
  const starts: number[] = [];
  let at = firstBucket(from, span, zone);
  while (at <= to) {
    starts.push(at);
    if (starts.length > longest) return null;
    const next = span.kind === 'seconds' ? round(at + span.seconds) : shift(zone, at, span.amount, span.unit);
    if (next <= at) return null;
    at = next;
  }
  return starts;
}

function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

/** Multiples of days count from 1970-01-01, of weeks from the Sunday before, of months, quarters and years from January 1970, in the zone's calendar. */
function firstBucket(from: number, span: TimeSpan, zone: string): number {
  if (span.kind === 'seconds') return round(Math.floor(round(from / span.seconds)) * span.seconds);
  const start = snap(zone, from, span.unit);
  if (span.amount === 1) return start;
  const local = new Date((start + 14 * 3600) * 1000);
  const months = local.getUTCFullYear() * 12 + local.getUTCMonth() - 1970 * 12;
  const ordinal = {
    day: Math.floor(start / 86400 + 0.5),
    week: Math.floor((start / 86400 + 4.5) / 7),
    month: months,
    quarter: Math.floor(months / 3),
    year: local.getUTCFullYear() - 1970,
  }[span.unit];
  return shift(zone, start, -(((ordinal % span.amount) + span.amount) % span.amount), span.unit);
}

/** The span that makes at most `bins` buckets of a range of numbers: a power of ten, as Splunk's bin does. */
export function defaultNumberSpan(
  from: number,
  to: number,
  bins: number,
  /** `isOpen`: no bucket needs to hold `to` itself. `least`: no shorter span. */
  { isOpen, least }: { readonly isOpen: boolean; readonly least: number } = { isOpen: false, least: 0 },
): number {
  const width = Math.max(to - from, Number.MIN_VALUE);
  let span = 10 ** Math.floor(Math.log10(width / Math.max(1, bins)));
  if (!Number.isFinite(span) || span <= 0) span = 1;
  const count = (): number => (isOpen ? Math.ceil(to / span) : Math.floor(to / span) + 1) - Math.floor(from / span);
  while (span < least || count() > bins) span *= 10;
  return span;
}

/** The bucket of a number between two powers of a base, `10-100`; `coefficient` moves them. Null for numbers that are not positive. */
export function logarithmBucketText(value: Expression, coefficient: number, base: number): Expression {
  const number = convert(value, 'number');
  const place = call(
    'floor',
    'number',
    // A little above, because a logarithm of an exact power may come out a little below it.
    call(
      'add',
      'number',
      call('logarithm', 'number', call('divide', 'number', number, numeral(coefficient)), numeral(base)),
      numeral(1e-9),
    ),
  );
  const bound = (further: number): Expression =>
    convert(
      call(
        'multiply',
        'number',
        numeral(coefficient),
        call('power', 'number', numeral(base), call('add', 'number', place, numeral(further))),
      ),
      'string',
    );
  return when(
    [
      {
        when: call('greater', 'boolean', number, numeral(0)),
        then: call('concatenate', 'string', bound(0), text('-'), bound(1)),
      },
    ],
    undefined,
    'string',
  );
}

/** The bucket of a number as text, `0-10`, as Splunk shows it. */
export function numberBucketText(value: Expression, span: number, start = 0): Expression {
  const low = call('bucketNumber', 'number', convert(value, 'number'), numeral(span), numeral(start));
  return call(
    'concatenate',
    'string',
    convert(low, 'string'),
    text('-'),
    convert(call('add', 'number', low, numeral(span)), 'string'),
  );
}
