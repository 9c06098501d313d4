/**
 * Delimited files whose every record has its cells cleanly: quotes enclose whole cells, and are doubled inside them. What would
 * part a record at the wrong place, a delimiter or a line end between quotes, is replaced by a character that stands for it.
 */
import { cutCells, RecordCutter } from '../delimited/records.ts';
import type { DelimitedRecord, Dialect } from '../delimited/records.ts';
import { LineCutter } from '../lines.ts';
import { standIns } from '../../sql/lines.ts';
import { carriageReturn, isBlank, longestLine, markBytes, newline, Scanned } from './content.ts';
import type { ContentScanner } from './content.ts';

export interface RecordsWanted {
  readonly dialect: Dialect;
  readonly columnCount: number;
  /** 1-based line of the first record that is no header and no preamble. */
  readonly dataFrom: number;
}

/** As the reader: over more lines than these a quote is a stray one. */
const mostLines = 200;

export class RecordScanner implements ContentScanner {
  changed = false;
  headerLines = 0;
  dataStart = 0;
  readonly scanned = new Scanned();
  hasQuotes = false;
  /** Events of several lines. */
  hasTall = false;
  readonly #wanted: RecordsWanted;
  readonly #delimiter: number;
  /** -1 where there is none. */
  readonly #quote: number;
  #begun = false;
  /** From and to of each quoted text of the record at hand. */
  #quoted: number[] = [];

  constructor(wanted: RecordsWanted) {
    this.#wanted = wanted;
    this.#delimiter = wanted.dialect.delimiter.charCodeAt(0);
    this.#quote = wanted.dialect.quote === '' ? -1 : wanted.dialect.quote.charCodeAt(0);
  }

