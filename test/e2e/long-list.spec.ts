/** A list of more events than a browser can lay out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { importFiles, runSearch, test } from './harness.ts';
import { spendingFile } from './samples.ts';

const count = 200_000;

/** Numbers of the first and the last row that can be seen. */
function rowsSeen(list: Locator): Promise<[number, number]> {
  return list.evaluate((element) => {
    const edge = element.getBoundingClientRect();
    const seen = [...element.querySelectorAll('[role=listitem]')].filter((row) => {
      const place = row.getBoundingClientRect();
      return place.bottom > edge.top + 1 && place.top < edge.bottom - 1;
    });
    const number = (row: Element | undefined) => Number(row?.getAttribute('aria-posinset'));
    return [number(seen[0]), number(seen.at(-1))];
  });
}

test('hundreds of thousands of events are scrolled from the first to the last', async ({
  app: { page, workFolder },
}) => {
  const start = Date.UTC(2026, 2, 15);
  const lines = Array.from(
    { length: count },
    (_, i) => `${new Date(start + i * 1000).toISOString()} event number ${i}`,
  );
  const file = join(workFolder, 'long.log');
  writeFileSync(file, `${lines.join('\n')}\n`);
  await importFiles(page, [file]);
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('200,000 events');

  const list = page.getByRole('list', { name: 'Events' });
  await expect(list.getByText(`event number ${count - 1}`)).toBeVisible();
  await list.focus();
  await page.keyboard.press('End');
  await expect.poll(() => rowsSeen(list).then(([, last]) => last)).toBe(count);
  await expect(list.getByText(/event number 0$/)).toBeInViewport();
  await page.keyboard.press('PageUp');
  await expect.poll(async () => (await rowsSeen(list))[1]).toBeLessThan(count);
  await page.keyboard.press('Home');
  await expect.poll(() => rowsSeen(list).then(([first]) => first)).toBe(1);
  const [, last] = await rowsSeen(list);
  await page.keyboard.press('PageDown');
  // No row is left out between two pages.
  await expect.poll(() => rowsSeen(list).then(([first]) => first)).toBeGreaterThan(1);
  expect((await rowsSeen(list))[0]).toBeLessThanOrEqual(last);
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
  await expect.poll(() => rowsSeen(list).then(([first]) => Math.abs(first - count / 2) < count / 100)).toBe(true);
});

test('a table of millions of rows is scrolled to its last, and sorted there', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(page, '| makeresults count=3000000 | streamstats count as n | table n');
  await page.getByRole('tab', { name: 'Statistics' }).click();
  const table = page.getByRole('table', { name: 'Results' });
  await expect(table.getByRole('cell', { name: '1', exact: true })).toBeVisible();
  await table.focus();
  await page.keyboard.press('End');
  await expect(table.getByRole('cell', { name: '3,000,000' })).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(table.getByRole('cell', { name: '1', exact: true })).toBeInViewport();

  await table.hover();
  await page.getByRole('button', { name: 'Options of n' }).click({ force: true });
  await page.getByRole('menuitem', { name: 'Heat in the cells' }).click();
  await expect(table.locator('.cell-heat').first()).toBeAttached();
  await table.getByRole('columnheader').getByRole('button', { name: 'n', exact: true }).click();
  await expect(table.getByRole('cell', { name: '3,000,000' })).toBeInViewport();
});
