/** Whether a text holds a term, by words as `plan/words.ts` tells them. */
import { majorBreakers, minorBreakers } from '../plan/words.ts';
import { sqlText } from './literal.ts';

const major = inClass(majorBreakers);
const breaker = `[${major}${inClass(minorBreakers)}]`;
const isBreaker = new RegExp(`^${breaker}$`, 'u');

/**
 * Whole terms in any case (`case`: letters as they stand); `*` stands for any run without a major breaker; `prefix` may
 * end inside a word. The cheap test comes first: a text that does not contain the longest plain part cannot match.
 */
export function termMatches(text: string, term: string, mode: string): string {
  const wanted = mode === 'case' ? term : term.toLowerCase();
  const haystack = mode === 'case' ? text : `lower(${text})`;
  const parts = wanted.split('*');
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest === '') return `(${text} IS NOT NULL)`;
  const cheap = `contains(${haystack}, ${sqlText(longest)})`;
  const characters = [...wanted];
  const opens = joinsWord(characters[0]) ? `(?:^|${breaker})` : '';
  const closes = mode !== 'prefix' && joinsWord(characters.at(-1)) ? `(?:$|${breaker})` : '';
  if (opens === '' && closes === '' && parts.length === 1) return cheap;
  const pattern = parts
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join(mode === 'phrase' ? '.*' : `[^${major}]*`);
  return `(${cheap} AND regexp_matches(${haystack}, ${sqlText(`${opens}${pattern}${closes}`)}, 's'))`;
}

/** Whether a word could go on beyond this end of the term. */
function joinsWord(character: string | undefined): boolean {
  if (character === undefined || character === '*') return false;
  return !isBreaker.test(character);
}

/** Characters as they are written between the brackets of a pattern. */
function inClass(characters: string): string {
  return characters.replace(/[\[\]\\^-]/g, '\\$&');
}
