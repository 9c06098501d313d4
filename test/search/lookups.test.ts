/** Lookup files: read as text in their order, written whole or not at all. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { column } from '../../src/plan/expression.ts';
import { stage } from '../../src/plan/relation.ts';
import { loadLookup, parseCsv, writeLookup } from '../../src/search/lookups.ts';
import type { LookupToWrite } from '../../src/search/lookups.ts';
import { connection, rowsOf } from '../sql/evaluate.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-lookups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* given(
  ...rows: (string | number | null | string[])[][]
): AsyncGenerator<(string | number | null | string[])[][]> {
  if (rows.length > 0) yield rows;
}
const plain: Omit<LookupToWrite, 'rows'> = {
  name: 'people',
  columns: ['id', 'name'],
  append: false,
  createEmpty: false,
  overrideIfEmpty: true,
};

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,\r\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['"x, y","say ""hi""","two\nlines"', [['x, y', 'say "hi"', 'two\nlines']]],
  ['a\n\nb,', [['a'], ['b', '']]],
  ['"never closed', [['never closed']]],
  ['""', []],
])('%j', (text, records) => {
  expect(parseCsv(text)).toEqual(records);
});

test('what is written is read back, in order, empty cells as null', async () => {
  await writeLookup(folder, { ...plain, rows: given([1, 'Ann "A", B'], [2, null], [3, ['x', 'y']]) });
  expect(readFileSync(join(folder, 'people.csv'), 'utf8')).toBe('id,name\n1,"Ann ""A"", B"\n2,\n3,"x\ny"\n');
  const answer = await loadLookup(folder, 'people', 'lookup_test', await connection());
  if (answer.kind !== 'lookup') throw new Error('The lookup was not found.');
  const order = [{ expression: column('\u0001row', 'number'), direction: 'ascending' as const }];
  expect(await rowsOf(stage(answer.table, answer.columns, order))).toEqual([
    ['1', 'Ann "A", B'],
    ['2', null],
    ['3', 'x\ny'],
  ]);
});

test('appending joins the columns of both', async () => {
  await writeLookup(folder, { ...plain, name: 'grown.csv', rows: given([1, 'Ann']) });
  await writeLookup(folder, {
    ...plain,
    name: 'grown',
    append: true,
    columns: ['name', 'city'],
    rows: given(['Bo', 'Rome']),
  });
  expect(readFileSync(join(folder, 'grown.csv'), 'utf8')).toBe('id,name,city\n1,Ann,\n,Bo,Rome\n');
});

test('no rows: a file that is there stays unless it may be emptied, and none is made unless asked', async () => {
  await writeLookup(folder, { ...plain, name: 'kept', rows: given([1, 'Ann']) });
  await writeLookup(folder, { ...plain, name: 'kept', overrideIfEmpty: false, rows: given() });
  expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toContain('Ann');
  await writeLookup(folder, { ...plain, name: 'none', rows: given() });
  expect(existsSync(join(folder, 'none.csv'))).toBe(false);
});

test.each(['../outside', '/etc/passwd', '.hidden', 'a/b', 'a\\b', ''])('%j is no name of a lookup', async (name) => {
  await expect(writeLookup(folder, { ...plain, name, rows: given([1, 'x']) })).rejects.toMatchObject({
    problem: { message: expect.stringContaining('cannot be the name') },
  });
  expect(await loadLookup(folder, name, 'never', await connection())).toEqual({ kind: 'absent' });
});

test('rows that fail on the way leave nothing', async () => {
  async function* failing(): AsyncGenerator<(string | null)[][]> {
    yield [['1', 'x']];
    throw new Error('on the way');
  }
  await expect(writeLookup(folder, { ...plain, name: 'broken', rows: failing() })).rejects.toThrow('on the way');
  expect(readdirSync(folder).filter((file) => file.startsWith('broken'))).toEqual([]);
});
