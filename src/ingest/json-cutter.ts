/** Lines to JSON objects: one a line, several in a line, or one over several lines; and what stands between them. */
import { jsonFields, parseObject } from './json-fields.ts';
import type { FieldValue } from './json-fields.ts';
import { scanFields } from './json-scan.ts';
import { BraceDepth } from './brace-depth.ts';
import { countLines } from './lines.ts';
import type { Line } from './lines.ts';
import { isWrapper, opensList, unwrap } from './understanding/json.ts';
import { topLevelObjects } from './understanding/json-list.ts';

export interface JsonPiece {
  readonly text: string;
  /** 1-based. */
  readonly lineNumber: number;
  readonly lineCount: number;
  /** Undefined for what is no JSON. */
  readonly fields: Map<string, FieldValue> | undefined;
  /** A line by itself, which may begin with a time. */
  readonly isLine: boolean;
}

/** Characters that are waited for until an object is closed. */
const longestObject = 16_000_000;

export class JsonCutter {
  /** Of the text that no piece holds: counted only where it is what stands between objects, so that nothing is lost unseen. */
  separatorBytes = 0;
  /** Of what stands around a list of records. */
  headerBytes = 0;
  /** Lines that are no JSON. */
  junk = 0;
  readonly #listPath: readonly string[] | undefined;
  #lineNumber = 0;
  #pending: string[] = [];
  #pendingLine = 0;
  #pendingLength = 0;
  readonly #depth = new BraceDepth();
  /** Bytes of the last pending line's end, by which the next one is joined to it. */
  #pendingEnd = 0;

  /** `listPath`: the keys that lead to the records inside an object. */
  constructor(listPath?: readonly string[]) {
    this.#listPath = listPath;
  }

  push(lines: readonly Line[], into: JsonPiece[]): void {
    for (const line of lines) {
      this.#lineNumber += 1;
      const inside = this.#pending.some((text) => !/^[\s,[\]]*$/.test(text));
      const isRecord = !inside && this.#listPath === undefined && !isWrapper(line.text);
      const fields = isRecord ? scanFields(line.text) : undefined;
      const object = inside || fields !== undefined ? undefined : parseObject(line.text);
      if (fields !== undefined) {
        this.#forget();
        into.push({ text: line.text, lineNumber: this.#lineNumber, lineCount: 1, fields, isLine: false });
        this.separatorBytes += line.end.length;
      } else if (object !== undefined) {
        this.#forget();
        this.#takeObject(line.text, object, this.#lineNumber, into);
        this.separatorBytes += line.end.length;
      } else if (!inside && line.text.trim() !== '' && !/[[{]/.test(line.text)) {
        this.separatorBytes += line.end.length;
        if (/^[\s,\]]*$/.test(line.text)) this.separatorBytes += Buffer.byteLength(line.text);
        else this.#takeJunk(line.text, this.#lineNumber, true, into);
      } else if (inside || line.text.trim() !== '') {
        if (!inside) {
          this.#forget();
          this.#pendingLine = this.#lineNumber;
        }
        this.#pending.push(line.text);
        this.#pendingLength += line.text.length + 1;
        // A line end inside an object counts with its text, as one byte.
        this.separatorBytes += Math.max(0, line.end.length - 1);
        this.#pendingEnd = Math.min(1, line.end.length);
        if (this.#depth.push(line.text) || this.#pendingLength > longestObject) this.#flush(into, false);
      } else this.separatorBytes += Buffer.byteLength(line.text) + line.end.length;
    }
  }

  finish(into: JsonPiece[]): void {
    this.#flush(into, true);
    this.#forget();
  }

  /** Objects over several lines, or several in a line: cut by their braces. */
  #flush(into: JsonPiece[], atEnd: boolean): void {
    if (this.#pending.length === 0) return;
    const text = this.#pending.join('\n');
    let used = 0;
    let lineNumber = this.#pendingLine;
    let counted = 0;
    for (const found of topLevelObjects(text)) {
      this.#between(text.slice(used, found.start));
      const object = parseObject(found.text);
      lineNumber += countLines(text, counted, found.start);
      counted = found.start;
      if (object !== undefined) this.#takeObject(found.text, object, lineNumber, into);
      else into.push({ text: found.text, lineNumber, lineCount: 1, fields: undefined, isLine: false });
      used = found.end;
    }
    const rest = text.slice(used);
    if (atEnd || this.#pendingLength > longestObject) {
      const lineNumber = this.#pendingLine + countLines(text, 0, used);
      for (const [i, line] of rest.split('\n').entries()) {
        if (i > 0) this.separatorBytes += 1;
        if (/^[\s,[\]]*$/.test(line)) this.separatorBytes += Buffer.byteLength(line);
        else this.#takeJunk(line, lineNumber + i, false, into);
      }
      this.#pending = [];
      this.#forget();
    } else if (used > 0) {
      this.#pendingLine += countLines(text, 0, used);
      this.#pending = [rest];
      this.#pendingLength = rest.length;
      this.#depth.clear();
      this.#depth.push(rest);
    }
  }

  #takeObject(text: string, object: Record<string, unknown>, line: number, into: JsonPiece[]): void {
    let done = 0;
    let lineNumber = line;
    let counted = 0;
    for (const part of unwrap(text, object, this.#listPath)) {
      this.#around(text.slice(done, part.start));
      lineNumber += countLines(text, counted, part.start);
      counted = part.start;
      into.push({
        text: part.text,
        lineNumber,
        lineCount: countLines(part.text, 0, part.text.length) + 1,
        fields: jsonFields(part.object),
        isLine: false,
      });
      done = part.start + part.text.length;
    }
    this.#around(text.slice(done));
  }

  #around(text: string): void {
    if (this.#listPath !== undefined && !/^[\s,]*$/.test(text)) this.headerBytes += Buffer.byteLength(text);
    else this.#between(text);
  }

  #takeJunk(text: string, lineNumber: number, isLine: boolean, into: JsonPiece[]): void {
    this.junk += 1;
    into.push({ text, lineNumber, lineCount: 1, fields: undefined, isLine });
  }

  #between(text: string): void {
    if (/^[\s,[\]}]*$/.test(text) || opensList(text)) this.separatorBytes += Buffer.byteLength(text);
  }

  /** What is pending holds no object. */
  #forget(): void {
    this.#between(this.#pending.join('\n'));
    this.separatorBytes += this.#pendingEnd;
    this.#pending = [];
    this.#pendingLength = 0;
    this.#pendingEnd = 0;
    this.#depth.clear();
  }
}
