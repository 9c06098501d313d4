import { expect, test } from 'vitest';
import { nearestName } from '../../src/spl/syntax/error.ts';

test.each([
  ['stat', ['stats', 'sort'], 'stats'],
  ['Invoice Amount', ['Amount', 'Vendor'], 'Amount'],
  ['amount', ['Vendor', 'Invoice Amount'], 'Invoice Amount'],
  ['user', ['Vendor', 'host'], undefined],
  ['id', ['session id'], undefined],
])('%s among %j is %s', (word, names, nearest) => {
  expect(nearestName(word, names.values())).toBe(nearest);
});
