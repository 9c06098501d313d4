/** Corrections in the wizard, several inputs at once, and an import that is taken back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { dropFiles, test } from './harness.ts';
import { awkwardFile, bigLog, logFolder, spendingFile } from './samples.ts';

const firstEvent = (page: Page) =>
  page
    .getByRole('region', { name: 'Preview of events' })
    .getByRole('list', { name: 'Events' })
    .getByRole('listitem')
    .first();

test('a file with two dates, days first and text before the date is corrected, saved, and the next one picks it up', async ({
  app: { page, workFolder },
}) => {
  await dropFiles(page, [awkwardFile(workFolder, 'cases.csv')]);
  await expect(firstEvent(page)).toContainText('C-1');

  await page.getByRole('radio', { name: 'Advanced' }).check();
  const fields = page.getByRole('combobox', { name: 'TIMESTAMP_FIELDS' });
  while ((await page.locator('.mantine-MultiSelect-pill').count()) > 0) {
    await fields.focus();
    await page.keyboard.press('Backspace');
  }
  await fields.click();
  await page.getByRole('option', { name: 'Booked on' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'TIME_PREFIX' }).fill('Booked: ');
  await page.getByRole('textbox', { name: 'TIME_FORMAT' }).fill('%d.%m.%y');
  await expect(firstEvent(page)).toContainText('2024-03-05 00:00:00');
  await expect(firstEvent(page).locator('mark')).toHaveText('05.03.24');
  await expect(page.getByTestId('timed-count')).toHaveText('4 of 4 events timed');

  // The preview follows every change.
  await page.getByRole('textbox', { name: 'TIME_FORMAT' }).fill('%Y-%m-%d');
  await expect(page.getByTestId('timed-count')).toHaveText('0 of 4 events timed');
  await expect(firstEvent(page)).toContainText('no time found');
  await page.getByRole('textbox', { name: 'TIME_FORMAT' }).fill('%d.%m.%y');
  await expect(page.getByTestId('timed-count')).toHaveText('4 of 4 events timed');

  await page.getByRole('button', { name: 'Save as...' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('court_cases');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(firstEvent(page)).toContainText('2024-03-05 00:00:00');

  for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('4 events imported into main')).toBeVisible();

  await dropFiles(page, [awkwardFile(workFolder, 'more-cases.csv')]);
  await expect(page.getByRole('combobox', { name: 'Source type', exact: true })).toHaveValue(/court_cases/);
  await expect(firstEvent(page)).toContainText('2024-03-05 00:00:00');
});

test('a file that is larger than its preview is read to its end behind it, and what is odd there is shown', async ({
  app: { page, workFolder },
}) => {
  const file = join(workFolder, 'bookings.csv');
  const rows = Array.from({ length: 30_000 }, (_, i) => (i === 29_000 ? 'C-1,pending,open' : 'C-2,2024-03-05,open'));
  writeFileSync(file, `Case,Booked,State\n${rows.join('\n')}\n`);
  await dropFiles(page, [file]);
  await expect(page.getByTestId('preview-extent')).toContainText('whole file');
  await expect(page.getByTestId('timed-count')).toHaveText('29,999 of 30,000 events timed');
  await page.getByRole('button', { name: '1 look odd' }).click();
  await expect(page.getByRole('table', { name: 'Odd shapes' })).toContainText('C-1,pending,open');
});

test('several files and a folder are dropped at once and imported together', async ({ app: { page, workFolder } }) => {
  await dropFiles(page, [spendingFile(workFolder), logFolder(workFolder)]);
  const files = page.getByRole('table', { name: 'Files' }).getByRole('row');
  await expect(files).toHaveCount(4);
  await expect(page.getByRole('table', { name: 'Files' })).toContainText('access_combined');
  await page.getByRole('button', { name: 'Remove app.json' }).click();
  await expect(files).toHaveCount(3);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('8 events imported into main')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Imported files' }).getByRole('row')).toHaveCount(3);
});

test('a cancelled import leaves nothing behind', async ({ app: { page, workFolder } }) => {
  await dropFiles(page, [spendingFile(workFolder), bigLog(workFolder, 80_000_000)]);
  await expect(page.getByRole('table', { name: 'Files' }).getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/MB\/s/)).toBeVisible();
  await expect(page.getByText('Reading big.log')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The import was cancelled. Nothing of it was kept.')).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Data', exact: true }).click();
  await expect(page.getByText('Nothing is stored yet')).toBeVisible();
  await page.getByRole('tab', { name: 'Imports' }).click();
  await expect(page.getByText('Nothing is stored yet')).toBeVisible();
});

test('an empty file and one that is no text say so, and spoil nothing', async ({ app: { page, workFolder } }) => {
  const empty = `${workFolder}/empty.log`;
  writeFileSync(empty, '');
  await dropFiles(page, [empty]);
  await expect(page.getByText(/empty/i).first()).toBeVisible();
  await page.getByRole('button', { name: 'Select source' }).click();
  await expect(page.getByRole('table', { name: 'Files' })).toContainText('empty.log');
});
