/** format: the rows as one condition, in a field `search`. */
import { values } from '../../plan/relation.ts';
import { visibleColumns } from '../../plan/relation.ts';
import { fetchRows } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { defaultWords, formatRows } from '../lower/format-rows.ts';
import { quote } from '../syntax/printer.ts';

const optionKinds = { mvsep: 'text', maxresults: 'integer', emptystr: 'text' } as const;
const most = 10_000;

interface Format {
  readonly options: Readonly<Record<string, string>>;
  /** Row prefix, column prefix, column separator, column end, row separator, row end; or none. */
  readonly words: readonly string[];
}

export const format = defineCommand<Format>({
  name: 'format',
  transforming: true,
  help: {
    summary: 'The rows as one condition, in a field named search; a subsearch ends in it by itself.',
    syntax: 'format [mvsep="<text>"] [maxresults=<n>] [emptystr="<text>"] ["(" "(" "AND" ")" "OR" ")"]',
    options: [
      { name: 'maxresults', summary: 'At most so many rows.' },
      { name: 'mvsep', summary: 'What stands between the values of a multivalue field. Default OR.' },
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
    const words: string[] = [];
    while (!parser.atEnd()) {
      words.push(parser.scanner.name('an option or a text in quotes').text);
      parser.options(optionKinds, options);
    }
    // A seventh text and more have no place in Splunk either, and are passed over.
    if (words.length !== 0 && words.length < 6)
      throw parser.scanner.unexpected('all six texts or none', {
        hint: 'Write format "(" "(" "AND" ")" "OR" ")" .',
      });
    return { options, words: words.slice(0, 6) };
  },
  print: ({ options, words }) => [...printOptions(options), ...words.map(quote)].join(' '),
  lower(input, { options, words }, state) {
    const { rows } = fetchRows(state, input, Number(options.maxresults ?? most), 'rows to format');
    const names = visibleColumns(input).map((one) => one.name);
    const [rowStart, columnStart, columns, columnEnd, between, rowEnd] = words;
    const several = options.mvsep ?? defaultWords.several;
    const condition =
      rows.length === 0
        ? (options.emptystr ?? 'NOT( )')
        : formatRows(
            names,
            rows,
            rowStart === undefined
              ? { ...defaultWords, several }
              : {
                  rowStart,
                  columnStart: columnStart ?? '',
                  columns: columns ?? '',
                  columnEnd: columnEnd ?? '',
                  rows: between ?? '',
                  rowEnd: rowEnd ?? '',
                  several,
                },
          );
    return values([{ name: 'search', type: 'string' }], [[condition]]);
  },
});
