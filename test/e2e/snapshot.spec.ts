/** Results and dashboards saved as files of their own. */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { importFiles, runSearch, saveNextInto, test } from './harness.ts';
import { spendingFile } from './samples.ts';

test('a dashboard is saved as HTML that stands alone', async ({ app }) => {
  const { page, workFolder } = app;
  await importFiles(page, [spendingFile(workFolder)]);
  await page.keyboard.press('ControlOrMeta+4');
  await page.getByRole('button', { name: 'Spending' }).click();
  await expect(page.getByRole('img', { name: /chart of/i }).first()).toBeVisible();
  await expect(page.locator('section.panel[aria-busy=true]')).toHaveCount(0);
  const saved = await saveNextInto(app, workFolder);
  await page.getByRole('button', { name: 'Save as HTML' }).click();
  const file = await saved();
  expect(file).toMatch(/Spending\.html$/);
  const html = readFileSync(file, 'utf8');
  expect(html).toContain('<svg');
  expect(html).toContain('Acme Supplies, Inc.');
  expect(html).not.toContain('<script');
});

test('a result is saved as CSV, JSON lines and Parquet, and a formula in it stays text', async ({ app }) => {
  const { page, workFolder } = app;
  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(page, 'index=main | eval note="=1+1" | sort Vendor | table _time Vendor note');
  await page.getByRole('tab', { name: 'Statistics' }).click();
  const save = async (name: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Export' }).click();
    const saved = await saveNextInto(app, workFolder);
    await page.getByRole('menuitem', { name }).click();
    const path = await saved();
    return readFileSync(path);
  };
  expect((await save('Save as CSV')).toString()).toContain(`2025-01-15 00:00:00,"Acme Supplies, Inc.","'=1+1"`);
  expect((await save('Save as JSON lines')).toString().split('\n')).toHaveLength(6);
  const parquet = await save('Save as Parquet');
  expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
});
