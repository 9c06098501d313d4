/** The way through the database gives the very rows that the reader gives, before and after the columns are stored. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bothWays, runs, useDatabase } from './both-ways.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-02-10'), noInvalidDate: true });
const word = fc.stringMatching(/^[a-zA-Z0-9_.:/-]{1,12}$/);
const ends = fc.constantFrom('\n', '\r\n');

const request = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('GET', 'POST'),
        word,
        fc.constantFrom('', '?a=1', '?', '?b=2&c?d'),
        fc.constantFrom(' HTTP/1.1', ' HTTP/2', '', ' 1.0', ' HTTP/1.1 '),
      )
      .map(([m, p, q, v]) => `${m} /${p}${q}${v}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '-',
      '',
      '\\x16\\x03',
      'GET',
      'get /x HTTP/1.0',
      'GET /a b HTTP/1.1',
      'GET /a HTTP/1.1 x',
    ),
  },
);
const accessLine = fc
  .record({
    ip: fc.constantFrom('10.0.0.1', '::1', 'host.example', 'ä.example'),
    user: fc.constantFrom('-', 'bob', 'a b', '"q"', ''),
    at: moment,
    zone: fc.constantFrom('+0000', '-0730', '+0545'),
    request,
    status: fc.constantFrom('200', '404', '99', '007'),
    bytes: fc.constantFrom('0', '512', '-', '010', '99999999999999999'),
    referer: fc.constantFrom('-', '', 'https://x.example/?q=[1] a', 'a\\"b'),
    agent: fc.constantFrom('curl/8.5.0', '', 'Mozilla/5.0 (X11; ü)', 'a \\"quoted\\" one', '\\'),
    rest: fc.constantFrom('', ' 0.5', ' "x" y'),
  })
  .map(
    (l) =>
      `${l.ip} - ${l.user} [${two(l.at.getUTCDate())}/${months[l.at.getUTCMonth()]}/${l.at.getUTCFullYear()}:${l.at.toISOString().slice(11, 19)} ${l.zone}] "${l.request}" ${l.status} ${l.bytes} "${l.referer}" "${l.agent}"${l.rest}`,
  );
const oddLine = fc.constantFrom(
  '',
  ' ',
  '\u00a0\u2003',
  'no time here',
  '[15/Mar/2026:08:00:01 +0100]',
  '- - [31/Feb/2026:08:00:01 +0000] "',
  'x [1/Mar/2026:08:00:01 +0000] y',
  '[15/Mar/2026:24:00:00 +0000]',
  '[15/Mar/2026:08:00:60 +0000]',
  '[15/mar/2026:08:00:01 +0000]',
  '[15/März/2026:08:00:01 +0000]',
  '[15/Mar/2026:08:00:01 +01:00]',
  '[15/Mar/2026:08:00:01 Z]',
  '[',
  '\u{1f600}',
);

useDatabase();

describe('the same events both ways', () => {
  test('access logs with anything in them', async () => {
    let quick = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 9, arbitrary: accessLine }, { weight: 1, arbitrary: oddLine }), {
          minLength: 1,
          maxLength: 60,
        }),
        ends,
        fc.boolean(),
        async (lines, end, closed) => {
          const content = lines.join(end) + (closed ? end : '');
          if ((await bothWays(content, { sourcetype: 'access_combined' })).quick) quick += 1;
        },
      ),
      runs,
    );
    expect(quick).toBeGreaterThan(0);
  }, 120_000);

  test('events of several lines', async () => {
    let quick = 0;
    const at = fc.oneof(
      { weight: 12, arbitrary: moment.map((m) => m.toISOString().replace('T', ' ').replace('.', ',').slice(0, 23)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('2026-02-30 10:00:00,000', '2026-01-31 10:00:00,000', '2026-01-30 24:00:00,000'),
      },
    );
    const first = fc
      .tuple(fc.constantFrom('', '', '', '[', 'x ', '\u00e4 '), at, fc.constantFrom('INFO', 'ERROR'), word)
      .map(([lead, time, level, text]) => `${lead}${time} ${level} [main] a.b.C - ${text}`);
    const later = fc.constantFrom(
      '\tat a.b.C.d(C.java:17)',
      'java.lang.IllegalStateException: no 5',
      '',
      '  ',
      '... 12 more',
      '{"at": "2026-01-01 10:00:00,000"}',
      `${'x'.repeat(200)} 2026-01-01 10:00:00,000`,
      'Caused by: \u00fc',
      '\u{1f600}',
      '10:00:00',
      'a\u0003b',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: first }, { weight: 2, arbitrary: later }), {
          minLength: 1,
          maxLength: 60,
        }),
        ends,
        fc.record({ closed: fc.boolean(), mark: fc.boolean() }),
        fc.constantFrom(
          {},
          { SHOULD_LINEMERGE: 'true', TIME_FORMAT: '%Y-%m-%d %H:%M:%S,%3N', MAX_TIMESTAMP_LOOKAHEAD: '40' },
        ),
        async (lines, end, how, settings) => {
          const content = `${how.mark ? '\ufeff' : ''}${lines.join(end)}${how.closed ? end : ''}`;
          if ((await bothWays(content, { settings })).quick) quick += 1;
        },
      ),
      runs,
    );
    expect(quick).toBeGreaterThan(0);
  }, 120_000);

  const formats: readonly [string, (at: Date) => string, Record<string, string>?][] = [
    ['%Y-%m-%dT%H:%M:%S.%3N%Z', (at) => at.toISOString()],
    ['%Y-%m-%d %H:%M:%S,%3N', (at) => at.toISOString().replace('T', ' ').replace('.', ',').slice(0, 23)],
    ['%Y-%m-%dT%H:%M:%S%z', (at) => `${at.toISOString().slice(0, 19)}+02:00`],
    [
      '%b %e %H:%M:%S',
      (at) => `${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)}`,
    ],
    [
      '%d.%m.%Y %H:%M:%S',
      (at) =>
        `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)}`,
    ],
    [
      '%m/%d/%Y %I:%M:%S %p',
      (at) =>
        `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${at.getUTCHours() % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`,
    ],
    [
      '%y%m%d %H%M%S',
      (at) =>
        `${String(at.getUTCFullYear()).slice(2)}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())} ${at.toISOString().slice(11, 19).replace(/:/g, '')}`,
    ],
    ['%s', (at) => String(Math.floor(at.getTime() / 1000))],
    [
      '%a %b %d %H:%M:%S %Y',
      (at) =>
        `${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][at.getUTCDay()]} ${months[at.getUTCMonth()]} ${two(at.getUTCDate())} ${at.toISOString().slice(11, 19)} ${at.getUTCFullYear()}`,
    ],
  ];
  test.each(formats)(
    'lines with a time as %s',
    async (format, write) => {
      let quick = 0;
      const line = fc
        .tuple(
          moment,
          fc.constantFrom('', '', '', '[', '<13>', 'x ', '7 '),
          fc.constantFrom(' ', ']', ':', '', '1', '.', ' - '),
          word,
          fc.constantFrom('', ' ü', ' \u{1f600}', ' k:v'),
        )
        .map(([at, lead, after, text, last]) => `${lead}${write(at)}${after}${text}${last}`);
      const plain = fc.tuple(moment, word).map(([at, text]) => `${write(at)} ${text}`);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.array(plain, { minLength: 1, maxLength: 30 }),
            fc.array(fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: oddLine }), {
              minLength: 1,
              maxLength: 30,
            }),
          ),
          fc.constantFrom('true', 'false'),
          fc.constantFrom('UTC', 'Europe/Berlin'),
          async (lines, merge, timeZone) => {
            const settings = { TIME_FORMAT: format, SHOULD_LINEMERGE: merge, MAX_TIMESTAMP_LOOKAHEAD: '40' };
            if ((await bothWays(`${lines.join('\n')}\n`, { sourcetype: 'mine', settings, timeZone })).quick) quick += 1;
          },
        ),
        runs,
      );
      expect(quick).toBeGreaterThan(0);
    },
    120_000,
  );
});
