/** metasearch: where events come from, without their text. */
import { column } from '../../plan/expression.ts';
import { findColumn, project } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { lowerScan } from '../lower/scan.ts';
import { printPredicate } from '../syntax/printer.ts';
import type { Predicate } from '../syntax/tree.ts';

const kept = ['_time', 'host', 'source', 'sourcetype', 'index'];

export const metasearch = defineCommand<Predicate>({
  name: 'metasearch',
  generating: true,
  help: {
    summary: 'The index, host, source and source type of the events that a search finds.',
    syntax: 'metasearch [<conditions>]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Metasearch',
    examples: [
      {
        search: '| metasearch index=main error',
        explanation: 'No events are stored, so there are no rows.',
        columns: ['_time', 'host', 'source', 'sourcetype', 'index'],
        rows: [],
      },
    ],
  },
  parse: (parser) => parser.predicate(),
  print: (predicate) => printPredicate(predicate),
  lower(_input, predicate, state) {
    const events = lowerScan(predicate, state);
    return project(
      events,
      kept.flatMap((name) => {
        const found = findColumn(events, name);
        return found === undefined ? [] : [{ name, value: column(found.name, found.type) }];
      }),
    );
  },
});
