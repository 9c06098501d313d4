/** top: the most frequent values of fields. */
import { defineCommand } from '../command.ts';
import { lowerFrequency, parseFrequency, printFrequency } from '../lower/frequency.ts';
import type { Frequency } from '../lower/frequency.ts';

export const top = defineCommand<Frequency>({
  name: 'top',
  aliases: ['sitop'],
  transforming: true,
  suggestedChart: 'bar',
  help: {
    summary: 'The most frequent values of the fields, with count and percent; 10 unless a number is given.',
    syntax: 'top [<number>] <field>, ... [by <field>, ...]',
    options: [
      { name: 'limit', summary: 'At most so many values; 0 is all. Default 10.' },
      { name: 'countfield', summary: 'Name of the count column. Default count.' },
      { name: 'percentfield', summary: 'Name of the percent column. Default percent.' },
      { name: 'showcount', summary: 'Show the count. Default true.' },
      { name: 'showperc', summary: 'Show the percentage. Default true.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Top',
    examples: [
      {
        search: '| makeresults format=csv data="k\na\nb\na" | top k',
        explanation: 'The most frequent first.',
        columns: ['k', 'count', 'percent'],
        rows: [
          ['a', 2, 66.666667],
          ['b', 1, 33.333333],
        ],
      },
    ],
  },
  parse: parseFrequency,
  print: printFrequency,
  lower: (input, given, state) => lowerFrequency(input, given, true, state),
});
