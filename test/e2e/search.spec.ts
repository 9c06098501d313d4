/** The search bar and what its results can do. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { dropFiles, jobDone, runSearch, saveNextInto, test, typeSearch } from './harness.ts';
import { spendingFile } from './samples.ts';

async function importSpending(page: Page, workFolder: string): Promise<void> {
  await dropFiles(page, [spendingFile(workFolder)]);
  await page.getByRole('button', { name: /Looks right/ }).click();
  await page.getByRole('button', { name: 'Start searching' }).click();
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(5);
}

async function chooseChart(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Chart type' }).click();
  await page.getByRole('option', { name, exact: true }).click();
}

test('an error is underlined where it is, and mended by one key', async ({ app: { page, workFolder } }) => {
  await importSpending(page, workFolder);
  await typeSearch(page, 'index=main | stast count by Department');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('stast');
  await expect(page.getByText(/There is no command "stast".*Did you mean stats/)).toBeVisible();
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveText('index=main | stats count by Department');
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);
  await expect(page.locator('.token-command')).toHaveText('stats');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Visualisation', selected: true })).toBeVisible();
});

test('commands, fields and indexes are completed, with help beside', async ({ app: { page, workFolder } }) => {
  await importSpending(page, workFolder);
  await typeSearch(page, 'index=main | ');
  await page.keyboard.type('timec');
  await expect(page.getByRole('option', { name: 'timechart' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.type(' span=1mon sum(Invo');
  await expect(page.getByRole('option', { name: 'Invoice Amount' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Search' })).toContainText('sum("Invoice');
});

test('a value that is clicked narrows the search', async ({ app: { page, workFolder } }) => {
  await importSpending(page, workFolder);
  await page
    .getByRole('complementary', { name: 'Fields' })
    .getByRole('button', { name: /Department/ })
    .click();
  await page.getByRole('button', { name: 'Police', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Include' }).click();
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveText('index=main Department=Police');
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('2 events');
});

test('results are sorted, drawn in other ways, and bounded by time', async ({ app }) => {
  const { page, workFolder } = app;
  await importSpending(page, workFolder);
  await typeSearch(page, 'index=main | stats sum("Invoice Amount") as total by Department');
  await page.keyboard.press('Enter');
  await chooseChart(page, 'Pie');
  await expect(page.getByRole('img', { name: /Pie chart/ }).locator('.recharts-pie-sector')).toHaveCount(3);
  await page.getByRole('tab', { name: 'Statistics' }).click();
  await page.getByRole('button', { name: 'total', exact: true }).click();
  const rows = page.getByRole('table', { name: 'Results' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Parks');
  await page.getByRole('button', { name: 'total', exact: true }).click();
  await expect(rows.nth(1)).toContainText('Libraries');

  await page.getByRole('checkbox', { name: 'Totals' }).check();
  await expect(page.getByRole('row', { name: 'Totals' })).toContainText('1,426');
  await page.getByRole('button', { name: 'Options of total' }).click();
  await page.getByRole('menuitem', { name: '1,234.50' }).click();
  await expect(page.getByRole('row', { name: 'Totals' })).toContainText('1,426.00');
  await page.getByRole('button', { name: 'Options of total' }).click();
  await page.getByRole('menuitem', { name: 'Bars in the cells' }).click();
  await expect(page.locator('.cell-bar')).toHaveCount(3);
  const handle = page.getByRole('separator', { name: 'Width of Department' });
  const before = Number(await handle.getAttribute('aria-valuenow'));
  await handle.press('ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuenow', String(before + 2));
  await page.getByRole('button', { name: 'Export' }).click();
  const saved = await saveNextInto(app, app.workFolder);
  await page.getByRole('menuitem', { name: 'Save as JSON lines' }).click();
  expect(readFileSync(await saved(), 'utf8').split('\n')[0]).toBe('{"Department":"Libraries","total":125.25}');

  await rows.nth(1).getByRole('button', { name: 'Libraries' }).click();
  await page.getByRole('menuitem', { name: 'View events' }).click();
  await jobDone(page, 'index=main Department=Libraries');
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(2);
  await runSearch(page, 'index=main | stats sum("Invoice Amount") as total by Department');

  await page.getByRole('button', { name: /Time range/ }).click();
  await page.getByRole('tab', { name: 'Between' }).click();
  await page.getByLabel('From').fill('2025-02-01T00:00');
  await page.getByLabel('To', { exact: true }).fill('2025-03-01T00:00');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Time range: 2025-02-01 to 2025-03-01' })).toBeVisible();
  await page.getByRole('tab', { name: 'Statistics' }).click();
  // The head, two departments, and the totals.
  await expect(rows).toHaveCount(4);
});

test('earlier searches come back with the arrow key', async ({ app: { page, workFolder } }) => {
  await importSpending(page, workFolder);
  await typeSearch(page, 'index=main | top Vendor');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('5 rows');
  await typeSearch(page, '');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveText('index=main | top Vendor');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Search', exact: true })).toHaveText('index=main');

  await page.keyboard.press('Control+r');
  await page.getByRole('textbox', { name: 'Words of an earlier search' }).fill('vend top');
  await expect(page.getByRole('list', { name: 'Earlier searches' }).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const bar = page.getByRole('textbox', { name: 'Search', exact: true });
  await expect(bar).toHaveText('index=main | top Vendor');

  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Help on top' }).click();
  const help = page.getByRole('complementary', { name: 'The command top' });
  await expect(help).toContainText('showperc');
  // It follows the caret.
  await page.keyboard.press('Control+l');
  await page.keyboard.press('End');
  await page.keyboard.insertText(' | stats count');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'The command stats' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(help).toBeVisible();
  await help.getByTitle('Put into the search bar').first().click();
  await expect(bar).toContainText('| top');
});

test('what is stored and what files name is proposed', async ({ app: { page, workFolder, dataFolder } }) => {
  mkdirSync(join(dataFolder, 'lookups'), { recursive: true });
  mkdirSync(join(dataFolder, 'knowledge'), { recursive: true });
  writeFileSync(join(dataFolder, 'lookups', 'prices.csv'), 'item,price\n');
  writeFileSync(join(dataFolder, 'knowledge', 'macros.conf'), '[large(1)]\nargs = field\ndefinition = $field$ > 100\n');
  await importSpending(page, workFolder);
  const options = page.locator('.cm-tooltip-autocomplete li');
  for (const [typed, proposed, completed] of [
    ['index=main sourcetype=cs', 'csv', 'index=main sourcetype=csv'],
    ['source=', 'spend.csv', /^source="?\/.*spend\.csv"?$/],
    ['index=main | lookup pri', 'prices.csv', 'index=main | lookup prices.csv'],
    ['index=main `lar', 'large', 'index=main `large(field)`'],
  ] as const) {
    await typeSearch(page, '');
    await page.keyboard.type(typed);
    await expect(options.filter({ hasText: proposed }).first()).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Search', exact: true })).toHaveText(completed);
  }
});

test('a search that cannot run says why and where', async ({ app: { page, workFolder } }) => {
  await importSpending(page, workFolder);
  await typeSearch(page, 'index=main | eval x=nosuch(1)');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('nosuch');
  await expect(page.locator('.cm-lintRange-error')).toBeVisible();
});

test('results are drawn in every way, and lead back to their events', async ({ app }) => {
  const { page, workFolder } = app;
  await importSpending(page, workFolder);
  await runSearch(page, 'index=main | chart count, sum("Invoice Amount") as total by Department');
  for (const name of ['Line', 'Area', 'Bar', 'Scatter', 'Bubble', 'Heat map', 'Histogram', 'Gauge', 'Single value']) {
    await chooseChart(page, name);
    const chart = page.getByRole('img', { name: new RegExp(`^${name} chart of count, total`) });
    await expect(chart).toBeVisible();
    await expect(chart.locator('svg, .single-number').first()).toBeVisible();
  }
  await chooseChart(page, 'Column');
  await page.getByRole('combobox', { name: 'Stacking' }).click();
  await page.getByRole('option', { name: 'Stacked to 100 %' }).click();
  await expect(page.getByRole('img', { name: /^Column chart/ })).toContainText('100 %');

  await page.getByRole('button', { name: 'Save picture' }).click();
  const saved = await saveNextInto(app, workFolder);
  await page.getByRole('menuitem', { name: 'SVG' }).click();
  expect(readFileSync(await saved(), 'utf8')).toMatch(/^<svg[^>]*>[^]*Libraries/);

  await page.getByRole('list', { name: 'Legend' }).getByRole('button', { name: 'count' }).click();
  await page.locator('.recharts-bar-rectangle').first().click();
  await jobDone(page, 'index=main Department=Libraries');
});
