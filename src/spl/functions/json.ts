/** JSON functions. JSON is text here; https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/JSONFunctions */
import { call, isNull, text, when } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { asText } from '../lower/compare.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';

/** Functions whose result is JSON itself: within others it is put in as it is, not as a text. */
const makers = new Set(['json_object', 'json_array', 'json_set', 'json_extract', 'json_keys', 'mv_to_json_array']);

/** An argument as a piece of JSON: numbers and booleans bare, texts in quotes, nothing as null. */
function fragment(f: FunctionCall, index: number): Expression {
  const argument = f.expression.arguments[index];
  if (argument?.kind === 'call') {
    if (makers.has(argument.name)) return call('coalesce', 'string', f.text(index), text('null'));
    if (argument.name === 'true' || argument.name === 'false') return text(argument.name);
    if (argument.name === 'null') return text('null');
  }
  const value = f.value(index);
  const written = asText(value);
  if (value.type === 'number') return call('coalesce', 'string', written, text('null'));
  const quoted = call('jsonQuote', 'string', written);
  if (argument?.kind === 'string') return quoted;
  return when(
    [
      { when: isNull(written), then: text('null') },
      { when: call('looksNumeric', 'boolean', written), then: written },
    ],
    quoted,
    'string',
  );
}

function path(f: FunctionCall, index: number): Expression {
  return text(f.literal(index, 'a path'));
}

function extracted(f: FunctionCall): Expression {
  const json = f.text(0);
  const paths = f.expression.arguments.length - 1;
  if (paths <= 0) return when([{ when: call('jsonValid', 'boolean', json), then: json }], undefined, 'string');
  const [first = text(''), ...others] = Array.from({ length: paths }, (_, i) => {
    const at = f.literal(i + 1, 'a path');
    return at.includes('{}')
      ? call('jsonExtractAll', 'multivalue', json, text(at))
      : call('jsonExtract', 'string', json, text(at));
  });
  return others.length === 0
    ? first
    : f.unify([first, ...others]).values.reduce((a, b) => call('coalesce', a.type, a, b));
}

const sample = '"{\\"a\\":1,\\"b\\":{\\"c\\":[2,3]}}"';

export const jsonFunctions: readonly EvalFunction[] = [
  {
    name: 'json_object',
    summary: 'A JSON object out of names and values.',
    syntax: 'json_object("name", value, ...)',
    minimum: 0,
    maximum: Infinity,
    examples: [{ expression: 'json_object("name","ann","n",5,"ok",true())', value: '{"name":"ann","n":5,"ok":true}' }],
    lower: (f) => {
      const count = f.expression.arguments.length;
      if (count % 2 === 1) {
        throw new SearchError('json_object takes names and values in turn; the last name has no value.', {
          position: f.expression.position,
          length: f.expression.length,
        });
      }
      return call(
        'jsonObject',
        'string',
        ...Array.from({ length: count }, (_, i) =>
          i % 2 === 0 ? call('jsonQuote', 'string', f.text(i)) : fragment(f, i),
        ),
      );
    },
  },
  {
    name: 'json_array',
    summary: 'A JSON array of the values.',
    syntax: 'json_array(value, ...)',
    minimum: 0,
    maximum: Infinity,
    examples: [{ expression: 'json_array(1,"a",json_array(2))', value: '[1,"a",[2]]' }],
    lower: (f) => call('jsonArray', 'string', ...f.expression.arguments.map((_, i) => fragment(f, i))),
  },
  {
    name: 'json_extract',
    summary: 'The value at a path; {} stands for every item of a list.',
    syntax: 'json_extract(json, "path", ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [
      { expression: `json_extract(${sample},"a")`, value: '1' },
      { expression: `json_extract(${sample},"b.c{}")`, value: ['2', '3'] },
    ],
    lower: extracted,
  },
  {
    name: 'json_extract_exact',
    summary: 'The value of a name that is taken as it is, dots and braces included.',
    syntax: 'json_extract_exact(json, "name")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'json_extract_exact("{\\"a\\":1}","a")', value: '1' }],
    lower: (f) => {
      const name = f.literal(1, 'a name');
      if (!/[.{}]/.test(name)) return call('jsonExtract', 'string', f.text(0), text(name));
      const quoted = JSON.stringify(name).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      // A plain value behind the quoted name; a name with dots has no path of its own.
      const found = call(
        'regexExtract',
        'string',
        f.text(0),
        text(`${quoted}\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|[^,}\\s]+)`),
        {
          kind: 'literal',
          value: 1,
          type: 'number',
        },
      );
      return call('trimCharacters', 'string', found, text('"'));
    },
  },
  {
    name: 'json_keys',
    summary: 'The names in a JSON object, as a JSON array.',
    syntax: 'json_keys(json)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: `json_keys(${sample})`, value: '["a","b"]' }],
    lower: (f) => call('jsonKeys', 'string', f.text(0)),
  },
  {
    name: 'json_set',
    summary: 'The JSON with values put at paths.',
    syntax: 'json_set(json, "path", value, ...)',
    minimum: 3,
    maximum: Infinity,
    examples: [{ expression: 'json_set(json_object("a",1),"a",10,"b.c","new")', value: '{"a":10,"b":{"c":"new"}}' }],
    lower: (f) => {
      let json = f.text(0);
      for (let i = 1; i + 1 < f.expression.arguments.length; i += 2)
        json = call('jsonSet', 'string', json, path(f, i), fragment(f, i + 1));
      return json;
    },
  },
  {
    name: 'json_valid',
    summary: 'Whether a text is JSON.',
    syntax: 'json_valid(text)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(json_valid("{"),"yes","no")', value: 'no' }],
    lower: (f) => call('jsonValid', 'boolean', f.text(0)),
  },
  {
    name: 'json_array_to_mv',
    summary: 'The items of a JSON array as several values.',
    syntax: 'json_array_to_mv(json)',
    minimum: 1,
    maximum: 2,
    examples: [{ expression: 'json_array_to_mv("[1,\\"a\\"]")', value: ['1', 'a'] }],
    lower: (f) => call('jsonArrayToMultivalue', 'multivalue', f.text(0)),
  },
];
