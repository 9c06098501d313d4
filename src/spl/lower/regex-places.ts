/** Patterns that say where another matches. All are prepared patterns: named groups are plain ones. */

/** Every character that is no escape and in no class, with how many groups are open at it. */
function* bareCharacters(
  pattern: string,
): Generator<{ readonly c: string; readonly at: number; readonly depth: number }> {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const c = pattern.charAt(at);
    if (c === '\\') at += 1;
    else if (inClass) inClass = c !== ']';
    else {
      yield { c, at, depth };
      if (c === '[') inClass = true;
      // Flags such as (?i) are closed again behind themselves.
      else if (c === '(') depth += 1;
      else if (c === ')') depth -= 1;
    }
  }
}

/** The places of `(` that open a numbered group, with how deep they stand. */
function openings(pattern: string): { readonly at: number; readonly depth: number }[] {
  return [...bareCharacters(pattern)].filter(({ c, at }) => c === '(' && pattern[at + 1] !== '?');
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
  return [...bareCharacters(pattern)].some(({ c, depth }) => c === '|' && depth === 0);
}

/** A pattern whose first match ends with the nth match of the given one; group 1 is what stands before it, its own groups follow. */
export function upToMatch(pattern: string, nth: number): string {
  const skipped = nth > 1 ? `(?:(?s:.*?)(?:${withoutGroups(pattern)})){${nth - 1}}` : '';
  return `^(${skipped}(?s:.*?))(?:${pattern})`;
}
