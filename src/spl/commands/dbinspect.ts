/** dbinspect: what is stored, a row for each segment of an index. */
import { values } from '../../plan/relation.ts';
import type { CellValue, Column } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { fits } from '../lower/scan.ts';

interface DbInspect {
  readonly indexes: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { timeformat: 'text', span: 'text', corruptonly: 'boolean', cached: 'boolean' } as const;
const columns: readonly Column[] = [
  { name: 'bucketId', type: 'string' },
  { name: 'index', type: 'string' },
  { name: 'sourcetype', type: 'string' },
  { name: 'eventCount', type: 'number' },
  { name: 'startEpoch', type: 'number' },
  { name: 'endEpoch', type: 'number' },
  { name: 'state', type: 'string' },
];

export const dbinspect = defineCommand<DbInspect>({
  name: 'dbinspect',
  generating: true,
  transforming: true,
  help: {
    summary: 'A row for each segment of stored events: its index, source type, number of events and times.',
    syntax: 'dbinspect [index=<index>]...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Dbinspect',
    examples: [
      {
        search: '| dbinspect index=main | table index eventCount',
        explanation: 'Nothing is stored, so there are no rows.',
        columns: ['index', 'eventCount'],
        rows: [],
      },
    ],
  },
  parse(parser) {
    return parser.optionsAndIndexes(optionKinds, 'index=<index>');
  },
  print: ({ options, indexes }) => [...indexes.map((one) => `index="${one}"`), ...printOptions(options)].join(' '),
  lower(_input, { indexes }, state) {
    const wanted = indexes.length === 0 ? state.context.defaultIndexes : indexes;
    const chosen = state.context.catalogue.segments.filter(({ index }) =>
      wanted.some((pattern) => fits(pattern, index)),
    );
    const seconds = (microseconds: number | undefined): CellValue =>
      microseconds === undefined ? null : microseconds / 1e6;
    return values(
      columns,
      chosen.map(({ id, index, sourcetype, rowCount, earliest, latest }) => [
        `${index}~${id}`,
        index,
        sourcetype,
        rowCount,
        seconds(earliest),
        seconds(latest),
        'warm',
      ]),
    );
  },
});
