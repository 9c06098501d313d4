/** sort: orders rows. */
import { limit, reverse, sort as sorted } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { withDefaultLimit } from '../lower/limits.ts';
import { parseSortKeys, printSortKeys, sortKeysOf } from '../lower/sort-keys.ts';
import type { SortField } from '../lower/sort-keys.ts';

interface Sort {
  /** Null: the default of 10,000; 0: all. */
  readonly count: number | null;
  readonly keys: readonly SortField[];
  readonly reversed: boolean;
}

const defaultCount = 10_000;
const optionKinds = { limit: 'integer' } as const;

export const sort = defineCommand<Sort>({
  name: 'sort',
  help: {
    summary: 'Orders rows by fields; - is descending. At most 10,000 rows unless a number is given; 0 is all.',
    syntax: 'sort [<number>] [-|+]<field>, ... [desc]',
    options: [{ name: 'limit', summary: 'At most so many rows; 0 is all.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Sort',
    examples: [
      {
        search: '| makeresults format=csv data="n\n10\n9\n100" | sort -n',
        explanation: 'Numbers sort as numbers.',
        columns: ['n'],
        rows: [['100'], ['10'], ['9']],
      },
      {
        search: '| makeresults format=csv data="a\n192.168.0.20\n10.9.0.1" | sort ip(a)',
        explanation: 'Addresses by their number.',
        columns: ['a'],
        rows: [['10.9.0.1'], ['192.168.0.20']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const number = parser.scanner.matchAt(/\s*\d+(?=[\s,+-])/y);
    if (number !== undefined) {
      parser.scanner.at += number.length;
      parser.scanner.accept(',');
      options.limit = number.trim();
    }
    const keys = parseSortKeys(parser.scanner);
    if (keys.length === 0) throw parser.scanner.unexpected('a field to sort by');
    parser.options(optionKinds, options);
    const word = parser.keyword('desc', 'd', 'asc', 'a');
    parser.options(optionKinds, options);
    const count = options.limit === undefined ? null : Number(options.limit);
    return { count, keys, reversed: word === 'desc' || word === 'd' };
  },
  print: ({ count, keys, reversed }) =>
    `${count === null ? '' : `${count} `}${printSortKeys(keys)}${reversed ? ' desc' : ''}`,
  lower(input, { count, keys, reversed }, state) {
    let ordered = sorted(input, sortKeysOf(keys, input));
    if (reversed) ordered = reverse(ordered);
    if (count === null) return withDefaultLimit(ordered, defaultCount, 'sort kept the first 10,000 rows.', state);
    return count === 0 ? ordered : limit(ordered, count);
  },
});
