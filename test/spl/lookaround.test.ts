/** Lookaround at the edges: what the pattern written anew finds is what the pattern as written finds in an engine that has lookaround. */
import { describe, expect, test } from 'vitest';
import { withoutLookaround } from '../../src/spl/lower/lookaround.ts';

/** All texts of up to six of these characters. */
function* texts(alphabet: string, longest: number): Generator<string> {
  yield '';
  if (longest === 0) return;
  for (const rest of texts(alphabet, longest - 1)) for (const c of alphabet) yield c + rest;
}

/** The engine here spells the edges of the text ^ and $. */
function expressionOf(pattern: string): RegExp {
  const [flags = ''] = /^(?:\(\?[a-z]+\))*/.exec(pattern) ?? [];
  const rest = pattern.slice(flags.length).replaceAll('\\A', '^').replaceAll('\\z', '$');
  return new RegExp(rest, flags.replace(/\W/g, ''));
}

function foundBy(expression: RegExp, text: string): string {
  const found = expression.exec(text);
  return found === null ? 'nothing' : JSON.stringify(found.groups ?? {});
}

describe('written anew', () => {
  test.each([
    '(?<n>a+?)(?=b)',
    '(?<n>.+?(?=b))',
    '(?<=a)(?<n>[bc]+)',
    '(?<n>(?<=a)[bc]*)',
    '(?<=a)(?<n>b*)(?=c)',
    '(?<n>[ab]+)(?!c)',
    '(?<n>[ab]*)(?![bc])',
    '(?<n>a)(?!bc)',
    '(?<n>.)(?!a|c)|c',
    '(?i)(?s)(?<n>.)(?=B)',
    '(?<!a)(?<n>[bc])',
    '(?<![ab])(?<n>.)',
    '(?<!ab)(?<n>c|b)',
    '(?<!bc)(?<n>.a?)',
    '(?<=^|b)(?<n>a|b)',
    '(?<=b|^)(?<n>.b?)',
    '(?<n>a+)(?=b|$)|(?<m>c)(?=a)',
    '^(?!ab)(?<n>.*)',
    '^(?<n>(?!b)(?=.*c)\\w*)',
    '^(?=.*b)(?!.*c)(?<n>a)',
    '^(?:(?!a)(?<n>[ab]+))(?=c)',
    '(?i)(?<n>A)(?=B)',
    '(?i)^(?!A)(?<n>B)',
    '(?<n>[abc])(?!a*b)',
    '(?<n>.b?)(?!a+bc)',
    '(?<n>a)(?!c*ba*c)',
    '(?<n>a)(?![ab]+c)',
    '(?<n>(?<m>a)b(?=c))',
  ])('%s', (pattern) => {
    const made = withoutLookaround(pattern, 'one match');
    if (made === undefined) throw new Error('It is not written anew.');
    const asWritten = expressionOf(pattern);
    const anew = expressionOf(made.pattern);
    const conditions = made.conditions.map((one) => ({ ...one, expression: expressionOf(one.pattern) }));
    for (const text of texts('abc', 6)) {
      const holds = conditions.every(({ expression, isNegated }) => expression.test(text) !== isNegated);
      expect(holds ? foundBy(anew, text) : 'nothing', text).toBe(foundBy(asWritten, text));
    }
  });

  test.each([
    'a(?=b)c',
    '(?:a(?=b))+',
    '(?<n>a(?=b)|c)',
    '(?<=a|bc)d',
    '(?<=a*)b',
    '(?<!abc)d',
    '(?!a)b',
    '(?:(?!a).)*b',
    'a(?!b+)',
    'a(?!b*b)',
    'a(?!b*[ab])',
    'a(?!b*c*a)',
    'a(?!ab+[bc])',
    '(?<=(?<n>a))b',
    '^(?:(?!a)b|c)',
    'a(?=b',
    '(?>a)(?=b)',
  ])('not %s', (pattern) => {
    expect(withoutLookaround(pattern, 'one match')).toBeUndefined();
  });

  test.each([
    '(?<n>[ab])(?=c)',
    '(a(?<n>.+?(?=(b))))',
    '(?<n>a.*?)(?=c|$)',
    '(?<=c)(?<n>[ab]+)',
    '(?<=^|c)(?<n>.?[ab])',
    '(?<=^|c)(?<n>[ab]+?)',
    '^(?!b)(?<n>.)',
  ])('all matches of %s', (pattern) => {
    const made = withoutLookaround(pattern, 'all');
    if (made === undefined) throw new Error('It is not written anew.');
    const asWritten = new RegExp(expressionOf(pattern), 'g');
    const anew = new RegExp(expressionOf(made.pattern), 'g');
    for (const text of texts('abc', 6)) {
      const found = (expression: RegExp): unknown[] =>
        [...text.matchAll(expression)].map(({ groups }) => ({ ...groups }));
      const holds = made.conditions.every((one) => expressionOf(one.pattern).test(text) !== one.isNegated);
      expect(holds ? found(anew) : [], text).toEqual(found(asWritten));
    }
  });

  test.each([
    '(?<n>[abc])(?=c)',
    '(?<n>a*)(?=c)',
    '(?<=a)(?<n>b)(?=a)',
    '(?<=a)(?<n>[ab])',
    '(?<n>a)(?!b)',
    '(?<n>a)(?=bc)',
    '(?<n>a)(?=b)|c',
  ])('not all matches of %s', (pattern) => {
    expect(withoutLookaround(pattern, 'all')).toBeUndefined();
  });
});
