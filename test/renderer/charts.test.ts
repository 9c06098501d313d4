/** What charts make of their points: the part that is zoomed to, and lines across. */
import { expect, test } from 'vitest';
import type { ChartData } from '../../renderer/charts/chart-data.ts';
import { referenceValue } from '../../renderer/charts/reference-line.tsx';
import { zoomed } from '../../renderer/charts/zoom.ts';

const overTime: ChartData = {
  axis: { name: '_time', isTime: true },
  series: [
    { key: 's0', name: 'count' },
    { key: 's1', name: 'errors' },
  ],
  // The last span is far away from the others.
  points: [0, 60, 120, 180, 600].map((x, row) => ({ x, row, s0: row, s1: row === 4 ? null : 10 * row })),
  spanSeconds: 60,
};
const rowsOf = (data: ChartData): number[] => data.points.map((point) => point.row);

test.each([
  ['by time on a line', { from: 0.05, to: 0.35 }, true, [1, 2, 3]],
  ['backwards', { from: 0.35, to: 0.05 }, true, [1, 2, 3]],
  ['side by side on columns', { from: 0.5, to: 1 }, false, [2, 3, 4]],
  ['too short to mean anything', { from: 0.5, to: 0.505 }, true, [0, 1, 2, 3, 4]],
  ['a single point', { from: 0.9, to: 1 }, true, [0, 1, 2, 3, 4]],
])('a drag %s', (_name, drag, isContinuous, rows) => {
  expect(rowsOf(zoomed(overTime, drag, isContinuous))).toEqual(rows);
});

test.each([
  ['none', undefined],
  ['average', 7],
  ['median', 3],
  [42, 42],
] as const)('a line at %s', (reference, value) => {
  const props = {
    data: overTime,
    shown: [0, 1],
    timeZone: 'UTC',
    isLogarithmic: false,
    nulls: 'gaps' as const,
    reference,
  };
  expect(referenceValue({ ...props, stack: 'no' })).toBe(value === 7 ? 70 / 9 : value);
  expect(referenceValue({ ...props, stack: 'percent' })).toBeUndefined();
});
