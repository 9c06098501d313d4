/**
 * Lines to events, by SHOULD_LINEMERGE and its kin. Nothing is cut off: an event longer than MAX_EVENTS lines goes on as
 * another one only where the setting was given by the person. https://docs.splunk.com/Documentation/Splunk/latest/Data/Configureeventlinebreaking
 */
import { longestEvent } from './lines.ts';
import type { Line } from './lines.ts';
import { isPlainlyLinear } from './plainly-linear.ts';
import type { Pattern } from './pattern.ts';
import { isTrue, patternOf } from './settings.ts';
import type { Settings } from './settings.ts';

export interface BrokenEvent {
  readonly text: string;
  readonly lineNumber: number;
  readonly lineCount: number;
}

/** Says whether a line begins an event; given by the time found in it, or by a pattern. */
export type StartsEvent = (line: string) => boolean;

export class EventBreaker {
  readonly #merge: boolean;
  readonly #starts: StartsEvent | undefined;
  readonly #before: Pattern | undefined;
  readonly #after: Pattern | undefined;
  readonly #notBefore: Pattern | undefined;
  readonly #notAfter: Pattern | undefined;
  readonly #maximumLines: number;
  #parts: string[] = [];
  /** Characters of the parts. */
  #length = 0;
  #firstLine = 0;
  #nextLine = 1;
  #blankRun: string[] = [];
  #closed = false;
  /** No event has ended yet. */
  #first = true;
  /** Since a line that MUST_NOT_BREAK_AFTER names. */
  #held = false;
  readonly #tall: boolean;
  readonly #longest: number;
  /** Of the text between events, which no event holds. */
  separatorBytes = 0;
  /** What TRUNCATE cut off the ends of lines; the reader takes it from here. */
  cut: { readonly text: string; readonly lineNumber: number; readonly byteOffset: number }[] = [];
  /** Bytes before the next line; counted only where TRUNCATE is set. */
  #offset = 0;

