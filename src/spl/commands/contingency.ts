/** contingency: how often the values of two fields occur together, with totals. */
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printName, printNames, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Contingency {
  readonly options: Readonly<Record<string, string>>;
  readonly row: Name;
  readonly series: Name;
}

const optionKinds = {
  usetotal: 'boolean',
  totalstr: 'text',
  maxrows: 'integer',
  maxcols: 'integer',
  mincolcover: 'number',
  minrowcover: 'number',
} as const;

export const contingency = defineCommand<Contingency>({
  name: 'contingency',
  aliases: ['counttable', 'ctable'],
  transforming: true,
  help: {
    summary: 'A row for each value of one field, a column for each of another, the counts in the cells, and totals.',
    syntax: 'contingency [usetotal=<bool>] [totalstr=<text>] [maxrows=<n>] [maxcols=<n>] <row field> <column field>',
    options: [
      { name: 'usetotal', summary: 'With totals. Default true.' },
      { name: 'totalstr', summary: 'Name of the totals. Default TOTAL.' },
      { name: 'maxcols', summary: 'At most so many columns; 0 is all.' },
      { name: 'maxrows', summary: 'At most so many rows; 0 is all.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Contingency',
    examples: [
      {
        search: '| makeresults format=csv data="a,b\nx,p\nx,q\ny,q" | contingency a b',
        explanation: 'Counts of the pairs.',
        columns: ['a', 'p', 'q', 'TOTAL'],
        rows: [
          ['x', 1, 1, 2],
          ['y', 0, 1, 1],
          ['TOTAL', 1, 2, 3],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const row = parser.scanner.name('a field for the rows');
    parser.scanner.accept(',');
    const series = parser.scanner.name('a field for the columns');
    parser.options(optionKinds, options);
    return { options, row, series };
  },
  print: ({ options, row, series }) => [printNames([row.text, series.text]), ...printOptions(options)].join(' '),
  lower(input, { options, row, series }, state, at) {
    const total = quote(options.totalstr ?? 'TOTAL');
    const rows = Number(options.maxrows ?? 0);
    const commands = [
      `chart limit=${options.maxcols ?? '0'} usenull=f count over ${printName(row.text)} by ${printName(series.text)}`,
      ...(rows > 0 ? [`head ${rows}`] : []),
      ...(options.usetotal === 'false'
        ? []
        : [`addtotals fieldname=${total}`, `addcoltotals labelfield=${printName(row.text)} label=${total}`]),
    ];
    return state.compileText(`| ${commands.join(' | ')}`, input, at);
  },
});
