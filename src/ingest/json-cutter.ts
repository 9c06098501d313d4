/** Lines to JSON objects: one a line, several in a line, or one over several lines; and what stands between them. */
import { jsonFields, parseObject } from './json-fields.ts';
import type { FieldValue } from './json-fields.ts';
import { scanFields } from './json-scan.ts';
import { BraceDepth } from './brace-depth.ts';
import { countLines } from './lines.ts';
import type { Line } from './lines.ts';
import { isWrapper, opensList, unwrap } from './understanding/json.ts';
import { firstList, topLevelObjects } from './understanding/json-list.ts';

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
/** From so many characters on, an object around a list of records is not waited for: its records are taken as they come. */
const openedFrom = 1 << 20;
const listEnds = /^\s*,?\s*\]/;

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
  /** Objects around the records that are being taken; 0 where none was opened. */
  #around = 0;
  /** Of what follows the last record. */
  #tail: BraceDepth | undefined;
  #isNoList = false;
  /** Bytes of the last pending line's end, by which the next one is joined to it. */
  #pendingEnd = 0;

  /** `listPath`: the keys that lead to the records inside an object. */
  constructor(listPath?: readonly string[]) {
    this.#listPath = listPath;
  }

  push(lines: readonly Line[], into: JsonPiece[]): void {
    for (const whole of lines) {
      this.#lineNumber += 1;
      const line = { text: this.#tail === undefined ? whole.text : this.#takeTail(whole.text), end: whole.end };
      const inside = this.#pending.some((text) => !/^[\s,[\]]*$/.test(text));
      if (this.#around > 0 && this.#tail === undefined && !inside && listEnds.test(line.text)) {
        this.#forget();
        this.#tail = new BraceDepth(this.#around);
        line.text = this.#takeTail(line.text);
      }
      const fields = inside ? undefined : this.#scan(line.text);
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
        const closed = this.#depth.push(line.text);
        const isNew = !closed && this.#pendingLength > openedFrom && this.#openList();
        if (closed || isNew || this.#pendingLength > longestObject) this.#flush(into, false);
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
      const fields = this.#scan(found.text);
      const object = fields === undefined ? parseObject(found.text) : undefined;
      lineNumber += countLines(text, counted, found.start);
      counted = found.start;
      if (fields !== undefined) {
        const lineCount = countLines(found.text, 0, found.text.length) + 1;
        into.push({ text: found.text, lineNumber, lineCount, fields, isLine: false });
      } else if (object !== undefined) this.#takeObject(found.text, object, lineNumber, into);
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
      this.#restart(rest);
      if (this.#around > 0 && listEnds.test(rest)) {
        this.#tail = new BraceDepth(this.#around);
        this.#restart(this.#takeTail(rest));
      }
    }
  }

  /** The fields of an object that is a record itself, where they can be read off its text. */
  #scan(text: string): Map<string, FieldValue> | undefined {
    const isRecord = this.#around > 0 || (this.#listPath === undefined && !isWrapper(text));
    return isRecord ? scanFields(text) : undefined;
  }

  /** True where what is pending begins an object around a list: what stands before its first record is put aside. */
  #openList(): boolean {
    if (this.#around > 0 || this.#isNoList) return false;
    const text = this.#pending.join('\n');
    const list = firstList(text);
    const isList =
      list !== undefined &&
      (list.path.join('\n') === this.#listPath?.join('\n') || opensList(text.slice(0, list.start).trimEnd()));
    // Looked for once in an object.
    this.#isNoList = !isList;
    if (!isList) return false;
    this.#around = list.path.length;
    this.headerBytes += Buffer.byteLength(text.slice(0, list.start));
    this.#pendingLine += countLines(text, 0, list.start);
    this.#restart(text.slice(list.start));
    return true;
  }

  #restart(text: string): void {
    this.#pending = [text];
    this.#pendingLength = text.length;
    this.#depth.clear();
    this.#depth.push(text);
  }

  /** What follows the last record, up to the end of the objects around. Gives the text behind it. */
  #takeTail(text: string): string {
    const closed = this.#tail?.push(text) === true;
    const end = closed ? (this.#tail?.closedAt ?? 0) + 1 : text.length;
    this.headerBytes += Buffer.byteLength(text.slice(0, end));
    if (closed) {
      this.#tail = undefined;
      this.#around = 0;
    }
    return text.slice(end);
  }

  #takeObject(text: string, object: Record<string, unknown>, line: number, into: JsonPiece[]): void {
    let done = 0;
    let lineNumber = line;
    let counted = 0;
    for (const part of this.#around > 0 ? [{ text, start: 0, object }] : unwrap(text, object, this.#listPath)) {
      this.#aside(text.slice(done, part.start));
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
    this.#aside(text.slice(done));
  }

  #aside(text: string): void {
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
    this.#isNoList = false;
    this.#depth.clear();
  }
}
