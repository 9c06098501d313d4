/** Whether a text holds a term. The cheap test comes first. */
import { sqlText } from './literal.ts';
import { termPattern } from './term-pattern.ts';

export function termMatches(text: string, term: string, mode: string): string {
  const { isCased, longest, pattern } = termPattern(term, mode);
  const haystack = isCased ? text : `lower(${text})`;
  if (longest === '') return `(${text} IS NOT NULL)`;
  const cheap = `contains(${haystack}, ${sqlText(longest)})`;
  return pattern === undefined ? cheap : `(${cheap} AND regexp_matches(${haystack}, ${sqlText(pattern)}, 's'))`;
}
