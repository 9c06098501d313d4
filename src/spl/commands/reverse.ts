/** reverse: the rows in the opposite order. */
import { reverse as reversed } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';

export const reverse = defineCommand<null>({
  name: 'reverse',
  help: {
    summary: 'The rows in the opposite order.',
    syntax: 'reverse',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Reverse',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n2" | reverse',
        explanation: 'The last row first.',
        columns: ['n'],
        rows: [['2'], ['1']],
      },
    ],
  },
  parse: () => null,
  print: () => '',
  lower: (input) => reversed(input),
});
