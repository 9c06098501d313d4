/** addcoltotals: a last row with the sums of the columns. */
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';
import { withColumnTotals } from './addtotals.ts';

interface AddColTotals {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

export const addcoltotals = defineCommand<AddColTotals>({
  name: 'addcoltotals',
  help: {
    summary: 'A last row with the sums of the columns.',
    syntax: 'addcoltotals [labelfield=<field>] [label=<text>] [<field> ...]',
    options: [
      { name: 'labelfield', summary: 'Field of that row to put the label into.' },
      { name: 'label', summary: 'Default Total.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Addcoltotals',
    examples: [
      {
        search: '| makeresults format=csv data="who,a\nx,1\ny,3" | addcoltotals labelfield=who label=all a',
        explanation: 'A row below the others.',
        columns: ['who', 'a'],
        rows: [
          ['x', '1'],
          ['y', '3'],
          ['all', '4'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ labelfield: 'text', label: 'text' });
    const fields: Name[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      fields.push(parser.scanner.name('a field'));
      parser.options({ labelfield: 'text', label: 'text' }, options);
    }
    return { options, fields };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' ').trim(),
  lower: (input, { options, fields }, state) =>
    withColumnTotals(materialise(state, input, 'rows to total'), fields, options),
});
