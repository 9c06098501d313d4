/** transpose: rows become columns. */
import { values, visibleColumns } from '../../plan/relation.ts';
import { cellText } from '../../plan/cell.ts';
import type { Column } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { matchesWildcard } from '../lower/wildcard.ts';

interface Transpose {
  readonly count?: number;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { column_name: 'text', header_field: 'text', include_empty: 'boolean', int: 'integer' } as const;
const defaultRows = 5;
const mostRows = 10_000;

export const transpose = defineCommand<Transpose>({
  name: 'transpose',
  transforming: true,
  help: {
    summary: 'Rows become columns, five of them unless a number is given; 0 for all.',
    syntax: 'transpose [<rows>] [column_name=<name>] [header_field=<field>] [include_empty=<bool>]',
    options: [
      { name: 'column_name', summary: 'Name of the first column. Default column.' },
      { name: 'header_field', summary: 'Field whose values name the new columns.' },
      { name: 'include_empty', summary: 'Keep fields that are empty in all rows. Default true.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Transpose',
    examples: [
      {
        search: '| makeresults format=csv data="name,q1,q2\nx,1,10\ny,2,20" | transpose header_field=name',
        explanation: 'A column for each name.',
        columns: ['column', 'x', 'y'],
        rows: [
          ['q1', '1', '2'],
          ['q2', '10', '20'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.scanner.skipSpace();
    const number = parser.scanner.matchAt(/\d+(?=[\s|\]]|$)/y);
    if (number !== undefined) parser.scanner.at += number.length;
    parser.options(optionKinds, options);
    return { options, ...(number === undefined ? {} : { count: Number(number) }) };
  },
  print: ({ count, options }) => [...(count === undefined ? [] : [String(count)]), ...printOptions(options)].join(' '),
  lower(input, { count, options }, state) {
    const wanted = count ?? Number(options.int ?? defaultRows);
    const { rows, truncated } = fetchRows(state, input, wanted === 0 ? mostRows : wanted, 'rows to turn');
    if (wanted === 0 && truncated) state.warnings.add(`transpose took the first ${mostRows} rows only.`);
    const columns = visibleColumns(input);
    const header = columns.findIndex((one) => one.name === options.header_field);
    const names = rows.map((row, i) => (header < 0 ? undefined : cellText(row[header] ?? null, ' ')) ?? `row ${i + 1}`);
    const made: Column[] = [options.column_name ?? 'column', ...names].map((name) => ({ name, type: 'string' }));
    const turned = columns
      .map((one, place) => ({ one, place }))
      .filter(({ one, place }) => place !== header && !(header >= 0 && matchesWildcard('_*', one.name)))
      .map(({ one, place }) => [one.name, ...rows.map((row) => cellText(row[place] ?? null, ' '))])
      .filter(
        (cells) => options.include_empty !== 'false' || cells.slice(1).some((cell) => cell !== null && cell !== ''),
      );
    return values(distinctlyNamed(made), turned);
  },
});

/** Two rows may have the same header: the later one gets a number. */
function distinctlyNamed(columns: readonly Column[]): readonly Column[] {
  const seen = new Map<string, number>();
  return columns.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name}_${count}` };
  });
}
