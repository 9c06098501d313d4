/** nomv: the values of a multivalue field as one text. */
import { call, column, text } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

export const nomv = defineCommand<Name>({
  name: 'nomv',
  help: {
    summary: 'The values of a multivalue field as one text, a line each.',
    syntax: 'nomv <field>',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Nomv',
    examples: [
      {
        search: '| makeresults | eval v=split("a,b",",") | nomv v | table v',
        explanation: 'Two values become one.',
        columns: ['v'],
        rows: [['a\nb']],
      },
    ],
  },
  parse: (parser) => parser.scanner.name('a field'),
  print: (field) => printName(field.text),
  lower(input, field, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) warnUnknownField(state, input, field.text);
    if (found?.type !== 'multivalue') return input;
    return extend(input, [
      {
        name: found.name,
        value: call(
          'listJoin',
          'string',
          column(found.name, found.type),
          text(state.delimiters.get(found.name) ?? '\n'),
        ),
      },
    ]);
  },
});
