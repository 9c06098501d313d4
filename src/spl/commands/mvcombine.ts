/** mvcombine: rows that differ in one field only become one, with all its values. */
import { column } from '../../plan/expression.ts';
import { aggregate, findColumn, project, visibleColumns } from '../../plan/relation.ts';
import type { SortKey } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface MvCombine {
  readonly options: Readonly<Record<string, string>>;
  readonly field: Name;
}

const placeName = '\u0001place';

export const mvcombine = defineCommand<MvCombine>({
  name: 'mvcombine',
  help: {
    summary: 'Rows that differ in one field only become one row, with all values of that field.',
    syntax: 'mvcombine [delim="<text>"] <field>',
    options: [{ name: 'delim', summary: 'Accepted; the values stay apart.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Mvcombine',
    examples: [
      {
        search: '| makeresults format=csv data="k,v\na,1\nb,2\na,3" | mvcombine v',
        explanation: 'Two rows of a become one.',
        columns: ['k', 'v'],
        rows: [
          ['a', ['1', '3']],
          ['b', ['2']],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ delim: 'text' });
    const field = parser.scanner.name('a field');
    parser.options({ delim: 'text' }, options);
    return { options, field };
  },
  print: ({ options, field }) => [...printOptions(options), printName(field.text)].join(' '),
  lower(input, { options, field }, state) {
    const found = findColumn(input, field.text);
    if (options.delim !== undefined) state.delimiters.set(field.text, options.delim);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const columns = visibleColumns(input);
    const others = columns.filter((one) => one.name !== field.text);
    const first: readonly SortKey[] = input.order;
    const grouped = aggregate(
      input,
      others.map((one) => ({ name: one.name, value: column(one.name, one.type) })),
      [
        {
          name: field.text,
          value: { operation: 'list', arguments: [column(found.name, found.type)], orderBy: first, type: 'multivalue' },
        },
        ...first.map((key, i) => ({
          name: `${placeName}${i}`,
          value: {
            operation: 'first' as const,
            arguments: [key.expression],
            orderBy: first,
            type: key.expression.type,
          },
        })),
      ],
    );
    return project(
      {
        node: grouped.node,
        order: first.map((key, i) => ({ ...key, expression: column(`${placeName}${i}`, key.expression.type) })),
      },
      columns.map((one) => ({
        name: one.name,
        value: column(one.name, one.name === field.text ? 'multivalue' : one.type),
      })),
    );
  },
});
