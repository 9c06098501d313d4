/** filldown: the last value that was there, where one is missing. */
import { column } from '../../plan/expression.ts';
import { visibleColumns, window } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { matchesWildcard } from '../lower/wildcard.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

export const filldown = defineCommand<readonly Name[]>({
  name: 'filldown',
  help: {
    summary: 'Puts the last value that was there where one is missing; without fields, in all of them.',
    syntax: 'filldown [<field> ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Filldown',
    examples: [
      {
        search: '| makeresults format=csv data="i,a\n1,x\n2,\n3,y" | filldown a',
        explanation: 'The second row takes the value above.',
        columns: ['i', 'a'],
        rows: [
          ['1', 'x'],
          ['2', 'x'],
          ['3', 'y'],
        ],
      },
    ],
  },
  parse: (parser) => parser.fields('a field'),
  print: (fields) => printNames(fields.map((field) => field.text)),
  lower(input, fields) {
    const chosen = visibleColumns(input).filter(
      (one) => fields.length === 0 || fields.some((field) => matchesWildcard(field.text, one.name)),
    );
    return window(
      input,
      chosen.map((one) => ({
        name: one.name,
        value: {
          operation: 'fillDown' as const,
          arguments: [column(one.name, one.type)],
          partitionBy: [],
          orderBy: input.order,
          frame: { unit: 'rows' as const, start: null, end: 0 },
          type: one.type,
        },
      })),
    );
  },
});
