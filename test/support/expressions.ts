/** Tables of expressions and what they give: how the evaluation functions are checked against the page that documents them. */
import { describe, expect, test } from 'vitest';
import { runSearch } from './run-search.ts';
import type { RunOptions } from './run-search.ts';

type Value = string | number | null | readonly string[];

/** Fields that the expressions of a table may read. `t` is 2026-03-15 13:07:09.25 UTC, a Sunday; `missing` is not there. */
const fields = [
  't=1773580029.25',
  'n="5"',
  'm="12"',
  'word="hello"',
  'blank=""',
  'list=split("b,a,c,a",",")',
  'numbers=split("10,9,100",",")',
  String.raw`json="{\"a\":1,\"b\":{\"c\":[2,3]},\"d.e\":\"x\",\"items\":[{\"sku\":\"a1\",\"qty\":2},{\"sku\":\"b2\",\"qty\":5}],\"on\":true,\"none\":null}"`,
].join(', ');

/** `page`: the page of Splunk's Search Reference from which the values were worked out. */
export function expressionTable(
  page: string,
  rows: readonly (readonly [expression: string, value: Value])[],
  options: RunOptions = {},
): void {
  describe(`https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/${page}`, () => {
    test.each(rows)('%s', async (expression, value) => {
      const search = `| makeresults | eval ${fields} | eval answer=${expression} | table answer`;
      const [[answer = null] = []] = (await runSearch(search, options)).rows;
      // One value is the same as a list of one.
      const single = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer;
      if (typeof value === 'number') expect(single).toBeCloseTo(value, 9);
      else expect(single).toEqual(value);
    });
  });
}

/** The same of conditions: `yes`, or `no` where they are false or null. */
export function conditionTable(
  page: string,
  rows: readonly (readonly [condition: string, answer: 'yes' | 'no'])[],
): void {
  expressionTable(
    page,
    rows.map(([condition, answer]) => [`if(${condition},"yes","no")`, answer] as const),
  );
}
