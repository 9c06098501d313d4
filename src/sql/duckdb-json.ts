/** JSON kept as text: SPL's paths a.b{0}.c, and values put into their places. */
import { sqlText } from './literal.ts';
import { UnavailableOperation } from './unavailable.ts';

type PathStep =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'place'; readonly place: number | 'all' };

/** `{}` stands for all places of an array. */
function steps(path: string): PathStep[] {
  return path
    .split('.')
    .filter((part) => part !== '')
    .flatMap((part): PathStep[] => {
      const match = /^([^{]*)((?:\{\d*\})*)$/.exec(part);
      const key = match?.[1] ?? part;
      const places = [...(match?.[2] ?? '').matchAll(/\{(\d*)\}/g)].map(([, n]): PathStep => ({
        kind: 'place',
        place: n === undefined || n === '' ? 'all' : Number(n),
      }));
      return key === '' ? places : [{ kind: 'key', key }, ...places];
    });
}

/** As JSONPath: $."a"."b"[0]."c". */
export function jsonPath(path: string): string {
  return `$${steps(path)
    .map((step) =>
      step.kind === 'key' ? `."${step.key.replace(/"/g, '\\"')}"` : `[${step.place === 'all' ? '*' : step.place}]`,
    )
    .join('')}`;
}

/** Deeper than any path that a person writes; the SQL grows with it. */
const deepest = 12;

/** The document with the fragment at the path; objects on the way are made where they are missing. Null where a value stands in the way. */
export function jsonSet(document: string, path: string, fragment: string): string {
  const way = steps(path);
  if (way.length > deepest) throw new UnavailableOperation(`A JSON path of more than ${deepest} steps`);
  return `CASE WHEN json_valid(${document}) THEN ${setAt(document, way, fragment, 0)} END`;
}

function setAt(document: string, way: readonly PathStep[], fragment: string, depth: number): string {
  const [step, ...rest] = way;
  if (step === undefined) return fragment;
  const d = `d${depth}`;
  const empty = rest[0]?.kind === 'place' ? "'[]'" : "'{}'";
  const within = (found: string): string =>
    setAt(`coalesce(CAST(${found} AS VARCHAR), ${empty})`, rest, fragment, depth + 1);
  const body = step.kind === 'key' ? setKey(d, step.key, within, depth) : setPlace(d, step.place, within, depth);
  // A list of one binds the document to a name, so that its text stands in the SQL once.
  return `list_transform([CAST(${document} AS VARCHAR)], lambda ${d}: ${body})[1]`;
}

function setKey(d: string, key: string, within: (found: string) => string, depth: number): string {
  const k = `k${depth}`;
  const pointer = `'/' || replace(replace(${k}, '~', '~0'), '/', '~1')`;
  const own = `json_extract(${d}, ${sqlText(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)})`;
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
