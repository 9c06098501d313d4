/** mvexpand: a row for each value of a multivalue field. */
import { column } from '../../plan/expression.ts';
import { extend, findColumn, hiddenName } from '../../plan/relation.ts';
import type { Column } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { firstValues } from '../lower/first-values.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface MvExpand {
  readonly field: Name;
  readonly options: Readonly<Record<string, string>>;
}

export const mvexpand = defineCommand<MvExpand>({
  name: 'mvexpand',
  help: {
    summary: 'A row for each value of a multivalue field, in the order of the values.',
    syntax: 'mvexpand <field> [limit=<n>]',
    options: [{ name: 'limit', summary: 'At most so many values of each row. Default 0: all.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Mvexpand',
    examples: [
      {
        search: '| makeresults | eval id=1, v=split("b,a,c",",") | mvexpand v limit=2 | table id v',
        explanation: 'The first two values.',
        columns: ['id', 'v'],
        rows: [
          [1, 'b'],
          [1, 'a'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ limit: 'integer' });
    const field = parser.scanner.name('a field');
    parser.options({ limit: 'integer' }, options);
    return { field, options };
  },
  print: ({ field, options }) => [printName(field.text), ...printOptions(options)].join(' '),
  lower(input, { field, options }, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) warnUnknownField(state, input, field.text);
    if (found?.type !== 'multivalue') return input;
    const most = Number(options.limit ?? 0);
    const value = column(found.name, found.type);
    const cut = most > 0 ? extend(input, [{ name: found.name, value: firstValues(value, most) }]) : input;
    const ordinal = hiddenName(cut, 'value');
    const columns: Column[] = [
      ...cut.node.columns.map((c): Column => (c.name === found.name ? { ...c, type: 'string' } : c)),
      { name: ordinal, type: 'number', hidden: true },
    ];
    return {
      node: { kind: 'expand', input: cut.node, column: found.name, ordinal, columns },
      order: [...cut.order, { expression: column(ordinal, 'number'), direction: 'ascending' }],
    };
  },
});
