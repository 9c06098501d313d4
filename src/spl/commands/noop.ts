/** noop: does nothing, as do the commands that only steer where Splunk runs a search. */
import { defineCommand } from '../command.ts';
import { quote } from '../syntax/printer.ts';

export const noop = defineCommand<string>({
  name: 'noop',
  aliases: ['localop', 'redistribute', 'require', 'highlight', 'iconify', 'rtorder'],
  help: {
    summary:
      'Changes nothing, as do localop, redistribute and require (there is one machine only), highlight, iconify and rtorder.',
    syntax: 'noop',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Localop',
    examples: [
      {
        search: '| makeresults format=csv data="a\n1" | noop',
        explanation: 'The rows as they were.',
        columns: ['a'],
        rows: [['1']],
      },
    ],
  },
  parse(parser) {
    const start = parser.scanner.at;
    parser.scanner.restOfCommand();
    return parser.scanner.text.slice(start, parser.scanner.at).trim();
  },
  print: (given) => (given === '' || /^[\w=. ]+$/.test(given) ? given : quote(given)),
  lower: (input) => input,
});
