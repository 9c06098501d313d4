/** The field extractor: mark a value, see what the expression finds, refine it, keep it. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { importFiles, jobDone, runSearch, test } from './harness.ts';
import { serverLogs } from './samples.ts';

/** Marks a text in the event that is shown, as the mouse would. */
async function mark(page: Page, value: string): Promise<void> {
  const area = page.getByRole('textbox', { name: 'Event: mark the value here' });
  await area.evaluate((element: HTMLTextAreaElement, wanted) => {
    const at = element.value.indexOf(wanted);
    element.focus();
    element.setSelectionRange(at, at + wanted.length);
  }, value);
  await area.press('Enter');
}

test('a field is extracted by marking it, refined, and found by the next search', async ({
  app: { page, workFolder },
}) => {
  await importFiles(page, serverLogs(workFolder));
  const search = 'index=main source=*server.log';
  await runSearch(page, search);
  const event = page.getByRole('list', { name: 'Events' }).getByRole('listitem').first();
  await event.getByRole('button', { name: 'Show all fields' }).click();
  await event.getByRole('button', { name: 'Extract a field' }).click();
  const dialog = page.getByRole('dialog', { name: /Extract a field/ });
  await expect(dialog).toContainText('4 events to try it on');

  await mark(page, '43');
  const expression = dialog.getByRole('textbox', { name: 'Regular expression' });
  await expect(expression).toHaveValue('id=(?<field>\\d+)');
  await expect(dialog).toContainText('3 of 4 events match');
  await dialog.getByRole('textbox', { name: 'Field name' }).fill('order');
  await expect(expression).toHaveValue('id=(?<order>\\d+)');

  // Orders that were refused shall not count.
  const refused = dialog
    .getByRole('list', { name: 'Events that match' })
    .getByRole('listitem')
    .filter({ hasText: 'refused' });
  await expect(refused.locator('mark')).toHaveText('42');
  await refused.getByRole('button', { name: 'Should not match' }).click();
  await expect(dialog).toContainText('2 of 4 events match');
  await expect(expression).toHaveValue('placed\\s+id=(?<order>\\d+)');
  await dialog.getByRole('tab', { name: /Values/ }).click();
  await expect(dialog.getByRole('table', { name: 'Values' }).getByRole('row')).toHaveCount(3);

  // By hand: what cannot be read says so, and is not saved.
  await expression.fill('id=(?<order>\\d+');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save the field' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Make it again' }).click();
  await dialog.getByRole('button', { name: 'Save the field' }).click();
  await expect(dialog).toHaveCount(0);

  await jobDone(page, search);
  await runSearch(page, `${search} | stats count by order`);
  await page.getByRole('tab', { name: 'Statistics' }).click();
  await expect(page.getByRole('table', { name: 'Results' }).getByRole('row')).toHaveCount(3);
});
