/** JSON kept as text: SPL's paths a.b{0}.c, and values put into their places. */
import { deepestJsonPath, jsonSteps } from './json-path.ts';
import type { PathStep } from './json-path.ts';
import { sqlText } from './literal.ts';
import { UnavailableOperation } from './unavailable.ts';

/** As JSONPath: $."a"."b"[0]."c". */
export function jsonPath(path: string): string {
  return `$${jsonSteps(path)
    .map((step) =>
      step.kind === 'key' ? `."${step.key.replace(/"/g, '\\"')}"` : `[${step.place === 'all' ? '*' : step.place}]`,
    )
    .join('')}`;
}

/** What a path leads to, as JSON; with {} an array of all that it leads to. */
export function jsonExtractFragment(document: string, path: string): string {
  const where = jsonPath(path);
  const found = `json_extract(${document}, ${sqlText(where)})`;
  // A JSON null is no value.
  const single = `CASE WHEN json_type(${found}) <> 'NULL' THEN CAST(${found} AS VARCHAR) END`;
  const many = `CASE WHEN len(${found}) > 0 THEN CAST(to_json(${found}) AS VARCHAR) END`;
  return `CASE WHEN json_valid(${document}) THEN ${where.includes('[*]') ? many : single} END`;
}

/** The value of a key that is taken as it is, dots and braces included. */
export function jsonExtractKey(document: string, key: string): string {
  return `CASE WHEN json_valid(${document}) THEN json_extract_string(${document}, ${sqlText(jsonPointer(key))}) END`;
}

function jsonPointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The members of the object `d` as text, one for each key `k`; `member` writes it. */
function members(d: string, member: string, condition = 'TRUE'): string {
  return `array_to_string(list_transform(list_filter(json_keys(${d}), lambda k: ${condition}), lambda k: ${member}), ',')`;
}
const valueOfKey = (d: string): string =>
  `CAST(json_extract(${d}, '/' || replace(replace(k, '~', '~0'), '/', '~1')) AS VARCHAR)`;

function ofObject(document: string, made: (d: string) => string): string {
  return `CASE WHEN json_valid(${document}) AND json_type(${document}) = 'OBJECT' THEN list_transform([${document}], lambda d: ${made('d')})[1] END`;
}

/** [{"key": ..., "value": ...}, ...] */
export function jsonEntries(document: string): string {
  return ofObject(
    document,
    (d) =>
      `'[' || ${members(d, `'{"key":' || CAST(to_json(k) AS VARCHAR) || ',"value":' || ${valueOfKey(d)} || '}'`)} || ']'`,
  );
}

/** The object without these keys. */
export function jsonDelete(document: string, keys: readonly string[]): string {
  const kept = keys.length === 0 ? 'TRUE' : `k NOT IN (${keys.map(sqlText).join(', ')})`;
  return ofObject(
    document,
    (d) => `'{' || ${members(d, `CAST(to_json(k) AS VARCHAR) || ':' || ${valueOfKey(d)}`, kept)} || '}'`,
  );
}

/** The document with the fragment at the path; objects on the way are made where they are missing. Null where a value stands in the way. */
export function jsonSet(document: string, path: string, fragment: string): string {
  return changeAt(document, jsonSteps(path), () => fragment);
}

/** The same, the key taken as it is. */
export function jsonSetKey(document: string, key: string, fragment: string): string {
  return changeAt(document, [{ kind: 'key', key }], () => fragment);
}

/** The fragment as one more item of the array at the path. */
export function jsonAppend(document: string, path: string, fragment: string): string {
  return changeAt(document, jsonSteps(path), (found) => withItems(found, fragment));
}

/** The same, but of an array its items. */
export function jsonExtend(document: string, path: string, fragment: string): string {
  const items = `CASE WHEN json_type(${fragment}) = 'ARRAY' THEN substring(CAST(${fragment} AS JSON)::VARCHAR, 2, length(CAST(${fragment} AS JSON)::VARCHAR) - 2) ELSE ${fragment} END`;
  return changeAt(document, jsonSteps(path), (found) => withItems(found, items));
}

/** What is no array stays as it is; what is not there becomes one. */
function withItems(array: string, items: string): string {
  return `CASE WHEN json_type(${array}) = 'ARRAY' THEN '[' || array_to_string(list_concat(CAST(json_extract(${array}, '$[*]') AS VARCHAR[]), list_filter([${items}], lambda i: i <> '')), ',') || ']' ELSE ${array} END`;
}

/** `leaf` makes the new JSON out of what stands at the end of the path, or of the text that stands for nothing there. */
type Leaf = (found: string) => string;

function changeAt(document: string, way: readonly PathStep[], leaf: Leaf): string {
  if (way.length > deepestJsonPath) throw new UnavailableOperation(`A JSON path of more than ${deepestJsonPath} steps`);
  return `CASE WHEN json_valid(${document}) THEN ${setAt(document, way, leaf, 0)} END`;
}

function setAt(document: string, way: readonly PathStep[], leaf: Leaf, depth: number): string {
  const [step, ...rest] = way;
  if (step === undefined) return leaf(document);
  const d = `d${depth}`;
  const empty = rest[0]?.kind === 'key' ? "'{}'" : "'[]'";
  const within = (found: string): string =>
    setAt(`coalesce(CAST(${found} AS VARCHAR), ${empty})`, rest, leaf, depth + 1);
  const body = step.kind === 'key' ? setKey(d, step.key, within, depth) : setPlace(d, step.place, within, depth);
  // A list of one binds the document to a name, so that its text stands in the SQL once.
  return `list_transform([CAST(${document} AS VARCHAR)], lambda ${d}: ${body})[1]`;
}

function setKey(d: string, key: string, within: (found: string) => string, depth: number): string {
  const k = `k${depth}`;
  const pointer = `'/' || replace(replace(${k}, '~', '~0'), '/', '~1')`;
  const own = `json_extract(${d}, ${sqlText(jsonPointer(key))})`;
  const written = sqlText(`${JSON.stringify(key)}:`);
  const there = `list_transform(json_keys(${d}), lambda ${k}: CAST(to_json(${k}) AS VARCHAR) || ':' || CASE WHEN ${k} = ${sqlText(key)} THEN ${within(own)} ELSE CAST(json_extract(${d}, ${pointer}) AS VARCHAR) END)`;
  const added = `CASE WHEN list_contains(json_keys(${d}), ${sqlText(key)}) THEN []::VARCHAR[] ELSE [${written} || ${within('NULL')}] END`;
  return `CASE WHEN json_type(${d}) = 'OBJECT' THEN '{' || array_to_string(list_concat(${there}, ${added}), ',') || '}' END`;
}

function setPlace(d: string, place: number | 'all', within: (found: string) => string, depth: number): string {
  const v = `v${depth}`;
  const i = `i${depth}`;
  const items = `coalesce(json_extract(${d}, '$[*]'), []::JSON[])`;
  const hit = place === 'all' ? 'TRUE' : `${i} = ${place + 1}`;
  const there = `list_transform(${items}, lambda ${v}, ${i}: CASE WHEN ${hit} THEN ${within(v)} ELSE CAST(${v} AS VARCHAR) END)`;
  const added =
    place === 'all'
      ? '[]::VARCHAR[]'
      : `CASE WHEN len(${items}) = ${place} THEN [${within('NULL')}] ELSE []::VARCHAR[] END`;
  return `CASE WHEN json_type(${d}) = 'ARRAY' THEN '[' || array_to_string(list_concat(${there}, ${added}), ',') || ']' END`;
}
