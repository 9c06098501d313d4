/** selfjoin: rows of one search joined with each other. */
import { call, column, not, numeral } from '../../plan/expression.ts';
import { filter, visibleColumns, window } from '../../plan/relation.ts';
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { groupColumns } from '../lower/group.ts';
import { matched } from '../lower/matched.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface SelfJoin {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const rankName = '\u0001rank';
const optionKinds = { overwrite: 'boolean', max: 'integer', keepsingle: 'boolean' } as const;

export const selfjoin = defineCommand<SelfJoin>({
  name: 'selfjoin',
  transforming: true,
  help: {
    summary:
      'Joins the first row of each combination of values with the others that have it; rows without a partner go.',
    syntax: 'selfjoin [overwrite=<bool>] [max=<n>] [keepsingle=<bool>] <field> ...',
    options: [
      { name: 'keepsingle', summary: 'Keep rows that have no partner. Default false.' },
      { name: 'max', summary: 'At most so many partners. Default 1.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Selfjoin',
    examples: [
      {
        search: '| makeresults format=csv data="id,a,b\n1,x,\n1,,y\n2,z," | selfjoin id',
        explanation: 'The two rows of 1 become one; 2 has no partner.',
        columns: ['id', 'a', 'b'],
        rows: [['1', 'x', 'y']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    return { options, fields: parser.someFields('a field to join by', [], { kinds: optionKinds, into: options }) };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' '),
  lower(input, { options, fields }, state) {
    const once = materialise(state, input, 'rows to join');
    const keys = fields.map((field) => field.text);
    const ranked = window(
      once,
      [
        {
          name: rankName,
          value: {
            operation: 'rowNumber',
            arguments: [],
            partitionBy: groupColumns(once, keys, state).map((group) => group.value),
            orderBy: once.order,
            type: 'number',
          },
        },
      ],
      { hidden: true },
    );
    const isFirst = call('equal', 'boolean', column(rankName, 'number'), numeral(1));
    return matched(filter(ranked, isFirst), filter(ranked, not(isFirst)), {
      on: keys.map((name) => ({ left: name, right: name })),
      keepsUnmatched: options.keepsingle === 'true',
      most: Number(options.max ?? 1),
      take: visibleColumns(once)
        .map((one) => one.name)
        .filter((name) => !keys.includes(name))
        .map((name) => ({ from: name, as: name, onlyMissing: options.overwrite === 'false' })),
      ignoresCase: false,
    });
  },
});
