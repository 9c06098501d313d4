/** Finds out by itself which time format a sample of texts carries, and where. */
import { compileFormat, tai64n } from './format.ts';
import type { CompiledFormat, TimeContext } from './format.ts';
import { timesIn } from './derive.ts';
import type { TimeKind } from './derive.ts';

/** A sample's text with the room before its time; longer looks cost time and find addresses and numbers. */
const usualLookahead = 160;

export interface RecognisedTime {
  readonly format: string;
  readonly compiled: CompiledFormat;
  /** How many of the texts it fits. */
  readonly fits: number;
  /** Where it stands at the latest, UTF-16 offset of its start, in the texts that carry it where most do. */
  readonly latestStart: number;
  /** Nothing but blanks stands before it there. */
  readonly atBeginning: boolean;
  readonly kind: TimeKind;
  /** Another format that fits as many texts and reads them otherwise (day and month exchanged). */
  readonly rival?: string;
}

/** Plausible as the time of an event: 1990 to a good year ahead. */
export function plausible(time: number, context: TimeContext): boolean {
  return time > 631e12 && time < (context.reference + 400 * 86_400_000) * 1000;
}

/** What a time is worth that says less than a day of a year and a clock time. */
const worth: Readonly<Record<TimeKind, number>> = {
  full: 1,
  epoch: 1,
  yearless: 0.98,
  minutes: 0.95,
  day: 0.6,
  clock: 0.5,
  clockMinutes: 0.4,
};

/** Only so many of the formats that were read off the texts are tried on all of them. */
const mostFormats = 24;

interface Scored {
  readonly format: string;
  readonly kind: TimeKind;
  readonly compiled: CompiledFormat;
  readonly order: number;
  fits: number;
  /** Fits where most of its times stand. */
  atHome: number;
  meanStart: number;
  latestStart: number;
  atBeginning: boolean;
  /** Different years, and the distance in time from the file's, which tell the order of 24/01/15. */
  years: number;
  distance: number;
}

/** The formats read off the texts, the frequent ones first. */
function candidates(texts: readonly string[]): { readonly format: string; readonly kind: TimeKind }[] {
  const seen = new Map<string, { readonly format: string; readonly kind: TimeKind; count: number; order: number }>();
  for (const [i, text] of texts.entries())
    for (const { format, kind } of timesIn(text)) {
      const known = seen.get(format);
      if (known === undefined) seen.set(format, { format, kind, count: 1, order: i });
      else known.count += 1;
    }
  return [...seen.values()]
    .sort((a, b) => b.count * worth[b.kind] - a.count * worth[a.kind] || a.order - b.order)
    .slice(0, mostFormats);
}

/** How much a format says: of two that fit as well, the one that says more is meant. */
function detail(format: string): number {
  if (format === tai64n) return 9;
  const parts = new Set(format.match(/%(?:\d*N|[A-Za-z])/g) ?? []);
  return [...parts].filter((part) => !/%[aA]/.test(part)).length + (/%s/.test(format) ? 5 : 0);
}

/** What stands before a time: times of one kind of line stand behind the same. */
function contextOf(text: string, start: number): string {
  const before = text.slice(0, start);
  return before.trim() === '' ? '^' : (before.at(-1) ?? '');
}

