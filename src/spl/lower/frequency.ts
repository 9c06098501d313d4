/** The common part of top and rare: values by how often they occur. */
import { and, call, column, convert, isNotNull, numeral, text } from '../../plan/expression.ts';
import {
  aggregate,
  extend,
  filter,
  findColumn,
  hiddenName,
  limit,
  project,
  sort,
  window,
} from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import type { CommandParser } from '../command-parser.ts';
import { printOptions } from '../command-parser.ts';
import type { CompileState } from '../compile-state.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';
import { concatenate } from './concatenate.ts';
import { expandGroups, groupColumns } from './group.ts';
import { sortKeysOf } from './sort-keys.ts';

export interface Frequency {
  readonly fields: readonly Name[];
  readonly by: readonly Name[];
  readonly options: Readonly<Record<string, string>>;
}

export const frequencyOptions = {
  limit: 'integer',
  countfield: 'text',
  percentfield: 'text',
  showcount: 'boolean',
  showperc: 'boolean',
  useother: 'boolean',
  otherstr: 'text',
} as const;

export function parseFrequency(parser: CommandParser): Frequency {
  const options = parser.options(frequencyOptions);
  const number = parser.scanner.matchAt(/\s*\d+(?=\s)/y);
  if (number !== undefined) {
    parser.scanner.at += number.length;
    options.limit = number.trim();
  }
  const fields: Name[] = [];
  for (;;) {
    parser.options(frequencyOptions, options);
    if (parser.atEnd() || parser.scanner.peekWord().toLowerCase() === 'by') break;
    parser.refuseUnknownOption(Object.keys(frequencyOptions));
    parser.scanner.accept(',');
    fields.push(parser.scanner.name('a field'));
  }
  if (fields.length === 0) throw parser.scanner.unexpected('a field whose values to count');
  const by = parser.keyword('by')
    ? parser.someFields('a field to group by', [], { kinds: frequencyOptions, into: options })
    : [];
  return { fields, by, options };
}

export function printFrequency({ fields, by, options }: Frequency): string {
  return [
    ...printOptions(options),
    printNames(fields.map((f) => f.text)),
    ...(by.length > 0 ? ['by', printNames(by.map((b) => b.text))] : []),
  ].join(' ');
}

/** Columns: by fields, fields, count, percent. `descending` for top. At most 10 a group unless limit says otherwise; 0 is all. */
export function lowerFrequency(
  input: Relation,
  { fields, by, options }: Frequency,
  descending: boolean,
  state: CompileState,
): Relation {
  const names = fields.map((f) => f.text);
  const groupNames = by.map((b) => b.text);
  const expanded = expandGroups(input, [...groupNames, ...names]);
  const groups = groupColumns(expanded, [...groupNames, ...names], state);
  const countName = options.countfield ?? 'count';
  const percentName = options.percentfield ?? 'percent';
  const present = filter(expanded, and(...groups.map((g) => isNotNull(g.value))));
  const counted = aggregate(present, groups, [
    { name: countName, value: { operation: 'count', arguments: [], type: 'number' } },
  ]);
  const bare: Relation = { node: counted.node, order: [] };
  const partitionBy = groups.slice(0, groupNames.length).map((g) => column(g.name, g.value.type));
  const total = hiddenName(bare, 'total');
  const summed = window(
    bare,
    [
      {
        name: total,
        value: { operation: 'sum', arguments: [column(countName, 'number')], partitionBy, orderBy: [], type: 'number' },
      },
    ],
    { hidden: true },
  );
  const count = column(countName, 'number');
  const shown = project(summed, [
    ...groups.map((g) => ({ name: g.name, value: column(g.name, g.value.type) })),
    { name: countName, value: count },
    {
      name: percentName,
      // Six decimals, as Splunk writes it.
      value: call(
        'round',
        'number',
        call(
          'divide',
          'number',
          call('multiply', 'number', convert(count, 'number'), numeral(100)),
          column(total, 'number'),
        ),
        numeral(6),
      ),
    },
  ]);
  const byField = (
    field: string,
  ): { field: string; descending: boolean; method: 'auto'; position: number; length: number } => ({
    field,
    descending: false,
    method: 'auto',
    position: 0,
    length: 0,
  });
  const rank = { expression: count, direction: descending ? ('descending' as const) : ('ascending' as const) };
  const ordered = sort(shown, [
    ...sortKeysOf(groupNames.map(byField), shown),
    rank,
    ...sortKeysOf(names.map(byField), shown),
  ]);
  const most = Number(options.limit ?? 10);
  const place = hiddenName(ordered, 'place');
  const ranked = window(
    ordered,
    [
      {
        name: place,
        value: { operation: 'rowNumber', arguments: [], partitionBy, orderBy: ordered.order, type: 'number' },
      },
    ],
    { hidden: true },
  );
  const isEarly = call('lessOrEqual', 'boolean', column(place, 'number'), numeral(most));
  const cut =
    most === 0
      ? ordered
      : options.useother === 'true'
        ? withOthers(ranked, isEarly)
        : groupNames.length === 0
          ? limit(ordered, most)
          : filter(ranked, isEarly);
  /** The rest of each group as one row behind the others. */
  function withOthers(all: Relation, isEarly_: Expression): Relation {
    const others = aggregate(
      filter(all, call('not', 'boolean', isEarly_)),
      groups.slice(0, groupNames.length),
      [countName, percentName].map((name) => ({
        name,
        value: { operation: 'sum' as const, arguments: [column(name, 'number')], type: 'number' as const },
      })),
    );
    const counted_ = filter(others, isNotNull(column(countName, 'number')));
    const named = extend(
      counted_,
      groups.slice(groupNames.length).map((g) => ({ name: g.name, value: text(options.otherstr ?? 'OTHER') })),
    );
    const together = concatenate([filter(all, isEarly_), named]);
    return sort(together, sortKeysOf(groupNames.map(byField), together));
  }
  const visible = [
    ...groups.map((g) => ({ name: g.name, value: column(g.name, findColumn(cut, g.name)?.type ?? g.value.type) })),
    ...(options.showcount === 'false' ? [] : [{ name: countName, value: count }]),
    ...(options.showperc === 'false' ? [] : [{ name: percentName, value: column(percentName, 'number') }]),
  ];
  return project(cut, visible);
}
