/** What goes in through an import comes out of a search unchanged, whatever its characters. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Spool } from '../../src/ingest/spool.ts';
import type { ReadEvent } from '../../src/ingest/types.ts';
import { createFolders, dataFolderAt } from '../../src/store/data-folder.ts';
import type { DataFolder } from '../../src/store/data-folder.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { readCatalogue } from '../../src/store/catalogue.ts';
import { deleteEvents } from '../../src/store/delete.ts';
import { writeSegment } from '../../src/store/segment-writer.ts';

let root: string;
let folder: DataFolder;
let database: Database;
let spools = 0;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'grotto-store-'));
  folder = dataFolderAt(root);
  createFolders(folder);
  database = await openDatabase(folder);
});
afterEach(() => {
  database.close();
  rmSync(root, { recursive: true, force: true });
});

function event(raw: string, values: ReadEvent['values'] = [], time: number | null = null): ReadEvent {
  return {
    raw,
    values,
    time,
    timeSource: time === null ? 'none' : 'parsed',
    timeSpans: [],
    lineNumber: 1,
    lineCount: 1,
  };
}

async function store(events: readonly ReadEvent[], names: readonly string[] = [], index = 'main'): Promise<number> {
  spools += 1;
  const spool = new Spool(join(folder.temporary, `test-${spools}.spool`));
  await spool.write(events);
  await spool.close();
  return await database.exclusively(async () => {
    const connection = await database.connect();
    try {
      return await writeSegment(connection, {
        spoolFiles: [spool.path],
        longestLine: spool.longestLine,
        fields: spool.fields(names),
        inTimeOrder: spool.inTimeOrder,
        file: '/logs/a.log',
        index,
        sourcetype: 'plain',
        host: 'box',
        bytes: 1,
        events: spool.events,
        untimed: spool.untimed,
        firstTime: spool.firstTime,
        lastTime: spool.lastTime,
        contentHash: `${spools}`,
        settings: {},
        rejected: [],
        rejectedCount: 0,
      });
    } finally {
      connection.closeSync();
    }
  });
}

async function rows(sql: string): Promise<unknown[][]> {
  const connection = await database.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
  }
}

const hostile = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\n',
  'two\nlines',
  'carriage\r\nreturn',
  '\u0001\u0002\u0003',
  '\u0001',
  '\u0002\u0003',
  '\u0004',
  '\u0004n',
  '\u0004\u0004d',
  '\u0005',
  '\u0006',
  '"',
  '""',
  "'",
  'it\'s "so"',
  ',',
  '\\',
  '\\n',
  '\\N',
  'NULL',
  'null',
  '#no comment',
  '😀 日本語 ñ',
  '\u2028',
  '\ufffd',
  '\t',
  'x'.repeat(1_000_000),
];

test.each(hostile.map((text) => [JSON.stringify(text.slice(0, 30)), text]))(
  'the text %s comes back',
  async (_, text) => {
    await store(
      [event('before', ['before']), event(text, [text]), event('list', [['a', text]]), event('after', [undefined])],
      ['v'],
    );
    expect(await rows('SELECT _raw, f0 FROM events_1 ORDER BY _id')).toEqual([
      ['before', ['before']],
      [text, [text]],
      ['list', ['a', text]],
      ['after', null],
    ]);
  },
);

test('all hostile texts in one file, as text and as a field', async () => {
  await store(
    hostile.map((text) => event(text, [text])),
    ['v'],
  );
  expect(await rows('SELECT _raw, f0 FROM events_1 ORDER BY _id')).toEqual(hostile.map((text) => [text, text]));
});

describe('a field is a number only when every value survives', () => {
  test.each<[readonly string[], string]>([
    [['1', '20', '-3', '0'], 'BIGINT'],
    [['1', '007'], 'VARCHAR'],
    [['1', '-0'], 'VARCHAR'],
    [['1', '+1'], 'VARCHAR'],
    [['1.5', '2'], 'DOUBLE'],
    [['1.0', '2'], 'VARCHAR'],
    [['1.50'], 'VARCHAR'],
    [['1e5'], 'VARCHAR'],
    [['.5'], 'VARCHAR'],
    [['12345678901234567890'], 'VARCHAR'],
    [['1', ''], 'VARCHAR'],
    [['1', ' 2'], 'VARCHAR'],
    [['-'], 'VARCHAR'],
    [['NaN', '1'], 'VARCHAR'],
  ])('%j is %s', async (values, type) => {
    await store(
      values.map((value) => event(value, [value])),
      ['v'],
    );
    expect(
      await rows(
        "SELECT data_type FROM information_schema.columns WHERE table_name = 'events_1' AND column_name = 'f0'",
      ),
    ).toEqual([[type]]);
    if (type === 'VARCHAR')
      expect(await rows('SELECT f0 FROM events_1 ORDER BY _id')).toEqual(values.map((value) => [value]));
  });
});

test('names that differ only in case are two fields', async () => {
  await store([event('x', ['1', 'a'])], ['User', 'user']);
  const connection = await database.connect();
  const { facts, tables } = await readCatalogue(connection);
  connection.closeSync();
  expect(facts.segments[0]?.fields).toEqual([
    { name: 'User', type: 'number' },
    { name: 'user', type: 'string' },
  ]);
  expect(tables.segment(1).columns.get('user')?.physical).toBe('f1');
});

test('events stand in the order of time and are numbered in the order of the file', async () => {
  await store([event('c', [], 3_000_000), event('none'), event('a', [], 1_000_000), event('b', [], 2_000_000)]);
  expect(await rows('SELECT _raw, _id FROM events_1 ORDER BY rowid')).toEqual([
    ['a', '3'],
    ['b', '4'],
    ['c', '1'],
    ['none', '2'],
  ]);
});

describe('numbers are never given twice', () => {
  test('of an import that was deleted', async () => {
    await store([event('a', [], 1)]);
    expect(await store([event('b', [], 2)])).toBe(2);
    await remove({ importId: 2 });
    expect(await store([event('c', [], 3)])).toBe(3);
    expect(await rows('SELECT _id FROM events_3')).toEqual([['3']]);
  });
  test('of events deleted by time', async () => {
    await store([event('a', [], 5), event('b', [], 6)]);
    await store([event('c', [], 1), event('untimed')]);
    await remove({ before: 3 });
    await store([event('d', [], 4)]);
    expect(
      await rows(
        'SELECT _id FROM events_1 UNION ALL SELECT _id FROM events_2 UNION ALL SELECT _id FROM events_3 ORDER BY ALL',
      ),
    ).toEqual([['1'], ['2'], ['4'], ['5']]);
  });
  test('by imports at the same time', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map((n) => store([event(`n${n}`, [], n)])));
    expect([...ids].sort()).toEqual([1, 2, 3, 4]);
  });
});

async function remove(
  wanted: Parameters<typeof deleteEvents>[1],
): Promise<{ readonly events: number; readonly imports: number }> {
  const connection = await database.connect();
  try {
    return await deleteEvents(connection, wanted);
  } finally {
    connection.closeSync();
  }
}

describe('deleting', () => {
  beforeEach(async () => {
    await store([event('1', [], 10), event('2', [], 20)], [], 'main');
    await store([event('3', [], 15), event('4', [], 30), event('untimed')], [], 'other');
  });
  const left = async (): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const [table] of await rows('SELECT table_name FROM segments ORDER BY id'))
      found.push(...(await rows(`SELECT _raw FROM "${String(table)}" ORDER BY _id`)).flat());
    return found;
  };
  test('an index', async () => {
    expect(await remove({ index: 'main' })).toEqual({ events: 2, imports: 1 });
    expect(await left()).toEqual(['3', '4', 'untimed']);
  });
  test('an import', async () => {
    expect(await remove({ importId: 2 })).toEqual({ events: 3, imports: 1 });
    expect(await left()).toEqual(['1', '2']);
  });
  test('before a time: the bound itself and events without a time stay', async () => {
    expect(await remove({ before: 20 })).toEqual({ events: 2, imports: 0 });
    expect(await left()).toEqual(['2', '4', 'untimed']);
    expect(await rows('SELECT events, first_time FROM imports ORDER BY id')).toEqual([
      ['1', '20'],
      ['2', '30'],
    ]);
  });
  test('before a time after all: events without a time stay', async () => {
    expect(await remove({ before: 1000 })).toEqual({ events: 4, imports: 1 });
    expect(await left()).toEqual(['untimed']);
    expect(await rows('SELECT events, untimed, first_time, last_time FROM imports')).toEqual([['1', '1', null, null]]);
  });
  test('nothing that is not there', async () => {
    expect(await remove({ index: "x' OR 1=1 --" })).toEqual({ events: 0, imports: 0 });
    expect((await left()).length).toBe(5);
  });
});

test('a byte order mark inside a file is stored', async () => {
  // Asked of the database: the client leaves a leading mark out of what it hands over.
  await store([event('\ufeffx', ['\ufeff'])], ['v']);
  expect(await rows('SELECT unicode(_raw), strlen(_raw), strlen(f0) FROM events_1')).toEqual([[0xfeff, '4', '3']]);
});
