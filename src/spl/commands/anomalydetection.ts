/** anomalydetection: events that are unlikely by the frequencies of their values. */
import { call, column, isNotNull, numeral, text } from '../../plan/expression.ts';
import { aggregate, filter, project, visibleColumns } from '../../plan/relation.ts';
import type { Aggregate, Relation } from '../../plan/types.ts';
import { fetchRows, materialise } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { computedColumns } from '../lower/computed-columns.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface AnomalyDetection {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const optionKinds = {
  method: 'text',
  action: 'text',
  pthresh: 'number',
  cutoff: 'boolean',
  maxvalues: 'integer',
} as const;
const mostValues = 10_000;

export const anomalydetection = defineCommand<AnomalyDetection>({
  name: 'anomalydetection',
  help: {
    summary: 'The events that are least likely, by how often the values of their fields occur.',
    syntax: 'anomalydetection [pthresh=<n>] [action=filter|annotate|summary] [<field> ...]',
    options: [
      { name: 'action', summary: 'filter keeps the unlikely events, annotate keeps all. Default filter.' },
      {
        name: 'pthresh',
        summary: 'Events less likely than this are unlikely. By default the limit is found in the data.',
      },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Anomalydetection',
    examples: [
      {
        search:
          '| makeresults count=30 | streamstats count AS n | eval v=if(n=7,"odd","usual") | anomalydetection v | table n v probable_cause',
        explanation: 'One value is rare.',
        columns: ['n', 'v', 'probable_cause'],
        rows: [[7, 'odd', 'v']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const fields: Name[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      fields.push(parser.scanner.name('a field'));
      parser.options(optionKinds, options);
    }
    return { options, fields };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' ').trim(),
  lower(input, { options, fields }, state) {
    const once = materialise(state, input, 'events to look at');
    const chosen = visibleColumns(once).filter(({ name }) =>
      fields.length > 0 ? fields.some((field) => field.text === name) : !name.startsWith('_'),
    );
    if (chosen.length === 0) return once;
    const frequencies = chosen.map((one) => {
      const value = asText(column(one.name, one.type));
      const counted = aggregate(
        filter(once, isNotNull(value)),
        [{ name: 'value', value }],
        [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
      );
      const { rows } = fetchRows(
        state,
        { node: counted.node, order: [{ expression: column('count', 'number'), direction: 'descending' }] },
        mostValues,
        `values of ${one.name}`,
      );
      const counts = new Map(rows.map(([found, count]) => [String(found as string), Number(count)]));
      return { name: one.name, counts, total: [...counts.values()].reduce((a, b) => a + b, 0) };
    });
    const probability = (cells: readonly unknown[]): { log: number; cause: number; rarest: number } => {
      let [log, cause, rarest] = [0, 0, 1];
      frequencies.forEach(({ counts, total }, i) => {
        const cell = cells[i];
        const share = cell === null || total === 0 ? 1 : (counts.get(String(cell)) ?? 1) / total;
        log += Math.log(share);
        if (share < rarest) [rarest, cause] = [share, i];
      });
      return { log, cause, rarest };
    };
    const annotated = computedColumns(
      once,
      {
        reads: chosen.map((one) => asText(column(one.name, one.type))),
        makes: [
          { name: 'log_event_prob', type: 'number' },
          { name: 'probable_cause', type: 'string' },
          { name: 'probable_cause_freq', type: 'number' },
        ],
        begin: () => (cells) => {
          const { log, cause, rarest } = probability(cells);
          return [log, frequencies[cause]?.name ?? null, rarest];
        },
        purpose: 'how likely the events are',
      },
      state,
    );
    const likely = column('log_event_prob', 'number');
    const limit =
      options.pthresh === undefined
        ? usualLimit(annotated, state)
        : Math.log(Math.max(Number(options.pthresh), 1e-300));
    if (options.action === 'annotate') return annotated;
    const unlikely = filter(annotated, call('less', 'boolean', likely, numeral(limit)));
    if (options.action !== 'summary') return unlikely;
    return project(
      aggregate(
        unlikely,
        [],
        [{ name: 'num_anomalies', value: { operation: 'count', arguments: [], type: 'number' } }],
      ),
      [
        { name: 'num_anomalies', value: column('num_anomalies', 'number') },
        { name: 'thresh', value: numeral(limit) },
        { name: 'fields', value: text(chosen.map((one) => one.name).join(' ')) },
      ],
    );
  },
});

/** Below the lower quartile by one and a half times the range of the middle half, and below the quartile itself. */
function usualLimit(annotated: Relation, state: CompileState): number {
  const quartile = (share: number): Aggregate => ({
    operation: 'percentileExact',
    arguments: [column('log_event_prob', 'number'), numeral(share)],
    type: 'number',
  });
  const { rows } = fetchRows(
    state,
    aggregate(
      annotated,
      [],
      [
        { name: 'low', value: quartile(25) },
        { name: 'high', value: quartile(75) },
      ],
    ),
    1,
    'usual likeliness',
  );
  const [low, high] = rows[0] ?? [];
  return typeof low === 'number' && typeof high === 'number' ? low - 1.5 * (high - low) - 1e-9 : -Infinity;
}