  /**
   * `starts`: for automatic breaking before a line with a time; without it every line is an event, unless patterns say
   * otherwise. `tall`: what comes as a line may hold line ends, for LINE_BREAKER made it.
   */
  constructor(settings: Settings, starts: StartsEvent | undefined, tall = false) {
    this.#tall = tall;
    this.#longest = Number(settings.TRUNCATE ?? 0) > 0 ? Number(settings.TRUNCATE) : Infinity;
    this.#before = patternOf(settings, 'BREAK_ONLY_BEFORE', 'test');
    this.#after = patternOf(settings, 'MUST_BREAK_AFTER', 'test');
    this.#notBefore = patternOf(settings, 'MUST_NOT_BREAK_BEFORE', 'test');
    this.#notAfter = patternOf(settings, 'MUST_NOT_BREAK_AFTER', 'test');
    this.#merge =
      isTrue(settings.SHOULD_LINEMERGE ?? 'true') &&
      (this.#before !== undefined || this.#after !== undefined || starts !== undefined);
    this.#starts = starts;
    this.#maximumLines =
      settings.MAX_EVENTS === undefined ? Infinity : Math.max(1, Number(settings.MAX_EVENTS) || Infinity);
  }

  push(lines: readonly Line[], into: BrokenEvent[]): void {
    for (const given of lines) {
      const lineNumber = this.#nextLine;
      const line = this.#shortened(given, lineNumber);
      this.#nextLine += this.#tall ? lineEndsIn(given.text) + lineEndsIn(given.end) : 1;
      if (!this.#merge) {
        if (line.text.trim() === '') this.separatorBytes += Buffer.byteLength(line.text) + Buffer.byteLength(line.end);
        else {
          into.push({ text: line.text, lineNumber, lineCount: this.#tall ? lineEndsIn(line.text) + 1 : 1 });
          this.separatorBytes += Buffer.byteLength(line.end);
        }
        continue;
      }
      const blank = line.text.trim() === '';
      const begins =
        !blank &&
        (this.#parts.length === 0 ||
          this.#closed ||
          this.#parts.length >= this.#maximumLines * 2 ||
          this.#length + line.text.length > longestEvent ||
          this.#begins(line.text));
      // A rule of dashes above the first event belongs to it.
      if (begins && !(this.#first && this.#parts.length > 0 && this.#parts.every((part) => !/[\p{L}\d]/u.test(part)))) {
        this.flush(into);
        this.#firstLine = lineNumber;
      }
      if (blank) {
        // Blank lines belong to an event only when more of it follows.
        if (this.#parts.length === 0) this.separatorBytes += Buffer.byteLength(line.text) + Buffer.byteLength(line.end);
        else this.#blankRun.push(line.text, line.end);
        continue;
      }
      for (const blank of this.#blankRun) this.#add(blank);
      this.#add(line.text);
      this.#add(line.end);
      this.#blankRun = [];
      this.#closed = this.#after?.test(line.text) ?? false;
      if (this.#closed) this.#held = false;
      else if (this.#notAfter?.test(line.text) === true) this.#held = true;
    }
  }

  #add(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** TRUNCATE: at most so many bytes, down to a whole character. */
  #shortened(line: Line, lineNumber: number): Line {
    if (this.#longest === Infinity) return line;
    const bytes = Buffer.from(line.text);
    const start = this.#offset;
    this.#offset += bytes.length + Buffer.byteLength(line.end);
    if (bytes.length <= this.#longest) return line;
    let end = this.#longest;
    while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    this.cut.push({ text: bytes.toString('utf8', end), lineNumber, byteOffset: start + end });
    return { text: bytes.toString('utf8', 0, end), end: line.end };
  }

  #begins(line: string): boolean {
    if (this.#held || this.#notBefore?.test(line) === true) return false;
    if (this.#before !== undefined) return this.#before.test(line);
    return this.#starts?.(line) ?? false;
  }

  /** The event under way is ended. */
  flush(into: BrokenEvent[]): void {
    if (this.#parts.length > 0) {
      const end = this.#parts.pop() ?? '';
      this.separatorBytes += Buffer.byteLength(end);
      const text = this.#parts.join('');
      const lineCount = this.#tall ? lineEndsIn(text) + 1 : (this.#parts.length + 1) / 2;
      into.push({ text, lineNumber: this.#firstLine, lineCount });
      this.#first = false;
    }
    for (const blank of this.#blankRun) this.separatorBytes += Buffer.byteLength(blank);
    this.#parts = [];
    this.#length = 0;
    this.#blankRun = [];
    this.#closed = false;
    this.#held = false;
  }
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** A piece of text and where, in UTF-16 units, what its first group matched begins and ends. */
type NextBreak = (text: string, from: number) => { readonly start: number; readonly end: number } | null;

/** LINE_BREAKER: what its first group matched is dropped, the text before and after it are lines. */
export class PatternBreaker {
  readonly #next: NextBreak;
  #rest = '';

  /** `source`: the pattern as it was written, for the frequent case of line ends before something. */
  constructor(pattern: Pattern, source = '') {
    this.#next = afterLineEnds(source) ?? byPattern(pattern);
  }

  /** Whole lines only; `end` is what was dropped behind each. */
  push(text: string, atEnd: boolean): Line[] {
    const lines: Line[] = [];
    const all = this.#rest + text;
    let start = 0;
    for (let found = this.#next(all, 0); found !== null;) {
      // A match that reaches the end of the piece may go on in the next.
      if (!atEnd && found.end >= all.length - 256) break;
      if (found.end > found.start || found.start > start) {
        lines.push({ text: all.slice(start, found.start), end: all.slice(found.start, found.end) });
        start = found.end;
      }
      found = this.#next(all, Math.max(found.end, found.start + 1));
    }
    this.#rest = all.slice(start);
    if (!atEnd && this.#rest.length > longestEvent) {
      lines.push({ text: this.#rest, end: '' });
      this.#rest = '';
    }
    if (atEnd && this.#rest !== '') {
      const end = /[\r\n]{0,4096}$/.exec(this.#rest)?.[0] ?? '';
      lines.push({ text: this.#rest.slice(0, this.#rest.length - end.length), end });
      this.#rest = '';
    }
    return lines;
  }
}

function byPattern(pattern: Pattern): NextBreak {
  return (text, from) => {
    const found = pattern.find(text, from);
    if (found === null) return null;
    const [start, end] = found.firstGroup ?? [found.start, found.start];
    return { start, end };
  };
}

/** Breaks such as ([\r\n]+)\d{4}- are looked for at line ends only, which is many times faster. */
function afterLineEnds(source: string): NextBreak | undefined {
  const lead = /^\(\[(?:\\r\\n|\\n\\r)\]\+\)/.exec(source)?.[0];
  const rest = lead === undefined ? '' : source.slice(lead.length);
  if (lead === undefined || !isPlainlyLinear(`^${rest}`, '') || /\(\?<?[=!]|\\[pPQhHRZzGK]|\[\[:|%\{|\|/.test(rest))
    return undefined;
  const behind = new RegExp(rest, 'y');
  for (const lineEnd of ['\r', '\n', '\r\n']) {
    behind.lastIndex = 0;
    if (rest !== '' && behind.test(lineEnd)) return undefined;
  }
  const ends = /[\r\n]/g;
  return (text, from) => {
    ends.lastIndex = from;
    for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
      let end = found.index + 1;
      while (text[end] === '\n' || text[end] === '\r') end += 1;
      behind.lastIndex = end;
      if (behind.test(text)) return { start: found.index, end };
      ends.lastIndex = end;
    }
    return null;
  };
}
