/** metadata: the hosts, sources or source types there are, with their counts and times. */
import { column, convert, text } from '../../plan/expression.ts';
import { aggregate, extend, project } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { lowerScan } from '../lower/scan.ts';
import { printOptions } from '../command-parser.ts';
import type { Predicate } from '../syntax/tree.ts';

interface Metadata {
  readonly options: Readonly<Record<string, string>>;
  readonly indexes: readonly string[];
}

const optionKinds = { type: 'text', splunk_server: 'text', splunk_server_group: 'text', datatype: 'text' } as const;

export const metadata = defineCommand<Metadata>({
  name: 'metadata',
  generating: true,
  transforming: true,
  help: {
    summary: 'The hosts, sources or source types of indexes, with the number of their events and the times.',
    syntax: 'metadata type=hosts|sources|sourcetypes [index=<index>] ...',
    options: [
      { name: 'type', summary: 'hosts, sources or sourcetypes.' },
      { name: 'index', summary: 'Index to look into; may be given several times, with wildcards.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Metadata',
    examples: [
      {
        search: '| metadata type=hosts index=nothing_is_there',
        explanation: 'A row a host; none here, as the index is not there.',
        columns: ['firstTime', 'host', 'lastTime', 'recentTime', 'totalCount', 'type'],
        rows: [],
      },
    ],
  },
  parse(parser) {
    const { options, indexes } = parser.optionsAndIndexes(optionKinds, 'type= or index=');
    if (!/^(\$.*\$|hosts?|sources?|sourcetypes?)$/i.test(options.type ?? ''))
      throw parser.scanner.unexpected('type=hosts, type=sources or type=sourcetypes');
    return { options, indexes };
  },
  print: ({ options, indexes }) => [...printOptions(options), ...indexes.map((one) => `index="${one}"`)].join(' '),
  lower(_input, { options, indexes }, state) {
    const field = (options.type ?? 'hosts').toLowerCase().replace(/s$/, '');
    const predicate: Predicate =
      indexes.length === 0
        ? { kind: 'everything', position: 0, length: 0 }
        : {
            kind: 'in',
            field: 'index',
            values: indexes.map((one) => ({ text: one, quoted: false, position: 0, length: 0 })),
            position: 0,
            length: 0,
          };
    const events = lowerScan(predicate, state);
    const time = convert(column('_time', 'time'), 'number');
    const grouped = aggregate(
      events,
      [{ name: field, value: column(field, 'string') }],
      [
        { name: 'firstTime', value: { operation: 'minimum', arguments: [time], type: 'number' } },
        { name: 'lastTime', value: { operation: 'maximum', arguments: [time], type: 'number' } },
        {
          name: 'recentTime',
          value: { operation: 'maximum', arguments: [column('_indextime', 'number')], type: 'number' },
        },
        { name: 'totalCount', value: { operation: 'count', arguments: [], type: 'number' } },
      ],
    );
    const typed = extend(grouped, [{ name: 'type', value: text(`${field}s`) }]);
    return project(typed, [
      { name: 'firstTime', value: column('firstTime', 'number') },
      { name: field, value: column(field, 'string') },
      ...['lastTime', 'recentTime', 'totalCount'].map((name) => ({ name, value: column(name, 'number') })),
      { name: 'type', value: column('type', 'string') },
    ]);
  },
});