  take(held: Buffer, atEnd: boolean): number | undefined {
    for (const byte of Object.values(standIns)) if (held.includes(byte)) return undefined;
    let at = 0;
    if (!this.#begun) {
      if (held.length < 3 && !atEnd) return 0;
      at = markBytes(held);
      this.scanned.markBytes = at;
      this.dataStart = at;
      this.#begun = true;
    }
    const header = this.#takeHeader(held, at, atEnd);
    if (header === undefined) return undefined;
    at = header;
    if (this.headerLines < this.#wanted.dataFrom - 1) return at;
    const hasReturns = held.includes(carriageReturn, at);
    let quote = this.#next(held, at);
    while (at < held.length) {
      let end = held.indexOf(newline, at);
      let cleanly = true;
      this.#quoted.length = 0;
      while (cleanly && quote >= 0 && (quote < end || end < 0)) {
        const close = this.#closing(held, quote);
        // More must be seen to tell an end from the first of two quotes.
        if (close < 0 || (close + 1 === held.length && !atEnd)) {
          if (atEnd) return undefined;
          return at;
        }
        cleanly = (quote === at || held[quote - 1] === this.#delimiter) && this.#endsCell(held, close + 1);
        this.#quoted.push(quote + 1, close);
        if (close > end) end = held.indexOf(newline, close);
        quote = this.#next(held, close + 1);
      }
      if (!cleanly) return undefined;
      if (end < 0 && !atEnd) return at;
      const next = end < 0 ? held.length : end;
      if (hasReturns && !this.#returnsRight(held, at, next, end >= 0)) return undefined;
      if (this.scanned.returns === undefined && end >= 0)
        this.scanned.returns = held[end - 1] === carriageReturn && end > at;
      if (!this.#record(held, at, next, end >= 0)) return undefined;
      at = next + 1;
    }
    return Math.min(at, held.length);
  }

  /** Undefined where a header is not plain lines. */
  #takeHeader(held: Buffer, from: number, atEnd: boolean): number | undefined {
    let at = from;
    while (this.headerLines < this.#wanted.dataFrom - 1) {
      const end = held.indexOf(newline, at);
      if (end < 0) return atEnd ? undefined : at;
      this.scanned.returns ??= end > at && held[end - 1] === carriageReturn;
      if ((end > at && held[end - 1] === carriageReturn) !== this.scanned.returns) return undefined;
      const textEnd = this.scanned.returns ? end - 1 : end;
      const text = held.toString('utf8', at, textEnd);
      if (text.includes('\r') || cutCells(text, this.#wanted.dialect).open) return undefined;
      const blank = text.trim() === '' && this.#wanted.dialect.delimiter !== '\t';
      if (blank) this.scanned.separatorBytes += textEnd - at;
      else this.scanned.headerBytes += textEnd - at;
      this.scanned.separatorBytes += end + 1 - textEnd;
      this.headerLines += 1;
      this.dataStart += end + 1 - at;
      at = end + 1;
    }
    return at;
  }

  #next(held: Buffer, from: number): number {
    return this.#quote < 0 ? -1 : held.indexOf(this.#quote, from);
  }

  /** The quote that ends the cell which begins at `open`; two quotes stand for one of the text. */
  #closing(held: Buffer, open: number): number {
    for (let from = open + 1; ;) {
      const close = held.indexOf(this.#quote, from);
      if (close < 0 || held[close + 1] !== this.#quote) return close;
      from = close + 2;
    }
  }

  #endsCell(held: Buffer, after: number): boolean {
    const byte = held[after];
    return (
      byte === undefined ||
      byte === this.#delimiter ||
      byte === newline ||
      (byte === carriageReturn && held[after + 1] === newline)
    );
  }

  /** Carriage returns stand before line feeds only, and before all that end a record or none. */
  #returnsRight(held: Buffer, from: number, end: number, ended: boolean): boolean {
    for (let at = held.indexOf(carriageReturn, from); at >= 0 && at < end; at = held.indexOf(carriageReturn, at + 1))
      if (held[at + 1] !== newline) return false;
    return (
      !ended ||
      this.scanned.returns === undefined ||
      this.scanned.returns === (end > from && held[end - 1] === carriageReturn)
    );
  }

  #record(held: Buffer, from: number, end: number, ended: boolean): boolean {
    const trailing = ended && this.scanned.returns === true ? 1 : 0;
    if (ended && this.scanned.returns === true && held[end - 1] !== carriageReturn) return false;
    const textEnd = end - trailing;
    if (end - from > longestLine) return false;
    if (ended) this.scanned.separatorBytes += trailing + 1;
    if (isBlank(held, from, textEnd)) {
      this.scanned.separatorBytes += textEnd - from;
      // Of blanks that are cells the reader makes a row.
      return this.#wanted.dialect.delimiter !== '\t';
    }
    this.scanned.events += 1;
    this.scanned.eventBytes += textEnd - from;
    return this.#quoted.length === 0 || this.#replace(held, from, textEnd);
  }

  #replace(held: Buffer, from: number, end: number): boolean {
    this.hasQuotes = true;
    let lines = 1;
    for (let i = 0; i < this.#quoted.length; i += 2) {
      const to = this.#quoted[i + 1] ?? 0;
      for (let at = this.#quoted[i] ?? 0; at < to; at += 1) if (held[at] === newline) lines += 1;
    }
    if (lines > 1) {
      this.hasTall = true;
      if (lines > mostLines || !this.#isOneRecord(held, from, end)) return false;
    }
    const delimiter = this.#delimiter;
    for (let i = 0; i < this.#quoted.length; i += 2) {
      const to = this.#quoted[i + 1] ?? 0;
      for (let at = this.#quoted[i] ?? 0; at < to; at += 1) {
        const byte = held[at];
        if (byte !== delimiter && byte !== newline && byte !== carriageReturn) continue;
        held[at] = byte === delimiter ? standIns.delimiter : byte === newline ? standIns.lineFeed : standIns.return;
        this.changed = true;
      }
    }
    return true;
  }

  /** The reader takes a quote for a stray one where the next line has all cells by itself. */
  #isOneRecord(held: Buffer, from: number, end: number): boolean {
    const second = held.indexOf(newline, from) + 1;
    let cells = 1;
    for (let at = second; at < end && held[at] !== newline; at += 1) if (held[at] === this.#delimiter) cells += 1;
    if (cells < this.#wanted.columnCount) return true;
    const records: DelimitedRecord[] = [];
    const cutter = new RecordCutter(this.#wanted.dialect, this.#wanted.columnCount);
    const lines = new LineCutter();
    cutter.push(lines.push(held.toString('utf8', from, end)), records);
    cutter.push(lines.finish(), records);
    return records.length === 1;
  }
}
