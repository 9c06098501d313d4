/**
 * Which words a block of events may hold, as a Bloom filter: "no" is certain, "yes" is wrong about once in 300. Made here byte
 * by byte, asked by the database.
 */
import { longestPair, longestTriple, majorBreakers, minorBreakers, shortestWord } from '../plan/words.ts';
import { sqlNumber } from '../sql/literal.ts';

const bitsAWord = 12;
const probes = 6;
const largest = 0x7fffffff;

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

/** Collects the words of one block after the other. Called for every byte of an import: integers of 32 bits and no objects. */
export class WordFilter {
  /** Open addressing; 0 is empty. */
  #hashes = new Int32Array(1 << 16);
  #count = 0;

  /** UTF-8. A breaker or the end stands behind the last word. */
  add(text: Uint8Array): void {
    const end = text.length;
    let hash = firstHash;
    let start = 0;
    let beyondAscii = 0;
    // Of the word before, and of it with the one before that, where single minor breakers part them: else 0.
    let before = 0;
    let beforeLength = 0;
    let pairBefore = 0;
    let pairLength = 0;
    for (let i = 0; i <= end; i += 1) {
      const byte = i < end ? (text[i] as number) : 32;
      const letter = letters[byte] as number;
      if (letter !== 0) {
        hash = Math.imul(hash ^ letter, hashFactor);
        beyondAscii |= letter;
        continue;
      }
      let length = i - start;
      let pair = 0;
      if (length > 0) {
        if (beyondAscii > 127) {
          const small = smallLetters(text.subarray(start, i));
          hash = hashOfPiece(small);
          length = small.length;
        }
        if (hash === 0) hash = 1;
        if (length >= shortestWord) this.#keep(hash);
        if (before !== 0 && length > 0) {
          const breaker = text[start - 1] as number;
          if (beforeLength + length <= longestPair) {
            pair = joinedHash(before, breaker, hash);
            this.#keep(pair);
          }
          if (pairBefore !== 0 && pairLength + length <= longestTriple)
            this.#keep(joinedHash(pairBefore, breaker, hash));
        }
      }
      pairBefore = pair;
      pairLength = beforeLength + length;
      before = length > 0 && i < end && isMinor[byte] === 1 ? hash : 0;
      beforeLength = length;
      start = i + 1;
      hash = firstHash;
      beyondAscii = 0;
    }
  }

  /** The filter's bits, the first in the highest place of the first byte; ready for the next block. */
  take(): Uint8Array {
    const hashes = this.#hashes;
    const bytes = new Uint8Array(Math.max(8, Math.ceil((this.#count * bitsAWord) / 8)));
    const bits = bytes.length * 8;
    for (const hash of hashes) {
      if (hash === 0) continue;
      const step = stepOf(hash);
      for (let i = 0; i < probes; i += 1) {
        const bit = ((hash + Math.imul(i, step)) & largest) % bits;
        bytes[bit >> 3] = (bytes[bit >> 3] as number) | (0x80 >> (bit & 7));
      }
    }
    hashes.fill(0);
    this.#count = 0;
    return bytes;
  }

  /** True where a filter (its bits as text) says yes to every word since the last block; ready for the next. */
  isWithin(bits: string): boolean {
    const held = this.#hashes.every(
      (hash) => hash === 0 || places(hash, bits.length).every((place) => bits.charAt(place) === '1'),
    );
    this.#hashes.fill(0);
    this.#count = 0;
    return held;
  }

  #keep(found: number): void {
    const hash = settled(found);
    const hashes = this.#hashes;
    const mask = hashes.length - 1;
    let place = hash & mask;
    for (;;) {
      const there = hashes[place] as number;
      if (there === hash) return;
      if (there === 0) break;
      place = (place + 1) & mask;
    }
    hashes[place] = hash;
    this.#count += 1;
    if (this.#count * 2 > hashes.length) this.#grow();
  }

  #grow(): void {
    const smaller = this.#hashes;
    const larger = new Int32Array(smaller.length * 2);
    const mask = larger.length - 1;
    for (const hash of smaller) {
      if (hash === 0) continue;
      let place = hash & mask;
      while (larger[place] !== 0) place = (place + 1) & mask;
      larger[place] = hash;
    }
    this.#hashes = larger;
  }
}

/** SQL: true where the filter (`bits`: a BIT value, `size`: how many) does not say no to a word in small letters. */
export function mayHoldSql(word: string, bits: string, size: string): string {
  const tests = places(settled(hashOf(word))).map(
    (place) => `get_bit(${bits}, CAST(${sqlNumber(place)} % ${size} AS INTEGER)) = 1`,
  );
  return `(${tests.join(' AND ')})`;
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

/** The low bits, which choose the place, shall hang on all; never 0. */
function settled(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) | 0 || 1;
}

/** Of so many bits those that a word sets; the loop of `take` says the same without making a list. */
function places(hash: number, bits = largest + 1): number[] {
  return Array.from({ length: probes }, (_, i) => ((hash + Math.imul(i, stepOf(hash))) & largest) % bits);
}

function stepOf(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 8) | 1;
}
