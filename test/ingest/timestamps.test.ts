/** Times as programs write them, found without a hint in lines around them. */
import { expect, test } from 'vitest';
import { textSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';
import { compileFormat } from '../../src/ingest/timestamp/format.ts';

const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 20) };
const isoOf = (micros: number | undefined): string | undefined =>
  micros === undefined ? undefined : new Date(micros / 1000).toISOString();

test.each([
  ['%Y-%m-%dT%H:%M:%S.%6Q%z', '2026-03-09T14:05:07.123456+0100', '2026-03-09T13:05:07.123Z'],
  ['%Y-%m-%d %H:%M:%S.%f', '2026-03-09 14:05:07.123', '2026-03-09T14:05:07.123Z'],
  ['%Y-%m-%d %H:%M:%S.%f', '2026-03-09 14:05:07', '2026-03-09T14:05:07.000Z'],
  ['%Y-%m-%d %H:%M:%S,%3N', '2026-03-09 14:05:07', '2026-03-09T14:05:07.000Z'],
  ['%s%3N', '1773061507123', '2026-03-09T13:05:07.123Z'],
  ['%s.%9N', '1773061507.123456789', '2026-03-09T13:05:07.123Z'],
  ['%10s', '1773061507', '2026-03-09T13:05:07.000Z'],
  ['%-d/%-m/%Y %l:%M %p', '9/3/2026 2:05 PM', '2026-03-09T14:05:00.000Z'],
  ['%a %b %-d %H:%M:%S %Y', 'Mon Mar 9 14:05:07 2026', '2026-03-09T14:05:07.000Z'],
  ['%m-%d-%Y %H:%M:%S.%l %z', '03-09-2026 14:05:07.123 +0100', '2026-03-09T13:05:07.123Z'],
  ['%x %X', '03/09/26 14:05:07', '2026-03-09T14:05:07.000Z'],
  ['%x %X', '03/09/2026 14:05:07', '2026-03-09T14:05:07.000Z'],
  ['%Y-%m-%d %H:%M:%S.%L', '2026-03-09 14:05:07.123', '2026-03-09T14:05:07.123Z'],
  ['%+', 'Thu Jul 18 09:30:00 PDT 2019', '2019-07-18T16:30:00.000Z'],
  ['%v %T', '18-Jul-2019 09:30:00', '2019-07-18T09:30:00.000Z'],
  ['%Y-%m-%dT%H:%M:%S%:z', '2026-03-09T14:05:07-05:00', '2026-03-09T19:05:07.000Z'],
  ['%G-W%V-%u', '2026-W11-1', '2026-03-09T00:00:00.000Z'],
  ['%Y-%j %H:%M:%S', '2026-068 14:05:07', '2026-03-09T14:05:07.000Z'],
])('%s reads %s', (format, text, expected) => {
  const found = compileFormat(format).read(text, 0, true, context);
  expect(isoOf(found?.time)).toBe(expected);
  expect(found?.end).toBe(text.length);
});

/** Each is written into ten lines that differ in their message only. */
test.each([
  // As tai64nlocal shows it on a machine whose clock counts no leap seconds.
  ['@4000000037c219bf2ef02e94', '1999-08-24T04:04:05.787Z'],
  ['2026-W11-1T14:05:07Z', '2026-03-09T14:05:07.000Z'],
  ['2026-068T14:05:07Z', '2026-03-09T14:05:07.000Z'],
  ['1773061507123456', '2026-03-09T13:05:07.123Z'],
  ['1773061507123456789', '2026-03-09T13:05:07.123Z'],
  ['2026-03-09T14:05:07.123456789+01:00', '2026-03-09T13:05:07.123Z'],
  ['Mon, 09 Mar 2026 14:05:07 CET', '2026-03-09T13:05:07.000Z'],
  ['9 mars 2026 14:05:07', '2026-03-09T14:05:07.000Z'],
  ['9 décembre 2025 14:05:07', '2025-12-09T14:05:07.000Z'],
  ['09 Mai 2026 14:05:07', '2026-05-09T14:05:07.000Z'],
  ['15. März 2026 14:05:07', '2026-03-15T14:05:07.000Z'],
  ['09 ago 2025 14:05:07', '2025-08-09T14:05:07.000Z'],
  ['Mar 9, 2026 2:05:07 PM', '2026-03-09T14:05:07.000Z'],
  ['09-Mar-26 02.05.07.123456 PM', '2026-03-09T14:05:07.123Z'],
  ['03/09/2026-14:05:07.123456', '2026-03-09T14:05:07.123Z'],
  ['2026/03/09 14:05:07', '2026-03-09T14:05:07.000Z'],
  ['20260309T140507Z', '2026-03-09T14:05:07.000Z'],
  ['260309 14:05:07', '2026-03-09T14:05:07.000Z'],
])('a line with %s', async (written, expected) => {
  const text = Array.from({ length: 10 }, (_, i) => `${written} worker ${String.fromCharCode(97 + i)} is done\n`).join(
    '',
  );
  const { events, eventCount } = await previewInput(textSource('app.log', text), { limit: 1, extent: 'whole' });
  expect(eventCount).toBe(10);
  expect(isoOf((events[0]?.time ?? NaN) * 1e6)).toBe(expected);
});

