/** fieldsummary: a row for each field with its counts, range and values. */
import { column, convert, isNotNull } from '../../plan/expression.ts';
import { aggregate, filter, limit, project, values, visibleColumns } from '../../plan/relation.ts';
import type { CellValue, Column, Expression, Relation } from '../../plan/types.ts';
import { fetchRows, materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { expandGroups } from '../lower/group.ts';
import { matchesWildcard } from '../lower/wildcard.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface FieldSummary {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const mostFields = 300;
const outputs: readonly Column[] = [
  { name: 'field', type: 'string' },
  { name: 'count', type: 'number' },
  { name: 'distinct_count', type: 'number' },
  { name: 'is_exact', type: 'number' },
  { name: 'max', type: 'number' },
  { name: 'mean', type: 'number' },
  { name: 'min', type: 'number' },
  { name: 'numeric_count', type: 'number' },
  { name: 'stdev', type: 'number' },
  { name: 'values', type: 'string' },
];

export const fieldsummary = defineCommand<FieldSummary>({
  name: 'fieldsummary',
  transforming: true,
  help: {
    summary: 'A row for each field: how many events have it, how many values, their range, and the most frequent ones.',
    syntax: 'fieldsummary [maxvals=<n>] [<field> ...]',
    options: [{ name: 'maxvals', summary: 'At most so many of the most frequent values. Default 100.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Fieldsummary',
    examples: [
      {
        search:
          '| makeresults format=csv data="n\n4\n8\n8" | fieldsummary | table field count distinct_count max min values',
        explanation: 'One field, its range and values.',
        columns: ['field', 'count', 'distinct_count', 'max', 'min', 'values'],
        rows: [['n', 3, 2, 8, 4, '[{"value":"8","count":2},{"value":"4","count":1}]']],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    const fields = parser.fields('a field', [], { kinds: { maxvals: 'integer' }, into: options });
    return { options, fields };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' ').trim(),
  lower(input, { options, fields }, state) {
    const once = materialise(state, input, 'rows to summarise');
    const chosen = visibleColumns(once)
      .filter(({ name }) =>
        fields.length === 0 ? !name.startsWith('_') : fields.some((field) => matchesWildcard(field.text, name)),
      )
      .slice(0, mostFields);
    const most = Math.max(0, Number(options.maxvals ?? 100));
    const rows = chosen.map((one): CellValue[] => {
      const each: Relation = expandGroups(once, [one.name]);
      const value = one.type === 'multivalue' ? column(one.name, 'string') : asText(column(one.name, one.type));
      const { rows: statistics } = fetchRows(state, numbersOf(each, value), 1, `numbers of ${one.name}`);
      const [count = 0, distinct = 0, high = null, mean = null, low = null, numeric = 0, deviation = null] =
        statistics[0] ?? [];
      const { rows: frequent } = fetchRows(state, mostFrequent(each, value, most), most, `values of ${one.name}`);
      const list = frequent.map(([found, times]) => ({ value: String(found as string), count: Number(times) }));
      return [one.name, count, distinct, 1, high, mean, low, numeric, deviation, JSON.stringify(list)];
    });
    return values(
      outputs,
      rows.filter(([, count]) => Number(count) > 0).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  },
});

function numbersOf(relation: Relation, value: Expression): Relation {
  const number = convert(value, 'number');
  return aggregate(
    relation,
    [],
    [
      { name: 'count', value: { operation: 'count', arguments: [value], type: 'number' } },
      { name: 'distinct', value: { operation: 'distinctCount', arguments: [value], type: 'number' } },
      { name: 'high', value: { operation: 'maximum', arguments: [number], type: 'number' } },
      { name: 'mean', value: { operation: 'average', arguments: [number], type: 'number' } },
      { name: 'low', value: { operation: 'minimum', arguments: [number], type: 'number' } },
      { name: 'numeric', value: { operation: 'count', arguments: [number], type: 'number' } },
      { name: 'deviation', value: { operation: 'standardDeviation', arguments: [number], type: 'number' } },
    ],
  );
}

function mostFrequent(relation: Relation, value: Expression, most: number): Relation {
  const grouped = aggregate(
    filter(relation, isNotNull(value)),
    [{ name: 'value', value }],
    [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
  );
  return limit(
    project(
      {
        node: grouped.node,
        order: [
          { expression: column('count', 'number'), direction: 'descending' },
          { expression: column('value', 'string'), direction: 'ascending' },
        ],
      },
      [
        { name: 'value', value: column('value', 'string') },
        { name: 'count', value: column('count', 'number') },
      ],
    ),
    most,
  );
}
