/** One disturbance at a time in a plain table: every cell must still stand in its column. */
import { describe, expect, test } from 'vitest';
import { textSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';

const header = ['date', 'clock', 'count', 'code', 'price', 'product', 'about', 'link', 'note'];
const products = ['Kettle', 'Lamp, small', 'Rain Coat', 'Chair', 'Desk', 'Tea Pot, blue', 'Bowl', 'Tent'];
const table = Array.from({ length: 16 }, (_, i) => [
  `${String(i + 10)}/03/2026`,
  `${String(i % 24).padStart(2, '0')}:15`,
  String((i * 7) % 40),
  `AB-${1000 + i * 13}`,
  `$${(i * 3.5 + 4).toFixed(2)}`,
  products[i % products.length] ?? '',
  `Good for long days, made of ${i % 2 === 0 ? 'wool' : 'steel'} and built to last.`,
  `https://example.com/p/${1000 + i * 13}`,
  '',
]);

const quoted = (cell: string, column: number): string =>
  cell !== '' && (column >= 6 || cell.includes(',')) ? `"${cell}"` : cell;
const written = [header, ...table].map((row) => row.map(quoted));
const asText = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => row.join(delimiter)).join('\n') + '\n';

async function read(
  text: string,
): Promise<{ columns: string[]; rows: string[][]; warnings: string[]; rejected: number }> {
  const result = await previewInput(textSource('table.csv', text), { limit: 1000, extent: 'whole' });
  return {
    columns: result.columns,
    rows: result.events.map((event) => result.columns.map((name) => String(event.fields[name] ?? ''))),
    warnings: result.warnings,
    rejected: result.rejectedCount,
  };
}

const rowsToTry = [1, 5, 9, table.length];

describe('one delimiter too many', () => {
  test.each(header.map((name, column) => [name, column] as const))('before %s', async (_, column) => {
    for (const row of [0, ...rowsToTry]) {
      const polluted = written.map((cells, i) => (i === row ? cells.toSpliced(column, 0, '') : cells));
      const got = await read(asText(polluted));
      expect(got.columns).toEqual(header);
      expect(got.rows).toEqual(table);
    }
  });
});

describe('one delimiter missing', () => {
  test.each(header.slice(1).map((name, i) => [name, i + 1] as const))('before %s', async (_, column) => {
    for (const row of rowsToTry) {
      const polluted = written.map((cells, i) =>
        i === row ? cells.toSpliced(column - 1, 2, (cells[column - 1] ?? '') + (cells[column] ?? '')) : cells,
      );
      expect((await read(asText(polluted))).rows).toEqual(table);
    }
  });
});

describe('one quote too many', () => {
  test.each(header.map((name, column) => [name, column] as const))('before %s', async (_, column) => {
    for (const row of rowsToTry) {
      const polluted = written.map((cells, i) => (i === row ? cells.with(column, `"${cells[column] ?? ''}`) : cells));
      const expected = table.map((cells, i) => (i === row - 1 ? cells.with(column, `"${cells[column] ?? ''}`) : cells));
      expect((await read(asText(polluted))).rows).toEqual(expected);
    }
  });
});

test.each([';', '\t', '|'])('another delimiter in one row: %j', async (delimiter) => {
  const lines = written.map((row, i) => row.join(i === 4 ? delimiter : ','));
  const got = await read(lines.join('\n'));
  expect(got.rows).toEqual(table);
  expect(got.warnings.join()).toContain('line 5');
});

test.each([';', '\t', '|', ', ', '\t\t', '||', '^', '\u001f'])(
  'the whole file has the delimiter %j',
  async (delimiter) => {
    const got = await read(asText(written, delimiter));
    expect(got.columns).toEqual(header);
    expect(got.rows).toEqual(table);
  },
);

test.each([
  ['lines', 'A report\nof March\n\n'],
  ['padded lines', 'A report,,,,,,,,\n,,,,,,,,\n'],
])('%s before the header are kept apart', async (_, preamble) => {
  const got = await read(preamble + asText(written));
  expect(got.columns).toEqual(header);
  expect(got.rows).toEqual(table);
  expect(got.warnings).toEqual([]);
});

test('a second table is kept apart, with the reason', async () => {
  const second = written.map((row) => row.slice(0, 5));
  const got = await read(asText(written) + asText(second));
  expect(got.rows).toEqual(table);
  expect(got.rejected).toBe(second.length);
});

test('header, title and empty rows that come again are no events', async () => {
  const part = (title: string, from: number): string =>
    asText([
      [title, '', '', '', '', '', '', '', ''],
      Array<string>(9).fill(''),
      written[0] ?? [],
      ...written.slice(from, from + 8),
    ]);
  const got = await read(part('First', 1) + asText([Array<string>(9).fill('')]) + part('Second', 9));
  expect(got.columns).toEqual(header);
  expect(got.rows).toEqual(table);
});

test('names over several rows are joined, those of groups spread over their columns', async () => {
  const text =
    'Region,Sales,,Staff,\n,Units,Value,Full time,Part time\nNorth,1,2.5,3,4\nSouth,5,6.5,7,8\nWest,2,3.5,4,5\n';
  const got = await read(text);
  expect(got.columns).toEqual(['Region', 'Sales Units', 'Sales Value', 'Staff Full time', 'Staff Part time']);
  expect(got.rows).toHaveLength(3);
});

test('a cell that goes on over lines is no stray quote', async () => {
  const text = 'id,text,n\n1,"one\ntwo, three",4\n2,plain,5\n3,"a\nb",6\n';
  expect((await read(text)).rows).toEqual([
    ['1', 'one\ntwo, three', '4'],
    ['2', 'plain', '5'],
    ['3', 'a\nb', '6'],
  ]);
});
