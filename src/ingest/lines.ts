/** Text pieces to lines, whatever their ends: LF, CRLF or a lone CR. */

export interface Line {
  readonly text: string;
  /** The characters that ended it; '' at the end of the file. */
  readonly end: string;
}

/** Characters. Longer ones would not fit in a cell of the store: what is longer is cut here, and the reader keeps it apart. */
export const longestEvent = 128 * 1024 * 1024;

/** Cuts text into lines across pieces. A `\r` at a piece's end waits for what follows. */
export class LineCutter {
  /** The beginning of a line, in the pieces it came in: to join them each time would take a long line's length squared. */
  #rest: string[] = [];
  #restLength = 0;

  /** All whole lines so far. */
  push(text: string): Line[] {
    const lines: Line[] = [];
    if (this.#rest.at(-1)?.endsWith('\r') === false && !/[\r\n]/.test(text)) {
      this.#rest.push(text);
      this.#restLength += text.length;
      if (this.#restLength > longestEvent) lines.push({ text: this.#takeRest(), end: '' });
      return lines;
    }
    const all = this.#takeRest() + text;
    let start = 0;
    let cr = all.indexOf('\r');
    for (;;) {
      const lf = all.indexOf('\n', start);
      if (cr >= 0 && cr < start) cr = all.indexOf('\r', start);
      if (cr >= 0 && (lf < 0 || cr < lf - 1)) {
        // A lone carriage return, unless it is the last character and its line feed is still to come.
        if (cr === all.length - 1) break;
        lines.push({ text: all.slice(start, cr), end: '\r' });
        start = cr + 1;
        continue;
      }
      if (lf < 0) break;
      if (lf > start && all.charCodeAt(lf - 1) === 13) lines.push({ text: all.slice(start, lf - 1), end: '\r\n' });
      else lines.push({ text: all.slice(start, lf), end: '\n' });
      start = lf + 1;
    }
    if (start < all.length) this.#rest.push(all.slice(start));
    this.#restLength = all.length - start;
    return lines;
  }

  #takeRest(): string {
    const rest = this.#rest.join('');
    this.#rest = [];
    this.#restLength = 0;
    return rest;
  }

  /** What is left at the end of the file, without a line end. */
  finish(): Line[] {
    const rest = this.#takeRest();
    if (rest === '') return [];
    return rest.endsWith('\r') ? [{ text: rest.slice(0, -1), end: '\r' }] : [{ text: rest, end: '' }];
  }
}

/** Terminal colour codes, which stand in the way of recognising things. */
export function withoutColours(text: string): string {
  return text.includes('\u001b') ? text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '') : text;
}

/** Line feeds between two places. */
export function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
