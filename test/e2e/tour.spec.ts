/** The first run: from nothing to a chart in three steps; and the files that were opened last. */
import { expect } from '@playwright/test';
import { dropFiles, jobDone, test } from './harness.ts';
import { spendingFile } from './samples.ts';

test('a newcomer gets from the first window to a chart in three clicks', async ({ app: { page } }) => {
  await page.getByRole('button', { name: /New here\?/ }).click();
  const card = page.getByRole('complementary', { name: 'Tour' });
  await expect(card).toContainText('1 of 3');
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('600 events');
  await card.getByRole('button', { name: 'Next' }).click();
  await expect(card).toContainText('2 of 3');
  await card.getByRole('button', { name: 'Next' }).click();
  await jobDone(page, 'index=main source=access.log | timechart span=1h count by status');
  await expect(page.getByRole('img', { name: /chart of/i })).toBeVisible();
  await card.getByRole('button', { name: 'End the tour' }).click();
  await expect(card).toHaveCount(0);

  // It can be taken again, and does not import the sample twice.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('tour');
  await page.keyboard.press('Enter');
  await expect(card).toContainText('1 of 3');
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('600 events');
});

test('files that were opened are in the menu and open again', async ({ app: { electron, page, workFolder } }) => {
  const file = spendingFile(workFolder);
  await dropFiles(page, [file]);
  await expect(page.getByTestId('timed-count')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+1');
  await electron.evaluate(({ Menu, BrowserWindow }, path) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((top) => top.submenu?.items ?? []);
    const recent = items.find((item) => item.label === 'Open &recent')?.submenu?.items ?? [];
    recent.find((item) => item.label === path)?.click(undefined, BrowserWindow.getAllWindows()[0]);
  }, file);
  await expect(page.getByRole('table', { name: 'Files' }).getByRole('row', { name: /spend\.csv/ })).toHaveCount(2);
});
