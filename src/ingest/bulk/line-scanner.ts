/** Files whose events are their lines. */
import { isAscii } from 'node:buffer';
import { carriageReturn, isBlank, longestLine, markBytes, newline, Scanned } from './content.ts';
import type { ContentScanner } from './content.ts';

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
  readonly scanned = new Scanned();
  readonly facts = new LineFacts();
  #begun = false;

  take(held: Buffer, atEnd: boolean): number | undefined {
    const taken = atEnd ? held.length : held.lastIndexOf(newline) + 1;
    const text = held.subarray(0, taken);
    if (text.length === 0) return 0;
    if (!this.facts.add(text)) return undefined;
    if (this.scanned.returns === undefined) {
      const end = text.indexOf(newline);
      this.scanned.returns = end > 0 && text[end - 1] === carriageReturn;
    }
    if (!this.scanned.returns && this.facts.hasReturns) return undefined;
    const trailing = this.scanned.returns ? 1 : 0;
    let from = 0;
    if (!this.#begun) {
      from = markBytes(text);
      this.scanned.markBytes = from;
      this.#begun = true;
    }
    while (from < text.length) {
      const at = text.indexOf(newline, from);
      const next = at < 0 ? text.length : at;
      const end = at < 0 ? next : next - trailing;
      if (this.scanned.returns) {
        const found = text.indexOf(carriageReturn, from);
        if (at < 0 ? found >= 0 : found !== end) return undefined;
      }
      if (next - from > longestLine) return undefined;
      if (at >= 0) this.scanned.separatorBytes += trailing + 1;
      if (isBlank(text, from, end)) this.scanned.separatorBytes += end - from;
      else {
        this.scanned.events += 1;
        this.scanned.eventBytes += end - from;
      }
      from = next + 1;
    }
    return taken;
  }
}
