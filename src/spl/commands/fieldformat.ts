/** fieldformat: how a field is shown, without a change of its value. */
import { defineCommand } from '../command.ts';
import { printExpression, printName } from '../syntax/printer.ts';
import type { EvalExpression, Name } from '../syntax/tree.ts';

interface FieldFormat {
  readonly field: Name;
  readonly expression: EvalExpression;
}

export const fieldformat = defineCommand<FieldFormat>({
  name: 'fieldformat',
  help: {
    summary: 'Shows a field in another form; later commands still see its value.',
    syntax: 'fieldformat <field>=<expression>',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Fieldformat',
    examples: [
      {
        search:
          '| makeresults format=csv data="n\n9000\n10000" | fieldformat n=tostring(n,"commas") | sort -n | table n',
        explanation: 'Sorted by number, shown with commas.',
        columns: ['n'],
        rows: [['10,000'], ['9,000']],
      },
    ],
  },
  parse(parser) {
    const field = parser.scanner.name('a field');
    parser.scanner.expect('=', `after ${field.text}`);
    return { field, expression: parser.expression() };
  },
  print: ({ field, expression }) => `${printName(field.text)}=${printExpression(expression)}`,
  lower(input, { field, expression }, state) {
    state.formats.set(field.text, expression);
    return input;
  },
});
