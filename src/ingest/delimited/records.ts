/** Cuts delimited text into records and cells. Tolerant: stray quotes stay in their cell, ragged rows keep their cells in place. */

import { whitespaceRuns } from '../settings.ts';

export interface Dialect {
  /** One or more characters; '' means the file has a single column. */
  readonly delimiter: string;
  /** '' for none. */
  readonly quote: string;
  /** Stands before a quote that belongs to the text. A double quote stands only before another. */
  readonly escape?: string;
}

export interface DelimitedRecord {
  readonly raw: string;
  readonly cells: readonly string[];
  readonly lineNumber: number;
  readonly lineCount: number;
  /** A quote that never ended, or stands where none can. */
  readonly odd: boolean;
}

/** A quoted cell that runs on over more lines than this was a stray quote. */
const longestQuotedLines = 200;

export class RecordCutter {
  readonly #dialect: Dialect;
  readonly #columnCount: number | undefined;
  #pending: { text: string; end: string }[] = [];
  #lineNumber = 0;
  separatorBytes = 0;

  /** `columnCount`: the usual number of cells, by which a stray quote is told from a cell that goes on over lines. */
  constructor(dialect: Dialect, columnCount?: number) {
    this.#dialect = dialect;
    this.#columnCount = columnCount;
  }

