/** collect: writes the rows into an index as events, and passes them on. */
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { SearchError } from '../syntax/error.ts';

const optionKinds = {
  index: 'text',
  addinfo: 'boolean',
  addtime: 'boolean',
  file: 'text',
  host: 'text',
  marker: 'text',
  output_format: 'text',
  run_in_preview: 'boolean',
  source: 'text',
  sourcetype: 'text',
  spool: 'boolean',
  testmode: 'boolean',
  uselb: 'boolean',
  split: 'text',
  prefix_field: 'text',
} as const;

export const collect = defineCommand<Readonly<Record<string, string>>>({
  name: 'collect',
  aliases: ['summaryindex', 'sumindex', 'stash', 'mcollect', 'meventcollect'],
  help: {
    summary: 'Writes the rows into an index as events, with their fields, and passes them on.',
    syntax: 'collect index=<index> [source=<text>] [sourcetype=<text>] [host=<text>] [testmode=<bool>]',
    options: [
      { name: 'index', summary: 'Index to write into; it is made where it is not there.' },
      { name: 'source', summary: 'Source of the events. Default collect.' },
      { name: 'sourcetype', summary: 'Source type of the events. Default stash.' },
      { name: 'testmode', summary: 'Write nothing. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Collect',
    examples: [
      {
        search: '| makeresults | eval a=1 | table a | collect index=summary testmode=true',
        explanation: 'The rows that would be written.',
        columns: ['a'],
        rows: [[1]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    // mcollect names the fields that are no metrics; here every field is kept.
    parser.fields('a field', [], { kinds: optionKinds, into: options });
    if (options.index === undefined) throw parser.scanner.unexpected('index=<index>');
    return options;
  },
  print: (options) => printOptions(options).join(' '),
  lower(input, options, state, at) {
    if (options.testmode === 'true' || state.context.checkOnly) return input;
    const index = options.index ?? 'summary';
    if (!/^[a-z0-9_][a-z0-9_-]{0,79}$/.test(index))
      throw new SearchError(`"${index}" cannot be the name of an index.`, {
        ...at,
        hint: 'Use small letters, digits, _ and -; at most 80 of them.',
      });
    const rows = materialise(state, input, 'rows for the index');
    state.effects.push({
      kind: 'collect',
      index,
      relation: rows,
      sourcetype: options.sourcetype ?? 'stash',
      source: options.source ?? 'collect',
      ...(options.host === undefined ? {} : { host: options.host }),
    });
    return rows;
  },
});
