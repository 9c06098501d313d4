/** The data page: room and retention, rejected records, source types edited and applied to events that are there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { dropFiles, importFiles, jobDone, test } from './harness.ts';
import { spendingFile } from './samples.ts';

async function openData(page: Page, tab: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Data', exact: true }).click();
  await page.getByRole('tab', { name: tab }).click();
}

/** Three events of a length that the settings cut, so that the rest of each is rejected. */
async function importCut(page: Page, workFolder: string): Promise<void> {
  const file = join(workFolder, 'short.log');
  const line = (second: number): string => `2026-03-15 08:00:0${second} ${'x'.repeat(80)}`;
  writeFileSync(file, `${[1, 2, 3].map(line).join('\n')}\n`);
  await dropFiles(page, [file]);
  await page.getByRole('button', { name: /^All settings/ }).click();
  await page.getByRole('textbox', { name: 'Setting', exact: true }).fill('TRUNCATE');
  await page.getByRole('textbox', { name: 'Value' }).fill('40');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('3 events imported into main')).toBeVisible();
}

test('an index is kept for so many days, and what that removes is said before and after', async ({
  app: { page, workFolder },
}) => {
  const file = join(workFolder, 'days.csv');
  const days = Array.from({ length: 10 }, (_, i) => new Date(Date.now() - (i + 0.5) * 86_400_000).toISOString());
  writeFileSync(file, `time,n\n${days.map((day, i) => `${day},${i}`).join('\n')}\n`);
  await importFiles(page, [file]);
  await openData(page, 'Indexes');
  const index = page.getByRole('table', { name: 'Indexes' }).getByRole('row', { name: /main/ });
  await expect(page.getByText(/are free on the disk/)).toBeVisible();
  await index.getByRole('button', { name: 'for ever' }).click();
  const dialog = page.getByRole('dialog', { name: 'How long main is kept' });
  await dialog.getByRole('textbox', { name: 'Days' }).fill('20');
  await expect(dialog.getByText('This removes nothing now')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Days' }).fill('4');
  await expect(dialog.getByText('This removes 6 events now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Set and remove' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(index.getByRole('button', { name: '4 days' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Removed by rule' })).toContainText('6 events of main');
});

test('rejected records are counted by reason and opened in a search', async ({ app: { page, workFolder } }) => {
  // Two imports one after the other.
  test.setTimeout(120_000);
  await importFiles(page, [spendingFile(workFolder)]);
  await openData(page, 'Rejected records');
  await expect(page.getByText('Nothing was rejected')).toBeVisible();

  await importCut(page, workFolder);
  await openData(page, 'Rejected records');
  const rejected = page.getByRole('table', { name: 'Rejected records' });
  await expect(rejected.getByRole('row', { name: /short\.log/ })).toContainText('3');
  await rejected.getByRole('button', { name: /TRUNCATE = 40/ }).click();
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(3);

  await openData(page, 'Imports');
  await page
    .getByRole('row', { name: /spend\.csv/ })
    .getByRole('button', { name: 'spend.csv' })
    .click();
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(5);
});

test('a source type is edited and applied to the events that are there, and that is undone', async ({
  app: { page, workFolder },
}) => {
  // Two imports one after the other.
  test.setTimeout(120_000);
  await importFiles(page, [spendingFile(workFolder)]);
  await openData(page, 'Source types');
  const types = page.getByRole('table', { name: 'Source types' });
  await types.getByRole('button', { name: 'Edit csv' }).click();
  const dialog = page.getByRole('dialog', { name: 'Source type csv' });
  const settings = dialog.getByRole('textbox', { name: 'Settings' });
  await settings.fill(`${await settings.inputValue()}\nnonsense`);
  await expect(dialog.getByText(/is not KEY = VALUE/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  const kept = (await settings.inputValue()).replace('\nnonsense', '');
  await settings.fill(`${kept}\nTIMESTAMP_FIELDS = Invoice Date\nTZ = America/New_York`);
  await dialog.getByRole('button', { name: 'Save and apply to 5 events' }).click();

  const apply = page.getByRole('dialog', { name: /Apply the settings of csv/ });
  await expect(apply.getByRole('table', { name: 'Before and after' })).toContainText('2025-01-15 05:00:00 UTC');
  await apply.getByRole('button', { name: 'Apply to 5 events' }).click();
  await expect(apply.getByText('5 events now are as the settings say.')).toBeVisible();
  await apply.getByRole('button', { name: 'Undo the last time' }).click();
  await expect(apply.getByText('5 events are back as they were.')).toBeVisible();
  await apply.getByRole('button', { name: 'Close', exact: true }).last().click();

  // The wizard offers the same where the name has events already.
  await dropFiles(page, [spendingFile(workFolder)]);
  await page.getByRole('button', { name: 'Save as...' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('csv');
  await page.getByRole('button', { name: 'Save and apply to 5 events' }).click();
  await expect(apply.getByRole('table', { name: 'Before and after' })).toBeVisible();
  await apply.getByRole('button', { name: 'Close', exact: true }).last().click();
  await openData(page, 'Source types');

  await expect(types.getByRole('row', { name: /^csv \(yours\)/ })).toBeVisible();
  await types.getByRole('button', { name: 'csv', exact: true }).click();
  await jobDone(page, 'index=* sourcetype=csv');

  await openData(page, 'Source types');
  await types.getByRole('button', { name: 'Delete csv' }).click();
  await page.getByRole('dialog', { name: 'Delete a source type' }).getByRole('button', { name: 'Delete' }).click();
  await expect(types.getByRole('row', { name: /^csv/ })).not.toContainText('yours');
});

test('what a file has grown by is added, and rejected records are read again', async ({
  app: { page, workFolder },
}) => {
  test.setTimeout(120_000);
  const file = join(workFolder, 'growing.log');
  const line = (second: number): string => `2026-03-15T08:00:0${second}Z INFO step ${second}`;
  writeFileSync(file, `${[1, 2, 3].map(line).join('\n')}\n`);
  await importFiles(page, [file]);
  writeFileSync(file, `${[1, 2, 3, 4, 5].map(line).join('\n')}\n`);
  await dropFiles(page, [file]);
  await page.getByRole('button', { name: /Looks right/ }).click();
  await page.getByRole('button', { name: 'Import only what is new' }).click();
  await expect(page.getByText('2 events imported into main')).toBeVisible();
  await page.getByRole('button', { name: 'Start searching' }).click();
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(5);

  await importCut(page, workFolder);
  await openData(page, 'Imports');
  const row = page.getByRole('row', { name: /short\.log/ });
  await row.getByRole('button', { name: 'Read rejected again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read rejected records again' });
  await dialog.getByRole('textbox', { name: 'Other settings' }).fill('TRUNCATE = 0');
  await dialog.getByRole('button', { name: 'Read again' }).click();
  await expect(dialog.getByText(/events? made of them, 0 records rejected again/)).toBeVisible();
});
