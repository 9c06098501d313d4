/** stats: statistics over all rows, or over groups. */
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls } from '../functions/stats.ts';
import { expandGroups, groupBy, groupColumns } from '../lower/group.ts';
import { printNames, printStatsCall } from '../syntax/printer.ts';
import type { Name, StatsCall } from '../syntax/tree.ts';

interface Stats {
  readonly calls: readonly StatsCall[];
  readonly by: readonly Name[];
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = {
  allnum: 'boolean',
  delim: 'text',
  partitions: 'integer',
  dedup_splitvals: 'boolean',
  prestats: 'boolean',
} as const;

export const stats = defineCommand<Stats>({
  name: 'stats',
  aliases: ['sistats'],
  transforming: true,
  help: {
    summary: 'Statistics over all rows, or over each group of values of the by fields.',
    syntax: 'stats <function>(<field>) [AS <name>], ... [by <field>, ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Stats',
    examples: [
      {
        search:
          '| makeresults format=csv data="host,bytes\na,10\nb,20\na,30" | stats sum(bytes) AS total count by host',
        explanation: 'One row a host.',
        columns: ['host', 'total', 'count'],
        rows: [
          ['a', 40, 2],
          ['b', 20, 1],
        ],
      },
      {
        search: '| makeresults format=csv data="v\n2\n4\n9" | stats avg(v) max(v) dc(v)',
        explanation: 'One row in all.',
        columns: ['avg(v)', 'max(v)', 'dc(v)'],
        rows: [[5, '9', 3]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    const calls = parser.statsCalls(['by']);
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
    const by = parser.keyword('by') ? parser.someFields('a field to group by') : [];
    return { calls, by, options };
  },
  print: ({ calls, by, options }) =>
    [
      ...printOptions(options),
      calls.map(printStatsCall).join(', '),
      ...(by.length > 0 ? ['by', printNames(by.map((b) => b.text))] : []),
    ].join(' '),
  lower(input, { calls, by }, state) {
    const names = [...new Set(by.map((b) => b.text))];
    const expanded = expandGroups(input, names);
    const lowered = lowerStatsCalls(calls, expanded, state);
    return groupBy(expanded, groupColumns(expanded, names, state), lowered);
  },
});
