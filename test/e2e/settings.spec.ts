/** Settings: they act at once where they can, and are kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './harness.ts';

test('theme, density, size and limits are chosen and kept', async ({ app: { page, dataFolder } }) => {
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByText('Compact', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');

  const width = (): Promise<number> => page.evaluate(() => window.innerWidth);
  const before = await width();
  await page.getByRole('combobox', { name: 'Size' }).click();
  await page.getByRole('option', { name: '125 %' }).click();
  await expect.poll(width).toBeLessThan(before);

  await expect(page.getByText(dataFolder)).toBeVisible();
  const memory = page.getByRole('textbox', { name: 'Memory of the engine' });
  await memory.fill('1.5');
  await memory.press('Enter');
  await expect(page.getByText('In force when Grotto is started the next time')).toBeVisible();
  expect(JSON.parse(readFileSync(join(dataFolder, 'settings.json'), 'utf8'))).toMatchObject({
    memory: 1_500_000_000,
  });

  await page.reload();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.getByRole('combobox', { name: 'Size' })).toHaveValue('125 %');
  await expect(page.getByRole('textbox', { name: 'Memory of the engine' })).toHaveValue('1.5 GB');
});
