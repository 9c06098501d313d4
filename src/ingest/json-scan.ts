/** The fields of a JSON object in one pass over its text, without building the object. */
import type { FieldValue } from './json-fields.ts';

const deepest = 30;

/**
 * The same as `jsonFields(parseObject(text))` where the text is a plain object: no escapes, no name twice in one object, none that
 * looks like a number. Undefined for any other text, be it JSON or not.
 */
export function scanFields(text: string): Map<string, FieldValue> | undefined {
  const fields = new Map<string, string | string[]>();
  if (text.charCodeAt(0) !== 123) return undefined;
  let at = skipBlanks(text, scanObject(text, 0, '', fields, 0));
  if (at < text.length) at = failed;
  return at === failed ? undefined : fields;
}

/** Where a scan ends that met something else. */
const failed = Number.MAX_SAFE_INTEGER;

type Fields = Map<string, string | string[]>;

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 9 && c !== 10 && c !== 13) return at;
    at += 1;
  }
}

/** `at`: of the brace. Gives the place behind the object. */
function scanObject(text: string, at: number, name: string, into: Fields, depth: number): number {
  if (depth > deepest) return failed;
  let i = skipBlanks(text, at + 1);
  if (text.charCodeAt(i) === 125) return i + 1;
  const keys: string[] = [];
  for (;;) {
    if (text.charCodeAt(i) !== 34) return failed;
    const end = stringEnd(text, i + 1);
    // A name that begins with a digit may come first in an object, wherever it stands.
    const first = text.charCodeAt(i + 1);
    if (end === failed || end === i + 1 || (first >= 48 && first <= 57)) return failed;
    const key = text.slice(i + 1, end);
    if (keys.includes(key)) return failed;
    keys.push(key);
    i = skipBlanks(text, end + 1);
    if (text.charCodeAt(i) !== 58) return failed;
    i = scanValue(text, skipBlanks(text, i + 1), name === '' ? key : `${name}.${key}`, into, depth);
    i = skipBlanks(text, i);
    const c = text.charCodeAt(i);
    if (c === 125) return i + 1;
    if (c !== 44) return failed;
    i = skipBlanks(text, i + 1);
  }
}

function scanList(text: string, at: number, name: string, into: Fields, depth: number): number {
  if (depth > deepest) return failed;
  let i = skipBlanks(text, at + 1);
  if (text.charCodeAt(i) === 93) return i + 1;
  const inside = `${name}{}`;
  for (;;) {
    i = skipBlanks(text, scanValue(text, i, inside, into, depth));
    const c = text.charCodeAt(i);
    if (c === 93) return i + 1;
    if (c !== 44) return failed;
    i = skipBlanks(text, i + 1);
  }
}

function scanValue(text: string, at: number, name: string, into: Fields, depth: number): number {
  const c = text.charCodeAt(at);
  let end: number;
  if (c === 34) {
    end = stringEnd(text, at + 1);
    if (end === failed) return failed;
    add(into, name, text.slice(at + 1, end));
    return end + 1;
  }
  if (c === 123) return scanObject(text, at, name, into, depth + 1);
  if (c === 91) return scanList(text, at, name, into, depth + 1);
  if (c === 110) return text.startsWith('null', at) ? at + 4 : failed;
  if (c === 116) end = text.startsWith('true', at) ? at + 4 : failed;
  else if (c === 102) end = text.startsWith('false', at) ? at + 5 : failed;
  else end = numberEnd(text, at);
  if (end !== failed) add(into, name, text.slice(at, end));
  return end;
}

function add(into: Fields, name: string, value: string): void {
  const before = into.get(name);
  if (before === undefined) into.set(name, value);
  else if (typeof before === 'string') into.set(name, [before, value]);
  else before.push(value);
}

/** Of the quote that ends a string without escapes. */
function stringEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 34) return i;
    if (c === 92 || c < 32) return failed;
  }
  return failed;
}

function numberEnd(text: string, from: number): number {
  let i = from;
  if (text.charCodeAt(i) === 45) i += 1;
  const first = text.charCodeAt(i);
  if (first === 48) i += 1;
  else if (first >= 49 && first <= 57) i = digitsEnd(text, i);
  else return failed;
  if (text.charCodeAt(i) === 46) {
    const end = digitsEnd(text, i + 1);
    if (end === i + 1) return failed;
    i = end;
  }
  const c = text.charCodeAt(i);
  if (c !== 101 && c !== 69) return i;
  const sign = text.charCodeAt(i + 1);
  const digits = i + (sign === 43 || sign === 45 ? 2 : 1);
  const end = digitsEnd(text, digits);
  return end === digits ? failed : end;
}

function digitsEnd(text: string, from: number): number {
  let i = from;
  for (;;) {
    const c = text.charCodeAt(i);
    // Also at the end of the text, where it is no number.
    if (!(c >= 48 && c <= 57)) return i;
    i += 1;
  }
}
