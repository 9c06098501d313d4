/** A file that is one JSON object around a list of records: answers of services, and exports that say more than their records. */
import { parseObject } from '../json-fields.ts';

export interface ListedRecord {
  readonly text: string;
  /** UTF-16 offset in the whole text. */
  readonly start: number;
  readonly object: Record<string, unknown>;
}

/** Below this share of the text the list is a detail of one record. */
const leastShare = 0.4;
const deepest = 3;

/** Where the first list of objects begins that stands in nothing but objects, and the keys that lead to it. */
export function firstList(text: string): { readonly path: string[]; readonly start: number } | undefined {
  const path: string[] = [];
  const token = /"((?:[^"\\]|\\.)*)"\s*(:?)|[{}[\]]/gs;
  let depth = 0;
  let lists = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [sign, key = '', colon] = found;
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === ']') lists -= 1;
    else if (sign === '[') {
      if (lists === 0 && depth <= deepest && /^\s*\{/.test(text.slice(token.lastIndex, token.lastIndex + 64)))
        return { path: path.slice(0, depth), start: token.lastIndex };
      lists += 1;
    } else if (colon === ':' && lists === 0) path[depth - 1] = key;
    if (depth === 0) return undefined;
  }
  return undefined;
}

/** The keys that lead to the records of a text that is one object, or the beginning of one; undefined for any other text. */
export function listPathOf(text: string, isWhole: boolean): readonly string[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const list = firstList(text);
  if (list === undefined || list.start > text.length * (1 - leastShare)) return undefined;
  if (!isWhole) return topLevelObjects(text).next().done === true ? list.path : undefined;
  const object = parseObject(text);
  const records = object === undefined ? undefined : listedRecords(text, object, list.path);
  if (records === undefined || records.length < 2) return undefined;
  const last = records[records.length - 1];
  const share = last === undefined ? 0 : (last.start + last.text.length - list.start) / text.length;
  return share >= leastShare ? list.path : undefined;
}

/** The records of the list at `path`; undefined where there is none of objects only. */
export function listedRecords(
  text: string,
  object: Record<string, unknown>,
  path: readonly string[],
): ListedRecord[] | undefined {
  let value: unknown = object;
  for (const key of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const list = firstList(text);
  if (!Array.isArray(value) || list === undefined || list.path.join('\n') !== path.join('\n')) return undefined;
  const records: ListedRecord[] = [];
  for (const found of topLevelObjects(text, list.start)) {
    if (records.length === value.length) break;
    const record = parseObject(found.text);
    if (record !== undefined) records.push({ text: found.text, start: found.start, object: record });
  }
  return records.length === value.length ? records : undefined;
}

/** Objects that stand one after another, or in an array; with where each begins. Text between them is skipped. */
export function* topLevelObjects(
  text: string,
  from = 0,
): Generator<{ readonly text: string; readonly start: number; readonly end: number }> {
  let depth = 0,
    start = -1;
  let quoted = false;
  for (let i = from; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i += 1;
      else if (c === 34) quoted = false;
    } else if (c === 34 && depth > 0) quoted = true;
    else if (c === 123) {
      if (depth === 0) start = i;
      depth += 1;
    } else if (c === 125 && depth > 0) {
      depth -= 1;
      if (depth === 0) yield { text: text.slice(start, i + 1), start, end: i + 1 };
    }
  }
}
