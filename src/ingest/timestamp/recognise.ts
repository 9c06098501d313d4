/** Finds out by itself which time format a sample of texts carries, and where. */
import { compileFormat, tai64n } from './format.ts';
import type { CompiledFormat, TimeContext } from './format.ts';

/** Tried in this order: the more a format says, the earlier it stands. */
export const automaticFormats: readonly string[] = [
  tai64n,
  '%Y-%m-%dT%H:%M:%S.%9N %z',
  '%Y-%m-%dT%H:%M:%S %z',
  '%Y-%m-%dT%H:%M:%S.%9N%z',
  '%Y-%m-%dT%H:%M:%S,%9N%z',
  '%Y-%m-%dT%H:%M:%S%z',
  '%Y-%m-%dT%H:%M:%S.%9N',
  '%Y-%m-%dT%H:%M:%S,%9N',
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%dT%H:%M%z',
  '%Y-%m-%d %H:%M:%S.%9N %z',
  '%Y-%m-%d %H:%M:%S,%9N %z',
  '%Y-%m-%d %H:%M:%S.%9N%z',
  '%Y-%m-%d %H:%M:%S.%9N %Z',
  '%Y-%m-%d %H:%M:%S,%9N',
  '%Y-%m-%d %H:%M:%S.%9N',
  '%Y-%m-%d %H:%M:%S:%3N',
  '%Y-%m-%d %H:%M:%S %z',
  '%Y-%m-%d %H:%M:%S%z',
  '%Y-%m-%d %H:%M:%S %Z',
  '%Y-%m-%d %I:%M:%S %p',
  '%Y-%m-%d, %H:%M:%S',
  '%Y-%m-%d %H:%M:%S',
  '%Y/%m/%d %I:%M:%S %p',
  '%Y/%m/%d %H:%M:%S.%9N %z',
  '%Y/%m/%d-%H:%M:%S.%9N',
  '%Y/%m/%d-%H:%M:%S',
  '%Y/%m/%d %H:%M:%S.%9N',
  '%Y/%m/%d %H:%M:%S %z',
  '%Y/%m/%d %H:%M:%S',
  '%Y.%m.%d %H:%M:%S.%9N',
  '%Y.%m.%d %H:%M:%S',
  '%Y-%m-%d-%H.%M.%S.%6N',
  '%Y-%m-%d_%H:%M:%S',
  '%Y-%m-%d_%H-%M-%S',
  '%Y-%m-%d-%H:%M:%S',
  '%Y-%m-%d %H.%M.%S',
  '%d/%b/%Y:%H:%M:%S.%9N %z',
  '%d/%b/%Y:%H:%M:%S %z',
  '%d/%b/%Y:%H:%M:%S.%9N',
  '%d/%b/%Y:%H:%M:%S',
  '%d/%b/%Y %H:%M:%S,%9N',
  '%d/%b/%Y %H:%M:%S',
  '%a, %d %b %y %H:%M:%S %z',
  '%a, %d %b %Y %H:%M:%S %z',
  '%a, %d %b %Y %H:%M:%S %Z',
  '%A, %d %B %Y %H:%M:%S',
  '%A, %B %d, %Y %I:%M:%S %p',
  '%d %b %Y %H:%M:%S %z',
  '%d %b %Y %H:%M:%S,%9N',
  '%d %b %Y %H:%M:%S.%9N',
  '%d %b %Y %H:%M:%S',
  '%d %b %Y, %H:%M:%S',
  '%d %b %y %H:%M:%S',
  '%d %B %Y %H:%M',
  '%d. %B %Y %H:%M:%S',
  '%d %b %Y %H:%M',
  '%d-%b-%Y %I:%M:%S %p',
  '%d-%b-%y %I.%M.%S.%9N %p',
  '%d-%b-%Y:%H:%M:%S',
  '%d-%b-%Y %H:%M:%S.%9N',
  '%d-%b-%Y %H:%M:%S',
  '%d-%b-%y %H:%M:%S',
  '%d-%b-%Y %H:%M',
  '%a %b %e %H:%M:%S.%9N %Y',
  '%a %b %e %H:%M:%S %Z %Y',
  '%a %b %e %H:%M:%S %Y',
  '%b %e, %Y %I:%M:%S.%9N %p',
  '%b %e, %Y %I:%M:%S %p',
  '%b %e, %Y %H:%M:%S',
  '%b %e, %Y, %I:%M:%S %p',
  '%b %e, %Y %I:%M %p',
  '%b %e, %Y %H:%M',
  '%b %e %Y %H:%M:%S.%9N',
  '%b %e %Y %H:%M:%S',
  '%b %e %H:%M:%S %Y',
  '%B %e, %Y',
  '%m/%d/%Y %I:%M:%S.%9N %p',
  '%m/%d/%Y %I:%M:%S %p',
  '%d/%m/%Y %I:%M:%S %p',
  '%m/%d/%Y %I:%M %p',
  '%d/%m/%Y %I:%M %p',
  '%m/%d/%Y-%H:%M:%S.%9N',
  '%m/%d/%Y, %I:%M:%S %p',
  '%d/%m/%Y, %H:%M:%S',
  '%m/%d/%Y, %H:%M:%S',
  '%m/%d/%Y %H:%M:%S.%9N',
  '%d/%m/%Y %H:%M:%S.%9N',
  '%m/%d/%Y %H:%M:%S',
  '%d/%m/%Y %H:%M:%S',
  '%m/%d/%Y %H:%M',
  '%d/%m/%Y %H:%M',
  '%m-%d-%Y %H:%M:%S.%9N',
  '%d-%m-%Y %H:%M:%S.%9N',
  '%d-%m-%Y %H:%M:%S,%9N',
  '%m-%d-%Y %H:%M:%S.%9N %z',
  '%d-%m-%Y %H:%M:%S',
  '%m-%d-%Y %H:%M:%S',
  '%d.%m.%Y %H:%M:%S.%9N',
  '%d.%m.%Y %H:%M:%S,%9N',
  '%d.%m.%Y %H:%M:%S',
  '%d.%m.%Y %H:%M',
  '%d.%m.%y %H:%M:%S',
  '%d.%m.%y %H:%M',
  '%m/%d/%y %I:%M:%S %p',
  '%m/%d/%y %H:%M:%S.%9N',
  '%m/%d/%y %H:%M:%S:%3N',
  '%m/%d/%y %I:%M %p',
  '%m/%d/%y %H:%M:%S',
  '%d/%m/%y %H:%M:%S',
  '%y/%m/%d %H:%M:%S',
  '%m/%d/%y %H:%M',
  '%d/%m/%y %H:%M',
  '%m/%d/%y-%H:%M:%S.%9N',
  '%y-%m-%d %H:%M:%S',
  '%y%m%d %k:%M:%S',
  '%y%m%d %H%M%S',
  '%Y%m%dT%H%M%S.%9N%z',
  '%Y%m%dT%H%M%S%z',
  '%Y%m%dT%H%M%S',
  '%Y%m%d-%H:%M:%S:%3N',
  '%Y%m%d-%H:%M:%S.%9N',
  '%Y%m%d-%H%M%S',
  '%Y%m%d.%H%M%S',
  '%Y%m%d %H:%M:%S.%9N',
  '%Y%m%d %H:%M:%S',
  '%Y%m%d%H%M%S',
  '%Y%m%d%H%M%S.%9N',
  '%b %e %H:%M:%S.%9N',
  '%b %e %H:%M:%S',
  '%e %b %H:%M:%S.%9N',
  '%e %b %H:%M:%S',
  '%m-%d %H:%M:%S.%9N',
  '%m/%d-%H:%M:%S.%9N',
  '%m/%d %H:%M:%S.%9N',
  '%m/%d %H:%M:%S',
  '%m%d %H:%M:%S.%9N',
  '%Y-%m-%d %H:%M',
  '%Y/%m/%d %H:%M',
  '%G-W%V-%uT%H:%M:%S%z',
  '%G-W%V-%uT%H:%M:%S',
  '%G-W%V-%u %H:%M:%S',
  '%GW%V%uT%H%M%S',
  '%G-W%V-%u',
  '%Y-%jT%H:%M:%S%z',
  '%Y-%jT%H:%M:%S',
  '%Y-%j %H:%M:%S',
  '%s.%9N',
  '%s',
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%m/%d/%Y',
  '%d/%m/%Y',
  '%d.%m.%Y',
  '%m-%d-%Y',
  '%d-%m-%Y',
  '%d-%b-%Y',
  '%d-%b-%y',
  '%d %b %Y',
  '%d %B %Y',
  '%b %d, %Y',
  '%b %d %Y',
  '%m/%d/%y',
  '%d/%m/%y',
  '%d.%m.%y',
  '%Y%m%d',
  '%H:%M:%S.%9N',
  '%H:%M:%S,%9N',
  '%H:%M:%S',
];

