/** datamodel: the events of a data model's dataset; every data model is a view over all events here. */
import { column } from '../../plan/expression.ts';
import { extend, values, visibleColumns } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerScan } from '../lower/scan.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface DataModel {
  readonly options: Readonly<Record<string, string>>;
  /** Model, dataset and mode, as far as they were given. */
  readonly names: readonly Name[];
}

const optionKinds = {
  strict_fields: 'boolean',
  allow_old_summaries: 'boolean',
  summariesonly: 'boolean',
} as const;

export const datamodel = defineCommand<DataModel>({
  name: 'datamodel',
  generating: true,
  help: {
    summary: 'The events of a data model: here all events of the default indexes, with Dataset.field beside field.',
    syntax: 'datamodel <model> <dataset> search|flat',
    options: [
      { name: 'summariesonly', summary: 'Accepted; there are no summaries here.' },
      { name: 'strict_fields', summary: 'Accepted; all fields are there.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Datamodel',
    examples: [
      {
        search: '| datamodel Web Web search | stats count',
        explanation: 'The number of events.',
        columns: ['count'],
        rows: [[0]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const names: Name[] = [];
    while (!parser.atEnd()) {
      names.push(parser.scanner.name('a data model, a dataset, or search'));
      parser.options(optionKinds, options);
    }
    return { options, names };
  },
  print: ({ options, names }) =>
    [printNames(names.map((n) => n.text)).replaceAll(', ', ' '), ...printOptions(options)].join(' ').trim(),
  lower(_input, { names }, state) {
    const [model, dataset] = names;
    if (model === undefined || dataset === undefined) return values([{ name: 'model', type: 'string' }], []);
    if (!state.context.checkOnly)
      state.warnings.add(
        `The data model ${model.text} is not defined here: all events of the default indexes are its events.`,
      );
    const events = lowerScan({ kind: 'everything', position: model.position, length: 0 }, state);
    return extend(
      events,
      visibleColumns(events)
        .filter((one) => !one.name.startsWith('_'))
        .map((one) => ({ name: `${dataset.text}.${one.name}`, value: column(one.name, one.type) })),
    );
  },
});
