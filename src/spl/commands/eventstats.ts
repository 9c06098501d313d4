/** eventstats: adds statistics over all rows, or over groups, to every row. */
import { and, column, isNotNull, when } from '../../plan/expression.ts';
import { extend, project, visibleColumns, window } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls, planAggregates } from '../functions/stats.ts';
import { groupColumns } from '../lower/group.ts';
import { printNames, printStatsCall } from '../syntax/printer.ts';
import type { Name, StatsCall } from '../syntax/tree.ts';

interface EventStats {
  readonly calls: readonly StatsCall[];
  readonly by: readonly Name[];
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { allnum: 'boolean' } as const;

export const eventstats = defineCommand<EventStats>({
  name: 'eventstats',
  help: {
    summary: "Adds statistics over all rows, or over the row's group, to every row.",
    syntax: 'eventstats <function>(<field>) [AS <name>], ... [by <field>, ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Eventstats',
    examples: [
      {
        search: '| makeresults format=csv data="k,v\na,1\na,3\nb,5" | eventstats sum(v) AS total by k',
        explanation: 'Each row gets the total of its group.',
        columns: ['k', 'v', 'total'],
        rows: [
          ['a', '1', 4],
          ['a', '3', 4],
          ['b', '5', 5],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const calls = parser.statsCalls(['by']);
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
    const by = parser.keyword('by')
      ? parser.someFields('a field to group by', [], { kinds: optionKinds, into: options })
      : [];
    return { calls, by, options };
  },
  print: ({ calls, by, options }) =>
    [
      ...printOptions(options),
      calls.map(printStatsCall).join(', '),
      ...(by.length > 0 ? ['by', printNames(by.map((b) => b.text))] : []),
    ].join(' '),
  lower(input, { calls, by, options }, state) {
    const groups = groupColumns(
      input,
      by.map((b) => b.text),
      state,
    );
    const { aggregates, outputs } = planAggregates(
      lowerStatsCalls(calls, input, state, undefined, options.allnum === 'true'),
    );
    const spread = window(
      input,
      aggregates.map(({ name, value }) => ({
        name,
        value: {
          ...value,
          partitionBy: groups.map((g) => g.value),
          orderBy: value.orderBy ?? [],
          frame: { unit: 'rows' as const, start: null, end: null },
        },
      })),
      { hidden: true },
    );
    const isComplete = and(...groups.map((g) => isNotNull(g.value)));
    const shown = extend(
      spread,
      groups.length === 0
        ? outputs
        : outputs.map(({ name, value }) => ({
            name,
            value: when([{ when: isComplete, then: value }], undefined, value.type),
          })),
    );
    return project(
      shown,
      visibleColumns(shown).map((c) => ({ name: c.name, value: column(c.name, c.type) })),
    );
  },
});
