/** Fields of JSON text: every value as it stands in the text. */
import { expect, test } from 'vitest';
import { jsonFields, parseObject } from '../../src/ingest/json-fields.ts';

const cases: readonly (readonly [json: string, fields: Record<string, string | readonly string[]>])[] = [
  ['{"a":1,"b":-2.5,"c":true,"d":null}', { a: '1', b: '-2.5', c: 'true' }],
  ['{"a":1.0,"b":1.50}', { a: '1.0', b: '1.50' }],
  ['{"a":12345678901234567890}', { a: '12345678901234567890' }],
  ['{"a":0.1234567890123456789}', { a: '0.1234567890123456789' }],
  ['{"a":1e3,"b":-0,"c":2E-7}', { a: '1e3', b: '-0', c: '2E-7' }],
  ['{"a":"1.0 \\" 2.0","n":3.0}', { a: '1.0 " 2.0', n: '3.0' }],
  ['{"a": 123456789.123456789,"b":[ 1.50,-0 ]}', { a: '123456789.123456789', 'b{}': ['1.50', '-0'] }],
  [
    '{"at":"2026-01-01T00:00:00.250Z","b":"x:1.50","c":-0.5}',
    { at: '2026-01-01T00:00:00.250Z', b: 'x:1.50', c: '-0.5' },
  ],
  ['{"a":[1,2.0],"o":{"p":{"q":"r"}}}', { 'a{}': ['1', '2.0'], 'o.p.q': 'r' }],
  ['{"User":"x","user":"y"}', { User: 'x', user: 'y' }],
  ['{"a":100,"b":0,"c":20.05}', { a: '100', b: '0', c: '20.05' }],
];

test.each(cases)('%s', (json, fields) => {
  expect(Object.fromEntries(jsonFields(parseObject(json) ?? {}))).toEqual(fields);
});

test.each(['[1]', '{"a":01}', '{"a":1.0', 'x', ''])('%j is no object', (text) => {
  expect(parseObject(text)).toBeUndefined();
});
