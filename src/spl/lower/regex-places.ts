/** Patterns that say where another matches. All are prepared patterns: named groups are plain ones. */

/** The places of `(` that open a numbered group, with how deep they stand. */
function openings(pattern: string): { readonly at: number; readonly depth: number }[] {
  const found: { at: number; depth: number }[] = [];
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === '\\') i += 1;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === ')') depth -= 1;
    else if (c === '(') {
      if (pattern[i + 1] !== '?') found.push({ at: i, depth });
      // Flags such as (?i) open nothing.
      if (!/^\(\?[a-zA-Z-]+\)/.test(pattern.slice(i))) depth += 1;
      else i += pattern.slice(i).indexOf(')');
    }
  }
  return found;
}

function withoutGroups(pattern: string): string {
  let out = '';
  let from = 0;
  for (const { at } of openings(pattern)) {
    out += `${pattern.slice(from, at)}(?:`;
    from = at + 1;
  }
  return out + pattern.slice(from);
}

/** Group 1 is the text before the numbered group; undefined where the group stands within another or is one of several choices. */
export function beforeGroup(pattern: string, number: number): string | undefined {
  const opening = openings(pattern)[number - 1];
  if (opening === undefined || opening.depth > 0 || hasChoice(pattern)) return undefined;
  const flags = /^(?:\(\?[a-zA-Z-]+\))*/.exec(pattern)?.[0] ?? '';
  const [head, tail] = [pattern.slice(flags.length, opening.at), pattern.slice(opening.at)];
  return `${flags}^((?s:.*?)${withoutGroups(head)})${withoutGroups(tail)}`;
}

function hasChoice(pattern: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === '\\') i += 1;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    else if (c === '|' && depth === 0) return true;
  }
  return false;
}

/** A pattern whose first match ends with the nth match of the given one; group 1 is what stands before it, its own groups follow. */
export function upToMatch(pattern: string, nth: number): string {
  const skipped = nth > 1 ? `(?:(?s:.*?)(?:${withoutGroups(pattern)})){${nth - 1}}` : '';
  return `^(${skipped}(?s:.*?))(?:${pattern})`;
}
