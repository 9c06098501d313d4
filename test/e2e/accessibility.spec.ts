/** Nothing serious is wrong on any page, in the dark and in the light. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { seriousFaults } from './axe.ts';
import { dropFiles, importFiles, runSearch, test } from './harness.ts';
import { logFolder, spendingFile } from './samples.ts';

async function expectNoFaults(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await seriousFaults(page), `${where}, dark`).toEqual([]);
  // The structure is the same; only colours differ.
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await seriousFaults(page, ['color-contrast']), `${where}, light`).toEqual([]);
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name, exact: true }).click();
}

test('every page is free of serious faults', async ({ app: { page, workFolder } }) => {
  test.setTimeout(180_000);
  await expectNoFaults(page, 'nothing stored yet');
  for (const name of ['Add data', 'Data', 'Dashboards', 'Reports']) {
    await open(page, name);
    await expectNoFaults(page, `${name}, nothing stored yet`);
  }

  await dropFiles(page, [logFolder(workFolder)]);
  await expect(page.getByRole('table', { name: 'Files' }).getByRole('row')).toHaveCount(3);
  await expectNoFaults(page, 'wizard, files');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByTestId('timed-count')).toBeVisible();
  await expectNoFaults(page, 'wizard, source type');
  await page.getByRole('button', { name: 'Next' }).click();
  await expectNoFaults(page, 'wizard, input settings');
  await page.getByRole('button', { name: 'Next' }).click();
  await expectNoFaults(page, 'wizard, review');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Start searching' })).toBeVisible();
  await expectNoFaults(page, 'wizard, done');

  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(page, 'index=main');
  const event = page.getByRole('list', { name: 'Events' }).getByRole('listitem').first();
  await event.getByRole('button', { name: 'Show all fields' }).click();
  await expectNoFaults(page, 'events');
  await page
    .getByRole('complementary', { name: 'Fields' })
    .getByRole('button', { name: /^. ?Agency/ })
    .click();
  await expectNoFaults(page, 'values of a field');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Patterns' }).click();
  await expect(page.getByRole('table', { name: 'Patterns' })).toBeVisible();
  await expectNoFaults(page, 'patterns');
  await runSearch(page, 'index=main | chart count by sourcetype');
  await expectNoFaults(page, 'visualisation');
  await page.getByRole('tab', { name: 'Statistics' }).click();
  await expectNoFaults(page, 'statistics');

  await open(page, 'Data');
  for (const tab of ['Indexes', 'Imports', 'Rejected records', 'Source types']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectNoFaults(page, `data, ${tab}`);
  }
  await open(page, 'Dashboards');
  await expectNoFaults(page, 'dashboards');
  await page.getByRole('button', { name: 'Spending' }).click();
  await expect(page.getByRole('heading', { name: 'Spending' })).toBeVisible();
  await expectNoFaults(page, 'a dashboard');
  await open(page, 'Reports');
  await expectNoFaults(page, 'reports');
  await open(page, 'Settings');
  await expectNoFaults(page, 'settings');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await expectNoFaults(page, 'command palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectNoFaults(page, 'keyboard shortcuts');
});
