/**
 * Lines to events, by SHOULD_LINEMERGE and its kin. Nothing is cut off: an event longer than MAX_EVENTS lines goes on as
 * another one only where the setting was given by the person. https://docs.splunk.com/Documentation/Splunk/latest/Data/Configureeventlinebreaking
 */
import type { Line } from './lines.ts';
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
  readonly #before: RegExp | undefined;
  readonly #after: RegExp | undefined;
  readonly #maximumLines: number;
  #parts: string[] = [];
  #firstLine = 0;
  #lineNumber = 0;
  #blankRun: string[] = [];
  #closed = false;
  /** Characters between events, which no event holds. */
  separatorBytes = 0;

  /** `starts`: for automatic breaking before a line with a time; without it every line is an event, unless patterns say otherwise. */
  constructor(settings: Settings, starts: StartsEvent | undefined) {
    this.#before = patternOf(settings, 'BREAK_ONLY_BEFORE');
    this.#after = patternOf(settings, 'MUST_BREAK_AFTER');
    this.#merge =
      isTrue(settings.SHOULD_LINEMERGE ?? 'true') &&
      (this.#before !== undefined || this.#after !== undefined || starts !== undefined);
    this.#starts = starts;
    this.#maximumLines =
      settings.MAX_EVENTS === undefined ? Infinity : Math.max(1, Number(settings.MAX_EVENTS) || Infinity);
  }

  push(lines: readonly Line[], into: BrokenEvent[]): void {
    for (const line of lines) {
      this.#lineNumber += 1;
      if (!this.#merge) {
        if (line.text.trim() === '') this.separatorBytes += Buffer.byteLength(line.text) + line.end.length;
        else {
          into.push({ text: line.text, lineNumber: this.#lineNumber, lineCount: 1 });
          this.separatorBytes += line.end.length;
        }
        continue;
      }
      const blank = line.text.trim() === '';
      const begins =
        !blank &&
        (this.#parts.length === 0 ||
          this.#closed ||
          this.#parts.length >= this.#maximumLines * 2 ||
          this.#begins(line.text));
      if (begins) {
        this.flush(into);
        this.#firstLine = this.#lineNumber;
      }
      if (blank) {
        // Blank lines belong to an event only when more of it follows.
        if (this.#parts.length === 0) this.separatorBytes += Buffer.byteLength(line.text) + line.end.length;
        else this.#blankRun.push(line.text, line.end);
        continue;
      }
      this.#parts.push(...this.#blankRun, line.text, line.end);
      this.#blankRun = [];
      this.#closed = this.#after?.test(line.text) ?? false;
    }
  }

  #begins(line: string): boolean {
    if (this.#before !== undefined) return this.#before.test(line);
    return this.#starts?.(line) ?? false;
  }

  /** The event under way is ended. */
  flush(into: BrokenEvent[]): void {
    if (this.#parts.length > 0) {
      const end = this.#parts.pop() ?? '';
      this.separatorBytes += end.length;
      const text = this.#parts.join('');
      into.push({ text, lineNumber: this.#firstLine, lineCount: (this.#parts.length + 1) / 2 });
    }
    for (const blank of this.#blankRun) this.separatorBytes += Buffer.byteLength(blank);
    this.#parts = [];
    this.#blankRun = [];
    this.#closed = false;
  }
}

/** LINE_BREAKER: what its first group matched is dropped, the text before and after it are events. */
export class PatternBreaker {
  readonly #pattern: RegExp;
  #rest = '';
  #lineNumber = 1;
  separatorBytes = 0;

  constructor(pattern: RegExp) {
    this.#pattern = new RegExp(pattern.source, `${pattern.flags.replace(/[gyd]/g, '')}gd`);
  }

  push(text: string, into: BrokenEvent[], atEnd: boolean): void {
    const all = this.#rest + text;
    let start = 0;
    this.#pattern.lastIndex = 0;
    for (let match = this.#pattern.exec(all); match !== null; match = this.#pattern.exec(all)) {
      const group = match.indices?.slice(1).find((range) => range !== undefined) ?? [match.index, match.index];
      // A match that reaches the end of the piece may go on in the next.
      if (!atEnd && group[1] >= all.length - 256) break;
      if (group[1] > group[0] || group[0] > start) {
        this.#emit(all.slice(start, group[0]), into);
        const dropped = all.slice(group[0], group[1]);
        this.separatorBytes += Buffer.byteLength(dropped);
        this.#lineNumber += dropped.split('\n').length - 1;
        start = group[1];
      }
      if (match[0] === '') this.#pattern.lastIndex += 1;
    }
    this.#rest = all.slice(start);
    if (atEnd) {
      const end = /[\r\n]+$/.exec(this.#rest)?.[0] ?? '';
      this.#emit(this.#rest.slice(0, this.#rest.length - end.length), into);
      this.separatorBytes += end.length;
      this.#rest = '';
    }
  }

  #emit(text: string, into: BrokenEvent[]): void {
    if (text.trim() === '') {
      this.separatorBytes += Buffer.byteLength(text);
      return;
    }
    const lineCount = text.split(/\r\n|\r|\n/).length;
    into.push({ text, lineNumber: this.#lineNumber, lineCount });
    this.#lineNumber += lineCount - 1;
  }
}