  push(lines: readonly { readonly text: string; readonly end: string }[], into: DelimitedRecord[]): void {
    for (const line of lines) {
      if (this.#pending.length === 0) {
        if (this.#add(line, into)) continue;
        this.#pending.push(line);
        continue;
      }
      if (this.#pending.length === 1 && this.#openedByMistake(line.text)) {
        this.#giveUp(into);
        if (!this.#add(line, into)) this.#pending.push(line);
        continue;
      }
      this.#pending.push(line);
      const { quote } = this.#dialect;
      if (quote === '' || !line.text.includes(quote)) {
        if (this.#pending.length > longestQuotedLines) this.#giveUp(into);
        continue;
      }
      const joined = this.#join();
      const cut = cutCells(joined.text, this.#dialect);
      if (!cut.open) this.#emit(joined.text, cut.cells, this.#pending.length, cut.odd, joined.end, into);
      else if (this.#pending.length > longestQuotedLines) this.#giveUp(into);
    }
  }

  finish(into: DelimitedRecord[]): void {
    if (this.#pending.length > 0) this.#giveUp(into);
  }

  #add(line: { readonly text: string; readonly end: string }, into: DelimitedRecord[]): boolean {
    if (line.text.trim() === '' && this.#dialect.delimiter !== '\t') {
      this.#lineNumber += 1;
      this.separatorBytes += Buffer.byteLength(line.text) + line.end.length;
      return true;
    }
    const cut = cutCells(line.text, this.#dialect);
    if (cut.open) return false;
    this.#emit(line.text, cut.cells, 1, cut.odd, line.end, into);
    return true;
  }

  /** The line has all its cells when its open quote is taken as text, and so has the next by itself. */
  #openedByMistake(next: string): boolean {
    const first = this.#pending[0];
    if (this.#columnCount === undefined || this.#columnCount < 2 || first === undefined) return false;
    const alone = cutCells(next, this.#dialect);
    if (alone.open || alone.odd || alone.cells.length !== this.#columnCount) return false;
    return cutCells(first.text, this.#dialect, true).cells.length === this.#columnCount;
  }

  #join(): { text: string; end: string } {
    const last = this.#pending[this.#pending.length - 1];
    return {
      text: this.#pending.map((l, i) => l.text + (i < this.#pending.length - 1 ? l.end : '')).join(''),
      end: last?.end ?? '',
    };
  }

  #emit(
    raw: string,
    cells: readonly string[],
    lineCount: number,
    odd: boolean,
    end: string,
    into: DelimitedRecord[],
  ): void {
    into.push({ raw, cells, lineNumber: this.#lineNumber + 1, lineCount, odd });
    this.#lineNumber += lineCount;
    this.separatorBytes += end.length;
    this.#pending = [];
  }

  /** The quote that opened was a stray one: its line is read as if quotes were ordinary characters there, the others anew. */
  #giveUp(into: DelimitedRecord[]): void {
    const lines = this.#pending;
    this.#pending = [];
    const [first, ...rest] = lines;
    if (first === undefined) return;
    this.#emit(first.text, cutCells(first.text, this.#dialect, true).cells, 1, true, first.end, into);
    for (const line of rest) {
      const cut = cutCells(line.text, this.#dialect, line.text.trim() !== '');
      if (line.text.trim() === '') {
        this.#lineNumber += 1;
        this.separatorBytes += Buffer.byteLength(line.text) + line.end.length;
      } else this.#emit(line.text, cut.cells, 1, cut.odd, line.end, into);
    }
  }
}

/** Blanks before the first cell and behind the last part nothing. */
function cutAtBlanks(text: string, quote: string): string[] {
  if (quote === '' || !text.includes(quote)) return text.trim().split(/[ \t]+/);
  const cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ' || text[at] === '\t') {
      at += 1;
      continue;
    }
    const close = text[at] === quote ? text.indexOf(quote, at + 1) : -1;
    let end = at;
    while (end < text.length && text[end] !== ' ' && text[end] !== '\t') end += 1;
    cells.push(close > at ? text.slice(at + 1, close) : text.slice(at, end));
    at = close > at ? close + 1 : end;
  }
  return cells;
}

/**
 * Cells of one record. `open`: a quoted cell has not ended. `forgiving`: a quote that never ends is an ordinary character.
 */
export function cutCells(
  text: string,
  dialect: Dialect,
  forgiving = false,
): { readonly cells: string[]; readonly open: boolean; readonly odd: boolean } {
  const { delimiter, quote } = dialect;
  if (delimiter === '') return { cells: [text], open: false, odd: false };
  if (delimiter === whitespaceRuns) return { cells: cutAtBlanks(text, quote), open: false, odd: false };
  if (quote === '' || !text.includes(quote)) return { cells: text.split(delimiter), open: false, odd: false };
  const cells: string[] = [];
  let odd = false;
  let at = 0;
  const width = delimiter.length;
  for (;;) {
    let start = at;
    while (text[start] === ' ') start += 1;
    if (text[start] !== quote || (start > at && delimiter === ' ')) {
      const next = text.indexOf(delimiter, at);
      const cell = next < 0 ? text.slice(at) : text.slice(at, next);
      if (cell.includes(quote)) odd = true;
      cells.push(cell);
      if (next < 0) return { cells, open: false, odd };
      at = next + width;
      continue;
    }
    let value = '';
    let i = start + 1;
    let closed = false;
    while (i < text.length) {
      const c = text[i] ?? '';
      if (c === dialect.escape && i + 1 < text.length && (c !== '"' || text[i + 1] === c)) {
        value += text[i + 1] ?? '';
        i += 2;
      } else if (c === quote) {
        if (text[i + 1] === quote) {
          value += quote;
          i += 2;
          continue;
        }
        let after = i + 1;
        while (text[after] === ' ' && delimiter !== ' ') after += 1;
        if (after >= text.length || text.startsWith(delimiter, after)) {
          closed = true;
          i = after;
          break;
        }
        // A quote inside a quoted cell that was not doubled: it belongs to the text.
        odd = true;
        value += c;
        i += 1;
      } else {
        value += c;
        i += 1;
      }
    }
    if (!closed) {
      if (!forgiving) return { cells, open: true, odd: true };
      const next = text.indexOf(delimiter, at);
      cells.push(next < 0 ? text.slice(at) : text.slice(at, next));
      if (next < 0) return { cells, open: false, odd: true };
      at = next + width;
      continue;
    }
    cells.push(value);
    if (i >= text.length) return { cells, open: false, odd };
    at = i + width;
  }
}
