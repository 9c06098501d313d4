/** format: the rows as one condition, in a field `search`. */
import { values } from '../../plan/relation.ts';
import { visibleColumns } from '../../plan/relation.ts';
import { fetchRows } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { formatRows } from '../lower/format-rows.ts';

const optionKinds = { mvsep: 'text', maxresults: 'integer', emptystr: 'text' } as const;
const most = 10_000;

export const format = defineCommand<Readonly<Record<string, string>>>({
  name: 'format',
  transforming: true,
  help: {
    summary: 'The rows as one condition, in a field named search; a subsearch ends in it by itself.',
    syntax: 'format [maxresults=<n>] [emptystr="<text>"]',
    options: [
      { name: 'maxresults', summary: 'At most so many rows.' },
      { name: 'emptystr', summary: 'What to give where there are no rows. Default NOT( ).' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Format',
    examples: [
      {
        search: '| makeresults format=csv data="host,port\na,80\nb,81" | format',
        explanation: 'Rows are alternatives, their fields belong together.',
        columns: ['search'],
        rows: [['( ( host="a" AND port="80" ) OR ( host="b" AND port="81" ) )']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    // Six texts replace brackets and words; they say how the condition is written, not what it means.
    while (!parser.atEnd()) parser.scanner.name('an option or a text in quotes');
    return parser.options(optionKinds, options);
  },
  print: (options) => printOptions(options).join(' '),
  lower(input, options, state) {
    const { rows } = fetchRows(state, input, Number(options.maxresults ?? most), 'rows to format');
    const names = visibleColumns(input).map((one) => one.name);
    const condition = rows.length === 0 ? (options.emptystr ?? 'NOT( )') : formatRows(names, rows);
    return values([{ name: 'search', type: 'string' }], [[condition]]);
  },
});
