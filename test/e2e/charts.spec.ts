/** Looking closer at a chart. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { importFiles, runSearch, test } from './harness.ts';
import { spendingFile } from './samples.ts';

test('a chart is zoomed by dragging, and has a line across', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(page, '| makeresults count=40 | streamstats count as n | eval v=n*n | table n v');
  await page.getByRole('tab', { name: 'Visualisation' }).click();
  const chart = page.getByRole('img', { name: /^Column chart/ });
  const bars = chart.locator('.recharts-bar-rectangle');
  await expect(bars).toHaveCount(40);

  await page.getByRole('combobox', { name: 'Reference line' }).click();
  await page.getByRole('option', { name: 'Line at the average' }).click();
  await expect(chart).toContainText('average 553.5');

  const plot = await chart.locator('.recharts-cartesian-grid').boundingBox();
  if (plot === null) throw new Error('The chart has no plot.');
  await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 40);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.75, plot.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(bars).toHaveCount(10);
  await expect(chart).toContainText('average 658.5');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(bars).toHaveCount(40);
});

test('countries and points stand on a map by themselves, and lead to their events', async ({
  app: { page, workFolder },
}) => {
  const file = join(workFolder, 'callers.csv');
  writeFileSync(
    file,
    'time,ip\n2026-03-15T08:00:00Z,8.8.8.8\n2026-03-15T08:00:01Z,8.8.4.4\n2026-03-15T08:00:02Z,10.0.0.1\n',
  );
  await importFiles(page, [file]);
  await runSearch(page, 'index=main | iplocation ip | stats count by Country');
  const map = page.getByRole('img', { name: 'Map chart of count' });
  await expect(map.locator('path.map-place')).toHaveCount(1);
  await expect(map.getByText('United States of America: 2')).toBeAttached();

  await runSearch(
    page,
    '| makeresults count=3 | streamstats count as n | eval latitude=n*10, longitude=n*20 | table latitude longitude n',
  );
  await page.getByRole('tab', { name: 'Visualisation' }).click();
  await expect(page.getByRole('img', { name: /^Map chart/ }).locator('circle.map-place')).toHaveCount(3);
});

test('missing values are gaps, zero or passed over', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(
    page,
    '| makeresults count=9 | streamstats count as n | eval _time=1700000000+n*60, v=if(n>3 AND n<7,null(),5) | table _time v',
  );
  await page.getByRole('tab', { name: 'Visualisation' }).click();
  await page.getByRole('combobox', { name: 'Chart type' }).click();
  await page.getByRole('option', { name: 'Line', exact: true }).click();
  const line = page.locator('.recharts-line-curve');
  const pieces = async (): Promise<number> => (await line.getAttribute('d'))?.split('M').length ?? 0;
  await expect.poll(pieces).toBe(3);
  for (const choice of ['Connect nulls', 'Nulls as zero']) {
    await page.getByRole('combobox', { name: 'Missing values' }).click();
    await page.getByRole('option', { name: choice }).click();
    await expect.poll(pieces).toBe(2);
  }
});

test('five hundred series of two thousand points are thinned before they are drawn', async ({
  app: { page, workFolder },
}) => {
  test.slow();
  const file = join(workFolder, 'wide.csv');
  const names = Array.from({ length: 500 }, (_, i) => `s${i}`);
  const lines = Array.from({ length: 2000 }, (_, t) =>
    [new Date(1_700_000_000_000 + t * 60_000).toISOString(), ...names.map((_name, i) => (t * 31 + i) % 97)].join(),
  );
  writeFileSync(file, `time,${names.join()}\n${lines.join('\n')}\n`);
  await importFiles(page, [file]);
  await runSearch(page, 'index=main | table _time s*');
  await page.getByRole('tab', { name: 'Visualisation' }).click();
  await page.getByRole('combobox', { name: 'Chart type' }).click();
  await page.getByRole('option', { name: 'Line', exact: true }).click();
  await expect(page.locator('.recharts-line')).toHaveCount(40);
  await expect(page.getByText('of each stretch the lowest and the highest drawn')).toBeVisible();
  await page.getByRole('button', { name: 's7', exact: true }).click();
  await expect(page.locator('.recharts-line')).toHaveCount(1);
  await expect(page.getByText('of each stretch')).toBeHidden();
});
