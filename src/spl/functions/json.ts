/** JSON functions. JSON is text here; https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/JSONFunctions */
import { and, call, convert, isNull, text, truth, when } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { asText } from '../lower/compare.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';
import { isTrue } from './multivalue.ts';

/** Functions whose result is JSON itself: within others it is put in as it is, not as a text. */
const makers = new Set([
  'json',
  'json_append',
  'json_array',
  'json_delete',
  'json_entries',
  'json_extend',
  'json_keys',
  'json_object',
  'json_set',
  'json_set_exact',
  'mv_to_json_array',
  'toarray',
  'toobject',
]);

/** An argument as a piece of JSON: numbers, booleans and JSON that a field holds bare, texts in quotes, nothing as null. */
function fragment(f: FunctionCall, index: number): Expression {
  const argument = f.expression.arguments[index];
  if (argument?.kind === 'call' && makers.has(argument.name))
    return call('coalesce', 'string', f.text(index), text('null'));
  const value = f.raw(index);
  if (value.type === 'boolean')
    return call('coalesce', 'string', call('lower', 'string', convert(value, 'string')), text('null'));
  if (value.type === 'multivalue')
    return call('coalesce', 'string', call('multivalueToJson', 'string', value, truth(false)), text('null'));
  const written = asText(value);
  if (value.type === 'number') return call('coalesce', 'string', written, text('null'));
  const quoted = call('jsonQuote', 'string', written);
  if (argument?.kind === 'string') return quoted;
  return when(
    [
      { when: isNull(written), then: text('null') },
      {
        when: and(call('regexMatches', 'boolean', written, text('^[-0-9{\\[]')), call('jsonValid', 'boolean', written)),
        then: written,
      },
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
  if (paths <= 0) return whereValid(json);
  const at = f.literal(1, 'a path');
  if (paths === 1) return call(at.includes('{}') ? 'jsonExtractFragment' : 'jsonExtract', 'string', json, text(at));
  // Several paths give an array of what they lead to.
  return when(
    [
      {
        when: call('jsonValid', 'boolean', json),
        then: call(
          'jsonArray',
          'string',
          ...Array.from({ length: paths }, (_, i) =>
            call('coalesce', 'string', call('jsonExtractFragment', 'string', json, path(f, i + 1)), text('null')),
          ),
        ),
      },
    ],
    undefined,
    'string',
  );
}

function whereValid(json: Expression): Expression {
  return when([{ when: call('jsonValid', 'boolean', json), then: json }], undefined, 'string');
}

/** Pairs of a path, or of a key, and a value put into the JSON one after the other. */
function changed(f: FunctionCall, operation: 'jsonSet' | 'jsonSetKey' | 'jsonAppend' | 'jsonExtend'): Expression {
  const count = f.expression.arguments.length;
  if (count % 2 === 0)
    throw new SearchError(`${f.expression.name} takes paths and values in turn; the last path has no value.`, {
      position: f.expression.position,
      length: f.expression.length,
    });
  let json = f.text(0);
  for (let i = 1; i + 1 < count; i += 2) json = call(operation, 'string', json, path(f, i), fragment(f, i + 1));
  return json;
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
    summary:
      'The value at a path; a JSON array where {} stands for every item of a list, or where there are several paths.',
    syntax: 'json_extract(json, "path", ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [
      { expression: `json_extract(${sample},"a")`, value: '1' },
      { expression: `json_extract(${sample},"b.c{}")`, value: '[2,3]' },
      { expression: `json_extract(${sample},"a","b.c{0}")`, value: '[1,2]' },
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
    lower: (f) => call('jsonExtractKey', 'string', f.text(0), text(f.literal(1, 'a name'))),
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
    lower: (f) => changed(f, 'jsonSet'),
  },
  {
    name: 'json_set_exact',
    summary: 'The JSON with values put under names that are taken as they are.',
    syntax: 'json_set_exact(json, "name", value, ...)',
    minimum: 3,
    maximum: Infinity,
    examples: [{ expression: 'json_set_exact(json_object("a",1),"b.c",2)', value: '{"a":1,"b.c":2}' }],
    lower: (f) => changed(f, 'jsonSetKey'),
  },
  {
    name: 'json_append',
    summary: 'The JSON with values put behind the items of the arrays at paths.',
    syntax: 'json_append(json, "path", value, ...)',
    minimum: 3,
    maximum: Infinity,
    examples: [
      { expression: 'json_append(json_object("a",json_array(1)),"a",json_array(2,3))', value: '{"a":[1,[2,3]]}' },
    ],
    lower: (f) => changed(f, 'jsonAppend'),
  },
  {
    name: 'json_extend',
    summary: 'The same, but of an array its items.',
    syntax: 'json_extend(json, "path", value, ...)',
    minimum: 3,
    maximum: Infinity,
    examples: [
      { expression: 'json_extend(json_object("a",json_array(1)),"a",json_array(2,3))', value: '{"a":[1,2,3]}' },
    ],
    lower: (f) => changed(f, 'jsonExtend'),
  },
  {
    name: 'json_delete',
    summary: 'The JSON object without some names.',
    syntax: 'json_delete(json, "name", ...)',
    minimum: 2,
    maximum: Infinity,
    examples: [{ expression: 'json_delete(json_object("a",1,"b",2),"a")', value: '{"b":2}' }],
    lower: (f) =>
      call(
        'jsonDelete',
        'string',
        f.text(0),
        ...f.expression.arguments.slice(1).map((_, i) => text(f.literal(i + 1, 'a name'))),
      ),
  },
  {
    name: 'json_entries',
    summary: 'The members of a JSON object as an array of keys and values.',
    syntax: 'json_entries(json)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'json_entries(json_object("a",1))', value: '[{"key":"a","value":1}]' }],
    lower: (f) => call('jsonEntries', 'string', f.text(0)),
  },
  {
    name: 'json_has_key_exact',
    summary: 'True where a JSON object has a name, dots and braces in it taken as they are.',
    syntax: 'json_has_key_exact(json, "name")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'if(json_has_key_exact(json_object("a.b",1),"a.b"),"yes","no")', value: 'yes' }],
    lower: (f) =>
      call('coalesce', 'boolean', call('jsonHasKey', 'boolean', f.text(0), text(f.literal(1, 'a name'))), truth(false)),
  },
  {
    name: 'json',
    summary: 'A text that is JSON; null where it is none.',
    syntax: 'json(text)',
    minimum: 1,
    maximum: 1,
    examples: [
      { expression: 'json("[1]")', value: '[1]' },
      { expression: 'json("[1")', value: null },
    ],
    lower: (f) => whereValid(f.text(0)),
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
    summary: 'The items of a JSON array as several values; true() as the second argument keeps the quotes of texts.',
    syntax: 'json_array_to_mv(json, true())',
    minimum: 1,
    maximum: 2,
    examples: [{ expression: 'json_array_to_mv("[1,\\"a\\"]")', value: ['1', 'a'] }],
    lower: (f) => call(isTrue(f, 1) ? 'jsonArrayItems' : 'jsonArrayToMultivalue', 'multivalue', f.text(0)),
  },
];
