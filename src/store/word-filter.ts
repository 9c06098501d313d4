/**
 * Which words a block of events may hold, as a Bloom filter: "no" is certain, "yes" is wrong about once in 300. Made here byte
 * by byte, asked by the database.
 */
import { longestPair, longestTriple, majorBreakers, minorBreakers, shortestWord } from '../plan/words.ts';
import { sqlNumber } from '../sql/literal.ts';

const bitsAWord = 12;
const probes = 6;
/** A filter is cut into so many parts of one length; a word is in one of them, so that the others need not be read to look for it. */
export const filterParts = 64;
const partBits = 6;
/** Bytes of a part. A place in it is 16 bits of a hash, scaled. */
const smallestPart = 8;
const largestPart = 8000;
/** Of the bits set, where every word has `bitsAWord`; with more the filter says yes too often and is made anew. */
const wellFilled = 1 - Math.exp(-probes / bitsAWord);
const tooFull = wellFilled + 0.02;
/** What was kept last, by its low bits: most words of a log stand in the line before as well. A power of two; small enough for the nearest memory of a processor. */
const recent = 1 << 12;

/** Of a byte its small letter; 0 for a breaker. */
const letters = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
for (const breaker of majorBreakers + minorBreakers) letters[breaker.charCodeAt(0)] = 0;
// NUL parts no words. It is in no word that is asked for, so any letter will do.
letters[0] = 1;
const isMinor = Uint8Array.from({ length: 256 }, (_, byte) =>
  minorBreakers.includes(String.fromCharCode(byte)) ? 1 : 0,
);

const firstHash = 0x811c9dc5 | 0;
const hashFactor = 0x01000193;

/** Makes the filters of a log's blocks one after the other: each as large as the one before needed to be. */
export class WordFilters {
  #partLength = 1600;

  /** The parts of the filter of the words in UTF-8, the first bit of each in the highest place of its first byte. */
  filterOf(text: Uint8Array): Uint8Array[] {
    for (;;) {
      const length = this.#partLength;
      const bytes = new Uint8Array(length * filterParts);
      const filled = setWords(text, bytes) / (bytes.length * 8);
      // What a filter of this size says of the number of words in it.
      const words = (-bytes.length * 8 * Math.log(1 - Math.min(filled, 0.99))) / probes;
      this.#partLength = Math.max(
        smallestPart,
        Math.min(largestPart, Math.ceil((words * bitsAWord) / 8 / filterParts)),
      );
      const isFitting = filled <= tooFull || length === largestPart;
      const isWasteful = this.#partLength * 2 < length;
      if (isFitting && !isWasteful) return partsOf(bytes);
    }
  }
}

/** True where a filter says yes to every word of the text. Parts as they were made. */
export function saysYesToAll(parts: readonly Uint8Array[], text: Uint8Array): boolean {
  const length = parts[0]?.length ?? 0;
  if (parts.length !== filterParts || parts.some((part) => part.length !== length)) return false;
  const bytes = new Uint8Array(length * filterParts);
  setWords(text, bytes);
  return partsOf(bytes).every((part, i) => part.every((byte, at) => (byte & ~(parts[i]?.[at] ?? 0)) === 0));
}

function partsOf(bytes: Uint8Array): Uint8Array[] {
  const length = bytes.length / filterParts;
  return Array.from({ length: filterParts }, (_, part) => bytes.subarray(part * length, (part + 1) * length));
}

/** SQL: true where the filter does not say no to a word in small letters. `column`: the BIT column of a part, by its number. */
export function mayHoldSql(word: string, column: (part: number) => string): string {
  const hash = settled(hashOf(word));
  const bits = column(partOf(hash));
  const step = stepOf(hash);
  const tests = Array.from({ length: probes }, (_, i) => {
    const place = `(${sqlNumber((hash + Math.imul(i, step)) & 0xffff)} * bit_length(${bits})) >> 16`;
    return `get_bit(${bits}, CAST(${place} AS INTEGER)) = 1`;
  });
  return `(${tests.join(' AND ')})`;
}

/**
 * Sets the bits of every word, and says how many bits are set. Called for every byte of an import: integers of 32 bits and no
 * objects.
 */
function setWords(text: Uint8Array, filter: Uint8Array): number {
  const lately = new Int32Array(recent);
  // The loop asks at no byte whether it is the last: so the last word has a breaker put behind it.
  let end = text.length;
  while (end > 0 && letters[text[end - 1] as number] !== 0) end -= 1;
  const set = setWordsBefore(text, end, filter, lately);
  if (end === text.length) return set;
  const last = new Uint8Array(text.length - Math.max(0, end - 64) + 1).fill(32);
  last.set(text.subarray(Math.max(0, end - 64)));
  return set + setWordsBefore(last, last.length, filter, lately);
}

