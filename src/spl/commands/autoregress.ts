/** autoregress: values of earlier rows beside each row. */
import { column, numeral } from '../../plan/expression.ts';
import { findColumn, window } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { SearchError } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface AutoRegress {
  readonly field: Name;
  readonly as?: Name;
  readonly from: number;
  readonly to: number;
}

export const autoregress = defineCommand<AutoRegress>({
  name: 'autoregress',
  help: {
    summary: 'The values of one or more earlier rows beside each row.',
    syntax: 'autoregress <field> [AS <name>] [p=<n> or p=<from>-<to>]',
    options: [{ name: 'p', summary: 'How many rows back, one or a range. Default 1.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Autoregress',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n3\n7" | autoregress n p=1-2',
        explanation: 'One and two rows back.',
        columns: ['n', 'n_p1', 'n_p2'],
        rows: [
          ['1', null, null],
          ['3', '1', null],
          ['7', '3', '1'],
        ],
      },
    ],
  },
  parse(parser) {
    const field = parser.scanner.name('a field');
    const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
    let [from, to] = [1, 1];
    if (parser.scanner.acceptOption(['p']) !== undefined) {
      const value = parser.scanner.name('a number or a range such as 1-3');
      const ends = /^(\d+)(?:-(\d+))?$/.exec(value.text);
      if (ends === null)
        throw new SearchError(`"${value.text}" is no number of rows.`, {
          position: value.position,
          length: value.length,
          hint: 'Write p=1 or p=1-3.',
        });
      from = Number(ends[1]);
      to = Math.min(Number(ends[2] ?? from), from + 1_000);
    }
    return { field, from, to, ...(as === undefined ? {} : { as }) };
  },
  print: ({ field, as, from, to }) =>
    `${printName(field.text)}${as === undefined ? '' : ` AS ${printName(as.text)}`} p=${from}-${to}`,
  lower(input, { field, as, from, to }, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const back = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
    return window(
      input,
      back.map((rows) => ({
        name: as !== undefined && from === to ? as.text : `${as?.text ?? field.text}_p${rows}`,
        value: {
          operation: 'lag' as const,
          arguments: [column(found.name, found.type), numeral(rows)],
          partitionBy: [],
          orderBy: input.order,
          type: found.type,
        },
      })),
    );
  },
});
