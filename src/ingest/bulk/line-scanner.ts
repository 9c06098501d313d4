/** Files whose events are their lines. */
import { isAscii } from 'node:buffer';
import { carriageReturn, isBlank, longestLine, markBytes, newline } from './content.ts';
import type { ContentScanner, ScannedBytes } from './content.ts';

/** What is to be known of all lines together. */
export class LineFacts {
  hasEqualsSign = false;
  /** Characters that JavaScript counts as two. */
  hasPairs = false;
  isAscii = true;
  hasReturns = false;

  /** False at colour codes, which only the reader looks past. */
  add(text: Buffer): boolean {
    if (text.includes(0x1b)) return false;
    if (!isAscii(text)) {
      this.isAscii = false;
      this.hasPairs ||= [0xf0, 0xf1, 0xf2, 0xf3, 0xf4].some((b) => text.includes(b));
    }
    this.hasEqualsSign ||= text.includes('=');
    this.hasReturns ||= text.includes(carriageReturn);
    return true;
  }
}

/** Gives up where lines end in different ways, and at colour codes. */
export class LineScanner implements ContentScanner {
  readonly changed = false;
  readonly headerLines = 0;
  readonly dataStart = 0;
  readonly facts = new LineFacts();
  #events = 0;
  #eventBytes = 0;
  #separatorBytes = 0;
  #markBytes = 0;
  /** Unknown until the first line end. */
  #returns: boolean | undefined;
  #begun = false;

  get lineEnd(): '\n' | '\r\n' {
    return this.#returns === true ? '\r\n' : '\n';
  }

  found(): ScannedBytes {
    return {
      events: this.#events,
      eventBytes: this.#eventBytes,
      separatorBytes: this.#separatorBytes,
      headerBytes: 0,
      markBytes: this.#markBytes,
    };
  }

  take(held: Buffer, atEnd: boolean): number | undefined {
    const taken = atEnd ? held.length : held.lastIndexOf(newline) + 1;
    const text = held.subarray(0, taken);
    if (text.length === 0) return 0;
    if (!this.facts.add(text)) return undefined;
    if (this.#returns === undefined) {
      const end = text.indexOf(newline);
      this.#returns = end > 0 && text[end - 1] === carriageReturn;
    }
    if (!this.#returns && this.facts.hasReturns) return undefined;
    const trailing = this.#returns ? 1 : 0;
    let from = 0;
    if (!this.#begun) {
      from = markBytes(text);
      this.#markBytes = from;
      this.#begun = true;
    }
    while (from < text.length) {
      const at = text.indexOf(newline, from);
      const next = at < 0 ? text.length : at;
      const end = at < 0 ? next : next - trailing;
      if (this.#returns) {
        const found = text.indexOf(carriageReturn, from);
        if (at < 0 ? found >= 0 : found !== end) return undefined;
      }
      if (next - from > longestLine) return undefined;
      if (at >= 0) this.#separatorBytes += trailing + 1;
      if (isBlank(text, from, end)) this.#separatorBytes += end - from;
      else {
        this.#events += 1;
        this.#eventBytes += end - from;
      }
      from = next + 1;
    }
    return taken;
  }
}
