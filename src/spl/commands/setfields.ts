/** setfields: gives fields one value in every row. */
import { text } from '../../plan/expression.ts';
import { extend } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printName, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Setting {
  readonly field: Name;
  readonly value: string;
}

export const setfields = defineCommand<readonly Setting[]>({
  name: 'setfields',
  help: {
    summary: 'Gives fields one text as their value in every row, whatever they had before.',
    syntax: 'setfields <field>="<text>", <field>="<text>" ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Setfields',
    examples: [
      {
        search: '| makeresults format=csv data="a\n1\n2" | setfields ip="10.10.10.10", a="none"',
        explanation: 'One value is new, the other takes the place of what was there.',
        columns: ['a', 'ip'],
        rows: [
          ['none', '10.10.10.10'],
          ['none', '10.10.10.10'],
        ],
      },
    ],
  },
  parse(parser) {
    const settings: Setting[] = [];
    do {
      const field = parser.scanner.name('a field to set');
      parser.scanner.expect('=', `after ${field.text}`);
      settings.push({ field, value: parser.scanner.name('a text for the field').text });
    } while (parser.scanner.accept(',') || !parser.atEnd());
    return settings;
  },
  print: (settings) => settings.map(({ field, value }) => `${printName(field.text)}=${quote(value)}`).join(', '),
  lower: (input, settings) =>
    extend(
      input,
      settings.map(({ field, value }) => ({ name: field.text, value: text(value) })),
    ),
});
