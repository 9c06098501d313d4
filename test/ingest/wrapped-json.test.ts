/** Records delivered as a list inside one object are events of their own. */
import { expect, test } from 'vitest';
import { textSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';

const trail = {
  Records: [
    { eventTime: '2026-03-15T08:00:01Z', eventName: 'GetObject', user: { name: 'ana' } },
    { eventTime: '2026-03-15T08:00:02Z', eventName: 'PutObject' },
  ],
};

test.each([
  ['in one line', JSON.stringify(trail)],
  ['pretty-printed', JSON.stringify(trail, null, 2)],
])('%s', async (_, text) => {
  const { events } = await previewInput(textSource('trail.json', text), { limit: 9, extent: 'whole' });
  expect(events.map(({ time, fields }) => [time, fields.eventName, fields['user.name']])).toEqual([
    [Date.UTC(2026, 2, 15, 8, 0, 1) / 1000, 'GetObject', 'ana'],
    [Date.UTC(2026, 2, 15, 8, 0, 2) / 1000, 'PutObject', undefined],
  ]);
});

test('an object that says more than its list stays one event', async () => {
  const text = '{"items":[{"a":1},{"a":2}],"at":"2026-03-15T08:00:01Z"}\n';
  const { eventCount } = await previewInput(textSource('a.json', text), { limit: 9, extent: 'whole' });
  expect(eventCount).toBe(1);
});

test('the records of a list are events, whatever else the one object of the file says', async () => {
  const records = Array.from({ length: 500 }, (_, i) => ({
    at: `2026-03-15T08:00:${i % 60}Z`,
    n: i,
    tags: [{ a: 1 }],
  }));
  const text = JSON.stringify({ meta: { next: 'x' }, answer: { rows: records }, took: 3 }, null, 1);
  const { events, eventCount } = await previewInput(textSource('answer.json', text), { limit: 500, extent: 'whole' });
  expect(eventCount).toBe(500);
  expect(events.map(({ fields }) => fields.n)).toEqual(records.map(({ n }) => String(n)));
  const lines = text.split('\n');
  for (const [i, { raw, lineNumber }] of events.entries())
    if (i % 100 === 0) expect(`${lines[lineNumber - 1] ?? ''}\n`).toContain(raw.split('\n')[0]);
});

test('objects with lists, one a line, are events themselves', async () => {
  const text = Array.from({ length: 9 }, (_, i) => `{"id":${i},"items":[{"a":1,"b":"cc"},{"a":2,"b":"dd"}]}`).join(
    '\n',
  );
  expect((await previewInput(textSource('a.json', text), { limit: 9, extent: 'whole' })).eventCount).toBe(9);
});
