/** JSON values as fields: nested names joined by dots, arrays marked by {}, as Splunk's INDEXED_EXTRACTIONS=json does. */

export type FieldValue = string | readonly string[];

const deepest = 32;

export function jsonFields(value: Readonly<Record<string, unknown>>): Map<string, FieldValue> {
  const fields = new Map<string, string | string[]>();
  collect(value, '', fields, 0);
  return fields;
}

function collect(value: unknown, name: string, into: Map<string, string | string[]>, depth: number): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'object' && depth < deepest) {
    if (Array.isArray(value)) for (const item of value) collect(item, `${name}{}`, into, depth + 1);
    else
      for (const key of Object.keys(value))
        collect((value as Record<string, unknown>)[key], name === '' ? key : `${name}.${key}`, into, depth + 1);
    return;
  }
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const before = into.get(name);
  if (before === undefined) into.set(name, text);
  else if (typeof before === 'string') into.set(name, [before, text]);
  else before.push(text);
}

/**
 * Numbers that would be written otherwise after parsing: 1.0, 1e3, -0, 0.0000001, more digits than a double holds. Looked for only where a
 * value can stand, so that a time in a string is seldom taken for one.
 */
const changingNumber = /[:,[]\s*-?(?:\d+(?:\.(?:\d*0(?!\d)|0{6})|(?:\.\d+)?[eE])|[\d.]{16,}|(?<=-)0(?![.\d]))/;

function quoteNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** A JSON object out of a text, its numbers as text where parsing would change them; or undefined. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  const first = text.charCodeAt(0) === 123 ? 123 : text.trimStart().charCodeAt(0);
  if (first !== 123) return undefined;
  try {
    let parsed: unknown = JSON.parse(text);
    if (changingNumber.test(text)) parsed = JSON.parse(quoteNumbers(text));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** name=value and name="value" pairs. A name may be there several times. At most 100 names, as in Splunk. */
export function keyValueFields(text: string): Map<string, FieldValue> {
  const found = new Map<string, FieldValue>();
  if (!text.includes('=')) return found;
  const pattern = /(?:^|[\s,;([{&?|])([A-Za-z_][\w.-]{0,63})=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&"'|)\]}]+)/g;
  pattern.lastIndex = 0;
  const head = text.length > 10_240 ? text.slice(0, 10_240) : text;
  for (let match = pattern.exec(head); match !== null; match = pattern.exec(head)) {
    const name = match[1] ?? '';
    const raw = match[2] ?? '';
    const value = raw.startsWith('"')
      ? raw.slice(1, -1).replace(/\\(["\\])/g, '$1')
      : raw.startsWith("'")
        ? raw.slice(1, -1)
        : raw;
    const before = found.get(name);
    if (before === undefined) {
      if (found.size < 100) found.set(name, value);
    } else found.set(name, typeof before === 'string' ? [before, value] : [...before, value]);
  }
  return found;
}