/** A sample's text with the room before its time; longer looks cost time and find addresses and numbers. */
const lookahead = 160;

export interface RecognisedTime {
  readonly format: string;
  readonly compiled: CompiledFormat;
  /** How many of the texts it fits. */
  readonly fits: number;
  /** Where it stands at the latest, UTF-16 offset of its start. */
  readonly latestStart: number;
  /** Another format that fits as many texts and reads them otherwise (day and month exchanged). */
  readonly rival?: string;
}

function isEpoch(format: string): boolean {
  return format.startsWith('%s');
}
function isDateOnly(format: string): boolean {
  return format !== tai64n && !/%[HIks]/.test(format);
}
function isTimeOnly(format: string): boolean {
  return format !== tai64n && !/%[dejsV]/.test(format);
}

/** Plausible as the time of an event: 1990 to a good year ahead. */
function plausible(time: number, context: TimeContext): boolean {
  return time > 631e12 && time < (context.reference + 400 * 86_400_000) * 1000;
}

/** Free text: the format that most of the texts carry early on. Null when less than a few carry any. */
export function recogniseInText(texts: readonly string[], context: TimeContext): RecognisedTime | null {
  const scored: {
    format: string;
    compiled: CompiledFormat;
    fits: number;
    starts: number;
    latestStart: number;
    first: number;
  }[] = [];
  for (const format of automaticFormats) {
    const compiled = compileFormat(format);
    let fits = 0,
      starts = 0,
      latestStart = 0,
      first = -1;
    for (const [i, text] of texts.entries()) {
      const head = text.length > lookahead ? text.slice(0, lookahead) : text;
      const found = compiled.read(head, 0, false, context);
      if (found === null || !plausible(found.time, context)) continue;
      if (isEpoch(format) && !epochStands(head, found.start, found.end)) continue;
      // `nova-api.log.1.2017-05-16_13:53:08` names a rotated file, not when the event was.
      if (head[found.start - 1] === '.') continue;
      fits += 1;
      starts += found.start;
      if (found.start > latestStart) latestStart = found.start;
      if (first < 0) first = i;
    }
    if (fits > 0) scored.push({ format, compiled, fits, starts: starts / fits, latestStart, first });
    // Nothing later in the list can say more than a full format that every text carries at its start.
    if (fits === texts.length && starts === 0 && !isDateOnly(format) && !isTimeOnly(format) && !/%[md]\/%/.test(format))
      break;
  }
  if (scored.length === 0) return null;
  const most = Math.max(
    ...scored.map((s) => (isTimeOnly(s.format) ? s.fits * 0.3 : isDateOnly(s.format) ? s.fits * 0.6 : s.fits)),
  );
  const strong = scored.filter(
    (s) => (isTimeOnly(s.format) ? s.fits * 0.3 : isDateOnly(s.format) ? s.fits * 0.6 : s.fits) >= most * 0.9,
  );
  strong.sort((a, b) => {
    const place = Math.round(a.starts / 4) - Math.round(b.starts / 4);
    if (Math.abs(a.starts - b.starts) > 12) return place;
    return automaticFormats.indexOf(a.format) - automaticFormats.indexOf(b.format);
  });
  const [best] = strong;
  if (best === undefined) return null;
  const rival = swapped(best.format);
  const rivalScore = scored.find((s) => s.format === rival);
  if (rivalScore !== undefined && rivalScore.fits > best.fits)
    return {
      format: rivalScore.format,
      compiled: rivalScore.compiled,
      fits: rivalScore.fits,
      latestStart: rivalScore.latestStart,
    };
  return {
    format: best.format,
    compiled: best.compiled,
    fits: best.fits,
    latestStart: best.latestStart,
    ...(rivalScore !== undefined && rivalScore.fits === best.fits ? { rival: rivalScore.format } : {}),
  };
}

