/** Looking closer at a chart. */
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
