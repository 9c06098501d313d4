/** A dashboard saved as one HTML file, with its drawings and its data. */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { importFiles, saveNextInto, test } from './harness.ts';
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
