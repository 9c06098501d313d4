/** The engine's process killed at the worst moments: the window stays, says so, and goes on. */
import { expect } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { dropFiles, test, typeSearch } from './harness.ts';
import { bigLog, spendingFile } from './samples.ts';

/** SIGKILL for the engine; answers once it is gone. */
async function killEngine(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app }) => {
    const engine = app.getAppMetrics().find((one) => one.type === 'Utility' && one.name === 'Grotto engine');
    if (engine === undefined) throw new Error('There is no engine process.');
    process.kill(engine.pid, 'SIGKILL');
  });
}

test('killed while importing: what was acknowledged is there, the half import is not', async ({
  app: { page, electron, workFolder },
}) => {
  await dropFiles(page, [spendingFile(workFolder)]);
  await page.getByRole('button', { name: /Looks right/ }).click();
  await expect(page.getByText('5 events imported into main')).toBeVisible();

  await dropFiles(page, [bigLog(workFolder, 60_000_000)]);
  await page.getByRole('button', { name: /Looks right/ }).click();
  await expect(page.getByText(/MB\/s/)).toBeVisible();
  await killEngine(electron);
  await expect(page.getByText('The engine stopped in the middle of the import')).toBeVisible();
  await expect(page.getByText(/It is running again\. Imported data is safe/)).toBeVisible();

  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Search' }).click();
  await typeSearch(page, 'index=main | stats count');
  await page.keyboard.press('Enter');
  await expect(page.locator('.single-number')).toHaveText('5');

  // The same file, still granted, goes in whole.
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Add data' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/events imported into main/)).toBeVisible({ timeout: 40_000 });
});

test('killed while searching: the search says so and runs again', async ({ app: { page, electron, workFolder } }) => {
  await dropFiles(page, [spendingFile(workFolder)]);
  await page.getByRole('button', { name: /Looks right/ }).click();
  await page.getByRole('button', { name: 'Start searching' }).click();
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(5);
  // Long enough to be killed in the middle.
  await typeSearch(page, '| makeresults count=30000000 | eval x=sha1(tostring(random())) | stats dc(x) as n');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await killEngine(electron);
  await expect(page.getByRole('alert')).toContainText('The engine was restarted');
  await typeSearch(page, 'index=main | stats count');
  await page.keyboard.press('Enter');
  await expect(page.locator('.single-number')).toHaveText('5');
});
