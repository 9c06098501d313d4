/** Patterns of people: what they find, that none can be made to take long, and what is refused in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../src/ingest/pattern.ts';
import { isPlainlyLinear } from '../../src/ingest/plainly-linear.ts';

describe('which patterns the runtime may try by itself', () => {
  test.each([
    ['\\[', true],
    ['^\\d{4}-\\d\\d-\\d\\d', true],
    ['^(\\S+) (\\S+) \\[([^\\]]+)\\]', true],
    ['^(?:INFO|WARN|ERROR)\\b', true],
    ['level=(?<level>[a-z]+)', false],
    ['^\\w+=\\w+$', true],
    ['(a+)+$', false],
    ['^(a|a)*$', false],
    ['^.*.*=x', false],
    ['([\\r\\n]+)\\d', false],
    ['^a?a?a?a?a?a?a?aaaaaaa', false],
    ['^\\s*\\S+\\s*$', true],
    ['"[^"]*"', true],
    ['\\[[^\\]]+\\]', false],
    ['x[^\\]x]+\\]', true],
  ])('%s: %s', (source, linear) => expect(isPlainlyLinear(source, '')).toBe(linear));
});

test.each([
  ['(a+)+$', `${'a'.repeat(50_000)}!`],
  ['(.*)=(.*)=(.*)x$', '='.repeat(5_000)],
  ['([\\r\\n]+)\\d', '\n'.repeat(50_000)],
  ['^(\\w+\\s?)*$', `${'word '.repeat(5_000)}!`],
  ['(?i)(A|a|aa)+$', `${'a'.repeat(20_000)}!`],
])('%s ends on a text made to make it try for ever', (source, text) => {
  expect(compilePattern(source).find(text)).toBeNull();
});

test('both engines find the same', () => {
  const sources = ['(\\d+)-(\\w*)', '^([a-c]+) ?(b|d)?', 'x(?<n>[0-9])|y(?<m>[a-z])', '(?i)ab+', '([ab]+)([0-9]?)$'];
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.stringMatching(/^[abcxyAB019 -]{0,30}$/),
      fc.nat(5),
      (source, text, from) => {
        const lead = /^\(\?i\)/.exec(source)?.[0] ?? '';
        const native = new RegExp(source.slice(lead.length), `g${lead === '' ? '' : 'i'}`);
        native.lastIndex = from;
        const expected = from > text.length ? null : native.exec(text);
        const found = compilePattern(source).find(text, from);
        expect(found === null ? null : [found.start, found.end, ...found.groups]).toEqual(
          expected === null ? null : [expected.index, expected.index + expected[0].length, ...expected.slice(1)],
        );
      },
    ),
  );
});

test.each([
  ['a(?=b)c', /lookaround/],
  ['(?<!x)a', /lookaround/],
  ['(?>a)', /atomic/],
  ['(a)\\1', /back references/],
  ['(a', /missing closing/],
  ['%{NOSUCH}', /no Grok pattern NOSUCH/],
])('%s is refused in words', (source, message) => expect(() => compilePattern(source)).toThrow(message));

test('what must follow a break may be written as lookahead', () => {
  const found = compilePattern('([\\r\\n]+)(?=\\d{4}-)', 'break').find('a\nb\n2026-01-01');
  expect(found?.firstGroup).toEqual([3, 4]);
});

test('Grok inside a pattern', () => {
  const line =
    '192.0.2.7 - ada [15/Mar/2026:08:00:01 +0100] "GET /shop?item=5 HTTP/1.1" 200 512 "http://example.com/" "Mozilla/5.0"';
  expect(compilePattern('^%{COMBINEDAPACHELOG}').find(line)?.named).toMatchObject({
    clientip: '192.0.2.7',
    auth: 'ada',
    timestamp: '15/Mar/2026:08:00:01 +0100',
    verb: 'GET',
    request: '/shop?item=5',
    response: '200',
    bytes: '512',
    agent: '"Mozilla/5.0"',
  });
  expect(compilePattern('took %{NUMBER:took:float}ms').find('it took 1.5ms')?.named).toEqual({ took: '1.5' });
});
