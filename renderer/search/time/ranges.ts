/** Time ranges: presets, and how a range is written beside the search bar. */
import { format, isValid, parseISO } from 'date-fns';
import type { TimeRange } from '../../../src/protocol/index.ts';
import { formatTime } from '../../ui/format.ts';

export interface Preset {
  readonly label: string;
  readonly range: TimeRange;
}

export const presets: readonly { readonly title: string; readonly presets: readonly Preset[] }[] = [
  {
    title: 'Relative',
    presets: [
      { label: 'Last 15 minutes', range: { earliest: '-15m', latest: 'now' } },
      { label: 'Last 60 minutes', range: { earliest: '-60m', latest: 'now' } },
      { label: 'Last 4 hours', range: { earliest: '-4h', latest: 'now' } },
      { label: 'Last 24 hours', range: { earliest: '-24h', latest: 'now' } },
      { label: 'Last 7 days', range: { earliest: '-7d@h', latest: 'now' } },
      { label: 'Last 30 days', range: { earliest: '-30d@d', latest: 'now' } },
    ],
  },
  {
    title: 'Calendar',
    presets: [
      { label: 'Today', range: { earliest: '@d', latest: 'now' } },
      { label: 'Yesterday', range: { earliest: '-1d@d', latest: '@d' } },
      { label: 'Week to date', range: { earliest: '@w0', latest: 'now' } },
      { label: 'Business week to date', range: { earliest: '@w1', latest: 'now' } },
      { label: 'Month to date', range: { earliest: '@mon', latest: 'now' } },
      { label: 'Previous week', range: { earliest: '-7d@w0', latest: '@w0' } },
      { label: 'Previous business week', range: { earliest: '-6d@w1', latest: '-1d@w6' } },
      { label: 'Previous month', range: { earliest: '-1mon@mon', latest: '@mon' } },
      { label: 'Year to date', range: { earliest: '@y', latest: 'now' } },
      { label: 'Previous year', range: { earliest: '-1y@y', latest: '@y' } },
    ],
  },
];

export const allTime: Preset = { label: 'All time', range: {} };

export function isSameRange(a: TimeRange, b: TimeRange): boolean {
  return a.earliest === b.earliest && a.latest === b.latest;
}

export function isPreset(range: TimeRange): boolean {
  return [allTime, ...presets.flatMap((group) => group.presets)].some((one) => isSameRange(one.range, range));
}

/** A range as people read it; epoch seconds are written in the zone. */
export function rangeLabel(range: TimeRange, timeZone: string): string {
  if (range.earliest === undefined && range.latest === undefined) return allTime.label;
  const preset = presets.flatMap((group) => group.presets).find((one) => isSameRange(one.range, range));
  if (preset !== undefined) return preset.label;
  const from = range.earliest === undefined ? undefined : boundLabel(range.earliest, timeZone);
  const to = range.latest === undefined || range.latest === 'now' ? undefined : boundLabel(range.latest, timeZone);
  if (from === undefined) return `until ${to ?? 'now'}`;
  return to === undefined ? `since ${from}` : `${from} to ${to}`;
}

/** Times lose their seconds, dates their hours where those are zero; relative times stay as typed. */
function boundLabel(text: string, timeZone: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return shortened(formatTime(Number(text), timeZone));
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  const date = parseISO(text);
  return isValid(date) ? shortened(format(date, 'yyyy-MM-dd HH:mm:ss')) : text;
}

function shortened(text: string): string {
  return text.replace(/(:\d\d):00$/, '$1').replace(/ 00:00$/, '');
}
