/** chart: statistics by one field as rows, and by another as columns. */
import { column, convert, nothing } from '../../plan/expression.ts';
import { aggregate, extend, findColumn, sort } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { fetchRows, unsupported, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls } from '../functions/stats.ts';
import type { SeriesCondition } from '../lower/pivot.ts';
import { expandGroups, groupBy, groupColumns } from '../lower/group.ts';
import { parseSeriesCondition, pivot, printSeriesCondition, seriesOptions } from '../lower/pivot.ts';
import { sortKeysOf } from '../lower/sort-keys.ts';
import { bucketStart, defaultNumberSpan, numberBucketText } from '../lower/span.ts';
import { parseTimeSpan } from '../relative-time.ts';
import { printName, printNames, printStatsCall } from '../syntax/printer.ts';
import type { Name, StatsCall } from '../syntax/tree.ts';

interface Chart {
  readonly calls: readonly StatsCall[];
  readonly row?: Name;
  readonly split?: Name;
  /** Further fields, which Splunk refuses too. */
  readonly more: readonly Name[];
  readonly where?: SeriesCondition;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = {
  span: 'text',
  bins: 'integer',
  limit: 'text',
  useother: 'boolean',
  usenull: 'boolean',
  otherstr: 'text',
  nullstr: 'text',
  cont: 'boolean',
  sep: 'text',
  format: 'text',
  agg: 'statistic',
  start: 'number',
  end: 'number',
  aligntime: 'text',
  dedup_splitvals: 'boolean',
} as const;

export const chart = defineCommand<Chart>({
  name: 'chart',
  aliases: ['sichart'],
  transforming: true,
  suggestedChart: 'column',
  help: {
    summary: 'Statistics as a table to chart: rows by one field, columns by another.',
    syntax: 'chart <function>(<field>) ... over <row field> [by <column field>]',
    options: [
      { name: 'limit', summary: 'At most so many columns before OTHER; 0 is all. Default 10.' },
      { name: 'agg', summary: 'What makes a column one of the largest, such as max. Default the sum of its values.' },
      { name: 'useother', summary: 'A column OTHER for the rest. Default true.' },
      { name: 'usenull', summary: 'A column NULL for rows without the column field. Default true.' },
      { name: 'span', summary: 'Buckets of the row field: a number or a time span.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Chart',
    examples: [
      {
        search:
          '| makeresults format=csv data="prod,region,n\nA,east,1\nA,west,2\nB,east,4" | chart sum(n) over prod by region',
        explanation: 'One row a product, one column a region.',
        columns: ['prod', 'east', 'west'],
        rows: [
          ['A', 1, 2],
          ['B', 4, null],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const calls: StatsCall[] = [];
    for (;;) {
      const found = parser.statsCalls(['by', 'over', ...Object.keys(optionKinds)]);
      calls.push(...found);
      parser.options(optionKinds, options);
      if (found.length === 0 || parser.atEnd()) break;
    }
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
    const fields: Name[] = [];
    let where: SeriesCondition | undefined;
    while (!parser.atEnd()) {
      if (fields.length === 2) where ??= parseSeriesCondition(parser);
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      parser.refuseUnknownOption(Object.keys(optionKinds));
      if (parser.keyword('by', 'over')) {
        if (parser.atEnd()) throw parser.scanner.unexpected('a field');
        continue;
      }
      const isListed = parser.scanner.accept(',');
      if (fields.length === 2 && !isListed) throw parser.scanner.unexpected('at most two fields');
      fields.push(parser.scanner.name('a field'));
    }
    const [row, split, ...more] = fields;
    return {
      more,
      calls,
      options,
      ...(row === undefined ? {} : { row }),
      ...(split === undefined ? {} : { split }),
      ...(where === undefined ? {} : { where }),
    };
  },
  print: ({ calls, row, split, more, where, options }) =>
    [
      ...printOptions(options),
      calls.map(printStatsCall).join(', '),
      ...(row === undefined ? [] : ['over', printName(row.text)]),
      ...(split === undefined ? [] : ['by', printNames([split, ...more].map((name) => name.text))]),
      ...(where === undefined ? [] : [printSeriesCondition(where)]),
    ].join(' '),
  lower(input, { calls, row, split, more, where, options }, state) {
    const [third] = more;
    if (third !== undefined)
      throw unsupported('chart takes one field for its rows and one for its columns.', third, 'Use stats for more.');
    if (row === undefined) return groupBy(input, [], lowerStatsCalls(calls, input, state));
    const expanded = expandGroups(input, [row.text, ...(split === undefined ? [] : [split.text])]);
    const bucketed = bucketRow(expanded, row.text, options, state);
    const lowered = lowerStatsCalls(calls, bucketed, state);
    if (split === undefined) return groupBy(bucketed, groupColumns(bucketed, [row.text], state), lowered);
    const rowColumn = findColumn(bucketed, row.text);
    const splitColumn = findColumn(bucketed, split.text);
    if (rowColumn === undefined) warnUnknownField(state, bucketed, row.text);
    if (splitColumn === undefined) warnUnknownField(state, bucketed, split.text);
    const table = pivot(
      bucketed,
      { name: row.text, value: rowColumn === undefined ? nothing() : column(rowColumn.name, rowColumn.type) },
      splitColumn === undefined ? nothing() : column(splitColumn.name, splitColumn.type),
      lowered,
      seriesOptions(options, where),
      state,
    );
    return sort(
      table,
      sortKeysOf([{ field: row.text, descending: false, method: 'auto', position: 0, length: 0 }], table),
    );
  },
});

/** The row field in buckets, where span= or bins= asks for them; the order is that of the buckets' starts. */
function bucketRow(
  relation: Relation,
  name: string,
  options: Readonly<Record<string, string>>,
  state: CompileState,
): Relation {
  const found = findColumn(relation, name);
  if (found === undefined || (options.span === undefined && options.bins === undefined)) return relation;
  const value = column(found.name, found.type);
  if (name === '_time') {
    const span = parseTimeSpan(options.span ?? '1h');
    return span === undefined
      ? relation
      : extend(relation, [{ name, value: bucketStart(convert(value, 'time'), span, state.context.timeZone) }]);
  }
  let span = Number(options.span);
  if (!(span > 0)) {
    const number = convert(value, 'number');
    const ends = aggregate(
      relation,
      [],
      [
        { name: 'low', value: { operation: 'minimum', arguments: [number], type: 'number' } },
        { name: 'high', value: { operation: 'maximum', arguments: [number], type: 'number' } },
      ],
    );
    const [low, high] = fetchRows(state, ends, 1, 'smallest and largest value').rows[0] ?? [];
    span =
      typeof low === 'number' && typeof high === 'number'
        ? defaultNumberSpan(low, high, Number(options.bins ?? 300))
        : 1;
  }
  return extend(relation, [{ name, value: numberBucketText(value, span) }]);
}
