/** What charts are made of before they are drawn: fewer points, marks of time, places on a map. */
import { describe, expect, test } from 'vitest';
import type { ChartData } from '../../renderer/charts/chart-data.ts';
import { chartDataOf } from '../../renderer/charts/chart-data.ts';
import { arePlaces, mapPoints, valueAt } from '../../renderer/charts/map-data.ts';
import { thinned } from '../../renderer/charts/thin.ts';
import { tickLabel, timeTicks } from '../../renderer/charts/time-ticks.ts';
import { countries, countryOf } from '../../renderer/charts/world.ts';

describe('thinned', () => {
  const data = (points: number, series: number): ChartData => ({
    axis: { name: '_time', isTime: true },
    series: Array.from({ length: series }, (_, i) => ({ key: `s${i}` as const, name: String(i) })),
    points: Array.from({ length: points }, (_, row) => ({
      x: row,
      row,
      ...Object.fromEntries(Array.from({ length: series }, (_, i) => [`s${i}`, row === 777 + i ? 1000 : row % 7])),
    })),
    spanSeconds: 1,
  });
  const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

  test('leaves what a screen can show', () => {
    const few = data(2000, 5);
    expect(thinned(few, all(5), 20_000)).toBe(few);
  });
  test('keeps the peak of every series, the ends and the order of times', () => {
    const { points } = thinned(data(2000, 60), all(60), 20_000);
    expect(points.length).toBeLessThanOrEqual(480);
    for (const i of all(60)) expect(Math.max(...points.map((point) => point[`s${i}`] ?? 0))).toBe(1000);
    expect([points[0]?.x, points.at(-1)?.x]).toEqual([0, 1999]);
    expect(points.every((point, i) => i === 0 || Number(point.x) > Number(points[i - 1]?.x))).toBe(true);
  });
  test('a stretch without values stays a gap', () => {
    const gap = data(2000, 60);
    const points = gap.points.map((point) => (point.row >= 1000 && point.row < 1100 ? { ...point, s3: null } : point));
    const there = thinned({ ...gap, points }, all(60), 20_000).points.filter(
      ({ x }) => Number(x) > 1010 && Number(x) < 1090,
    );
    expect(there.length).toBeGreaterThan(0);
    expect(there.every((point) => point.s3 === null)).toBe(true);
  });
});

describe('marks of time', () => {
  const at = (text: string): number => Date.parse(text) / 1000;
  const labels = (from: string, to: string, zone: string, wanted = 8): string[] => {
    const ticks = timeTicks(at(from), at(to), zone, wanted);
    return ticks.map((tick) => tickLabel(tick, zone, ticks));
  };
  test.each([
    [
      'hours',
      '2026-03-15T08:10:00Z',
      '2026-03-15T16:00:00Z',
      'UTC',
      ['2026-03-15 09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'],
    ],
    [
      'over midnight',
      '2026-03-15T20:00:00Z',
      '2026-03-16T03:00:00Z',
      'UTC',
      ['2026-03-15 20:00', '21:00', '22:00', '23:00', '2026-03-16', '01:00', '02:00', '03:00'],
    ],
    [
      'days of a zone with half hours',
      '2026-03-15T00:00:00Z',
      '2026-03-19T00:00:00Z',
      'Asia/Kolkata',
      ['2026-03-15 12:00', '2026-03-16', '12:00', '2026-03-17', '12:00', '2026-03-18', '12:00', '2026-03-19'],
    ],
    [
      'months',
      '2025-11-20T00:00:00Z',
      '2026-04-10T00:00:00Z',
      'UTC',
      ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'],
    ],
    ['years', '2000-06-01T00:00:00Z', '2026-01-01T00:00:00Z', 'UTC', ['2005', '2010', '2015', '2020', '2025']],
  ])('%s', (_name, from, to, zone, expected) => {
    expect(labels(from, to, zone)).toEqual(expected);
  });
  test('days stay days where the clock is put forward', () => {
    expect(labels('2026-03-27T12:00:00Z', '2026-03-31T00:00:00Z', 'Europe/Berlin', 4)).toEqual([
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
      '2026-03-31',
    ]);
  });
});

describe('places', () => {
  const number = (name: string) => ({ name, type: 'number' as const });
  const text = (name: string) => ({ name, type: 'string' as const });
  test.each([
    [[text('geobin'), number('latitude'), number('longitude'), number('count')], true],
    [[number('lat'), number('lon'), number('count')], true],
    [[text('src_Country'), number('count')], true],
    [[text('Country'), text('City')], false],
    [[text('host'), number('latency')], false],
  ])('%j: %s', (columns, expected) => {
    expect(arePlaces(columns)).toBe(expected);
  });
  test('points read their coordinates from the axis too, and sum their other numbers', () => {
    const data = chartDataOf(
      [number('lat'), number('lon'), number('ok'), number('failed')],
      [
        [52.5, 13.4, 3, 4],
        [99, 13.4, 1, 1],
        [null, null, 5, 5],
      ],
      'UTC',
    );
    const [point, ...rest] = mapPoints(data, [0, 1, 2]) ?? [];
    expect(rest).toEqual([]);
    expect(point).toMatchObject({ latitude: 52.5, longitude: 13.4, value: 7 });
  });
  test('a row of a country has the sum of what is shown', () => {
    const data = chartDataOf([text('Country'), number('a'), number('b')], [['Chile', 2, 3]], 'UTC');
    expect(valueAt(data, [0, 1], data.points[0] ?? { x: '', row: 0 })).toBe(5);
    expect(valueAt(data, [1], data.points[0] ?? { x: '', row: 0 })).toBe(3);
  });
  test.each([
    ['United States', 'United States of America'],
    ['DE', 'Germany'],
    ['Hong Kong SAR China', 'Hong Kong'],
    ['Türkiye', 'Turkey'],
    ['Côte d’Ivoire', "Côte d'Ivoire"],
    ['Nowhere', undefined],
  ])('%s is %s', async (name, expected) => {
    expect(countryOf(name, await countries())?.name).toBe(expected);
  });
});
