/** savedsearch: runs a saved search. */
import { defineCommand } from '../command.ts';
import { savedSearch } from '../lower/saved-search.ts';
import { printName, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface SavedSearch {
  readonly name: Name;
  /** What stands for $name$ in it. */
  readonly words: Readonly<Record<string, string>>;
}

export const savedsearch = defineCommand<SavedSearch>({
  name: 'savedsearch',
  generating: true,
  transforming: true,
  help: {
    summary: 'Runs a saved search, with values in the place of $name$.',
    syntax: 'savedsearch <name> [<word>=<value> ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Savedsearch',
    examples: [
      {
        search: '| savedsearch "One user" user=ann',
        explanation: 'The saved search is: | makeresults | eval user="$user$" | table user',
        columns: ['user'],
        rows: [['ann']],
      },
    ],
  },
  parse(parser) {
    const name = parser.scanner.name('the name of a saved search');
    const words: Record<string, string> = {};
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      const word = parser.scanner.name('name=value');
      parser.scanner.expect('=', `after ${word.text}`);
      words[word.text] = parser.scanner.name('a value').text;
    }
    return { name, words };
  },
  print: ({ name, words }) =>
    [printName(name.text), ...Object.entries(words).map(([word, value]) => `${word}=${quote(value)}`)].join(' '),
  lower: (_input, { name, words }, state) => savedSearch(name, state, words),
});
