/** eventcount: how many events the indexes hold, whatever the time range. */
import { values } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { fits } from '../lower/scan.ts';

interface EventCount {
  readonly options: Readonly<Record<string, string>>;
  readonly indexes: readonly string[];
}

const optionKinds = { summarize: 'boolean', report_size: 'boolean', list_vix: 'boolean' } as const;

export const eventcount = defineCommand<EventCount>({
  name: 'eventcount',
  generating: true,
  transforming: true,
  help: {
    summary: 'The number of events in indexes, whatever the time range.',
    syntax: 'eventcount [summarize=<bool>] [index=<index>] ...',
    options: [
      { name: 'summarize', summary: 'One sum instead of a row an index. Default true.' },
      { name: 'index', summary: 'Index to count; may be given several times, with wildcards. Default all.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Eventcount',
    examples: [
      {
        search: '| eventcount index=nothing_is_there',
        explanation: 'The sum over the indexes that fit.',
        columns: ['count'],
        rows: [[0]],
      },
    ],
  },
  parse(parser) {
    return parser.optionsAndIndexes(optionKinds, 'index=');
  },
  print: ({ options, indexes }) => [...printOptions(options), ...indexes.map((one) => `index="${one}"`)].join(' '),
  lower(_input, { options, indexes }, state) {
    const counts = new Map<string, number>();
    for (const segment of state.context.catalogue.segments) {
      if (!(indexes.length === 0 ? ['*'] : indexes).some((pattern) => fits(pattern, segment.index))) continue;
      counts.set(segment.index, (counts.get(segment.index) ?? 0) + segment.rowCount);
    }
    if (options.summarize !== 'false')
      return values([{ name: 'count', type: 'number' }], [[[...counts.values()].reduce((a, b) => a + b, 0)]]);
    return values(
      [
        { name: 'count', type: 'number' },
        { name: 'index', type: 'string' },
        { name: 'server', type: 'string' },
      ],
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([index, count]) => [count, index, 'grotto']),
    );
  },
});
