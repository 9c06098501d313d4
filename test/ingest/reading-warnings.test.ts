import { expect, test } from 'vitest';
import { warningsOfReading } from '../../src/ingest/reading-warnings.ts';

const now = Date.UTC(2026, 0, 10);

test.each([
  [{ events: 0, timed: 0, lastTime: null }, 'The file holds no events.'],
  [{ events: 3, timed: 0, lastTime: null }, 'No event has a time of its own.'],
  [{ events: 100, timed: 94, lastTime: now * 1000 }, '6 of 100 events have no time'],
  [{ events: 1, timed: 1, lastTime: (now + 3 * 86_400_000) * 1000 }, 'in the future'],
])('%j is told', (outcome, words) => {
  expect(warningsOfReading(outcome, now).join(' ')).toContain(words);
});

test('nothing is said where nothing is odd', () => {
  expect(warningsOfReading({ events: 100, timed: 95, lastTime: (now + 86_400_000) * 1000 }, now)).toEqual([]);
});
