/** gauge: one number and the ranges of its dial. */
import { column, convert, numeral, nothing } from '../../plan/expression.ts';
import { findColumn, limit, project } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

export const gauge = defineCommand<readonly Name[]>({
  name: 'gauge',
  transforming: true,
  help: {
    summary: 'The first row as a value x and the ends of ranges y1, y2, ...: what a gauge chart shows.',
    syntax: 'gauge <value> [<end of range> ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Gauge',
    examples: [
      {
        search: '| makeresults format=csv data="n\n42\n7" | gauge n 0 50 100',
        explanation: 'The first value, on a dial from 0 to 100.',
        columns: ['x', 'y1', 'y2', 'y3'],
        rows: [[42, 0, 50, 100]],
      },
    ],
  },
  parse: (parser) => parser.someFields('a field or a number'),
  print: (parts) => printNames(parts.map((one) => one.text)),
  lower(input, parts, state) {
    const number = (relation: Relation, { text }: Name): Expression => {
      if (/^-?\d+(\.\d+)?$/.test(text)) return numeral(Number(text));
      const found = findColumn(relation, text);
      if (found !== undefined) return convert(column(found.name, found.type), 'number');
      warnUnknownField(state, relation, text);
      return nothing('number');
    };
    const first = limit(input, 1);
    return project(
      first,
      parts.map((part, i) => ({ name: i === 0 ? 'x' : `y${i}`, value: number(first, part) })),
    );
  },
});
