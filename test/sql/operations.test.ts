/** Every scalar operation, run by DuckDB: a table of calls and what they give. */
import { expect, test } from 'vitest';
import { call, convert } from '../../src/plan/expression.ts';
import type { Operation } from '../../src/plan/types.ts';
import { operations } from '../../src/sql/duckdb-operations.ts';
import { evaluate } from './evaluate.ts';
import { cases, conversions, literal } from './operation-cases.ts';

test.each(cases)('%s %s', async (operation, type, operands, expected) => {
  const got = await evaluate(call(operation, type, ...operands.map(literal)));
  if (typeof expected === 'number') expect(got).toBeCloseTo(expected, 6);
  else expect(got).toEqual(expected);
});

test('every operation has a case here, or says that it is not there', () => {
  const without = (Object.keys(operations) as Operation[]).filter(
    (operation) => !cases.some((one) => one[0] === operation),
  );
  // A lookup's table is made by a search: test/engine/search-time.test.ts.
  expect(without).toEqual(['random', 'lookupValue']);
});

test.each(conversions)('convert %j to %s', async (operand, type, expected) => {
  expect(await evaluate(convert(operand, type))).toEqual(expected);
});
