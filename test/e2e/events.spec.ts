/** Events as they are read: folded, marked, opened, with their fields beside them. */
import { expect } from '@playwright/test';
import { importFiles, jobDone, runSearch, test } from './harness.ts';
import { serverLogs } from './samples.ts';

test('events are folded, marked, opened, and seen in their file', async ({ app: { page, workFolder } }) => {
  await importFiles(page, serverLogs(workFolder));
  const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');

  await runSearch(page, 'index=main source=*server.log');
  await expect(events).toHaveCount(4);
  await expect(events.nth(0).locator('mark.time')).toHaveText('2026-03-15 08:01:03,000');
  const long = events.nth(1);
  await expect(long).not.toContainText('xx end');
  await long.getByRole('button', { name: /Show all 9,\d\d\d characters/ }).click();
  await expect(long).toContainText('xx end');
  const trace = events.nth(2);
  await expect(trace).not.toContainText('stage19');
  await trace.getByRole('button', { name: 'Show all 22 lines' }).click();
  await expect(trace).toContainText('stage19');
  await trace.getByRole('button', { name: 'Fold' }).click();
  await expect(trace).not.toContainText('stage19');

  await runSearch(page, 'index=main source=*server.log refused');
  await expect(events).toHaveCount(1);
  await expect(events.first().locator('mark:not(.time)')).toHaveText('refused');
  await events.first().getByRole('button', { name: 'Show all fields' }).click();
  await events.first().getByRole('button', { name: 'Show source' }).click();
  const source = page.getByRole('dialog', { name: /server\.log/ });
  await expect(source.getByRole('listitem')).toHaveCount(4);
  await expect(source.locator('[aria-current]')).toContainText('order refused');
  await page.keyboard.press('Escape');
  await expect(source).toHaveCount(0);

  await runSearch(page, 'index=main sourcetype=_json');
  await events.first().getByRole('button', { name: 'Show all fields' }).click();
  const tree = events.first().getByRole('tree', { name: 'JSON' });
  await tree.getByRole('button', { name: 'bob' }).click();
  await page.getByRole('menuitem', { name: 'Exclude' }).click();
  await jobDone(page, 'index=main sourcetype=_json NOT user.name=bob');
  await expect(page.getByRole('status', { name: 'Search job' })).toContainText('10 events');
});

test('fields show their values, and what can be asked of them', async ({ app: { page, workFolder } }) => {
  await importFiles(page, serverLogs(workFolder));
  await runSearch(page, 'index=main sourcetype=_json');
  const fields = page.getByRole('complementary', { name: 'Fields' });
  await fields.getByRole('button', { name: /^# took/ }).click();
  const panel = page.getByRole('dialog', { name: 'Values of took' });
  await expect(panel).toContainText('20 values, in 100 % of the events');
  await expect(panel).toContainText('Median100');
  await expect(panel).toContainText('Highest190');
  await panel.getByRole('checkbox', { name: 'Show below every event' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem').first()).toContainText('took 190');

  await fields.getByRole('button', { name: /level/ }).click();
  const rows = page.getByRole('table', { name: 'Values of level' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('INFO1575 %');
  await page.getByRole('button', { name: 'Top values' }).click();
  await jobDone(page, 'index=main sourcetype=_json | top limit=20 level');
  await expect(page.getByRole('img', { name: /chart of count/ })).toBeVisible();

  await runSearch(page, 'index=main sourcetype=_json');
  await page.getByLabel('Event view').getByText('Table').click();
  await expect(page.getByRole('table', { name: 'Results' }).getByRole('row')).toHaveCount(21);
  await page.getByLabel('Event view').getByText('Raw').click();
  await expect(page.getByRole('list', { name: 'Events' })).toContainText('{"time":"2026-03-15T08:00:19Z"');
});

test('time is narrowed on the bars and in the picker, and comes back', async ({ app: { page, workFolder } }) => {
  await importFiles(page, serverLogs(workFolder));
  const search = 'index=main';
  await runSearch(page, search);
  const job = page.getByRole('status', { name: 'Search job' });
  const range = page.getByRole('button', { name: /^Time range/ });
  await expect(job).toContainText('24 events');

  await page.getByRole('combobox', { name: 'Colour the bars by' }).click();
  await page.getByRole('option', { name: 'level' }).click();
  await expect(page.getByRole('list', { name: 'Colours of level' })).toContainText('ERROR');

  // The JSON events fill the first twenty seconds, the log's the last four of sixty-four.
  const bars = page.getByRole('img', { name: 'Timeline' });
  await expect(bars.locator('.timeline-bar').first()).toBeVisible();
  const box = await bars.boundingBox();
  if (box === null) throw new Error('The timeline is not laid out.');
  await page.mouse.move(box.x + 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(range).toHaveAccessibleName(/2026-03-15 08:00 to 2026-03-15 08:00/);
  await expect(job).toContainText('20 events');
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect(job).toContainText('24 events');
  await page.getByRole('button', { name: 'All time' }).click();
  await expect(range).toHaveAccessibleName('Time range: All time UTC');

  await range.click();
  await page.getByRole('tab', { name: 'Advanced' }).click();
  await page.getByRole('textbox', { name: 'Earliest' }).fill('2026-03-15T08:01:00');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(job).toContainText('4 events');
  await range.click();
  await page.getByRole('button', { name: 'All time' }).last().click();
  await expect(job).toContainText('24 events');
  await range.click();
  await page.getByRole('button', { name: 'since 2026-03-15 08:01' }).click();
  await expect(job).toContainText('4 events');
  await range.click();
  await page.getByRole('combobox', { name: 'Time zone of results' }).fill('Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await expect(range).toContainText('Tokyo');
});
