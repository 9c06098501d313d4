/** Records delivered as a list inside one object are events of their own. */
import { expect, test } from 'vitest';
import { textSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { understand } from '../../src/ingest/understand.ts';

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

const largeRecords = Array.from({ length: 8000 }, (_, n) => ({
  at: new Date(Date.UTC(2026, 2, 15) + n * 1000).toISOString(),
  n,
  text: `a "quoted" word, a brace } and a bracket ] in number ${n} ${'and so on '.repeat(8)}`,
  tags: n % 3 === 0 ? [] : [{ k: n % 7 }],
}));
const compact = largeRecords.map((record) => JSON.stringify(record));

test.each<[string, string, number]>([
  ['pretty-printed', JSON.stringify({ Records: largeRecords }, null, 2), 8000],
  [
    'with more keys, CRLF',
    JSON.stringify({ a: { b: [1] }, rows: largeRecords, z: { q: [{}] } }, null, 1).replaceAll('\n', '\r\n'),
    8000,
  ],
  [
    'inside another object',
    JSON.stringify({ took: 1, hits: { total: 5, hits: largeRecords }, end: true }, null, 1),
    8000,
  ],
  ['a record a line', `{"meta":1,"data":[\n${compact.join(',\n')}\n],\n"next":null}\n`, 8000],
  ['two such objects', `{"events":[\n${compact.join(',\n')}\n]}\n{"events":[\n${compact.join('\n,')}]}\n`, 16_000],
  ['in one line', JSON.stringify({ meta: 1, data: largeRecords }), 8000],
])('many records in one object, %s', async (_, text, count) => {
  const source = textSource('large.json', text);
  const understanding = understand(source, {});
  const reader = openReader(source, understanding);
  const found: string[] = [];
  for await (const { events } of reader.batches())
    for (const { values, time } of events) found.push(`${String(values[reader.columns.indexOf('n')])} ${time ?? 'no'}`);
  expect(found).toHaveLength(count);
  expect(found[7999]).toBe(`7999 ${(Date.UTC(2026, 2, 15) + 7_999_000) * 1000}`);
  expect(new Set(found).size).toBe(8000);
  expect(reader.warnings).toEqual([]);
  const { contentBytes, ...kinds } = reader.account();
  expect(Object.values(kinds).reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)).toBe(contentBytes);
});
