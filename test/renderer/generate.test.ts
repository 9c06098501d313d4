/** The expression made from marked texts: what it looks like, and that it always takes what was marked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateExpression } from '../../renderer/search/extract/generate.ts';
import type { Example } from '../../renderer/search/extract/generate.ts';

/** The value stands between « and ». */
function marked(text: string): Example {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  return { text: text.replace(/[«»]/g, ''), start, end };
}

const access = '192.0.2.7 - ada [14/Oct/2025:18:22:00 +0000] "GET /cart HTTP/1.1" «200» 512';

describe('the expression', () => {
  test.each<[string, string[], string[], string]>([
    ['a number behind a name', ['request 41 took «12» ms'], [], 'took\\s+(?<x>\\d+)'],
    [
      'decimals, learnt from a second example',
      ['took «12» ms', 'took «3.5» ms'],
      [],
      'took\\s+(?<x>-?\\d+(?:\\.\\d+)?)',
    ],
    ['a quoted text', ['key "«cart:41»" missed'], [], 'key\\s+"(?<x>[^"\\n]+)'],
    ['a name and a value', ['level=INFO user=«ada» from here'], [], 'user=(?<x>\\S+)'],
    ['at the start', ['«web1» says so'], [], '^(?<x>\\S+)'],
    ['a status behind other numbers', [access], [], 'HTTP/\\d+\\.\\d+"\\s+(?<x>\\d+)'],
    ['what differs before is not kept', ['user ada in «5» s', 'user bob in «7» s'], [], 'in\\s+(?<x>\\d+)'],
    [
      'more of what stands before, for a counter-example',
      ['a read in «5» s'],
      ['a write in 7 s'],
      'read\\s+in\\s+(?<x>\\d+)',
    ],
    ['what stands behind, for a counter-example', ['«5» s'], ['7 kb'], '^(?<x>\\d+)\\s+s'],
  ])('%s', (_what, examples, counterExamples, expected) => {
    expect(generateExpression('x', examples.map(marked), counterExamples)).toBe(expected);
  });

  test('is not made where nothing is marked, or examples contradict', () => {
    expect(generateExpression('x', [])).toBeUndefined();
    expect(generateExpression('x', [{ text: 'abc', start: 1, end: 1 }])).toBeUndefined();
    const both = { text: 'abc', start: 0, end: 1 };
    expect(generateExpression('x', [both, { ...both, start: 1, end: 2 }])).toBeUndefined();
    expect(generateExpression('x', [both], ['abc'])).toBeUndefined();
  });
});

const texts = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
  fc.stringMatching(/^[a-c0-9 ="\[\]().\\/|{}^$-]{1,60}$/),
  fc
    .array(fc.constantFrom('user=', 'ada', ' ', '12', '"', '\n', '.', '[', 'GET'), { minLength: 1, maxLength: 20 })
    .map((parts) => parts.join('')),
);
/** Cut between characters, never within one. */
const example = fc.tuple(texts, fc.nat(), fc.nat()).map(([text, a, b]): Example => {
  const characters = [...text];
  const [from, to] = [a % characters.length, b % characters.length].sort((p, q) => p - q) as [number, number];
  return {
    text,
    start: characters.slice(0, from).join('').length,
    end: characters.slice(0, to + 1).join('').length,
  };
});

function taken(expression: string, text: string): readonly [number, number] | undefined {
  return new RegExp(expression, 'du').exec(text)?.indices?.groups?.x;
}

test('one marked text always has an expression, which takes just that', () => {
  fc.assert(
    fc.property(example, (one) => {
      const expression = generateExpression('x', [one]);
      expect(expression).toBeDefined();
      expect(taken(expression ?? '', one.text)).toEqual([one.start, one.end]);
    }),
    { numRuns: 1_000 },
  );
});

test('with several and with counter-examples it fits all of them, or there is none', () => {
  fc.assert(
    fc.property(
      fc.array(example, { minLength: 2, maxLength: 4 }),
      fc.array(texts, { maxLength: 2 }),
      (all, counters) => {
        const expression = generateExpression('x', all, counters);
        if (expression === undefined) return;
        for (const one of all) expect(taken(expression, one.text)).toEqual([one.start, one.end]);
        for (const text of counters) expect(taken(expression, text)).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  );
});
