/** The one path through the whole product: drop a file, see it understood, search it, chart it. */
import { expect } from '@playwright/test';
import { dropFiles, test, typeSearch } from './harness.ts';
import { spendingFile } from './samples.ts';

test('a county spending file goes from drop to chart', async ({ app: { page, workFolder } }) => {
  await expect(page.getByRole('heading', { name: /Drop a log or CSV file/ })).toBeVisible();

  await dropFiles(page, [spendingFile(workFolder)]);
  await expect(page.getByTestId('timed-count')).toHaveText('5 of 5 events timed');
  const firstEvent = page.getByRole('list', { name: 'Events' }).getByRole('listitem').first();
  await expect(firstEvent.locator('mark')).toHaveText('01/15/2025');
  await expect(firstEvent).toContainText('2025-01-15 00:00:00');

  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('combobox', { name: 'Index' })).toHaveValue('main');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('5 events imported into main')).toBeVisible();
  await page.getByRole('button', { name: 'Start searching' }).click();

  const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await expect(events).toHaveCount(5);
  await expect(events.first()).toContainText('2025-03-13');
  await events.first().getByRole('button', { name: 'Show all fields' }).click();
  await expect(events.first().getByRole('table', { name: 'Fields' })).toContainText('Libraries');

  await typeSearch(page, 'index=main | timechart span=1mon sum("Invoice Amount") by Department');
  await page.keyboard.press('Enter');
  const chart = page.getByRole('img', { name: /Line chart of Libraries, Parks, Police/ });
  await expect(chart.locator('.recharts-line')).toHaveCount(3);
  await expect(page.getByRole('list', { name: 'Legend' }).getByRole('listitem')).toHaveText([
    'Libraries',
    'Parks',
    'Police',
  ]);

  await page.getByRole('tab', { name: 'Statistics' }).click();
  const rows = page.getByRole('table', { name: 'Results' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(2)).toContainText('2025-02-01');
  await expect(rows.nth(2)).toContainText('1,000');
  await expect(rows.nth(2)).toContainText('200.25');
});