function epochStands(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || /[\s"'=([{|,:#>]/.test(text[start - 1] ?? ' ')) &&
    (end >= text.length || /[\s"'\]),;:|}]/.test(text[end] ?? ' '))
  );
}

function swapped(format: string): string | undefined {
  if (/%m.%d/.test(format)) return format.replace(/%m(.)%d/, '%d$1%m');
  return /%d[/.-]%m/.test(format) ? format.replace(/%d(.)%m/, '%m$1%d') : undefined;
}

/** Cells of one column (or joined cells): a format must read the cell from its start and leave nothing but a zone or blanks. */
export function recogniseInCells(cells: readonly string[], context: TimeContext): RecognisedTime | null {
  const given = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (given.length === 0) return null;
  let best: RecognisedTime | null = null;
  const fitsOf = (format: string): number => {
    const compiled = compileFormat(format);
    let fits = 0;
    for (const cell of given) {
      const found = compiled.read(cell, 0, true, context);
      if (found !== null && found.end >= cell.length && plausible(found.time, context)) fits += 1;
    }
    return fits;
  };
  for (const format of automaticFormats) {
    if (isTimeOnly(format)) continue;
    if ((format === '%Y%m%d' || isEpoch(format)) && !given.every((cell) => /^\d+(\.\d+)?$/.test(cell))) continue;
    const fits = fitsOf(format);
    if (fits > (best?.fits ?? 0)) best = { format, compiled: compileFormat(format), fits, latestStart: 0 };
    if (fits === given.length) break;
  }
  if (best === null) return null;
  const other = swapped(best.format);
  if (other === undefined) return best;
  const otherFits = fitsOf(other);
  if (otherFits > best.fits) return { format: other, compiled: compileFormat(other), fits: otherFits, latestStart: 0 };
  return otherFits === best.fits ? { ...best, rival: other } : best;
}
