/** The scroll bar of a list that is taller than its box may be. */
import { expect, test } from 'vitest';
import { placeOf, rowAt, tallestBox } from '../../renderer/ui/long-scroll-places.ts';

const long = { count: 5_000_000, rowHeight: 46, view: 600, height: tallestBox };
const short = { count: 100, rowHeight: 46, view: 600, height: 4600 };

test.each([
  ['the first row', 0, 0],
  ['a row near the beginning, pixel for pixel', 100, 4600],
  ['the middle', 2_500_000 - 600 / 46 / 2, (tallestBox - 600) / 2],
  ['the last rows', 5_000_000 - 600 / 46, tallestBox - 600],
  ['a row near the end, pixel for pixel', 5_000_000 - 600 / 46 - 10, tallestBox - 600 - 460],
])('%s', (_name, row, place) => {
  expect(placeOf(row, long)).toBeCloseTo(place, 3);
  expect(rowAt(place, long)).toBeCloseTo(row, 3);
});

test('every place stands for a row, later ones for later rows', () => {
  let before = -1;
  for (let place = 0; place <= tallestBox - 600; place += 12_345) {
    const row = rowAt(place, long);
    expect(row).toBeGreaterThan(before);
    expect(placeOf(row, long)).toBeCloseTo(place, 3);
    before = row;
  }
});

test('a list that fits its box is not scaled', () => {
  expect(placeOf(50, short)).toBe(2300);
  expect(rowAt(2300, short)).toBe(50);
});
