/** delta: the difference to an earlier row. */
import { call, column, numeral } from '../../plan/expression.ts';
import { extend, findColumn, hiddenName, window } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asNumber } from '../lower/compare.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Delta {
  readonly field: Name;
  readonly as?: Name;
  readonly options: Readonly<Record<string, string>>;
}

export const delta = defineCommand<Delta>({
  name: 'delta',
  help: {
    summary: 'The difference between a number and that of the row before, or of one further back.',
    syntax: 'delta <field> [AS <name>] [p=<n>]',
    options: [{ name: 'p', summary: 'How many rows back. Default 1.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Delta',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n3\n7" | delta n AS step',
        explanation: 'The first row has none before it.',
        columns: ['n', 'step'],
        rows: [
          ['1', null],
          ['3', 2],
          ['7', 4],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ p: 'integer' });
    const field = parser.scanner.name('a field');
    parser.options({ p: 'integer' }, options);
    const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
    parser.options({ p: 'integer' }, options);
    return { field, options, ...(as === undefined ? {} : { as }) };
  },
  print: ({ field, as, options }) =>
    [printName(field.text), ...(as === undefined ? [] : [`AS ${printName(as.text)}`]), ...printOptions(options)].join(
      ' ',
    ),
  lower(input, { field, as, options }, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const value = asNumber(column(found.name, found.type));
    const before = hiddenName(input, 'before');
    const lagged = window(
      input,
      [
        {
          name: before,
          value: {
            operation: 'lag',
            arguments: [value, numeral(Number(options.p ?? 1))],
            partitionBy: [],
            orderBy: input.order,
            type: 'number',
          },
        },
      ],
      { hidden: true },
    );
    return extend(lagged, [
      { name: as?.text ?? `delta(${field.text})`, value: call('subtract', 'number', value, column(before, 'number')) },
    ]);
  },
});
