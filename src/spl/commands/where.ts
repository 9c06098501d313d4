/** where: keeps the rows for which an expression is true. */
import { filter } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { lowerCondition, scopeOf } from '../lower/expression.ts';
import { printExpression } from '../syntax/printer.ts';
import type { EvalExpression } from '../syntax/tree.ts';

export const where = defineCommand<EvalExpression>({
  name: 'where',
  help: {
    summary:
      'Keeps the rows for which an eval expression is true; unlike search it compares fields with each other, and case matters.',
    syntax: 'where <condition>',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Where',
    examples: [
      {
        search: '| makeresults format=csv data="a,b\n4,10\n12,10" | where a>b',
        explanation: 'Both look like numbers, so they compare as numbers.',
        columns: ['a', 'b'],
        rows: [['12', '10']],
      },
    ],
  },
  parse: (parser) => parser.expression(),
  print: printExpression,
  lower: (input, condition, state) => filter(input, lowerCondition(condition, scopeOf(state, input))),
});
