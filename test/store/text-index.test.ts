/** What the text index says against a plain look at every event. */
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, column, text } from '../../src/plan/expression.ts';
import { neededWords } from '../../src/plan/words.ts';
import type { NeededWords } from '../../src/plan/words.ts';
import { termMatches } from '../../src/sql/duckdb-terms.ts';
import { mayHoldSql, saysYesToAll, WordFilters } from '../../src/store/word-filter.ts';

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

const needs = (term: string, mode = 'term'): NeededWords =>
  neededWords(call('termMatches', 'boolean', column('_raw', 'string'), text(term), text(mode)));
const wordsIn = (needed: NeededWords): string[] =>
  needed.kind === 'unknown' ? [] : needed.kind === 'word' ? [needed.word] : needed.parts.flatMap(wordsIn);

describe('the words that a term needs', () => {
  it.each([
    ['Error', 'term', ['error']],
    ['it', 'term', []],
    ['fail*', 'term', []],
    ['*fail', 'term', []],
    ['failed*login', 'term', []],
    ['user_*', 'term', ['user']],
    ['user*', 'term', []],
    ['db.*.error', 'term', ['error']],
    ['Failed password', 'phrase', ['failed', 'password']],
    ['50* off', 'phrase', ['off']],
    ['sess', 'prefix', []],
    ['user=sess', 'prefix', ['user']],
    ['10.0.1.5', 'term', ['10.0', '10.0.1', '0.1', '0.1.5', '1.5']],
    ['/cart/78', 'term', ['cart', 'cart/78']],
    ['api/v1/users/7 ok', 'phrase', ['api', 'api/v1', 'v1/users', 'v1/users/7', 'users', 'users/7']],
    ['a//bcd', 'term', ['bcd']],
    ['größe', 'term', []],
    ['größe.txt', 'term', ['txt']],
  ])('%s (%s)', (term, mode, words) => {
    expect(wordsIn(needs(term, mode))).toEqual(words);
  });

  it('of one or the other are known only where both are', () => {
    const condition = (...terms: string[]): NeededWords =>
      neededWords(
        call(
          'or',
          'boolean',
          ...terms.map((term) => call('termMatches', 'boolean', column('_raw', 'string'), text(term), text('term'))),
        ),
      );
    expect(condition('error', 'warn')).toMatchObject({ kind: 'any' });
    expect(condition('error', 'wa*')).toEqual({ kind: 'unknown' });
  });

  it('are unknown of what must not be there', () => {
    const term = call('termMatches', 'boolean', column('_raw', 'string'), text('error'), text('term'));
    expect(neededWords(call('not', 'boolean', term))).toEqual({ kind: 'unknown' });
  });
});

async function mayHold(filter: readonly Uint8Array[], words: readonly string[]): Promise<boolean> {
  const bits = (part: number): string => `CAST(unhex('${Buffer.from(filter[part] ?? []).toString('hex')}') AS BIT)`;
  const tests = words.map((word) => mayHoldSql(word, bits));
  return (await connection.runAndReadAll(`SELECT ${tests.join(' AND ')}`)).getRows()[0]?.[0] === true;
}

describe('the filter of a block', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'ab',
      'Err',
      'error',
      'FAILED',
      '10',
      '0',
      '192',
      'k\u212aey',
      '\u0130d',
      'größe',
      'x\u0000y',
      '日本',
      'v\u000bt',
      '😀',
    ],
  );
  const between = fc.constantFrom(
    ...['.', '/', ':', '=', '_', '-', ' ', '  ', '"', '\n', '\t', '::', '[', '*', '\u00a0', '$', '\\', '%'],
  );
  const line = fc
    .array(fc.tuple(between, piece), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.flat().join('').slice(1));

  it('never says no to a block in which a term is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('term', 'phrase', 'case', 'prefix'),
        fc.array(fc.nat(), { maxLength: 2 }),
        async (lines, from, length, mode, stars) => {
          const whole = lines[0] ?? '';
          const characters = [...whole].slice(from % Math.max(1, [...whole].length)).slice(0, (length % 12) + 1);
          for (const star of stars) characters[star % characters.length] = '*';
          const term = characters.join('');
          const words = wordsIn(needs(term, mode));
          if (words.length === 0) return;
          const texts = Buffer.from(lines.join('\n'));
          const filter = new WordFilters().filterOf(texts);
          expect(saysYesToAll(filter, texts)).toBe(true);
          const literal = (value: string): string => `decode(unhex('${Buffer.from(value).toString('hex')}'))`;
          const found = await connection.runAndReadAll(
            `SELECT bool_or(${termMatches('line', term, mode)}) FROM (VALUES ${lines.map((l) => `(${literal(l)})`).join(', ')}) AS t(line)`,
          );
          if (found.getRows()[0]?.[0] === true) expect(await mayHold(filter, words)).toBe(true);
        },
      ),
      { numRuns: 1500 },
    );
  }, 60_000);

  it('says no to most of what is not there', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `user${i} from 10.${i % 256}.${i >> 8}.7`);
    const bits = new WordFilters().filterOf(Buffer.from(lines.join('\n')));
    const absent = Array.from({ length: 40 }, (_, i) => `nobody${i}`);
    const wrong = await Promise.all(absent.map((word) => mayHold(bits, [word])));
    expect(wrong.filter(Boolean).length).toBeLessThan(4);
    expect(await mayHold(bits, ['user4999'])).toBe(true);
    expect(await mayHold(bits, ['10.3.7', '135.19.7'])).toBe(true);
    expect(saysYesToAll(bits, Buffer.from('user7 from nobody7 here'))).toBe(false);
  });

  it('is as large as its words need, whatever the block before was', async () => {
    const filters = new WordFilters();
    const many = Buffer.from(Array.from({ length: 40_000 }, (_, i) => `word${i}`).join(' '));
    const sizes = ['few words', many, 'few words', many].map((text) =>
      filters.filterOf(Buffer.from(text)).reduce((sum, part) => sum + part.length, 0),
    );
    expect(sizes[1]).toBeGreaterThan(40_000);
    expect(sizes[0]).toBeLessThan(2_000);
    expect(sizes[2]).toBeLessThan(2_000);
    expect(sizes[3]).toBe(sizes[1]);
    expect(await mayHold(filters.filterOf(many), ['word1', 'word39999'])).toBe(true);
    expect(await mayHold(filters.filterOf(new Uint8Array()), ['word1'])).toBe(false);
  });
});
