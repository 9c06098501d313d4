/** Words of an event as Splunk's index knows them (segmenters.conf): what parts them, and which of them a term needs. */
import type { Expression } from './types.ts';

/** End a word wherever they stand; a wildcard does not reach across them. */
export const majorBreakers = '[]<>(){}|!;,\'"*\t\n\f\r &?+';
/** Part the pieces of a word such as 10.0.1.5 or error_code, which can be found by themselves. */
export const minorBreakers = '/:=@.-$#%\\_';
const breakers = new Set(majorBreakers + minorBreakers);

/** Shorter words are in nearly every block of events and are not indexed, see `neededWords`. */
export const shortestWord = 3;
/** Letters of two, and of three words with single minor breakers between them that are indexed together. */
export const longestPair = 12;
export const longestTriple = 9;

/** What an event must hold so that a condition can be true. */
export type NeededWords =
  /** Nothing that is known. */
  | { readonly kind: 'unknown' }
  /** A whole word in small letters of ASCII, parted from others by breakers of either sort; or two or three of them, with a minor breaker between. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly NeededWords[] };

const unknown: NeededWords = { kind: 'unknown' };

/** Of a condition over events. It may say too little and never too much: an event without these words does not match. */
export function neededWords(condition: Expression): NeededWords {
  if (condition.kind !== 'call') return unknown;
  const { operation, arguments: operands } = condition;
  const [first, second, third] = operands;
  switch (operation) {
    case 'and':
      return combined('all', operands.map(neededWords));
    case 'or':
      return combined('any', operands.map(neededWords));
    case 'coalesce':
      // Null is as good as false where rows are chosen.
      return first !== undefined && operands.length === 2 && second?.kind === 'literal' && second.value === false
        ? neededWords(first)
        : unknown;
    case 'termMatches':
      if (first?.kind !== 'column' || first.name !== '_raw') return unknown;
      if (second?.kind !== 'literal' || third?.kind !== 'literal') return unknown;
      return combined(
        'all',
        wordsOfTerm(String(second.value), String(third.value)).map((word) => ({ kind: 'word', word })),
      );
    default:
      return unknown;
  }
}

export function combined(kind: 'all' | 'any', parts: readonly NeededWords[]): NeededWords {
  const known = parts.filter((part) => part.kind !== 'unknown');
  if (known.length === 0 || (kind === 'any' && known.length < parts.length)) return unknown;
  return known.length === 1 ? (known[0] ?? unknown) : { kind, parts: known };
}

/**
 * The words that are whole in every event that a term matches. Left out: what touches a wildcard or an open end, what is
 * short, and what has letters beyond ASCII, whose small letters are a matter of tables. Two or three words, short ones too,
 * with one minor breaker between them count as a word: the parts of 10.0.1.5 alone would be everywhere.
 */
function wordsOfTerm(term: string, mode: string): string[] {
  const pieces = piecesOf(term, mode);
  const words = pieces.flatMap((piece, i) => [
    ...(isPlain(piece.word) && piece.word.length >= shortestWord ? [piece.word] : []),
    ...joined(pieces.slice(i, i + 2), 2, longestPair),
    ...joined(pieces.slice(i, i + 3), 3, longestTriple),
  ]);
  return words.map((word) => word.toLowerCase());
}

/** So many words with their breakers, if these are single minor ones and the letters are few enough. */
function joined(pieces: readonly Piece[], count: number, longest: number): string[] {
  const letters = pieces.reduce((sum, { word }) => sum + word.length, 0);
  if (pieces.length < count || letters > longest || !pieces.every(({ word }) => isPlain(word))) return [];
  if (!pieces.slice(0, -1).every(({ breaker }) => breaker !== '')) return [];
  return [pieces.map(({ word, breaker }, i) => word + (i < count - 1 ? breaker : '')).join('')];
}

interface Piece {
  /** Empty where it is not a whole word of the event. */
  readonly word: string;
  /** Empty unless it is a single minor one and parts it from the next piece. */
  readonly breaker: string;
}

function piecesOf(term: string, mode: string): Piece[] {
  const characters = [...term];
  const pieces: Piece[] = [];
  let word = '';
  const touchesWildcard = (end: number): boolean => characters[end - [...word].length - 1] === '*';
  characters.forEach((character, i) => {
    if (character !== '*' && !breakers.has(character)) {
      word += character;
      return;
    }
    const breaker = minorBreakers.includes(character) ? character : '';
    pieces.push({ word: character === '*' || touchesWildcard(i) ? '' : word, breaker });
    word = '';
  });
  pieces.push({ word: mode === 'prefix' || touchesWildcard(characters.length) ? '' : word, breaker: '' });
  return pieces;
}

/** ASCII without blanks and control characters. */
function isPlain(word: string): boolean {
  return /^[!-~]+$/.test(word);
}
