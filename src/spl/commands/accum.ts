/** accum: a running total. */
import { column, isNotNull, when } from '../../plan/expression.ts';
import { extend, findColumn, hiddenName, window } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { asNumber } from '../lower/compare.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Accum {
  readonly field: Name;
  readonly as?: Name;
}

export const accum = defineCommand<Accum>({
  name: 'accum',
  help: {
    summary: 'A running total of a number field.',
    syntax: 'accum <field> [AS <name>]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Accum',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n2\n4" | accum n AS total',
        explanation: 'Each row with the sum so far.',
        columns: ['n', 'total'],
        rows: [
          ['1', 1],
          ['2', 3],
          ['4', 7],
        ],
      },
    ],
  },
  parse(parser) {
    const field = parser.scanner.name('a field');
    const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
    return { field, ...(as === undefined ? {} : { as }) };
  },
  print: ({ field, as }) => `${printName(field.text)}${as === undefined ? '' : ` AS ${printName(as.text)}`}`,
  lower(input, { field, as }, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const number = asNumber(column(found.name, found.type));
    const soFar = hiddenName(input, 'soFar');
    const summed = window(
      input,
      [
        {
          name: soFar,
          value: {
            operation: 'sum',
            arguments: [number],
            partitionBy: [],
            orderBy: input.order,
            frame: { unit: 'rows', start: null, end: 0 },
            type: 'number',
          },
        },
      ],
      { hidden: true },
    );
    // A row without a number gets no total; the next one goes on from before.
    const total = when([{ when: isNotNull(number), then: column(soFar, 'number') }], undefined, 'number');
    return extend(summed, [{ name: as?.text ?? field.text, value: total }]);
  },
});
