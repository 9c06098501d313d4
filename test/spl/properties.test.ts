/** What holds for every search: printing and reading give the same tree, and any text gives a tree or a positioned error. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { parseSearch } from '../../src/spl/compile.ts';
import { printPipeline } from '../../src/spl/pipeline-parser.ts';
import { mustAnswer, pieces, searches } from '../fuzz/language.ts';

const knowledge = { knowledge: emptyKnowledge, checkOnly: true };
/** The tree without places in the text. */
function shape(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(shape);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== 'position' && key !== 'length')
      .map(([key, value]) => [key, shape(value)]),
  );
}

describe('printing and reading', () => {
  test.each(searches)('%s', (search) => {
    const tree = parseSearch(search, knowledge);
    const printed = printPipeline(tree);
    expect(shape(parseSearch(printed, knowledge))).toEqual(shape(tree));
    expect(printPipeline(parseSearch(printed, knowledge))).toBe(printed);
  });
});

describe('any text gives a tree or a positioned error', () => {
  test('out of pieces of the language', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (list) => mustAnswer(list.join(''))),
      { numRuns: 4_000 },
    );
  });

  test('out of real searches with a piece cut, doubled or put in', () => {
    const change = fc.record({
      search: fc.constantFrom(...searches),
      at: fc.nat(400),
      drop: fc.nat(12),
      insert: fc.constantFrom('', ...pieces),
    });
    fc.assert(
      fc.property(change, ({ search, at, drop, insert }) => {
        const place = at % (search.length + 1);
        mustAnswer(search.slice(0, place) + insert + search.slice(place + drop));
      }),
      { numRuns: 6_000 },
    );
  });

  test('out of nothing in particular', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), mustAnswer), { numRuns: 2_000 });
  });

  test('deeply nested', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['[search ', ']'],
      ['if(', ')'],
      ['NOT ', ''],
    ] as const) {
      mustAnswer(`| eval x=${open.repeat(10_000)}1${close.repeat(10_000)}`);
      mustAnswer(`${open.repeat(10_000)}a${close.repeat(10_000)}`);
      mustAnswer(open.repeat(10_000));
    }
    mustAnswer('| eval a=1 '.repeat(500));
  });

  test.each([
    ['words', 'a ', ''],
    ['one word', 'x', ''],
    ['a quoted text that never ends', '"xyz', ''],
    ['emoji', '😀', ''],
    ['OR', 'a OR ', 'a'],
    ['IN', 'a,', 'b)', 'x IN ('],
    ['tokens', '$a$ ', ''],
    ['macros', '`m` ', ''],
    ['pipes', '| noop ', ''],
    ['conditions of where', 'a=1 AND ', 'a=1', '| where '],
    ['a sum', '1+', '1', '| eval x='],
    ['signs', '-', '1', '| eval x='],
    ['arguments', 'a=1,2,', 'b=1,2)', '| eval x=case('],
    ['assignments', 'a=1,', 'b=2', '| eval '],
    ['fields', 'a ', '', '| table '],
    ['statistics', 'count ', '', '| stats '],
  ])('a megabyte of %s', (_, piece, end, start = '') => {
    mustAnswer(start + piece.repeat(Math.floor(1_000_000 / piece.length)) + end);
  });
});
