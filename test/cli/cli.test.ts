/** The command line as a person or a script meets it: exit codes, lines on stdout, one clear line on stderr. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Each call is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'grotto-cli-'));
const data = join(folder, 'data');
const root = join(import.meta.dirname, '../..');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function grotto(words: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...words], { cwd: root });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

const records = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const search = (spl: string, ...more: string[]): Promise<Outcome> =>
  grotto(['search', spl, '--data-dir', data, ...more]);

beforeAll(async () => {
  const file = join(folder, 'web.csv');
  writeFileSync(
    file,
    'timestamp,method,bytes,status\n2026-03-15T08:00:00Z,GET,512,200\n2026-03-15T08:30:00Z,POST,128,404\n2026-03-15T09:00:00Z,GET,30,200\n',
  );
  const imported = await grotto([
    'import',
    file,
    '--data-dir',
    data,
    '--index',
    'main',
    '--sourcetype',
    'csv',
    '--host',
    'h1',
  ]);
  expect(imported.err).toBe('');
  expect(records(imported.out)).toMatchObject([
    {
      file,
      index: 'main',
      sourcetype: 'csv',
      host: 'h1',
      events: 3,
      rejected: 0,
      untimed: 0,
      firstTime: '2026-03-15T08:00:00.000Z',
      lastTime: '2026-03-15T09:00:00.000Z',
      warnings: [],
    },
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('events have all their fields, newest first, and no inner number', async () => {
  const rows = records((await search('index=main')).out);
  expect(rows[0]).toMatchObject({
    _time: '2026-03-15T09:00:00.000Z',
    method: 'GET',
    bytes: 30,
    host: 'h1',
    index: 'main',
    sourcetype: 'csv',
    linecount: 1,
  });
  expect(rows.length).toBe(3);
  expect(rows[0]).not.toHaveProperty('_id');
});

test('rows keep their column order even where names look like array indexes', async () => {
  const { out } = await search('index=main | chart count over method by status');
  expect(out).toBe('{"method":"GET","200":2,"404":0}\n{"method":"POST","200":0,"404":1}\n');
});

test('time bounds, zone and limit', async () => {
  expect(
    records(
      (
        await search(
          'index=main | table _time',
          '--earliest',
          '2026-03-15T08:10:00Z',
          '--latest',
          '2026-03-15T08:50:00Z',
          '--tz',
          'America/New_York',
        )
      ).out,
    ),
  ).toEqual([{ _time: '2026-03-15T04:30:00.000-04:00' }]);
  expect(records((await search('index=main', '--limit', '1')).out).length).toBe(1);
  expect(records((await search('index=main earliest=-1h | stats count', '--now', '2026-03-15T09:30:00Z')).out)).toEqual(
    [{ count: 2 }],
  );
  expect(
    records((await search('index=main | stats count', '--earliest', '-1h', '--now', '2026-03-15T09:30:00Z')).out),
  ).toEqual([{ count: 2 }]);
});

test('multivalues are arrays, what is missing is null', async () => {
  expect((await search('index=main | stats values(method) as m | eval nothing=null() | table m nothing')).out).toBe(
    '{"m":["GET","POST"],"nothing":null}\n',
  );
});

test('csv and table', async () => {
  expect((await search('index=main | stats count values(status) as s by method', '--output', 'csv')).out).toBe(
    'method,count,s\nGET,2,200\nPOST,1,404\n',
  );
  expect((await search('index=main | stats count by method', '--output', 'table')).out).toBe(
    'method  count\n------  -----\nGET         2\nPOST        1\n',
  );
});

test('a batch answers every line, right or wrong', async () => {
  const batch = join(folder, 'batch.jsonl');
  writeFileSync(
    batch,
    `${JSON.stringify({ id: 'a', spl: 'index=main | stats count by method' })}\n\n${JSON.stringify({ id: 'b', spl: 'index=main | statz' })}\n${JSON.stringify({ id: 3, spl: '| makeresults | table _time', now: 0, tz: 'Asia/Tokyo' })}\n`,
  );
  const { out, code } = await grotto(['search', '--batch', batch, '--data-dir', data]);
  expect(code).toBe(0);
  expect(records(out)).toMatchObject([
    {
      id: 'a',
      ok: true,
      columns: ['method', 'count'],
      rows: [
        ['GET', 2],
        ['POST', 1],
      ],
    },
    { id: 'b', ok: false, error: expect.stringContaining('statz') },
    { id: 3, ok: true, columns: ['_time'], rows: [['1970-01-01T09:00:00.000+09:00']] },
  ]);
});

test('check needs no data and names the place', async () => {
  const batch = `${JSON.stringify({ id: '1', spl: 'index=main | stats count' })}\n${JSON.stringify({ id: '2', spl: 'index=main | stats count by' })}\n`;
  const { out, code } = await grotto(['check', '--batch', '-'], batch);
  expect(code).toBe(0);
  expect(records(out)).toMatchObject([
    { id: '1', parsed: true, planned: true },
    { id: '2', parsed: false, planned: false, error: expect.any(String), position: expect.any(Number) },
  ]);
  expect((await grotto(['check', 'index=main | statz'])).code).toBe(1);
});

test('explain prints the SQL of each stage', async () => {
  const stages = records((await grotto(['explain', 'index=main | stats count by method', '--data-dir', data])).out);
  expect(stages.at(-1)).toMatchObject({ name: 'result', sql: expect.stringMatching(/GROUP BY/) });
});

test('preview stores nothing', async () => {
  const file = join(folder, 'new.log');
  writeFileSync(file, '2026-03-15 08:00:00 one\n2026-03-15 08:00:01 two\n');
  const [line] = records(
    (await grotto(['preview', file, '--limit', '1', '--data-dir', join(folder, 'untouched')])).out,
  );
  expect(line).toMatchObject({
    file,
    eventCount: 2,
    events: [{ _time: '2026-03-15T08:00:00.000Z', _raw: '2026-03-15 08:00:00 one' }],
  });
});

test('what is stored can be listed and deleted', async () => {
  const other = join(folder, 'other-data');
  const imported = await grotto(
    ['import', '-', '--data-dir', other, '--index', 'piped'],
    '2026-03-15 08:00:00 hello\n',
  );
  expect(records(imported.out)).toMatchObject([{ file: 'stdin', index: 'piped', events: 1 }]);
  expect(records((await grotto(['indexes', '--data-dir', other])).out)).toMatchObject([{ index: 'piped', events: 1 }]);
  expect(records((await grotto(['delete', '--index', 'piped', '--data-dir', other])).out)).toEqual([
    { events: 1, imports: 1 },
  ]);
  expect(records((await grotto(['fields', '--data-dir', data])).out).map((r) => r.field)).toEqual(
    expect.arrayContaining(['method', 'bytes', 'status']),
  );
  const [shown] = records((await grotto(['sourcetypes', 'show', 'csv', '--data-dir', data])).out);
  expect(shown).toMatchObject({ name: 'csv', settings: expect.any(Object) });
});

test('source types go in and out as stanzas of props.conf', async () => {
  const conf = join(folder, 'props.conf');
  writeFileSync(conf, '[shop]\nTIME_FORMAT = %s\nMY_OWN_KEY = kept\n');
  const other = join(folder, 'types-data');
  const types = (...words: string[]): Promise<Outcome> => grotto(['sourcetypes', ...words, '--data-dir', other]);
  expect(records((await types('import', conf)).out)).toMatchObject([{ sourcetypes: ['shop'] }]);
  await types('save', 'shop', '--set', 'TZ=Europe/Oslo');
  expect((await types('export', 'shop')).out).toBe(
    '[shop]\ncategory = Custom\nTIME_FORMAT = %s\nMY_OWN_KEY = kept\nTZ = Europe/Oslo\n',
  );
  expect((await types('show', 'shop', '--output', 'table')).out).toContain('MY_OWN_KEY = kept');
});

test.each([
  [['serch'], 2, /no command "serch"/],
  [['search'], 2, /No search was given/],
  [['search', 'index=main', '--nosuch'], 2, /nosuch/],
  [['search', 'index=main | statz', '--data-dir', data], 1, /^grotto: There is no command "statz".*\n$/],
  [['search', 'index=main', '--tz', 'Mars/Olympus', '--data-dir', data], 2, /no time zone/],
  [['import', join(folder, 'nosuch.log'), '--data-dir', data], 1, /nosuch\.log/],
  [['import', join(folder, 'web.csv'), '--data-dir', data], 1, /imported before/],
  [['delete', '--data-dir', data], 2, /Nothing was named/],
  [['sourcetypes', 'show', 'nosuch', '--data-dir', data], 2, /no source type/],
] as const)('%j is refused with one clear line', async (words, code, message) => {
  const outcome = await grotto(words as readonly string[]);
  expect(outcome).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
  expect(outcome.err.trimEnd()).not.toContain('\n');
});
