/** One pass over a JSON object must give what parsing it gives, or nothing. */
import { expect, test } from 'vitest';
import { jsonFields, parseObject } from '../../src/ingest/json-fields.ts';
import { scanFields } from '../../src/ingest/json-scan.ts';

/** Small and repeatable: a linear congruence. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % sides;
  };
}

const keys = ['a', 'b', 'User', 'user', 'a.b', 'x y', 'é', '日本', '__proto__', '7', '', 'k\\n', 'a{}', '-1'];
const scalars = ['"x"', '""', '"a b=c"', '"\\u0041"', '"}{"', '"ü€𝄞"', 'true', 'false', 'null', '"null"', '"\u007f"'];
const numbers = ['0', '-0', '7', '-12.50', '1e3', '2E-7', '0.0000001', '12345678901234567890', '1.0', '0.1', '20.05'];
const blanks = ['', '', '', ' ', '\t', '\r\n  '];

function value(roll: (sides: number) => number, depth: number): string {
  const kind = roll(depth > 3 ? 6 : 10);
  const gap = (): string => blanks[roll(blanks.length)] ?? '';
  if (kind < 3) return scalars[roll(scalars.length)] ?? '';
  if (kind < 6) return numbers[roll(numbers.length)] ?? '';
  const parts = Array.from({ length: roll(4) }, () => value(roll, depth + 1));
  if (kind < 8) return `[${gap()}${parts.join(`${gap()},${gap()}`)}${gap()}]`;
  return object(roll, depth + 1);
}

function object(roll: (sides: number) => number, depth: number): string {
  const gap = (): string => blanks[roll(blanks.length)] ?? '';
  const members = Array.from({ length: roll(6) }, () => {
    return `"${keys[roll(keys.length)] ?? ''}"${gap()}:${gap()}${value(roll, depth)}`;
  });
  return `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`;
}

function agree(text: string): boolean {
  const scanned = scanFields(text);
  if (scanned === undefined) return false;
  const parsed = parseObject(text);
  expect([text, parsed === undefined ? undefined : [...jsonFields(parsed)]]).toEqual([text, [...scanned]]);
  return true;
}

test('objects of all kinds', () => {
  const roll = dice(1);
  let scanned = 0;
  for (let i = 0; i < 20_000; i += 1) if (agree(object(roll, 0))) scanned += 1;
  expect(scanned).toBeGreaterThan(4000);
});

test('texts that are nearly JSON', () => {
  const roll = dice(2);
  const signs = '{}[]",:0-.eE1tfn \\\n';
  for (let i = 0; i < 30_000; i += 1) {
    const text = object(roll, 1);
    const at = roll(text.length + 1);
    const sign = signs[roll(signs.length)] ?? '';
    agree(text.slice(0, at) + (roll(2) === 0 ? sign : '') + text.slice(at + roll(2)));
  }
});

test.each([
  ['{"a":1,"b":{"c":"x"},"l":[1,{"d":2},{"d":3}]}', { a: '1', 'b.c': 'x', 'l{}': '1', 'l{}.d': ['2', '3'] }],
  ['{ "n" : -1.50e+3 , "t" : true , "z" : null }\r', { n: '-1.50e+3', t: 'true' }],
  ['{}', {}],
])('%s', (text, fields) => {
  expect(Object.fromEntries(scanFields(text) ?? [])).toEqual(fields);
});

test.each([
  '{"a":1,"a":2}',
  '{"1":2}',
  '{"a":"\\n"}',
  '{"a":01}',
  '{"a":1.}',
  '{"a":1,}',
  '{"a":1} x',
  ' {"a":1}',
  '{"a":tru}',
])('%s is left to the parser', (text) => {
  expect(scanFields(text)).toBeUndefined();
});
