/** Tables as programs and portals write them: the delimiter, the header and the rows must be found without a hint. */
import { expect, test } from 'vitest';
import { textSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';

const header = ['id', 'name', 'city', 'amount', 'date'];
const rows = Array.from({ length: 20 }, (_, i) => [
  String(i + 1),
  ['Ann', 'Bob Lee', 'Zoë', "O'Neil"][i % 4] ?? '',
  ['Paris', 'New York', 'Köln'][i % 3] ?? '',
  (i * 13.37 + 5).toFixed(2),
  `2018.0${1 + (i % 9)}.1${i % 10}`,
]);
const numbers = Array.from({ length: 20 }, (_, i) => [
  (i * 0.1).toFixed(1),
  (i * i * 0.01).toFixed(4),
  String((i * 7) % 50),
  (-i * 0.3).toFixed(3),
]);
const written = (table: readonly (readonly string[])[], delimiter: string, cell = (text: string) => text): string =>
  table.map((row) => row.map(cell).join(delimiter)).join('\n') + '\n';

async function read(text: string): Promise<{ columns: string[]; rows: string[][] }> {
  const { columns, events } = await previewInput(textSource('table.csv', text), { limit: 1000, extent: 'whole' });
  return { columns, rows: events.map(({ fields }) => columns.map((name) => String(fields[name] ?? '').trim())) };
}

const usual = [',', ';', '\t', '|', '^', '~', '\u0001', '||', '::', ';;', ' | ', '\t\t'];
const rare = ['#', '!', '$', '&', '*', '%', '@', ':|:', '|~|', '\\t'];
test.each([...usual, ...rare])('the delimiter %j', async (delimiter) => {
  expect(await read(written([header, ...rows], delimiter))).toEqual({ columns: header, rows });
});

const names = ['t', 'x', 'y', 'z'];
test.each([
  ['one blank', written([names, ...numbers], ' ')],
  ['a colon', written([names, ...numbers], ':')],
  ['aligned with blanks', written([names, ...numbers], '', (text) => text.padStart(10))],
  ['decimal commas', written([names, ...numbers], ';', (text) => text.replace('.', ','))],
])('numbers parted by %s', async (_, text) => {
  const got = await read(text);
  expect(got.columns).toEqual(names);
  expect(got.rows.map((row) => row.map((cell) => cell.replace(',', '.')))).toEqual(numbers);
});

const table = written([header, ...rows], ',');
test.each([
  [
    'a sentence with as many commas',
    `This list, by town and by name, holds what was paid, in euros, from the day.\n\n${table}`,
  ],
  ['a title and a note', `Payments of 2018\nSource: Office\n\n${table}`],
  ['a padded title', `Payments of 2018,,,,\n,,,,\n${table}`],
  ['comments', `# created 2018\n# by: Bob, and Eve\n#\n${table}`],
  ["Excel's line for the delimiter", `sep=;\n${written([header, ...rows], ';')}`],
  ['quotes around all', written([header, ...rows], ',', (text) => `"${text}"`)],
  ['single quotes around all', written([header, ...rows], ',', (text) => `'${text.replaceAll("'", "''")}'`)],
  ['trailing delimiters', written([[...header, ''], ...rows.map((row) => [...row, ''])], ',')],
])('with %s', async (_, text) => {
  const got = await read(text);
  expect(got.columns.slice(0, 5)).toEqual(header);
  expect(got.rows.map((row) => row.slice(0, 5))).toEqual(rows);
});

test('units below the names belong to the header', async () => {
  const got = await read(
    `id,length,weight\n,(km),(kg)\n${written(
      numbers.map(([t = '', x = '', y = '']) => [`A${y}`, x, t]),
      ',',
    )}`,
  );
  expect(got.columns).toEqual(['id', 'length (km)', 'weight (kg)']);
  expect(got.rows).toHaveLength(numbers.length);
});

test('a header without a name for the first column, as R writes it', async () => {
  const got = await read(written([header, ...rows.map((row, i) => [`r${i}`, ...row])], ','));
  expect(got.columns).toEqual(['field1', ...header]);
  expect(got.rows[0]).toEqual(['r0', ...(rows[0] ?? [])]);
});

test.each([
  ['years', ['region', '2016', '2017', '2018']],
  ['days', ['region', '31/03/2016', '30/06/2016', '30/09/2016']],
])('%s as names of columns', async (_, columns) => {
  const values = numbers.map(([, , y = ''], i) => [`town ${i}`, y, String(i), '14']);
  expect(await read(written([columns, ...values], ','))).toEqual({ columns, rows: values });
});

test('no header where the first row is as the others', async () => {
  const passwd = [
    ['root', 'x', '0', '0', 'root', '/root', '/bin/bash'],
    ['daemon', 'x', '1', '1', 'daemon', '/usr/sbin', '/usr/sbin/nologin'],
    ['bob', 'x', '1000', '1000', 'Bob Lee', '/home/bob', '/bin/zsh'],
    ['eve', 'x', '1001', '1001', 'Eve', '/home/eve', '/bin/zsh'],
  ];
  expect((await read(written(passwd, ':'))).rows).toEqual(passwd);
});

test('addresses and clock times part as well as words do', async () => {
  const pages = rows.map(([id = ''], i) => [
    `10:0${i % 10}:01`,
    `http://x.example/a?b=${id};c=1`,
    'Mozilla/5.0 (X11), like Gecko',
  ]);
  expect((await read(written([['time', 'url', 'agent'], ...pages], '\t'))).rows).toEqual(pages);
});

test('double quotes that were doubled stay one where single quotes enclose the cells', async () => {
  const sizes = rows.map((row, i) => [row[0] ?? '', `Table, round ${i}""`]);
  const got = await read(written([['id', 'what'], ...sizes], ',', (text) => (text.includes(',') ? `'${text}'` : text)));
  expect(got.rows).toEqual(sizes.map(([id, what]) => [id, what?.replace('""', '"')]));
});

test('a cell beyond the header has a column of its own', async () => {
  const got = await read('a;b\n1;2;more\n3;4\n');
  expect(got).toEqual({
    columns: ['a', 'b', 'field3'],
    rows: [
      ['1', '2', 'more'],
      ['3', '4', ''],
    ],
  });
});

test('tables below the first are kept where they are most of the file', async () => {
  const report = (name: string, width: number, height: number): string =>
    written(
      [
        ['run', ...Array.from({ length: width }, (_, i) => `${name}_${i}`)],
        ...Array.from({ length: height }, (_, i) => [String(i), ...Array<string>(width).fill(String(i * 7))]),
      ],
      ',',
    );
  const got = await read(report('arrivals', 12, 10) + report('sums', 3, 12) + report('rates', 20, 12));
  expect(got.columns).toHaveLength(21);
  expect(got.rows).toHaveLength(10 + 13 + 13);
});
