/** untable: columns become rows, the opposite of xyseries. */
import { column, convert, isNotNull, text } from '../../plan/expression.ts';
import { filter, findColumn, project, visibleColumns } from '../../plan/relation.ts';
import { materialise, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { concatenate } from '../lower/concatenate.ts';
import { sortKeysOf } from '../lower/sort-keys.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Untable {
  readonly row: Name;
  readonly series: Name;
  readonly value: Name;
}

export const untable = defineCommand<Untable>({
  name: 'untable',
  transforming: true,
  help: {
    summary: "A row for each cell: the row's field, the column's name and the cell's value.",
    syntax: 'untable <row field> <column name field> <value field>',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Untable',
    examples: [
      {
        search: '| makeresults format=csv data="h,cpu,mem\na,1,2" | untable h metric v',
        explanation: 'Two cells, two rows.',
        columns: ['h', 'metric', 'v'],
        rows: [
          ['a', 'cpu', '1'],
          ['a', 'mem', '2'],
        ],
      },
    ],
  },
  parse(parser) {
    const [row, series, value] = parser.someFields('a field');
    if (row === undefined || series === undefined || value === undefined)
      throw parser.scanner.unexpected('three fields: of the row, for the column names, for the values');
    return { row, series, value };
  },
  print: ({ row, series, value }) => printNames([row, series, value].map((name) => name.text)),
  lower(input, { row, series, value }, state) {
    const found = findColumn(input, row.text);
    if (found === undefined) {
      warnUnknownField(state, input, row.text);
      return input;
    }
    const once = materialise(state, input, 'rows to take apart');
    const others = visibleColumns(once).filter((one) => one.name !== row.text && !one.name.startsWith('_'));
    if (others.length === 0) return input;
    const parts = others.map((one) =>
      project(filter(once, isNotNull(column(one.name, one.type))), [
        { name: row.text, value: column(found.name, found.type) },
        { name: series.text, value: text(one.name) },
        { name: value.text, value: convert(column(one.name, one.type), 'string') },
      ]),
    );
    const all = concatenate(parts);
    const key = { field: row.text, descending: false, method: 'auto' as const, position: 0, length: 0 };
    // The cells of a row stand together, in the order of the columns.
    return { node: all.node, order: [...sortKeysOf([key], all), ...all.order] };
  },
});
