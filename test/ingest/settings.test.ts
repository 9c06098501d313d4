/** Every setting of a source type by itself, with what props.conf.spec says it does. */
import { expect, test } from 'vitest';
import { hostOf } from '../../src/ingest/host.ts';
import { textSource } from '../../src/ingest/input.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { lostBytes } from '../../src/ingest/types.ts';
import type { ByteAccount, ReadEvent, RejectedRecord } from '../../src/ingest/types.ts';
import { understand } from '../../src/ingest/understand.ts';
import type { Transforms } from '../../src/knowledge/source-types.ts';

interface Outcome {
  readonly events: readonly (ReadEvent & { readonly fields: Record<string, unknown> })[];
  readonly rejected: readonly RejectedRecord[];
  readonly warnings: readonly string[];
  readonly account: ByteAccount;
}

async function read(
  text: string,
  settings: Record<string, string>,
  transforms: Transforms = new Map(),
): Promise<Outcome> {
  const source = { ...textSource('/var/log/shop/web01.log', text), modified: Date.UTC(2026, 2, 15, 12) };
  const reader = openReader(source, understand(source, { sourcetype: 'mine', settings }), { transforms });
  const events: Outcome['events'][number][] = [];
  const rejected: RejectedRecord[] = [];
  for await (const batch of reader.batches()) {
    rejected.push(...batch.rejected);
    for (const event of batch.events) {
      const fields = Object.fromEntries(
        event.values.flatMap((value, i) => (value === undefined ? [] : [[reader.columns[i] ?? '', value]])),
      );
      events.push({ ...event, fields });
    }
  }
  return { events, rejected, warnings: reader.warnings, account: reader.account() };
}

const single = { SHOULD_LINEMERGE: 'false' };
const day = (n: number): string => `2026-03-${String(n).padStart(2, '0')}`;

test.each<[string, Record<string, string>, string, string[]]>([
  ['SHOULD_LINEMERGE=false', single, 'a\n b\n\nc\n', ['a', ' b', 'c']],
  [
    'BREAK_ONLY_BEFORE_DATE',
    {},
    `${day(1)} 10:00:00 a\n at x\n${day(2)} 10:00:00 b\n`,
    [`${day(1)} 10:00:00 a\n at x`, `${day(2)} 10:00:00 b`],
  ],
  ['BREAK_ONLY_BEFORE', { BREAK_ONLY_BEFORE: '^BEGIN' }, 'BEGIN 1\nx\nBEGIN 2\n', ['BEGIN 1\nx', 'BEGIN 2']],
  ['MUST_BREAK_AFTER', { MUST_BREAK_AFTER: '^END' }, 'a\nEND\nb\nEND\n', ['a\nEND', 'b\nEND']],
  [
    'MUST_NOT_BREAK_BEFORE',
    { BREAK_ONLY_BEFORE: '^\\w', MUST_NOT_BREAK_BEFORE: '^and' },
    'a\nand b\nc\n',
    ['a\nand b', 'c'],
  ],
  [
    'MUST_NOT_BREAK_AFTER, until MUST_BREAK_AFTER',
    { BREAK_ONLY_BEFORE: '^\\w', MUST_NOT_BREAK_AFTER: 'open$', MUST_BREAK_AFTER: 'shut$' },
    'a open\nb\nc shut\nd\ne\n',
    ['a open\nb\nc shut', 'd', 'e'],
  ],
  ['MAX_EVENTS', { BREAK_ONLY_BEFORE: '^B', MAX_EVENTS: '2' }, 'B\nx\ny\nz\nB\n', ['B\nx', 'y\nz', 'B']],
  ['LINE_BREAKER drops its first group', { ...single, LINE_BREAKER: '(\\|)' }, 'a|b\nc|d', ['a', 'b\nc', 'd']],
  [
    'LINE_BREAKER before something',
    { ...single, LINE_BREAKER: '([\\r\\n]+)\\d{4}-' },
    '2026-a\nb\n2026-c\n',
    ['2026-a\nb', '2026-c'],
  ],
  [
    'LINE_BREAKER with lookahead',
    { ...single, LINE_BREAKER: '([\\r\\n]+)(?=<row)' },
    '<row 1\nx\n<row 2\n',
    ['<row 1\nx', '<row 2'],
  ],
  ['LINE_BREAKER, an empty group', { ...single, LINE_BREAKER: '}()\\{' }, '{a}{b}', ['{a}', '{b}']],
  ['LINE_BREAKER by an alternative', { ...single, LINE_BREAKER: '(;)|(\\|)' }, 'a;b|c', ['a', 'b', 'c']],
  [
    'LINE_BREAKER and merging',
    { SHOULD_LINEMERGE: 'true', LINE_BREAKER: '(;)', BREAK_ONLY_BEFORE: '^B' },
    'B1;x;B2;y',
    ['B1;x', 'B2;y'],
  ],
  ['TRUNCATE', { ...single, TRUNCATE: '5' }, 'abcdefgh\nxyäz\nok\n', ['abcde', 'xyäz', 'ok']],
  [
    'SEDCMD-',
    { ...single, 'SEDCMD-card': 's/\\d{4}-(\\d{4})/XXXX-\\1/g' },
    'card 1234-5678 1111-2222\n',
    ['card XXXX-5678 XXXX-2222'],
  ],
  ['SEDCMD-, the second match only', { ...single, 'SEDCMD-a': 's/a/b/2' }, 'aaa\n', ['aba']],
  ['SEDCMD-, y', { ...single, 'SEDCMD-a': 'y/abc/xyz/' }, 'aabbcc d\n', ['xxyyzz d']],
])('events: %s', async (_, settings, text, expected) => {
  const { events, account } = await read(text, settings);
  expect(events.map(({ raw }) => raw)).toEqual(expected);
  expect(lostBytes(account)).toBe(0);
});