/** `end`: behind a breaker. */
function setWordsBefore(text: Uint8Array, end: number, filter: Uint8Array, lately: Int32Array): number {
  let count = 0;
  // Of the word before, and of it with the one before that, where single minor breakers part them: else 0.
  let before = 0;
  let beforeLength = 0;
  let pairBefore = 0;
  let pairLength = 0;
  for (let i = 0; i < end; i += 1) {
    const start = i;
    let hash = firstHash;
    let beyondAscii = 0;
    let byte = text[i] as number;
    let letter = letters[byte] as number;
    while (letter !== 0) {
      hash = Math.imul(hash ^ letter, hashFactor);
      beyondAscii |= letter;
      i += 1;
      byte = text[i] as number;
      letter = letters[byte] as number;
    }
    let length = i - start;
    if (length === 0) {
      before = 0;
      pairBefore = 0;
      continue;
    }
    if (beyondAscii > 127) {
      const small = smallLetters(text.subarray(start, i));
      hash = hashOfPiece(small);
      length = small.length;
    }
    if (hash === 0) hash = 1;
    if (length >= shortestWord && lately[hash & (recent - 1)] !== hash) {
      lately[hash & (recent - 1)] = hash;
      count += setWord(filter, hash);
    }
    let pair = 0;
    if (before !== 0 && length > 0) {
      const breaker = text[start - 1] as number;
      if (beforeLength + length <= longestPair) {
        pair = joinedHash(before, breaker, hash);
        if (lately[pair & (recent - 1)] !== pair) {
          lately[pair & (recent - 1)] = pair;
          count += setWord(filter, pair);
        }
      }
      if (pairBefore !== 0 && pairLength + length <= longestTriple) {
        const triple = joinedHash(pairBefore, breaker, hash);
        if (lately[triple & (recent - 1)] !== triple) {
          lately[triple & (recent - 1)] = triple;
          count += setWord(filter, triple);
        }
      }
    }
    pairBefore = pair;
    pairLength = beforeLength + length;
    before = length > 0 && isMinor[byte] === 1 ? hash : 0;
    beforeLength = length;
  }
  return count;
}

/** How many of its bits were not set before. */
function setWord(filter: Uint8Array, word: number): number {
  const hash = settled(word);
  const length = filter.length >>> partBits;
  const bits = length * 8;
  const base = partOf(hash) * length;
  const step = stepOf(hash);
  let count = 0;
  let place = hash;
  for (let i = 0; i < probes; i += 1) {
    const bit = Math.imul(place & 0xffff, bits) >>> 16;
    const at = base + (bit >>> 3);
    const there = filter[at] as number;
    const mask = 0x80 >> (bit & 7);
    if ((there & mask) === 0) {
      filter[at] = there | mask;
      count += 1;
    }
    place = (place + step) | 0;
  }
  return count;
}

/** Two letters beyond ASCII have small letters within it: the Kelvin sign and the dotted I. Empty, which is no word, where others stay. */
function smallLetters(word: Uint8Array): string {
  const small = Buffer.from(word).toString('utf8').replaceAll('\u212a', 'k').replaceAll('\u0130', 'i').toLowerCase();
  return /^[\0-\x7f]*$/.test(small) ? small : '';
}

/** Of a word, or of some with breakers between them. */
function hashOf(words: string): number {
  let hash = 0;
  let from = 0;
  for (let i = 0; i <= words.length; i += 1) {
    if (i < words.length && letters[words.charCodeAt(i)] !== 0) continue;
    const piece = hashOfPiece(words.slice(from, i));
    hash = from === 0 ? piece : joinedHash(hash, words.charCodeAt(from - 1), piece);
    from = i + 1;
  }
  return hash;
}

/** Never 0: that is no word. */
function hashOfPiece(word: string): number {
  let hash = firstHash;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), hashFactor);
  return hash === 0 ? 1 : hash;
}

/** Never 0. */
function joinedHash(first: number, breaker: number, second: number): number {
  return Math.imul(Math.imul(first ^ breaker, hashFactor) ^ (first >>> 13) ^ second, hashFactor) || 1;
}

/** Every bit shall hang on all. */
function settled(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/** By the highest bits: the lower ones choose the places. */
function partOf(hash: number): number {
  return hash >>> (32 - partBits);
}

function stepOf(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 16) | 1;
}
