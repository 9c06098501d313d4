/** Grok: named regular expressions that can stand inside others as %{NAME}, %{NAME:field} or %{NAME:field:type}. */
import { grokPatterns } from './grok-patterns.ts';

const deepest = 20;

/** A field's name becomes that of a group: [a][b] and a.b are a_b. Throws an Error for a name that there is not. */
export function expandGrok(pattern: string, depth = 0): string {
  if (!pattern.includes('%{')) return pattern;
  if (depth > deepest) throw new Error(`Grok patterns are nested more than ${deepest} deep`);
  return pattern.replace(/%\{(\w+)(?::([^}:]+))?(?::\w+)?\}/g, (_, name: string, field: string | undefined) => {
    const known = Object.hasOwn(grokPatterns, name) ? grokPatterns[name] : undefined;
    if (known === undefined) throw new Error(`There is no Grok pattern ${name}`);
    const inner = expandGrok(known, depth + 1);
    if (field === undefined) return `(?:${inner})`;
    return `(?<${field.replace(/^\[|\]$/g, '').replace(/\W+/g, '_')}>${inner})`;
  });
}
