/** Terms as `plan/words.ts` tells words apart, for dialects to look for in a text. */
import { majorBreakers, minorBreakers } from '../plan/words.ts';

const major = inClass(majorBreakers);
const breaker = `[${major}${inClass(minorBreakers)}]`;
const isBreaker = new RegExp(`^${breaker}$`, 'u');

export interface TermPattern {
  /** The letters count as they stand; else term and text are to be compared in small letters, and these are in them. */
  readonly isCased: boolean;
  /** A text without this cannot match, which is cheaply seen; empty where every text matches. */
  readonly longest: string;
  /** RE2, in which a dot takes line ends too; undefined where to contain `longest` is enough. */
  readonly pattern: string | undefined;
}

/**
 * Whole terms in any case (mode `case`: letters as they stand); `*` stands for any run without a major breaker; `prefix` may
 * end inside a word.
 */
export function termPattern(term: string, mode: string): TermPattern {
  const isCased = mode === 'case';
  const wanted = isCased ? term : term.toLowerCase();
  const parts = wanted.split('*');
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), '');
  const characters = [...wanted];
  const opens = joinsWord(characters[0]) ? `(?:^|${breaker})` : '';
  const closes = mode !== 'prefix' && joinsWord(characters.at(-1)) ? `(?:$|${breaker})` : '';
  if (opens === '' && closes === '' && parts.length === 1) return { isCased, longest, pattern: undefined };
  const pattern = parts
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join(mode === 'phrase' ? '.*' : `[^${major}]*`);
  return { isCased, longest, pattern: `${opens}${pattern}${closes}` };
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
