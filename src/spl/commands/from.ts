/** from: the rows of a data model, a lookup or a saved search. */
import { defineCommand } from '../command.ts';
import { savedSearch } from '../lower/saved-search.ts';
import { lookupRows } from '../lower/lookup-rows.ts';
import { lowerScan } from '../lower/scan.ts';
import { SearchError } from '../syntax/error.ts';
import { quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface From {
  readonly kind: string;
  readonly name: Name;
}

const kinds = ['datamodel', 'lookup', 'inputlookup', 'savedsearch'];

export const from = defineCommand<From>({
  name: 'from',
  generating: true,
  help: {
    summary: 'The rows of a lookup or a saved search; of a data model, which is a view over all events here.',
    syntax: 'from datamodel:<model> | lookup:<name> | savedsearch:<name>',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/From',
    examples: [
      {
        search: '| from lookup:people.csv',
        explanation: 'The rows of a lookup.',
        columns: ['name', 'city'],
        rows: [
          ['ada', 'Oslo'],
          ['bo', 'Rome'],
        ],
      },
    ],
  },
  parse(parser) {
    const word = parser.scanner.name('datamodel, lookup or savedsearch', /[\s|[\](),"=:]/);
    const kind = word.text.toLowerCase();
    if (!kinds.includes(kind))
      throw new SearchError(`from has no source "${word.text}".`, {
        position: word.position,
        length: word.length,
        hint: `Its sources: ${kinds.join(', ')}.`,
      });
    if (!parser.scanner.accept(':')) parser.scanner.accept('=');
    const name = parser.scanner.name('the name of the source');
    // "Model"."Dataset" is one name in two parts.
    if (!parser.scanner.accept('.')) return { kind, name };
    const part = parser.scanner.name('the name of the dataset');
    return { kind, name: { ...name, text: `${name.text}.${part.text}` } };
  },
  print: ({ kind, name }) => `${kind}:${quote(name.text)}`,
  lower(_input, { kind, name }, state) {
    switch (kind) {
      case 'datamodel':
        state.warnings.add(
          `The data model ${name.text} is not defined here: all events of the default indexes are its events.`,
        );
        return lowerScan({ kind: 'everything', position: name.position, length: 0 }, state);
      case 'savedsearch':
        return savedSearch(name, state);
      default:
        return lookupRows(name, state);
    }
  },
});
