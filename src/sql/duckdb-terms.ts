/** Words of an event as Splunk's index knows them (segmenters.conf): what parts them, and whether a text holds one. */
import { sqlText } from './literal.ts';

/** End a word wherever they stand; a wildcard does not reach across them. */
const majorBreakers = `\\[\\]<>(){}|!;,'"*\\s&?+`;
/** Part the pieces of a word such as 10.0.1.5 or error_code, which can be found by themselves. */
const minorBreakers = '/:=@.\\-$#%\\\\_';
const breaker = `[${majorBreakers}${minorBreakers}]`;
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
    .join(mode === 'phrase' ? '.*' : `[^${majorBreakers}]*`);
  return `(${cheap} AND regexp_matches(${haystack}, ${sqlText(`${opens}${pattern}${closes}`)}, 's'))`;
}

/** Whether a word could go on beyond this end of the term. */
function joinsWord(character: string | undefined): boolean {
  if (character === undefined || character === '*') return false;
  return !isBreaker.test(character);
}
