/** The Patterns tab: events by shape, kept or left out with a click. */
import { expect } from '@playwright/test';
import { importFiles, runSearch, test } from './harness.ts';
import { serverLogs } from './samples.ts';

test('events are grouped by shape, and a shape is left out or kept with a click', async ({
  app: { page, workFolder },
}) => {
  await importFiles(page, serverLogs(workFolder));
  await runSearch(page, 'index=main source=*server.log');
  await page.getByRole('tab', { name: 'Patterns' }).click();
  const patterns = page.getByRole('table', { name: 'Patterns' });
  const placed = patterns.getByRole('row', { name: /order placed id=<number>/ });
  await expect(placed).toContainText('50 %');
  await expect(placed).toContainText('order placed id=4');
  await expect(patterns.getByRole('row')).toHaveCount(4);

  await placed.getByRole('button', { name: 'Leave out' }).click();
  await expect(patterns.getByRole('row')).toHaveCount(3);
  await expect(placed).toHaveCount(0);

  await patterns
    .getByRole('row', { name: /order refused/ })
    .getByRole('button', { name: 'Keep only' })
    .click();
  const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await expect(events).toHaveCount(1);
  await expect(events).toContainText('stock is negative');
});
