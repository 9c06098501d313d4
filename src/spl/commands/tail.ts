/** tail: the last rows, in reverse order. */
import { limit, reverse } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';

export const tail = defineCommand<number>({
  name: 'tail',
  help: {
    summary: 'The last rows, 10 unless a number is given, the very last first.',
    syntax: 'tail [<number>]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Tail',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n2\n3" | tail 2',
        explanation: 'The last two, in reverse order.',
        columns: ['n'],
        rows: [['3'], ['2']],
      },
    ],
  },
  parse(parser) {
    if (parser.atEnd()) return 10;
    const number = parser.scanner.matchAt(/\d+(?=[\s|\]]|$)/y);
    if (number === undefined) throw parser.scanner.unexpected('a number of rows');
    parser.scanner.at += number.length;
    return Number(number);
  },
  print: (count) => String(count),
  lower: (input, count) => limit(reverse(input), count),
});
