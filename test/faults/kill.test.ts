/** A few kills with every run; `npm run faults` does many. */
import { expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';

test('killed at random moments: exactly what was acknowledged is there', { timeout: 120_000 }, async () => {
  const report = await killRounds({ rounds: 10, seed: 7 });
  expect(report.problems).toEqual([]);
  expect(report.rounds).toBe(10);
});
