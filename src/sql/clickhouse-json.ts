/** JSON kept as text, in ClickHouse. A piece of a document is its JSON; '' stands for what is not there. */
import { emptyList, sqlText } from './clickhouse-literal.ts';
import { deepestJsonPath, jsonSteps } from './json-path.ts';
import type { PathStep } from './json-path.ts';
import { UnavailableOperation } from './unavailable.ts';

const textOf = (document: string): string => `ifNull(${document}, '')`;

/** Null where it is no JSON, or no value was found. */
function found(document: string, value: string): string {
  return `if(isValidJSON(${textOf(document)}), ${value}, NULL)`;
}

/** The arguments of a JSONExtract function; places count from 1. */
function argumentsOf(way: readonly PathStep[]): string {
  return way.map((step) => (step.kind === 'key' ? `, ${sqlText(step.key)}` : `, ${Number(step.place) + 1}`)).join('');
}

/** A piece as the value it stands for: texts without quotes, null where there is none or a JSON null. */
const bare = (piece: string): string => `if(startsWith(${piece}, '"'), JSONExtractString(${piece}), ${piece})`;
const valueOf = (piece: string): string => `if(${piece} IN ('', 'null'), NULL, ${bare(piece)})`;

const pieceAt = (document: string, way: readonly PathStep[]): string =>
  way.length === 0 ? textOf(document) : `JSONExtractRaw(${textOf(document)}${argumentsOf(way)})`;

/** The pieces that a path with {} leads to. */
function piecesAt(document: string, way: readonly PathStep[]): string {
  let pieces = `[${textOf(document)}]`;
  for (const step of way) {
    pieces =
      step.kind === 'place' && step.place === 'all'
        ? `arrayFlatten(arrayMap(p -> JSONExtractArrayRaw(p), ${pieces}))`
        : `arrayMap(p -> JSONExtractRaw(p${argumentsOf([step])}), ${pieces})`;
  }
  return `arrayFilter(p -> p NOT IN ('', 'null'), ${pieces})`;
}

const isMany = (way: readonly PathStep[]): boolean => way.some((step) => step.kind === 'place' && step.place === 'all');

export function jsonType(document: string, path: string): string {
  const piece = pieceAt(document, jsonSteps(path));
  const type = `multiIf(${piece} = '', NULL, startsWith(${piece}, '{'), 'object', startsWith(${piece}, '['), 'array', startsWith(${piece}, '"'), 'varchar', ${piece} IN ('true', 'false'), 'boolean', ${piece} = 'null', 'null', match(${piece}, '[.eE]'), 'double', startsWith(${piece}, '-'), 'bigint', 'ubigint')`;
  return found(document, type);
}

export function jsonExtract(document: string, path: string): string {
  const way = jsonSteps(path);
  if (isMany(way)) {
    const pieces = piecesAt(document, way);
    return found(
      document,
      `if(empty(${pieces}), NULL, arrayStringConcat(arrayMap(p -> ${bare('p')}, ${pieces}), '\\n'))`,
    );
  }
  return found(document, valueOf(pieceAt(document, way)));
}

export function jsonExtractAll(document: string, path: string): string {
  const values = `arrayMap(p -> ${bare('p')}, ${piecesAt(document, jsonSteps(path))})`;
  return `if(isValidJSON(${textOf(document)}), ${values}, ${emptyList})`;
}

export function jsonExtractFragment(document: string, path: string): string {
  const way = jsonSteps(path);
  if (isMany(way)) {
    const pieces = piecesAt(document, way);
    return found(document, `if(empty(${pieces}), NULL, concat('[', arrayStringConcat(${pieces}, ','), ']'))`);
  }
  const piece = pieceAt(document, way);
  return found(document, `if(${piece} IN ('', 'null'), NULL, ${piece})`);
}

/** The value of a key that is taken as it is, dots and braces included. */
export function jsonExtractKey(document: string, key: string): string {
  return found(document, valueOf(pieceAt(document, [{ kind: 'key', key }])));
}

export function jsonHasKey(document: string, key: string): string {
  return found(document, `has(JSONExtractKeys(${textOf(document)}), ${sqlText(key)})`);
}

const isObject = (document: string): string => `startsWith(trimLeft(${textOf(document)}), '{')`;
const quoted = (text: string): string => `toJSONString(${text})`;
const members = (document: string): string => `JSONExtractKeysAndValuesRaw(${textOf(document)})`;

export function jsonKeys(document: string): string {
  return found(document, `if(${isObject(document)}, ${quoted(`JSONExtractKeys(${textOf(document)})`)}, NULL)`);
}

/** [{"key": ..., "value": ...}, ...] */
export function jsonEntries(document: string): string {
  const entry = `concat('{"key":', ${quoted('m.1')}, ',"value":', m.2, '}')`;
  const all = `arrayStringConcat(arrayMap(m -> ${entry}, ${members(document)}), ',')`;
  return found(document, `if(${isObject(document)}, concat('[', ${all}, ']'), NULL)`);
}

