/** Field name wildcards: `*` stands for any text. */

export function matchesWildcard(pattern: string, name: string): boolean {
  return pattern.includes('*') ? wildcardParts(pattern, name) !== undefined : pattern === name;
}

/** What each `*` of the pattern stood for, or undefined where the name does not fit. */
export function wildcardParts(pattern: string, name: string): readonly string[] | undefined {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.*)');
  return new RegExp(`^${expression}$`, 's').exec(name)?.slice(1);
}
