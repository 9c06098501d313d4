/**
 * Reads lexemes where the parser stands. SPL has no one token grammar: what a word is depends on the command, so the
 * scanner offers a few kinds of reading and the parser chooses. It never looks further than it must.
 */
import { SearchError } from './error.ts';
import type { Name } from './tree.ts';

const wordEnd = /[\s|[\](),"=]/;

const runs = new Map<string, RegExp>();

/** Matches the characters before one of a class. */
function runBefore(stop: RegExp): RegExp {
  const known = runs.get(stop.source);
  if (known !== undefined) return known;
  const made = new RegExp(`[^${stop.source.slice(1)}+`, 'y');
  runs.set(stop.source, made);
  return made;
}

export class Scanner {
  readonly text: string;
  /** Offset of the next character to read. */
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  skipSpace(): void {
    while (this.at < this.text.length && isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  /** The next character that is not blank, not consumed; '' at the end. */
  peek(): string {
    this.skipSpace();
    return this.text[this.at] ?? '';
  }

  atEnd(): boolean {
    return this.peek() === '';
  }

  /** Words at which conditions end although the command goes on, as in `tstats ... where <conditions> by <fields>`. */
  #stopWords: readonly string[] = [];

  /** Runs `read` with these words as ends; within it, others may hold for a part such as a subsearch. */
  withStopWords<T>(words: readonly string[], read: () => T): T {
    const before = this.#stopWords;
    this.#stopWords = words;
    try {
      return read();
    } finally {
      this.#stopWords = before;
    }
  }

  /** A command's arguments end at a pipe, at the bracket that closes a subsearch, or with the text. */
  atCommandEnd(): boolean {
    const c = this.peek();
    if (c === '' || c === '|' || c === ']') return true;
    if (this.#stopWords.length === 0) return false;
    const word = this.matchAt(/[A-Za-z_]+(?=[\s[(]|$)/y);
    return word !== undefined && this.#stopWords.includes(word.toLowerCase());
  }

  /** Consumes `literal` when it stands next (after blanks). */
  accept(literal: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  expect(literal: string, purpose: string, hint?: string): void {
    if (this.accept(literal)) return;
    throw this.unexpected(`${literal} ${purpose}`, hint === undefined ? {} : { hint });
  }

  /** The bare word that stands next, without consuming it: letters, digits and underscores. */
  peekWord(): string {
    this.skipSpace();
    return this.matchAt(/[A-Za-z_][A-Za-z0-9_]*/y) ?? '';
  }

  /** Consumes a keyword (any case) that is followed by no further word character. */
  acceptKeyword(...keywords: readonly string[]): string | undefined {
    const word = this.peekWord().toLowerCase();
    if (!keywords.includes(word)) return undefined;
    this.at += word.length;
    return word;
  }

  /** Consumes `name=` where it stands next; the value follows. */
  acceptOption(names: readonly string[]): string | undefined {
    this.skipSpace();
    const match = this.matchAt(/([A-Za-z_][A-Za-z0-9_.-]*)\s*=(?!=)/y);
    if (match === undefined) return undefined;
    const name = match.replace(/\s*=$/, '').toLowerCase();
    if (!names.includes(name)) return undefined;
    this.at += match.length;
    return name;
  }

  matchAt(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /**
   * A word of a command's arguments: everything up to a blank or one of `| [ ] ( ) , " =`, or a quoted text.
   * Wildcards, dots, colons, slashes and braces belong to it.
   */
  name(purpose: string, stop = wordEnd): Name {
    const found = this.tryName(stop);
    if (found === undefined) throw this.unexpected(purpose);
    return found;
  }

  tryName(stop = wordEnd): Name | undefined {
    this.skipSpace();
    const position = this.at;
    const c = this.text[position];
    if (c === '"') return { text: this.quoted('"'), position, length: this.at - position };
    if (c === "'") return { text: this.quoted("'"), position, length: this.at - position };
    // Most words end before anything that needs a closer look.
    let end = position + (this.matchAt(runBefore(stop))?.length ?? 0);
    const isPlain = this.text[end] !== '"' || this.text[end - 1] !== '\\';
    let hasQuote = false;
    if (!isPlain || (!stop.source.includes('"') && this.text.slice(position, end).includes('\\"'))) end = position;
    for (; end < this.text.length; end += 1) {
      const next = this.text[end] ?? '';
      if (next === '\\' && this.text[end + 1] === '"') {
        // A quote behind a backslash belongs to the word.
        hasQuote = true;
        end += 1;
      } else if (stop.test(next)) break;
    }
    if (end === position) return undefined;
    if (stop === wordEnd && this.text[end] === '(') end += this.#callBehind(end);
    this.at = end;
    const text = this.text.slice(position, end);
    return { text: hasQuote ? text.replaceAll('\\"', '"') : text, position, length: end - position };
  }

  /** Length of `(...)` directly behind a word: a field that stats named, such as `avg(bytes)`, needs no quotes. */
  #callBehind(at: number): number {
    const pattern = /\((?:[^()|[\]"]|\([^()|[\]"]*\))*\)/y;
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0].length ?? 0;
  }

  /**
   * A text in quotes, consumed. A backslash before the quote or before another backslash is dropped; any other stays,
   * so that regular expressions can be written plainly.
   */
  quoted(quote: '"' | "'"): string {
    const start = this.at;
    let out = '';
    let i = start + 1;
    for (; i < this.text.length; i += 1) {
      const c = this.text[i] ?? '';
      if (c === '\\') {
        const next = this.text[i + 1];
        if (next === quote || next === '\\') {
          out += next === quote ? next : '\\';
          i += 1;
          continue;
        }
        out += c;
      } else if (c === quote) {
        this.at = i + 1;
        return out;
      } else out += c;
    }
    throw new SearchError(`A quoted text is opened with ${quote} and never closed.`, {
      position: start,
      length: 1,
      hint: `Add the closing ${quote} .`,
    });
  }

  /** The raw text up to the end of the command, quotes and brackets respected. */
  restOfCommand(): Name {
    this.skipSpace();
    const position = this.at;
    let depth = 0;
    while (this.at < this.text.length) {
      const c = this.text[this.at];
      if (c === '"') {
        const closing = this.matchAt(/"(?:[^"\\]|\\.)*"/sy);
        this.at += closing?.length ?? 1;
        continue;
      }
      if (c === '[') depth += 1;
      else if (c === ']') {
        if (depth === 0) break;
        depth -= 1;
      } else if (c === '|' && depth === 0) break;
      this.at += 1;
    }
    const text = this.text.slice(position, this.at).trimEnd();
    return { text, position, length: Math.max(1, text.length) };
  }

  /** An error where a list goes on and on: nobody typed it, and what runs it would not end. */
  refuseLongList(count: number, most: number, what: string): void {
    if (count < most) return;
    this.skipSpace();
    throw new SearchError(`More than ${most.toLocaleString('en')} ${what} stand here.`, {
      position: Math.min(this.at, this.text.length),
      hint: 'Put the values into a lookup, and use inputlookup in a subsearch or lookup.',
    });
  }

  /** An error at the place where the scanner stands. */
  unexpected(expected: string, details: { readonly hint?: string } = {}): SearchError {
    this.skipSpace();
    const position = this.at;
    const found = this.matchAt(/[A-Za-z0-9_.:*-]+|[\s\S]/y);
    const message =
      found === undefined
        ? `The search ends where ${expected} is expected.`
        : `Found "${found}" where ${expected} is expected.`;
    return new SearchError(message, {
      position: Math.min(position, this.text.length),
      length: found?.length ?? 1,
      ...details,
    });
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}