export function jsonArrayToMultivalue(document: string): string {
  return jsonExtractAll(document, '{}');
}

export function jsonArrayItems(document: string): string {
  return `if(isValidJSON(${textOf(document)}), JSONExtractArrayRaw(${textOf(document)}), ${emptyList})`;
}

/** `infer`: numbers, booleans and JSON stand as they are. */
export function multivalueToJson(list: string, infer: boolean): string {
  const item = infer ? `if(isValidJSON(v) AND NOT startsWith(v, '"'), v, ${quoted('v')})` : quoted('v');
  return `if(empty(${list}), NULL, concat('[', arrayStringConcat(arrayMap(v -> ${item}, ${list}), ','), ']'))`;
}

/** The object without these keys. */
export function jsonDelete(document: string, keys: readonly string[]): string {
  const kept =
    keys.length === 0
      ? members(document)
      : `arrayFilter(m -> m.1 NOT IN (${keys.map(sqlText).join(', ')}), ${members(document)})`;
  const all = `arrayStringConcat(arrayMap(m -> concat(${quoted('m.1')}, ':', m.2), ${kept}), ',')`;
  return found(document, `if(${isObject(document)}, concat('{', ${all}, '}'), NULL)`);
}

/** Makes the new JSON out of what stands at the end of the path. */
type Leaf = (piece: string) => string;

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
  return changeAt(document, jsonSteps(path), (piece) => withItems(piece, fragment));
}

/** The same, but of an array its items. */
export function jsonExtend(document: string, path: string, fragment: string): string {
  const items = `if(startsWith(${fragment}, '['), arrayStringConcat(JSONExtractArrayRaw(${textOf(fragment)}), ','), ${fragment})`;
  return changeAt(document, jsonSteps(path), (piece) => withItems(piece, items));
}

function withItems(piece: string, items: string): string {
  const all = `arrayStringConcat(arrayFilter(i -> i <> '', arrayPushBack(JSONExtractArrayRaw(${piece}), ${textOf(items)})), ',')`;
  return `if(startsWith(${piece}, '['), concat('[', ${all}, ']'), ${piece})`;
}

function changeAt(document: string, way: readonly PathStep[], leaf: Leaf): string {
  if (way.length > deepestJsonPath) throw new UnavailableOperation(`A JSON path of more than ${deepestJsonPath} steps`);
  return found(document, setAt(textOf(document), way, leaf, 0));
}

function setAt(piece: string, way: readonly PathStep[], leaf: Leaf, depth: number): string {
  const [step, ...rest] = way;
  if (step === undefined) return leaf(piece);
  const d = `d${depth}`;
  const empty = rest.length === 0 ? "''" : rest[0]?.kind === 'key' ? "'{}'" : "'[]'";
  const within = (inner: string): string =>
    setAt(rest.length === 0 ? inner : `if(${inner} IN ('', 'null'), ${empty}, ${inner})`, rest, leaf, depth + 1);
  const body = step.kind === 'key' ? setKey(d, step.key, within, depth) : setPlace(d, step.place, within, depth);
  // A list of one binds the piece to a name, so that its text stands in the SQL once.
  return `arrayElement(arrayMap(${d} -> ${body}, [${piece}]), 1)`;
}

/** Null where some part is. */
function joined(parts: string, open: string, close: string): string {
  return `if(arrayExists(x -> isNull(x), ${parts}), NULL, concat('${open}', arrayStringConcat(arrayMap(x -> ifNull(x, ''), ${parts}), ','), '${close}'))`;
}

function setKey(d: string, key: string, within: (piece: string) => string, depth: number): string {
  const m = `m${depth}`;
  const there = `arrayMap(${m} -> concat(${quoted(`${m}.1`)}, ':', if(${m}.1 = ${sqlText(key)}, ${within(`${m}.2`)}, ${m}.2)), JSONExtractKeysAndValuesRaw(${d}))`;
  const added = `if(has(JSONExtractKeys(${d}), ${sqlText(key)}), [], [concat(${sqlText(`${JSON.stringify(key)}:`)}, ${within("''")})])`;
  return `if(startsWith(trimLeft(${d}), '{'), ${joined(`arrayConcat(${there}, ${added})`, '{', '}')}, NULL)`;
}

function setPlace(d: string, place: number | 'all', within: (piece: string) => string, depth: number): string {
  const [v, i] = [`v${depth}`, `i${depth}`];
  const items = `JSONExtractArrayRaw(${d})`;
  const hit = place === 'all' ? '1' : `${i} = ${place + 1}`;
  const there = `arrayMap((${v}, ${i}) -> if(${hit}, ${within(v)}, ${v}), ${items}, arrayEnumerate(${items}))`;
  const added =
    place === 'all' ? there : `arrayConcat(${there}, if(length(${items}) = ${place}, [${within("''")}], []))`;
  return `if(startsWith(trimLeft(${d}), '['), ${joined(added, '[', ']')}, NULL)`;
}
