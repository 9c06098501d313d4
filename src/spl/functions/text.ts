/** Text functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/TextFunctions */
import { call, text } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import type { EvalFunction } from './definition.ts';

/** Each hash with what it makes of `splunk`. */
const hashExamples = [
  ['md5', 'c24ec540d000ee0b7d2304bc34c769a4'],
  ['sha1', 'c8714150b8061714a04b8cc146c8bf0210c05b62'],
  ['sha256', '101e21bef69a3df68f36ca31deb6616f10cc70e4bae8eed9ce83a9effb1fd5cb'],
  [
    'sha512',
    '9f7dc7573c5c664aad5bba403ef2dceb0bc06921f1c538b05f3a7fb2677f74bba89e0b95050622bbd6ad1c7fc311ea9f4a2da0155c6714b73b1c06fd25497e9f',
  ],
] as const;

/** A backslash that names no group stands for itself, as RE2 would refuse it. */
function replacement(value: Expression): Expression {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return value;
  return text(value.value.replace(/\\(?![\d\\])/g, '\\\\'));
}

export const textFunctions: readonly EvalFunction[] = [
  {
    name: 'len',
    summary: 'Number of characters.',
    syntax: 'len(text)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'len("hello")', value: 5 }],
    lower: (f) => call('length', 'number', f.text(0)),
  },
  {
    name: 'lower',
    summary: 'In lower case.',
    syntax: 'lower(text)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'lower("AbC")', value: 'abc' }],
    lower: (f) => call('lower', 'string', f.text(0)),
  },
  {
    name: 'upper',
    summary: 'In upper case.',
    syntax: 'upper(text)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'upper("AbC")', value: 'ABC' }],
    lower: (f) => call('upper', 'string', f.text(0)),
  },
  ...(['trim', 'ltrim', 'rtrim'] as const).map((name): EvalFunction => ({
    name,
    summary: `Without blanks, or the given characters, at ${name === 'trim' ? 'both ends' : name === 'ltrim' ? 'the start' : 'the end'}.`,
    syntax: `${name}(text, "characters")`,
    minimum: 1,
    maximum: 2,
    examples: [{ expression: `${name}("xxaxx","x")`, value: name === 'trim' ? 'a' : name === 'ltrim' ? 'axx' : 'xxa' }],
    lower: (f) =>
      call(
        name === 'trim' ? 'trimCharacters' : name === 'ltrim' ? 'trimStart' : 'trimEnd',
        'string',
        f.text(0),
        f.expression.arguments.length > 1 ? f.text(1) : text(' \t'),
      ),
  })),
  {
    name: 'substr',
    summary: 'A part of a text; the first character is 1, negative counts from the end.',
    syntax: 'substr(text, start, length)',
    minimum: 2,
    maximum: 3,
    examples: [
      { expression: 'substr("splunk",2,3)', value: 'plu' },
      { expression: 'substr("splunk",-3)', value: 'unk' },
    ],
    lower: (f) =>
      call('substring', 'string', f.text(0), f.number(1), ...(f.expression.arguments.length > 2 ? [f.number(2)] : [])),
  },
  {
    name: 'replace',
    summary: 'Every match of a regular expression replaced; \\1 stands for a group.',
    syntax: 'replace(text, "regex", "replacement")',
    minimum: 3,
    maximum: 3,
    examples: [{ expression: 'replace("2026-03-15","^(\\d+)-(\\d+)-(\\d+)$","\\3/\\2/\\1")', value: '15/03/2026' }],
    lower: (f) => call('regexReplace', 'string', f.text(0), f.pattern(1), replacement(f.text(2)), text('g')),
  },
  {
    name: 'urldecode',
    summary: 'Percent signs of a URL decoded.',
    syntax: 'urldecode(text)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'urldecode("a%20b")', value: 'a b' }],
    lower: (f) => call('urlDecode', 'string', f.text(0)),
  },
  {
    name: 'urlencode',
    summary: 'Written so that it can stand in a URL.',
    syntax: 'urlencode(text)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'urlencode("a b")', value: 'a%20b' }],
    lower: (f) => call('urlEncode', 'string', f.text(0)),
  },
  ...hashExamples.map(([name, value]): EvalFunction => ({
    name,
    summary: `The ${name.toUpperCase()} hash in hexadecimal.`,
    syntax: `${name}(text)`,
    minimum: 1,
    maximum: 1,
    examples: [{ expression: `${name}("splunk")`, value }],
    lower: (f) => call(name, 'string', f.text(0)),
  })),
  {
    name: 'spath',
    summary: 'The value at a path in JSON; several values where {} stands for all items of a list.',
    syntax: 'spath(json, "path")',
    minimum: 2,
    maximum: 2,
    examples: [
      { expression: 'spath("{\\"a\\":{\\"b\\":[1,2]}}","a.b{}")', value: ['1', '2'] },
      { expression: 'spath("{\\"a\\":{\\"b\\":[1,2]}}","a.b{0}")', value: '1' },
    ],
    lower: (f) => {
      const path = f.literal(1, 'a path');
      return path.includes('{}')
        ? call('jsonExtractAll', 'multivalue', f.text(0), text(path))
        : call('jsonExtract', 'string', f.text(0), text(path));
    },
  },
];