test('clock times under a #Date: line take its day, whatever the clock says there', async () => {
  const text =
    '#Software: A server\n#Date: 2000-10-09 16:44:49\n#Fields: time c-ip cs-method\n' +
    '16:45:10 10.0.0.1 GET\n23:59:01 10.0.0.2 GET\n#Date: 2000-10-10 00:00:04\n00:00:05 10.0.0.1 GET\n';
  const { events } = await previewInput(textSource('ex.log', text), { limit: 9, extent: 'whole' });
  expect(events.map((event) => isoOf((event.time ?? NaN) * 1e6))).toEqual([
    '2000-10-09T16:45:10.000Z',
    '2000-10-09T23:59:01.000Z',
    '2000-10-10T00:00:05.000Z',
  ]);
});

test("Zeek's logs: columns from #fields, epoch times, - for nothing", async () => {
  const text =
    '#separator \\x09\n#set_separator\t,\n#path\tconn\n#fields\tts\tuid\tservice\n#types\ttime\tstring\tstring\n' +
    '1773061507.123456\tCx1\tdns\n1773061508.5\tCx2\t-\n#close\t2026-03-09-14-00-00\n';
  const result = await previewInput(textSource('conn.log', text), { limit: 9, extent: 'whole' });
  expect(result.sourcetype).toBe('zeek');
  expect(result.events.map((event) => [isoOf((event.time ?? NaN) * 1e6), event.fields])).toEqual([
    ['2026-03-09T13:05:07.123Z', { ts: '1773061507.123456', uid: 'Cx1', service: 'dns' }],
    ['2026-03-09T13:05:08.500Z', { ts: '1773061508.5', uid: 'Cx2' }],
  ]);
});

test.each([
  ['days that follow each other', ['05/03/2024', '06/03/2024', '07/03/2024'], '2024-03-05', '%d/%m/%Y %H:%M:%S'],
  ['months that follow each other', ['03/05/2024', '03/06/2024', '03/07/2024'], '2024-03-05', '%m/%d/%Y %H:%M:%S'],
  ['one day', ['03/05/2024', '03/05/2024', '03/05/2024'], '2024-03-05', '%m/%d/%Y %H:%M:%S'],
])('%s: day or month first is guessed, and said', async (_, written, day, format) => {
  const text = written.map((date, i) => `${date} 10:00:0${i} worker is done\n`).join('');
  const result = await previewInput(textSource('app.log', text), { limit: 1, extent: 'whole' });
  expect(isoOf((result.events[0]?.time ?? NaN) * 1e6)?.slice(0, 10)).toBe(day);
  expect(result.warnings).toEqual([`Nothing in the file decides between day and month: read as ${format}.`]);
  expect(result.ambiguity?.readings.map((reading) => reading.settings.TIME_FORMAT)).toHaveLength(2);
});

test('a day after the 12th decides, and nothing is said', async () => {
  const text = ['05/03/2024', '06/03/2024', '13/03/2024'].map((date) => `${date} 10:00:00 done\n`).join('');
  const result = await previewInput(textSource('app.log', text), { limit: 1, extent: 'whole' });
  expect(result.settings.TIME_FORMAT).toBe('%d/%m/%Y %H:%M:%S');
  expect(result.warnings).toEqual([]);
});

test('clock times take the day of a line that says it, and go on past midnight', async () => {
  const text =
    '--- Log opened Mon Jan 15 22:00:01 2024\n22:00 <bob> hello\n23:59 <eve> late\n00:01 <bob> early\n' +
    '--- Day changed Sun Jan 21 2024\n08:00 <eve> morning, of 1 May 2020\n08:01 <bob> so it is\n';
  const { events } = await previewInput(textSource('chan.log', text), { limit: 9, extent: 'whole' });
  expect(events.map((event) => isoOf((event.time ?? NaN) * 1e6)?.slice(0, 16))).toEqual([
    '2024-01-15T22:00',
    '2024-01-15T22:00',
    '2024-01-15T23:59',
    '2024-01-16T00:01',
    '2024-01-21T00:00',
    '2024-01-21T08:00',
    '2024-01-21T08:01',
  ]);
});

test("clock times take the day in the file's name", async () => {
  const { events } = await previewInput(textSource('app-2024-03-05.log', '12:00:01 started\n12:00:09 stopped\n'), {
    limit: 9,
    extent: 'whole',
  });
  expect(events.map(({ timeSource }) => timeSource)).toEqual(['file_name', 'file_name']);
  expect(isoOf((events[0]?.time ?? NaN) * 1e6)).toBe('2024-03-05T12:00:01.000Z');
});