test('TRUNCATE keeps what it cut off as a rejected record', async () => {
  const { rejected, account } = await read('abcdefgh\nxy\n', { ...single, TRUNCATE: '5' });
  expect(rejected).toMatchObject([
    { raw: 'fgh', lineNumber: 1, byteOffset: 5, reason: expect.stringContaining('TRUNCATE') },
  ]);
  expect(account).toMatchObject({ contentBytes: 12, eventBytes: 7, rejectedBytes: 3, separatorBytes: 2 });
});

test.each<[string, Record<string, string>, string, (string | null)[]]>([
  [
    'TIME_PREFIX and TIME_FORMAT',
    { TIME_PREFIX: 'at=', TIME_FORMAT: '%d.%m.%Y %H:%M' },
    '01.01.2020 00:00 at=02.03.2026 04:05\n',
    ['2026-03-02T04:05:00.000Z'],
  ],
  ['TIME_PREFIX that is not there', { TIME_PREFIX: 'at=', TIME_FORMAT: '%s' }, 'x 1700000000\n', [null]],
  [
    'MAX_TIMESTAMP_LOOKAHEAD',
    { TIME_FORMAT: '%Y-%m-%d', MAX_TIMESTAMP_LOOKAHEAD: '12' },
    `${day(1)} a\n12345 ${day(2)}\n`,
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ],
  ['TZ', { TIME_FORMAT: '%Y-%m-%d %H:%M', TZ: 'America/New_York' }, `${day(1)} 10:00\n`, ['2026-03-01T15:00:00.000Z']],
  [
    'TZ gives way to a zone in the text',
    { TIME_FORMAT: '%Y-%m-%d %H:%M %z', TZ: 'America/New_York' },
    `${day(1)} 10:00 +0100\n`,
    ['2026-03-01T09:00:00.000Z'],
  ],
  [
    'TZ_ALIAS',
    { TIME_FORMAT: '%Y-%m-%d %H:%M %Z', TZ_ALIAS: 'EST=GMT+10:00,XYZ=UTC' },
    `${day(1)} 10:00 EST\n${day(1)} 10:00 XYZ\n`,
    ['2026-03-01T00:00:00.000Z', '2026-03-01T10:00:00.000Z'],
  ],
  [
    'DATETIME_CONFIG=NONE: the time of the file',
    { DATETIME_CONFIG: 'NONE' },
    `${day(1)} 10:00:00 a\n`,
    ['2026-03-15T12:00:00.000Z'],
  ],
  [
    'MAX_DAYS_AGO: the time before',
    { TIME_FORMAT: '%Y-%m-%d', MAX_DAYS_AGO: '10000' },
    `${day(1)} a\n1990-01-01 b\n`,
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ],
  [
    'MAX_DAYS_HENCE: the time before',
    { TIME_FORMAT: '%Y-%m-%d', MAX_DAYS_HENCE: '30000' },
    `${day(1)} a\n2150-01-01 b\n`,
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ],
  ['no limits of days by themselves', { TIME_FORMAT: '%Y-%m-%d' }, '1990-01-01 b\n', ['1990-01-01T00:00:00.000Z']],
  [
    'TIMESTAMP_FIELDS',
    { INDEXED_EXTRACTIONS: 'csv', TIMESTAMP_FIELDS: 'd,t', TIME_FORMAT: '%d.%m.%Y %H:%M' },
    'id,t,d\n1,10:00,02.03.2026\n2,11:00,03.03.2026\n',
    ['2026-03-02T10:00:00.000Z', '2026-03-03T11:00:00.000Z'],
  ],
])('times: %s', async (_, settings, text, expected) => {
  const { events } = await read(text, { ...single, ...settings });
  expect(events.map(({ time }) => (time === null ? null : new Date(time / 1000).toISOString()))).toEqual(expected);
});