function score(
  { format, kind }: { readonly format: string; readonly kind: TimeKind },
  order: number,
  texts: readonly string[],
  context: TimeContext,
): Scored {
  const compiled = compileFormat(format);
  const places = new Map<string, { starts: number[]; shapes: Set<string> }>();
  const years = new Set<number>();
  let fits = 0;
  let distance = 0;
  for (const text of texts) {
    const found = compiled.read(text, 0, false, context);
    if (found === null || !plausible(found.time, context)) continue;
    // `nova-api.log.1.2017-05-16_13:53:08` names a rotated file, not when the event was.
    if (text[found.start - 1] === '.') continue;
    // `2024 Jan 15 10:00:01` without its year is no reading of it.
    if (kind === 'yearless' && /(?:19|20)\d{2}[-/. ]$/.test(text.slice(0, found.start))) continue;
    if (kind === 'epoch' && !/^[\s"'=([{|,:#>;]?$/.test(text.slice(Math.max(0, found.start - 1), found.start)))
      continue;
    fits += 1;
    years.add(new Date(found.time / 1000).getUTCFullYear());
    distance += Math.abs(found.time / 1000 - context.reference);
    const place = contextOf(text, found.start);
    const known = places.get(place) ?? { starts: [], shapes: new Set() };
    known.starts.push(found.start);
    known.shapes.add(shapeOf(text.slice(0, found.start)));
    places.set(place, known);
  }
  const ranked = [...places].sort(([, a], [, b]) => b.starts.length - a.starts.length);
  const most = ranked[0]?.[1].starts.length ?? 0;
  // Another kind of line counts where it comes again in the same words; a date in a message does not.
  const home = ranked.filter(
    ([, { starts, shapes }], i) =>
      i === 0 || (starts.length >= 2 && starts.length >= most * 0.1 && shapes.size <= starts.length / 2),
  );
  const starts = home.flatMap(([, place]) => place.starts);
  return {
    format,
    kind,
    compiled,
    order,
    fits,
    atHome: starts.length,
    meanStart: starts.reduce((a, b) => a + b, 0) / Math.max(1, starts.length),
    latestStart: starts.reduce((a, b) => Math.max(a, b), 0),
    atBeginning: home.length === 1 && home[0]?.[0] === '^',
    years: years.size,
    distance: distance / Math.max(1, fits),
  };
}

function shapeOf(text: string): string {
  return text
    .replace(/(?=[a-f]*\d)[0-9a-f]{4,}(?:-[0-9a-f]{4,})*/gi, '0')
    .replace(/\d+/g, '0')
    .replace(/\p{L}+/gu, (word) => (word.length > 12 ? 'w' : word));
}

/** Free text: the format that most of the texts carry early on. Null when less than a few carry any. */
export function recogniseInText(
  texts: readonly string[],
  context: TimeContext,
  lookahead = usualLookahead,
): RecognisedTime | null {
  const heads = texts.map((text) => (text.length > lookahead ? text.slice(0, lookahead) : text));
  const scored = candidates(heads)
    .map((candidate, i) => score(candidate, i, heads, context))
    .filter(({ fits }) => fits > 0);
  const value = ({ kind, atHome }: Scored): number => atHome * worth[kind];
  const most = Math.max(0, ...scored.map(value));
  const strong = scored.filter((s) => value(s) >= most * 0.85);
  strong.sort((a, b) => {
    if (Math.abs(a.meanStart - b.meanStart) > 5) return a.meanStart - b.meanStart;
    return detail(b.format) - detail(a.format) || b.atHome - a.atHome || order(a, b);
  });
  const [best] = strong;
  if (best === undefined) return null;
  const rival = scored.find((s) => s.format === swapped(best.format));
  const tied = rival !== undefined && rival.fits === best.fits;
  const settled =
    rival !== undefined && (rival.fits > best.fits || (tied && isNearer(rival.format, best.format, heads, context)))
      ? rival
      : best;
  return {
    format: settled.format,
    compiled: settled.compiled,
    fits: settled.fits,
    latestStart: settled.latestStart,
    atBeginning: settled.atBeginning,
    kind: settled.kind,
    ...(tied ? { rival: settled === rival ? best.format : rival.format } : {}),
  };
}

/**
 * Of two readings that fit as well, day and month exchanged: whether the first is much likelier. A file tells of days that follow
 * each other, not of the fifth of many months; and of nothing that comes after it.
 */
function isNearer(format: string, other: string, texts: readonly string[], context: TimeContext): boolean {
  const a = spanOf(format, texts, context);
  const b = spanOf(other, texts, context);
  const end = context.reference * 1000 + 2 * 86_400e6;
  if (a.last > end !== b.last > end) return b.last > end;
  return b.last - b.first > 5 * (a.last - a.first + 86_400e6);
}

function spanOf(
  format: string,
  texts: readonly string[],
  context: TimeContext,
): { readonly first: number; readonly last: number } {
  const compiled = compileFormat(format);
  let first = Infinity,
    last = -Infinity;
  for (const text of texts) {
    const found = compiled.read(text, 0, false, context);
    if (found === null || !plausible(found.time, context)) continue;
    first = Math.min(first, found.time);
    last = Math.max(last, found.time);
  }
  return { first, last };
}

/** Of 24/01/15 as year, month, day and as day, month, year: years change least, and are not far from the file's. */
function order(a: Scored, b: Scored): number {
  if (/%y/.test(a.format) && /%y/.test(b.format) && /^%y/.test(a.format) !== /^%y/.test(b.format))
    return a.years - b.years || a.distance - b.distance;
  return a.order - b.order;
}

function swapped(format: string): string | undefined {
  if (/%m([-/.])%d/.test(format)) return format.replace(/%m(.)%d/, '%d$1%m');
  return /%d([-/.])%m/.test(format) ? format.replace(/%d(.)%m/, '%m$1%d') : undefined;
}

/** Cells of one column (or joined cells): a format must read the cell from its start and leave nothing but a zone or blanks. */
export function recogniseInCells(cells: readonly string[], context: TimeContext): RecognisedTime | null {
  const given = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (given.length === 0) return null;
  const numbersOnly = given.every((cell) => /^\d+(\.\d+)?$/.test(cell));
  const fitsOf = (format: string): number => {
    const compiled = compileFormat(format);
    let fits = 0;
    for (const cell of given) {
      const found = compiled.read(cell, 0, true, context);
      if (found !== null && found.end >= cell.length && plausible(found.time, context)) fits += 1;
    }
    return fits;
  };
  let best: { readonly format: string; readonly kind: TimeKind; readonly fits: number } | null = null;
  for (const { format, kind } of formatsOf(given, numbersOnly)) {
    const fits = fitsOf(format);
    if (best === null || fits > best.fits) best = { format, kind, fits };
  }
  if (best === null || best.fits === 0) return null;
  const { kind } = best;
  const found = (format: string, fits: number): RecognisedTime => ({
    format,
    kind,
    compiled: compileFormat(format),
    fits,
    latestStart: 0,
    atBeginning: true,
  });
  const other = swapped(best.format);
  if (other === undefined) return found(best.format, best.fits);
  const otherFits = fitsOf(other);
  if (otherFits > best.fits) return found(other, otherFits);
  if (otherFits < best.fits) return found(best.format, best.fits);
  return isNearer(other, best.format, given, context)
    ? { ...found(other, otherFits), rival: best.format }
    : { ...found(best.format, best.fits), rival: other };
}

/** What the first time in each cell is written like, the frequent ways first. */
function formatsOf(
  cells: readonly string[],
  numbersOnly: boolean,
): { readonly format: string; readonly kind: TimeKind }[] {
  const counts = new Map<string, { readonly format: string; readonly kind: TimeKind; count: number }>();
  const step = Math.max(1, Math.floor(cells.length / 300));
  for (let i = 0; i < cells.length; i += step) {
    const cell = cells[i] ?? '';
    for (const { format, kind, start, end } of timesIn(cell)) {
      if (start !== 0 || end < cell.length || kind === 'clock' || kind === 'clockMinutes') continue;
      if (!numbersOnly && (kind === 'epoch' || format === '%Y%m%d')) continue;
      const known = counts.get(format);
      if (known === undefined) counts.set(format, { format, kind, count: 1 });
      else known.count += 1;
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, mostFormats);
}
