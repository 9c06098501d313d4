/** Any other text: where the time stands in it and where events break. */
import { withoutColours } from '../lines.ts';
import type { Pattern } from '../pattern.ts';
import { hasMergeRules, patternOf } from '../settings.ts';
import type { SourceType } from '../sourcetypes/definition.ts';
import { sourceTypeNamed, sourceTypes } from '../sourcetypes/registry.ts';
import { otherFormats } from '../timestamp/other-formats.ts';
import { recogniseInText } from '../timestamp/recognise.ts';
import type { RecognisedTime } from '../timestamp/recognise.ts';
import { compileFormat } from '../timestamp/format.ts';

import { lineBreaks, xmlBreaks } from './event-breaks.ts';
import { shareOf } from './types.ts';
import type { Finish, Understanding } from './types.ts';
import { ambiguityOf, undecided } from './time-columns.ts';

/** A time may start so much later than in the sample, where other words stand before it. */
const slack = 24;

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
    f.named === undefined && f.hints.sourcetype === undefined ? recognisedType(filled.slice(0, 500)) : f.named;
  const explicit = f.given.TIME_FORMAT ?? f.base.TIME_FORMAT ?? recognised?.settings.TIME_FORMAT;
  const looked = explicit === undefined && !/^(NONE|CURRENT)$/.test(f.base.DATETIME_CONFIG ?? '');
  const free = recognised === undefined && f.hints.sourcetype === undefined && !breaksAreSet(f.base);
  const plain = free ? f.lines.map((l) => withoutColours(l.text)) : [];
  const xml = free && looked ? xmlBreaks(plain, f.context) : undefined;
  const prefix = patternOf({ ...(recognised?.settings ?? {}), ...f.base }, 'TIME_PREFIX');
  const places = prefix === undefined ? sample : behind(sample, prefix);
  const inLines = looked && xml === undefined ? recogniseInText(places, f.context) : null;
  const breaks = xml ?? (free && looked ? lineBreaks(plain, inLines, f.context) : undefined);
  const found = breaks?.time === undefined ? inLines : breaks.time;
  const definition =
    recognised ??
    (found === null && explicit === undefined && breaks?.settings.BREAK_ONLY_BEFORE === undefined
      ? sourceTypeNamed('misc_text')
      : sourceTypeNamed('generic_single_line'));
  const sourcetype = f.hints.sourcetype ?? definition?.name ?? 'misc_text';
  const settings: Record<string, string> = { ...(definition?.settings ?? {}), ...breaks?.settings, ...f.base };
  const latestTimeStart =
    found === null || prefix !== undefined ? Infinity : found.latestStart + (found.atBeginning ? 0 : slack);
  const known = recognised ?? f.named;
  const usual =
    found?.compiled ??
    (explicit !== undefined && f.given.TIME_FORMAT === undefined && explicit === known?.settings.TIME_FORMAT
      ? compileFormat(explicit)
      : undefined);
  const others =
    usual === undefined || prefix !== undefined || Object.keys(breaks?.settings ?? {}).length > 0 || isPartial(found)
      ? []
      : otherFormats(
          filled.slice(0, 400).map((l) => withoutColours(l.text)),
          usual,
          latestTimeStart,
          f.context,
        );
  // One format would not do: left out, the setting means that times are found.
  if (found !== null && settings.TIME_FORMAT === undefined && others.length === 0) settings.TIME_FORMAT = found.format;
  if (f.base.SHOULD_LINEMERGE === undefined && hasMergeRules(f.base)) settings.SHOULD_LINEMERGE = 'true';
  const share = recognised?.recognise === undefined ? 0 : shareOf(recognised.recognise, filled.slice(0, 500));
  const confidence =
    recognised !== undefined
      ? Math.min(0.99, 0.5 + share / 2)
      : found !== null
        ? 0.4 + 0.5 * Math.min(1, found.fits / Math.max(1, sample.length))
        : 0.3;
  const merging = settings.SHOULD_LINEMERGE !== 'false';
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why:
        f.hints.sourcetype !== undefined
          ? 'you chose it'
          : recognised !== undefined
            ? share > 0
              ? `${Math.round(share * 100)} % of the sampled lines look like it`
              : 'it begins as such files do'
            : found !== null
              ? 'its lines carry a time and fit no special type'
              : 'no time was found in its lines',
      confidence,
    },
    {
      about: 'event_breaks',
      value: breaks?.value ?? (merging ? 'before each line with a time' : 'every line'),
      why:
        breaks?.why ??
        (merging ? 'lines without a time go on with the event before them' : 'events of this type are single lines'),
      confidence: 0.8,
    },
    {
      about: 'timestamp',
      value: settings.TIME_FORMAT ?? (found === null || !looked ? 'none' : [found.format, ...others].join(', or ')),
      why:
        f.given.TIME_FORMAT !== undefined
          ? 'you set it'
          : found !== null
            ? xml === undefined
              ? `${found.fits} of ${places.length} sampled lines carry it`
              : `${found.fits} of the sampled elements carry it`
            : settings.TIME_FORMAT !== undefined
              ? `events of ${sourcetype} carry it`
              : 'no line carries a time',
      confidence,
    },
  );
  const rival =
    found?.rival === undefined || explicit !== undefined
      ? undefined
      : ambiguityOf(found.format, found.rival, sample.slice(0, 3));
  return {
    sourcetype,
    confidence,
    shape: 'text',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: [],
    warnings: rival === undefined || found === null ? [] : [undecided(found.format)],
    columns: [],
    definition,
    fingerprint: `text:${settings.TIME_FORMAT ?? found?.format ?? 'none'}:${definition?.name ?? ''}`,
    latestTimeStart,
    ...(found === null ? {} : { automaticFormat: found.format }),
    ...(others.length === 0 ? {} : { otherFormats: others }),
    ...(rival === undefined ? {} : { ambiguity: rival }),
  };
}

export function recognisedType(lines: Finish['lines']): SourceType | undefined {
  const opening = withoutColours(lines[0]?.text ?? '');
  return sourceTypes.find(
    (type) =>
      type.opening?.test(opening) === true ||
      (type.recognise !== undefined && shareOf(type.recognise, lines) >= (type.share ?? 0.75)),
  );
}

/** What follows the prefix, of the lines that have it. */
function behind(lines: readonly string[], prefix: Pattern): string[] {
  return lines.flatMap((line) => {
    const found = prefix.find(line);
    return found === null ? [] : [line.slice(found.end)];
  });
}

/** Says less than a day and a clock time. */
function isPartial(found: RecognisedTime | null): boolean {
  return found !== null && !/^(?:full|yearless|minutes|epoch)$/.test(found.kind);
}

function breaksAreSet(settings: Finish['base']): boolean {
  return hasMergeRules(settings) || ['SHOULD_LINEMERGE', 'LINE_BREAKER', 'TIME_PREFIX'].some((key) => key in settings);
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
