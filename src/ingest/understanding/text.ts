/** Any other text: where the time stands in it and where events break. */
import { withoutColours } from '../lines.ts';
import { hasMergeRules } from '../settings.ts';
import { sourceTypeNamed, sourceTypes } from '../sourcetypes/registry.ts';
import { recogniseInText } from '../timestamp/recognise.ts';

import { shareOf } from './types.ts';
import type { Finish, Understanding } from './types.ts';
import { ambiguityOf } from './time-columns.ts';

export function describeText(f: Finish): Understanding {
  const filled = f.lines.filter((l) => l.text.trim() !== '');
  const sample = [
    ...spread(filled, 400),
    ...spread(
      f.later.filter((l) => l.text.trim() !== ''),
      200,
    ),
  ].map((l) => withoutColours(l.text));
  const recognised =
    f.named === undefined && f.hints.sourcetype === undefined
      ? sourceTypes.find(
          (type) =>
            type.recognise !== undefined && shareOf(type.recognise, filled.slice(0, 500)) >= (type.share ?? 0.75),
        )
      : f.named;
  const prefix = f.base.TIME_PREFIX ?? recognised?.settings.TIME_PREFIX;
  const explicit = f.given.TIME_FORMAT ?? f.base.TIME_FORMAT ?? recognised?.settings.TIME_FORMAT;
  const found =
    explicit === undefined && f.base.DATETIME_CONFIG !== 'NONE' && f.base.DATETIME_CONFIG !== 'CURRENT'
      ? recogniseInText(sample, f.context)
      : null;
  const definition =
    recognised ??
    (found === null && explicit === undefined ? sourceTypeNamed('misc_text') : sourceTypeNamed('generic_single_line'));
  const sourcetype = f.hints.sourcetype ?? definition?.name ?? 'misc_text';
  const settings: Record<string, string> = { ...(definition?.settings ?? {}), ...f.base };
  if (found !== null && settings.TIME_FORMAT === undefined) settings.TIME_FORMAT = found.format;
  if (prefix !== undefined) settings.TIME_PREFIX = prefix;
  if (f.base.SHOULD_LINEMERGE === undefined && hasMergeRules(f.base)) settings.SHOULD_LINEMERGE = 'true';
  const share = recognised?.recognise === undefined ? 0 : shareOf(recognised.recognise, filled.slice(0, 500));
  const confidence =
    recognised !== undefined
      ? Math.min(0.99, 0.5 + share / 2)
      : found !== null
        ? 0.4 + 0.5 * (found.fits / Math.max(1, sample.length))
        : 0.3;
  const merging = settings.SHOULD_LINEMERGE !== 'false';
  const timed = found === null ? sample.length : found.fits;
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why:
        f.hints.sourcetype !== undefined
          ? 'you chose it'
          : recognised !== undefined
            ? `${Math.round(share * 100)} % of the sampled lines look like it`
            : found !== null
              ? 'its lines carry a time and fit no special type'
              : 'no time was found in its lines',
      confidence,
    },
    {
      about: 'event_breaks',
      value: merging ? 'before each line with a time' : 'every line',
      why: merging ? 'lines without a time go on with the event before them' : 'events of this type are single lines',
      confidence: 0.8,
    },
    {
      about: 'timestamp',
      value: settings.TIME_FORMAT ?? 'none',
      why:
        f.given.TIME_FORMAT !== undefined
          ? 'you set it'
          : found !== null
            ? `${timed} of ${sample.length} sampled lines carry it`
            : settings.TIME_FORMAT !== undefined
              ? `events of ${sourcetype} carry it`
              : 'no line carries a time',
      confidence,
    },
  );
  const lookahead = found === null ? Infinity : found.latestStart;
  const rival = found?.rival === undefined ? undefined : ambiguityOf(found.format, found.rival, sample.slice(0, 3));
  return {
    sourcetype,
    confidence,
    shape: 'text',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: [],
    warnings: [],
    columns: [],
    definition,
    fingerprint: `text:${settings.TIME_FORMAT ?? 'none'}:${definition?.name ?? ''}`,
    latestTimeStart: Math.max(lookahead, 4),
    ...(found === null ? {} : { automaticFormat: found.format }),
    ...(rival === undefined ? {} : { ambiguity: rival }),
  };
}

function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const head = items.slice(0, Math.floor(most / 2));
  const step = (items.length - head.length) / (most - head.length);
  return [
    ...head,
    ...Array.from({ length: most - head.length }, (_, i) => items[Math.floor(head.length + i * step)]).flatMap(
      (item) => (item === undefined ? [] : [item]),
    ),
  ];
}