test('DATETIME_CONFIG=CURRENT gives the time of the import', async () => {
  const { events } = await read(`${day(1)} a\n`, { ...single, DATETIME_CONFIG: 'CURRENT' });
  expect(events[0]).toMatchObject({ timeSource: 'current' });
  expect(Math.abs((events[0]?.time ?? 0) / 1000 - Date.now())).toBeLessThan(60_000);
});

const rows = 'name,n\nada,1\nbo,2\n';
test.each<[string, Record<string, string>, string, Record<string, unknown>[]]>([
  [
    'INDEXED_EXTRACTIONS=csv',
    { INDEXED_EXTRACTIONS: 'csv' },
    rows,
    [
      { name: 'ada', n: '1' },
      { name: 'bo', n: '2' },
    ],
  ],
  [
    'INDEXED_EXTRACTIONS=tsv',
    { INDEXED_EXTRACTIONS: 'tsv' },
    rows.replaceAll(',', '\t'),
    [
      { name: 'ada', n: '1' },
      { name: 'bo', n: '2' },
    ],
  ],
  [
    'INDEXED_EXTRACTIONS=psv',
    { INDEXED_EXTRACTIONS: 'psv' },
    rows.replaceAll(',', '|'),
    [
      { name: 'ada', n: '1' },
      { name: 'bo', n: '2' },
    ],
  ],
  [
    'INDEXED_EXTRACTIONS=json',
    { INDEXED_EXTRACTIONS: 'json' },
    '{"a":{"b":1},"c":["x","y"]}\n',
    [{ 'a.b': '1', 'c{}': ['x', 'y'] }],
  ],
  ['INDEXED_EXTRACTIONS=w3c', { INDEXED_EXTRACTIONS: 'w3c' }, '#Fields: a b\n1 -\n', [{ a: '1' }]],
  [
    'FIELD_DELIMITER',
    { INDEXED_EXTRACTIONS: 'csv', FIELD_DELIMITER: '~' },
    'a~b\n1~2,3\n4~5\n',
    [
      { a: '1', b: '2,3' },
      { a: '4', b: '5' },
    ],
  ],
  [
    'FIELD_DELIMITER, in hexadecimal',
    { INDEXED_EXTRACTIONS: 'csv', FIELD_DELIMITER: '\\x02' },
    'a\u0002b\n1\u00022\n',
    [{ a: '1', b: '2' }],
  ],
  [
    'FIELD_QUOTE',
    { INDEXED_EXTRACTIONS: 'csv', FIELD_QUOTE: "'" },
    "a,b\n'1,2',3\n'4,5',6\n",
    [
      { a: '1,2', b: '3' },
      { a: '4,5', b: '6' },
    ],
  ],
  [
    'FIELD_NAMES',
    { INDEXED_EXTRACTIONS: 'csv', FIELD_NAMES: 'x, y' },
    '1,2\n3,4\n',
    [
      { x: '1', y: '2' },
      { x: '3', y: '4' },
    ],
  ],
  [
    'HEADER_FIELD_LINE_NUMBER',
    { INDEXED_EXTRACTIONS: 'csv', HEADER_FIELD_LINE_NUMBER: '2' },
    'x,y\na,b\n1,2\n',
    [{ a: '1', b: '2' }],
  ],
  [
    'HEADER_FIELD_DELIMITER',
    { INDEXED_EXTRACTIONS: 'csv', HEADER_FIELD_DELIMITER: '|' },
    'a|b\n1,2\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  [
    'HEADER_FIELD_QUOTE',
    { INDEXED_EXTRACTIONS: 'csv', HEADER_FIELD_QUOTE: "'" },
    "'a','b'\n1,2\n3,4\n",
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  [
    'FIELD_HEADER_REGEX',
    { INDEXED_EXTRACTIONS: 'csv', FIELD_HEADER_REGEX: '^#Header:' },
    '#made by x\n#Header: a,b\n1,2\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  [
    'PREAMBLE_REGEX',
    { INDEXED_EXTRACTIONS: 'csv', PREAMBLE_REGEX: '^#' },
    '#x,y\na,b\n1,2\n#z\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  [
    'MISSING_VALUE_REGEX',
    { INDEXED_EXTRACTIONS: 'csv', MISSING_VALUE_REGEX: '^(NA|-)$' },
    'a,b\nNA,2\n3,-\n',
    [{ b: '2' }, { a: '3' }],
  ],
])('fields: %s', async (_, settings, text, expected) => {
  expect((await read(text, settings)).events.map(({ fields }) => fields)).toEqual(expected);
});

test('CHARSET', () => {
  const source = textSource('a', 'x');
  expect(understand(source, { settings: { CHARSET: 'windows-1252' } }).charset).toBe('windows-1252');
  expect(understand(source, { settings: { CHARSET: 'SHIFT-JIS' } }).charset).toBe('SHIFT-JIS');
  expect(understand(source, { settings: { CHARSET: 'auto' } }).charset).toBe('UTF-8');
  expect(() => understand(source, { settings: { CHARSET: 'UTF-99' } })).toThrow('CHARSET = UTF-99 names no charset');
});

const transforms: Transforms = new Map(
  Object.entries({
    drop: { REGEX: '.', DEST_KEY: 'queue', FORMAT: 'nullQueue' },
    keep: { REGEX: 'ERROR', DEST_KEY: 'queue', FORMAT: 'indexQueue' },
    host: { REGEX: 'from=(\\S+)', DEST_KEY: 'MetaData:Host', FORMAT: 'host::$1' },
    type: { REGEX: 'audit', DEST_KEY: 'MetaData:Sourcetype', FORMAT: 'sourcetype::audit' },
    mask: { REGEX: '^(.*)pw=\\S+(.*)$', DEST_KEY: '_raw', FORMAT: '$1pw=***$2' },
    field: { REGEX: 'order (\\d+)', FORMAT: 'order::$1', WRITE_META: 'true' },
    each: { REGEX: 'id:(?<id>\\w+)', WRITE_META: 'true', REPEAT_MATCH: 'true' },
    byPath: { SOURCE_KEY: 'MetaData:Source', REGEX: '/(\\w+)\\.log$', DEST_KEY: 'MetaData:Host', FORMAT: 'host::$1' },
    odd: { REGEX: 'x', DEST_KEY: '_TCP_ROUTING', FORMAT: 'elsewhere' },
  }),
);
test.each<[string, string, string, Record<string, unknown>[]]>([
  ['all dropped but some: the last queue counts', 'drop, keep', 'INFO a\nERROR b\n', [{ raw: 'ERROR b' }]],
  ['host', 'host', 'from=web7 x\ny\n', [{ host: 'web7' }, { raw: 'y' }]],
  ['host from the path', 'byPath', 'x\n', [{ host: 'web01' }]],
  ['source type', 'type', 'audit x\ny\n', [{ fields: { sourcetype: 'audit' } }, { fields: { sourcetype: 'mine' } }]],
  ['text', 'mask', 'login pw=secret ok\n', [{ raw: 'login pw=*** ok' }]],
  ['a field', 'field', 'order 7 sent\n', [{ fields: { order: '7' } }]],
  ['a field with all its values', 'each', 'id:a id:b\n', [{ fields: { id: ['a', 'b'] } }]],
])('TRANSFORMS-: %s', async (_, names, text, expected) => {
  const { events } = await read(text, { ...single, KV_MODE: 'none', 'TRANSFORMS-t': names }, transforms);
  expect(events).toMatchObject(expected);
  expect(events).toHaveLength(expected.length);
});

test('what goes to the null queue is counted; what has no effect is said', async () => {
  const { account, warnings } = await read(
    'INFO a\nERROR b\n',
    { ...single, 'TRANSFORMS-t': 'drop,keep,odd,gone' },
    transforms,
  );
  expect(account).toMatchObject({ contentBytes: 15, eventBytes: 7, discardedBytes: 6, separatorBytes: 2 });
  expect(warnings).toEqual([
    expect.stringContaining('transform odd has no effect'),
    expect.stringContaining('names the transform gone'),
  ]);
});

test.each([
  [{ host: 'db1' }, 'db1'],
  [{ host_regex: '/(\\w+)\\.log$', host: 'db1' }, 'web01'],
  [{ host_segment: '3' }, 'shop'],
  [{ host_segment: '9', host: 'db1' }, 'db1'],
  [{}, undefined],
])('host by %j', (settings, host) => expect(hostOf(settings, '/var/log/shop/web01.log')).toBe(host));

test.each([
  [{ LINE_BREAKER: '([\\r\\n]+)(?=a)b' }, /^LINE_BREAKER cannot be used: lookaround/],
  [{ TIME_PREFIX: '(', TIME_FORMAT: '%s' }, /^TIME_PREFIX cannot be used/],
  [{ 'SEDCMD-x': 's/a' }, /SEDCMD-x is no sed script/],
])('%j is refused by name', async (settings, message) => {
  await expect(read('a\n', { ...single, ...settings })).rejects.toThrow(message);
});
