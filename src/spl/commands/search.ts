/** search: keeps the events or rows that fit a condition; as the first command it reads them from the indexes. */
import { filter } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { expandKnowledge } from '../lower/knowledge-conditions.ts';
import { lowerPredicate } from '../lower/predicate.ts';
import { printPredicate } from '../syntax/printer.ts';
import type { Predicate } from '../syntax/tree.ts';

export const search = defineCommand<Predicate>({
  name: 'search',
  help: {
    summary: 'Keeps the events that hold the terms and fit the comparisons.',
    syntax: 'search <terms> <field>=<value> ... AND OR NOT ( )',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Search',
    examples: [
      {
        search: '| makeresults format=csv data="user,n\nalice,5\nbob,12\nAlan,100" | search user=al* n>9',
        explanation: 'Values match in any case, * stands for any text, numbers compare as numbers.',
        columns: ['user', 'n'],
        rows: [['Alan', '100']],
      },
      {
        search: '| makeresults format=csv data="a,b\n1,0\n0,1" | search NOT a=1',
        explanation: 'NOT turns a condition round.',
        columns: ['a', 'b'],
        rows: [['0', '1']],
      },
    ],
  },
  parse: (parser) => parser.predicate(),
  print: (predicate) => printPredicate(predicate),
  lower: (input, predicate, state) => filter(input, lowerPredicate(expandKnowledge(predicate, state), input, state)),
});
