/** dedup: the first rows of each combination of values. */
import { and, call, column, isNotNull, isNull, nothing, not, numeral, when } from '../../plan/expression.ts';
import { extend, filter, findColumn, hiddenName, sort, window } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { parseSortKeys, printSortKeys, sortKeysOf } from '../lower/sort-keys.ts';
import type { SortField } from '../lower/sort-keys.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Dedup {
  readonly count?: number;
  readonly fields: readonly Name[];
  readonly options: Readonly<Record<string, string>>;
  readonly sortBy: readonly SortField[];
}

const optionKinds = { keepevents: 'boolean', keepempty: 'boolean', consecutive: 'boolean' } as const;

export const dedup = defineCommand<Dedup>({
  name: 'dedup',
  help: {
    summary: 'The first row, or the first N, of each combination of values of the fields; for events the newest.',
    syntax:
      'dedup [<N>] <field> ... [keepevents=<bool>] [keepempty=<bool>] [consecutive=<bool>] [sortby <sort fields>]',
    options: [
      { name: 'keepevents', summary: 'Keep all rows, but remove the fields from the repeated ones. Default false.' },
      { name: 'keepempty', summary: 'Keep rows in which one of the fields is missing. Default false.' },
      { name: 'consecutive', summary: 'Only rows that follow each other count as repeated. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Dedup',
    examples: [
      {
        search: '| makeresults format=csv data="id,grp\n1,a\n2,b\n3,a" | dedup grp',
        explanation: 'The first row of each group.',
        columns: ['id', 'grp'],
        rows: [
          ['1', 'a'],
          ['2', 'b'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const number = parser.scanner.matchAt(/\d+(?=\s)/y);
    if (number !== undefined) parser.scanner.at += number.length;
    parser.options(optionKinds, options);
    const fields: Name[] = [];
    while (!parser.atEnd() && parser.scanner.peekWord().toLowerCase() !== 'sortby') {
      parser.scanner.accept(',');
      parser.options(optionKinds, options);
      if (parser.atEnd() || parser.scanner.peekWord().toLowerCase() === 'sortby') break;
      fields.push(parser.scanner.name('a field'));
    }
    if (fields.length === 0) throw parser.scanner.unexpected('a field to tell rows apart by');
    const sortBy = parser.keyword('sortby') ? parseSortKeys(parser.scanner) : [];
    parser.options(optionKinds, options);
    return { fields, options, sortBy, ...(number === undefined ? {} : { count: Number(number) }) };
  },
  print: ({ count, fields, options, sortBy }) =>
    [
      ...(count === undefined ? [] : [String(count)]),
      printNames(fields.map((f) => f.text)),
      ...printOptions(options),
      ...(sortBy.length > 0 ? ['sortby', printSortKeys(sortBy)] : []),
    ].join(' '),
  lower(input, { count = 1, fields, options, sortBy }, state) {
    const given: Relation = sortBy.length > 0 ? sort(input, sortKeysOf(sortBy, input)) : input;
    const keys: Expression[] = [];
    for (const { text } of fields) {
      const found = findColumn(given, text);
      if (found === undefined) warnUnknownField(state, given, text);
      keys.push(found === undefined ? nothing() : column(found.name, found.type));
    }
    const complete = and(...keys.map(isNotNull));
    let ranked: Relation;
    const rank = hiddenName(given, 'rank');
    if (options.consecutive === 'true') {
      const changed = hiddenName(given, 'changed');
      const previous = keys.map((_, i) => hiddenName(given, `previous${i}`));
      const lagged = window(
        given,
        keys.map((key, i) => ({
          name: previous[i] ?? '',
          value: { operation: 'lag' as const, arguments: [key], partitionBy: [], orderBy: given.order, type: key.type },
        })),
        { hidden: true },
      );
      const same = and(
        ...keys.map((key, i) =>
          call('coalesce', 'boolean', call('equal', 'boolean', key, column(previous[i] ?? '', key.type)), {
            kind: 'literal',
            value: false,
            type: 'boolean',
          }),
        ),
      );
      const marked = extend(
        lagged,
        [{ name: changed, value: when([{ when: same, then: numeral(0) }], numeral(1), 'number') }],
        { hidden: true },
      );
      const run = hiddenName(marked, 'run');
      const runs = window(
        marked,
        [
          {
            name: run,
            value: {
              operation: 'sum',
              arguments: [column(changed, 'number')],
              partitionBy: [],
              orderBy: given.order,
              frame: { unit: 'rows', start: null, end: 0 },
              type: 'number',
            },
          },
        ],
        { hidden: true },
      );
      ranked = window(
        runs,
        [
          {
            name: rank,
            value: {
              operation: 'rowNumber',
              arguments: [],
              partitionBy: [column(run, 'number')],
              orderBy: given.order,
              type: 'number',
            },
          },
        ],
        { hidden: true },
      );
    } else {
      ranked = window(
        given,
        [
          {
            name: rank,
            value: { operation: 'rowNumber', arguments: [], partitionBy: keys, orderBy: given.order, type: 'number' },
          },
        ],
        { hidden: true },
      );
    }
    const early = call('lessOrEqual', 'boolean', column(rank, 'number'), numeral(count));
    const incomplete = call('or', 'boolean', ...keys.map(isNull), { kind: 'literal', value: false, type: 'boolean' });
    const keepEmpty = options.keepempty === 'true' || options.keepevents === 'true';
    if (options.keepevents === 'true') {
      const repeated = and(not(early), complete);
      return extend(
        ranked,
        fields.flatMap(({ text }) => {
          const found = findColumn(ranked, text);
          return found === undefined
            ? []
            : [
                {
                  name: text,
                  value: when([{ when: repeated, then: nothing(found.type) }], column(text, found.type), found.type),
                },
              ];
        }),
      );
    }
    return filter(ranked, keepEmpty ? call('or', 'boolean', early, incomplete) : and(complete, early));
  },
});
