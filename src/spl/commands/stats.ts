/** stats: statistics over all rows, or over groups. */
import { column, convert } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import type { CompileState } from '../compile-state.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls } from '../functions/stats.ts';
import { expandGroups, groupBy, groupColumns } from '../lower/group.ts';
import { bucketStart } from '../lower/span.ts';
import { parseTimeSpan } from '../relative-time.ts';
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
  span: 'text',
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
    const names = [...new Set(by.map((b) => b.text))];
    const expanded = expandGroups(inSpans(input, options.span, state), names);
    if (options.delim !== undefined)
      for (const { alias, label } of calls) state.delimiters.set(alias?.text ?? label, options.delim);
    const lowered = lowerStatsCalls(calls, expanded, state, undefined, options.allnum === 'true');
    return groupBy(expanded, groupColumns(expanded, names, state), lowered);
  },
});

/** `by _time span=1h`: times in buckets, as bin makes them. */
function inSpans(input: Relation, span: string | undefined, state: CompileState): Relation {
  const length = span === undefined ? undefined : parseTimeSpan(span);
  const time = findColumn(input, '_time');
  if (length === undefined || time === undefined) return input;
  const start = bucketStart(convert(column('_time', time.type), 'time'), length, state.context.timeZone);
  return extend(input, [{ name: '_time', value: start }]);
}
