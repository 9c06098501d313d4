/** outputlookup: writes the rows into a lookup, and passes them on. */
import { limit } from '../../plan/relation.ts';
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface OutputLookup {
  readonly options: Readonly<Record<string, string>>;
  readonly name: Name;
}

const optionKinds = {
  append: 'boolean',
  create_empty: 'boolean',
  override_if_empty: 'boolean',
  max: 'integer',
  key_field: 'text',
  allow_updates: 'boolean',
  createinapp: 'boolean',
  create_context: 'text',
  output_format: 'text',
  dispatch: 'boolean',
  usexml: 'boolean',
  singlefile: 'boolean',
  keep_gz: 'boolean',
} as const;

export const outputlookup = defineCommand<OutputLookup>({
  name: 'outputlookup',
  aliases: ['outputcsv'],
  help: {
    summary: 'Writes the rows into a lookup, a CSV file in the data folder, and passes them on.',
    syntax: 'outputlookup [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [max=<n>] <name>',
    options: [
      { name: 'append', summary: 'Add the rows to those that the file has. Default false.' },
      { name: 'create_empty', summary: 'Make a file even when there are no rows. Default false.' },
      { name: 'override_if_empty', summary: 'No rows replace an existing file. Default true.' },
      { name: 'max', summary: 'At most so many rows.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Outputlookup',
    examples: [
      {
        search: '| makeresults format=csv data="user\nada" | outputlookup users.csv',
        explanation: 'The rows go into users.csv, and on.',
        columns: ['user'],
        rows: [['ada']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const name = parser.scanner.name('the name of a lookup');
    parser.options(optionKinds, options);
    return { options, name };
  },
  print: ({ options, name }) => [...printOptions(options), printName(name.text)].join(' '),
  lower(input, { options, name }, state) {
    const rows = materialise(state, input, 'rows for the lookup');
    if (!state.context.checkOnly) {
      state.effects.push({
        kind: 'writeLookup',
        name: name.text,
        relation: options.max === undefined ? rows : limit(rows, Number(options.max)),
        append: options.append === 'true',
        createEmpty: options.create_empty === 'true',
        overrideIfEmpty: options.override_if_empty !== 'false',
      });
    }
    return rows;
  },
});
