/** What a search's job says and offers: limits, the background, its stages. */
import { expect } from '@playwright/test';
import { importFiles, jobDone, runSearch, test, typeSearch } from './harness.ts';
import { spendingFile } from './samples.ts';

/** Long enough to be sent away, and quick to cancel. */
const slow = '| makeresults count=4000000 | streamstats count as n | eval m=md5(n) | stats dc(m)';

test('a limit that left rows out is named and can be removed', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await runSearch(page, '| makeresults count=10002 | streamstats count as n | sort n');
  const job = page.getByRole('status', { name: 'Search job' });
  await expect(job).toContainText('10,000 rows');
  await expect(job).toContainText('sort kept the first 10,000 rows.');
  await page.getByRole('button', { name: 'Remove limit' }).click();
  await expect(job).toContainText('10,002 rows');
  await expect(page.getByRole('button', { name: 'Remove limit' })).toHaveCount(0);
});

test('a search goes on in the background and says when it is done', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await typeSearch(page, slow);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send to background' }).click();
  await expect(page.getByRole('button', { name: /^Jobs/ })).toBeVisible();
  await runSearch(page, 'index=main | stats count');

  const news = page.getByRole('status', { name: 'Jobs that ended' });
  await expect(news).toContainText('Done', { timeout: 40_000 });
  await news.getByRole('button', { name: 'Show' }).click();
  await jobDone(page, slow);
  await expect(page.getByRole('textbox', { name: 'Search', exact: true })).toHaveText(slow);
  await expect(page.getByRole('button', { name: /^Jobs/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Job', exact: true }).click();
  await expect(
    page.getByRole('dialog', { name: 'Job inspector' }).getByRole('button', { name: 'Copy SQL' }).first(),
  ).toBeVisible();
});

test('a running search is cancelled at once', async ({ app: { page, workFolder } }) => {
  await importFiles(page, [spendingFile(workFolder)]);
  await typeSearch(page, slow.replace('4000000', '50000000'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  const job = page.getByRole('status', { name: 'Search job' });
  await expect(job).toHaveAttribute('data-state', 'running');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(job).toHaveAttribute('data-state', 'cancelled');
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
});
