/**
 * Text whose events begin at lines with a time: the line ends inside an event are replaced by bytes that stand for them, so that
 * each event is a line.
 */
import type { LineTime } from '../../sql/lines.ts';
import { standIns } from '../../sql/lines.ts';
import { carriageReturn, isBlank, longestLine, markBytes, newline, Scanned } from './content.ts';
import type { ContentScanner } from './content.ts';
import { LineFacts } from './line-scanner.ts';

export interface EventStarts {
  /** Whether a line begins an event, as the reader says it. */
  readonly begins: (line: string) => boolean;
  /** Where a time may start at the latest; characters. */
  readonly latestStart: number;
  /** As TIME_FORMAT. */
  readonly format: string;
  readonly time: LineTime;
}

/** Characters of a time at most; of names of days and months before its first digit. */
const longestTime = 80;
const longestWords = 40;

export class MergeScanner implements ContentScanner {
  changed = false;
  readonly headerLines = 0;
  dataStart = 0;
  readonly scanned = new Scanned();
  readonly facts = new LineFacts();
  readonly #starts: EventStarts;
  readonly #surely: RegExp | undefined;
  readonly #headLength: number;
  /** A time that starts soon enough has a digit within so many characters. */
  readonly #digitWithin: number;
  #begun = false;
  /** Bytes that were looked at before. */
  #seen = 0;

  constructor(starts: EventStarts) {
    this.#starts = starts;
    this.#surely = sureStart(starts.time);
    const untilDigit = /^([^%A-Za-z\s]*)%[YymdeHIMSsFDTR]/.exec(starts.format);
    this.#digitWithin = starts.latestStart + (untilDigit === null ? longestWords : (untilDigit[1] ?? '').length + 2);
    this.#headLength = starts.latestStart + longestTime;
  }

  take(held: Buffer, atEnd: boolean): number | undefined {
    const fresh = held.subarray(this.#seen);
    if (!this.facts.add(fresh) || fresh.includes(standIns.lineFeed) || fresh.includes(standIns.return))
      return undefined;
    let at = 0;
    let textEnd = 0;
    if (!this.#begun && (held.length >= 3 || atEnd)) {
      at = markBytes(held);
      this.scanned.markBytes = at;
      textEnd = at;
      this.dataStart = at;
      this.#begun = true;
    }
    const ascii = this.facts.isAscii;
    let eventStart = -1;
    while (at < held.length) {
      const lineEnd = held.indexOf(newline, at);
      if (lineEnd < 0 && !atEnd) break;
      const end = this.#textEnd(held, at, lineEnd);
      if (end === undefined || end - at > longestLine) return undefined;
      if (!isBlank(held, at, end)) {
        if (eventStart < 0 || this.#begins(held, at, end, ascii)) {
          if (eventStart >= 0) this.#count(textEnd - eventStart);
          this.scanned.separatorBytes += at - textEnd;
          eventStart = at;
        } else this.#join(held, textEnd, at);
        textEnd = end;
      }
      at = lineEnd < 0 ? held.length : lineEnd + 1;
    }
    // The event under way comes again, with what follows it.
    let taken = at;
    if (atEnd) {
      if (eventStart >= 0) this.#count(textEnd - eventStart);
      this.scanned.separatorBytes += held.length - textEnd;
    } else if (eventStart >= 0) taken = eventStart;
    else this.scanned.separatorBytes += at - textEnd;
    this.#seen = held.length - taken;
    return taken;
  }

  #count(bytes: number): void {
    this.scanned.events += 1;
    this.scanned.eventBytes += bytes;
  }

  /** Where a line's text ends; undefined where lines end in different ways. */
  #textEnd(held: Buffer, from: number, lineEnd: number): number | undefined {
    if (lineEnd >= 0 && this.scanned.returns === undefined)
      this.scanned.returns = lineEnd > from && held[lineEnd - 1] === carriageReturn;
    if (!this.facts.hasReturns) return lineEnd < 0 ? held.length : lineEnd;
    const found = held.indexOf(carriageReturn, from);
    if (this.scanned.returns === true && lineEnd >= 0) return found === lineEnd - 1 ? found : undefined;
    const end = lineEnd < 0 ? held.length : lineEnd;
    return found >= 0 && found < end ? undefined : end;
  }

  #join(held: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      if (held[at] === newline) held[at] = standIns.lineFeed;
      else if (held[at] === carriageReturn) held[at] = standIns.return;
    }
    this.changed = true;
  }

  #begins(held: Buffer, from: number, end: number, ascii: boolean): boolean {
    if (ascii) {
      const head = held.toString('latin1', from, Math.min(end, from + this.#headLength));
      const digit = head.search(/[0-9]/);
      if (digit < 0 || digit > this.#digitWithin) return false;
      if (this.#surely?.test(head) === true) return true;
    }
    return this.#starts.begins(held.toString('utf8', from, end));
  }
}

/**
 * What a line that surely has a time begins with, in the words of JavaScript and for ASCII; other lines may have one too. Days
 * that not every month has are left to the reader.
 */
function sureStart({ behind, lead, ways, guard }: LineTime): RegExp | undefined {
  if (behind !== undefined) return undefined;
  const shapes = ways.map((way) => way.shape.replaceAll('3[01]|[12][0-9]|', '1[0-9]|2[0-8]|')).join('|');
  const pattern = `^${lead}(?:${shapes})${guard}`.replaceAll('\\x{10000}-\\x{10ffff}', '');
  return pattern.includes('\\x{') ? undefined : new RegExp(pattern);
}
