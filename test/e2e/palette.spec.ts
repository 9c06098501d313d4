/** The command palette, the list of keys, and the keys themselves. */
import { expect } from '@playwright/test';
import { importFiles, jobDone, runSearch, test } from './harness.ts';
import { spendingFile } from './samples.ts';

test('every page, action and saved thing is a few keys away', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(page, 'index=main Department=Parks | stats count');

  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await expect(palette.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('dashb');
  await expect(palette.getByRole('option').first()).toContainText('Dashboards');
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Dashboards' })).toBeVisible();

  // An earlier search, from another page.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('parks recent');
  await page.keyboard.press('Enter');
  await jobDone(page, 'index=main Department=Parks | stats count');
  await expect(page.getByRole('button', { name: 'Search', exact: true }).first()).toHaveAttribute(
    'aria-current',
    'page',
  );

  // A shipped dashboard by its name.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('spending');
  await palette.getByRole('option', { name: /Dashboard Spending/ }).click();
  await expect(page.getByRole('heading', { name: 'Spending' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('zebra');
  await expect(palette.getByText('Nothing has this in its name')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('F1');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('Ctrl+Shift+P');
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+3');
  await expect(page.getByRole('heading', { name: 'Data' })).toBeVisible();
});

test('the native menu names the same actions and keys', async ({ app: { electron, page } }) => {
  const found = await electron.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap((top) =>
      (top.submenu?.items ?? []).map((item) => ({ label: item.label, keys: item.accelerator ?? null })),
    ),
  );
  expect(found).toContainEqual({ label: 'Command palette...', keys: 'CmdOrCtrl+Shift+P' });
  await electron.evaluate(({ Menu, BrowserWindow }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((top) => top.submenu?.items ?? []);
    items.find((item) => item.label === 'Settings')?.click(undefined, BrowserWindow.getAllWindows()[0]);
  });
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
