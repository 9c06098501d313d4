/** The paths of all plain values in a JSON text, as spath names them: a.b, l{}.x. */

const deepest = 20;
const most = 500;

export function jsonPaths(text: string): readonly string[] {
  if (!/^\s*[[{]/.test(text)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const paths = new Set<string>();
  collect(parsed, '', 0, paths);
  return [...paths];
}

function collect(value: unknown, path: string, depth: number, into: Set<string>): void {
  if (depth > deepest || into.size >= most) return;
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}{}`, depth + 1, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      collect(item, path === '' ? key : `${path}.${key}`, depth + 1, into);
  } else if (value !== null && path !== '') into.add(path);
}
