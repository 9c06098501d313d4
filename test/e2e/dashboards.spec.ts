/** What is kept of searches: reports and dashboards. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { importFiles, jobDone, runSearch, test } from './harness.ts';
import { serverLogs, spendingFile } from './samples.ts';

test('a search becomes a report and a panel, and both run again', async ({ app: { page, workFolder, dataFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  const search = 'index=main | stats sum("Invoice Amount") as total by Department';
  await runSearch(page, search);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const saveAs = page.getByRole('button', { name: 'Save as', exact: true });

  await saveAs.click();
  await page.getByRole('menuitem', { name: 'Report' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Spending by department');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await saveAs.click();
  await page.getByRole('menuitem', { name: 'Dashboard panel' }).click();
  await page.getByRole('textbox', { name: 'Title of the panel' }).fill('Departments');
  await page.getByRole('combobox', { name: 'Dashboard' }).fill('County');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'County' })).toBeVisible();
  const panel = page.getByRole('region', { name: 'Departments' });
  await expect(panel.getByRole('img', { name: /chart of total/ })).toBeVisible();
  await panel.getByRole('button', { name: 'Show as table' }).click();
  await expect(panel.getByRole('table')).toContainText('1,000');
  await panel.getByRole('button', { name: 'Show as chart' }).click();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await panel.getByRole('button', { name: 'Edit panel' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Shares');
  await page.getByRole('combobox', { name: 'Chart' }).click();
  await page.getByRole('option', { name: 'Pie' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('region', { name: 'Shares' }).getByRole('img', { name: /Pie chart/ })).toBeVisible();
  await page.getByRole('button', { name: 'Source' }).click();
  const source = page.getByRole('textbox', { name: 'Source of the dashboard' });
  const written = await source.inputValue();
  await source.fill(written.replace('"kind": "chart"', '"kind": "graph"'));
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('alert')).toContainText('panels[0].kind');
  await source.fill(written.replace('"Shares"', '"Parts"'));
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  const kept = JSON.parse(readFileSync(join(dataFolder, 'dashboards', 'County.json'), 'utf8')) as {
    panels: { title: string; chart: string }[];
  };
  expect(kept.panels).toMatchObject([{ title: 'Parts', chart: 'pie' }]);

  await pages.getByRole('button', { name: 'Reports' }).click();
  await page.getByRole('button', { name: 'Spending by department' }).click();
  await jobDone(page, search);
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('3 rows');
});

test('a dashboard that comes along answers to its inputs', async ({ app: { page, workFolder } }) => {
  await importFiles(page, serverLogs(workFolder));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Dashboards' }).click();
  await page.getByRole('table', { name: 'Dashboards' }).getByRole('button', { name: 'JSON logs' }).click();
  const events = page.getByRole('region', { name: 'Events', exact: true });
  const errors = page.getByRole('region', { name: 'Newest errors' });
  await expect(events).toContainText('20');
  await expect(errors.getByRole('listitem')).toHaveCount(5);
  await page.getByRole('combobox', { name: 'Levels' }).click();
  await page.getByRole('option', { name: 'ERROR' }).click();
  await page.keyboard.press('Escape');
  await expect(events.locator('.single-number')).toHaveText('5');
  await events.getByRole('button', { name: 'Open in search' }).click();
  await jobDone(page, 'index=* sourcetype=_json (level=ERROR) | stats count');
});
