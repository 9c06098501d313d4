/** xyseries: the values of one field become columns. */
import { column, text, call, convert } from '../../plan/expression.ts';
import { aggregate, findColumn, project } from '../../plan/relation.ts';
import type { Named, Aggregate, Relation } from '../../plan/types.ts';
import { fetchRows, materialise, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface XySeries {
  readonly options: Readonly<Record<string, string>>;
  readonly row: Name;
  readonly series: Name;
  readonly values: readonly Name[];
}

const optionKinds = { grouped: 'boolean', sep: 'text', format: 'text' } as const;
const mostColumns = 1_000;

export const xyseries = defineCommand<XySeries>({
  name: 'xyseries',
  aliases: ['maketable'],
  transforming: true,
  help: {
    summary: 'A row for each value of the first field, a column for each value of the second, the third in the cells.',
    syntax: 'xyseries [sep=<text>] <row field> <column field> <value field> ...',
    options: [
      { name: 'sep', summary: 'Between value field and column, where there are several value fields. Default ": ".' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Xyseries',
    examples: [
      {
        search: '| makeresults format=csv data="h,m,v\na,cpu,1\na,mem,2\nb,cpu,3" | xyseries h m v',
        explanation: 'A column for cpu and one for mem.',
        columns: ['h', 'cpu', 'mem'],
        rows: [
          ['a', '1', '2'],
          ['b', '3', null],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const row = parser.scanner.name('a field for the rows');
    parser.scanner.accept(',');
    const series = parser.scanner.name('a field for the columns');
    parser.scanner.accept(',');
    const values = parser.someFields('a field for the cells', [], { kinds: optionKinds, into: options });
    return { options, row, series, values };
  },
  print: ({ options, row, series, values }) =>
    [...printOptions(options), printNames([row, series, ...values].map((name) => name.text))].join(' '),
  lower(input, { options, row, series, values }, state) {
    const [rows, names] = [findColumn(input, row.text), findColumn(input, series.text)];
    if (rows === undefined || names === undefined) {
      warnUnknownField(state, input, rows === undefined ? row.text : series.text);
      return input;
    }
    const once = materialise(state, input, 'rows for the columns');
    const name = convert(column(names.name, names.type), 'string');
    const known = fetchRows(state, aggregate(once, [{ name: 'name', value: name }], []), mostColumns, 'columns');
    if (known.truncated) state.warnings.add(`xyseries made the first ${mostColumns} columns only.`);
    const columns = known.rows.flatMap(([one]) => (typeof one === 'string' ? [one] : []));
    const nameOf = (value: string, one: string): string =>
      options.format === undefined
        ? `${value}${options.sep ?? ': '}${one}`
        : options.format.replaceAll(/\$(agg|val)\$/gi, (_, word: string) => (/agg/i.test(word) ? value : one));
    const cells = values.flatMap((value) => {
      const found = findColumn(once, value.text);
      return found === undefined
        ? []
        : columns.map((one): Named<Aggregate> => ({
            name: values.length === 1 ? one : nameOf(value.text, one),
            value: {
              operation: 'last',
              arguments: [column(found.name, found.type)],
              filter: call('equal', 'boolean', name, text(one)),
              orderBy: once.order,
              type: found.type,
            },
          }));
    });
    const grouped = aggregate(once, [{ name: row.text, value: column(rows.name, rows.type) }], cells);
    const sorted: Relation = {
      node: grouped.node,
      order: [{ expression: column(row.text, rows.type), direction: 'ascending' }],
    };
    return project(
      sorted,
      [row.text, ...cells.map((cell) => cell.name)].map((one) => ({
        name: one,
        value: column(one, findColumn(sorted, one)?.type ?? 'string'),
      })),
    );
  },
});
