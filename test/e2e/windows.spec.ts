/** Several windows over the same data. */
import { expect } from '@playwright/test';
import { dropFiles, importFiles, runSearch, test } from './harness.ts';
import { awkwardFile, spendingFile } from './samples.ts';

test('a second window searches the same data, hears of imports, and goes alone', async ({ app }) => {
  const { electron, page, workFolder } = app;
  await importFiles(page, [spendingFile(workFolder)]);
  const opened = electron.waitForEvent('window');
  await page.keyboard.press('ControlOrMeta+Shift+N');
  const second = await opened;
  await expect(second.getByText('5 events in main')).toBeVisible();
  await runSearch(second, 'index=main | stats count by Department');
  await runSearch(page, 'index=main Department=Police');
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(2);
  await expect(second.getByRole('status', { name: 'Search job' })).toContainText('3 rows');

  // A choice in one holds in the other.
  await second.evaluate(() =>
    localStorage.setItem(
      'grotto.preferences',
      JSON.stringify({ theme: 'dark', density: 'compact', zoom: 1, range: {} }),
    ),
  );
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await dropFiles(second, [awkwardFile(workFolder, 'booked.csv')]);
  await expect(second.getByRole('region', { name: 'Add data' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Search', exact: true })).toBeVisible();
  await second.getByRole('button', { name: /^All settings/ }).click();
  for (let step = 0; step < 2; step += 1) await second.getByRole('button', { name: 'Next' }).click();
  await second.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(second.getByText('4 events imported into main')).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Indexes' }).getByRole('row', { name: /main/ })).toContainText('9');

  await second.close();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Search', exact: true }).click();
  await runSearch(page, 'index=main | stats count');
});
