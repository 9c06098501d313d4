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

const many = <T>(row: (i: number) => T): T[] => Array.from({ length: 20 }, (_, i) => row(i));
const csv = (...table: readonly (readonly (string | number)[])[]): string =>
  table.map((row) => row.join(',')).join('\n') + '\n';
const measured = many((i) => [(i * 0.1).toFixed(1), (i * 2.3).toFixed(3), (i * i * 0.05).toFixed(4)]);

test.each<[string, string, string[], number]>([
  [
    'units in brackets below the names',
    csv(['Time', 'Force', 'Way'], ['(s)', '(N)', '(mm)'], ...measured),
    ['Time (s)', 'Force (N)', 'Way (mm)'],
    20,
  ],
  [
    'pairs about the file, parted as the table is',
    csv(['Instrument:', 'Zeiss'], ['Operator:', 'Bob'], []) + csv(['nm', 'AU'], ...many((i) => [400 + i, i * 0.01])),
    ['nm', 'AU'],
    20,
  ],
  [
    'wavelengths as names',
    csv(['sample', 400, 401, 402, 403], ...many((i) => [`s${i}`, i % 7, i % 3, i % 5, 2])),
    ['sample', '400', '401', '402', '403'],
    20,
  ],
  [
    'depths as names, and no name for the first column',
    csv(['', '0.5', '1.0', '1.5'], ...many((i) => [i * 10, i % 7, i % 3, i % 5])),
    ['field1', '0.5', '1.0', '1.5'],
    20,
  ],
  [
    'years below the names of groups',
    csv(['Town', 'Homes', '', 'People', ''], ['', 2011, 2016, 2011, 2016], ...many((i) => [`T${i}`, i, i + 1, i, i])),
    ['Town', 'Homes 2011', 'Homes 2016', 'People 2011', 'People 2016'],
    20,
  ],
  [
    'a delimiter at the end of the rows and not of the header',
    csv(['A', 'B', 'C'], ...many((i) => [i, i * 2, i * 3, ''])),
    ['A', 'B', 'C'],
    20,
  ],
  [
    'rows that have names, their column none',
    `"x" "y" "g"\n${many((i) => `"${i + 1}" ${i * 0.5} ${i % 3} "grp"`).join('\n')}\n`,
    ['field1', 'x', 'y', 'g'],
    20,
  ],
  ['one column of two words', `Species\n${many((i) => `Acer ${i}`).join('\n')}\n`, ['Species'], 20],
  ['one column of words that come again', many((i) => ['acer', 'betula'][i % 2]).join('\n'), ['field1'], 20],
  [
    'powers of ten and no header',
    many((i) => [i * 31, i * 7, i * 3].map((n) => (n / 10).toExponential(3)).join('\t')).join('\n'),
    ['field1', 'field2', 'field3'],
    20,
  ],
])('%s', async (_, text, columns, count) => {
  const found = await previewInput(textSource('table.csv', text), { limit: 5, extent: 'whole', sourcetype: 'csv' });
  expect([found.columns, found.eventCount]).toEqual([columns, count]);
});
