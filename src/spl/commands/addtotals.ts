/** addtotals: the sum of each row's numbers, and of each column's. */
import { call, column, numeral, text } from '../../plan/expression.ts';
import { aggregate, extend, visibleColumns } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asNumber } from '../lower/compare.ts';
import { concatenate } from '../lower/concatenate.ts';
import { matchesWildcard } from '../lower/wildcard.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface AddTotals {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const optionKinds = { row: 'boolean', col: 'boolean', labelfield: 'text', label: 'text', fieldname: 'text' } as const;

export const addtotals = defineCommand<AddTotals>({
  name: 'addtotals',
  help: {
    summary: "The sum of each row's numbers in a field Total; with col=true also a last row with the columns' sums.",
    syntax: 'addtotals [row=<bool>] [col=<bool>] [labelfield=<field>] [label=<text>] [fieldname=<field>] [<field> ...]',
    options: [
      { name: 'row', summary: 'Sums of the rows. Default true.' },
      { name: 'col', summary: 'A row with the sums of the columns. Default false.' },
      { name: 'labelfield', summary: 'Field of that row to put the label into.' },
      { name: 'label', summary: 'Default Total.' },
      { name: 'fieldname', summary: 'Name of the new field. Default Total.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Addtotals',
    examples: [
      {
        search: '| makeresults format=csv data="who,a,b\nx,1,2\ny,3,4" | addtotals',
        explanation: 'Text does not count.',
        columns: ['who', 'a', 'b', 'Total'],
        rows: [
          ['x', '1', '2', 3],
          ['y', '3', '4', 7],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const fields: Name[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      fields.push(parser.scanner.name('a field'));
      parser.options(optionKinds, options);
    }
    return { options, fields };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' ').trim(),
  lower(input, { options, fields }, state) {
    const summed = options.row === 'false' ? input : withRowTotals(input, fields, options.fieldname ?? 'Total');
    if (options.col !== 'true') return summed;
    return withColumnTotals(materialise(state, summed, 'rows to total'), fields, options);
  },
});

function chosen(input: Relation, fields: readonly Name[]): ReturnType<typeof visibleColumns> {
  return visibleColumns(input).filter(
    (one) =>
      !one.name.startsWith('_') &&
      one.type !== 'time' &&
      one.type !== 'multivalue' &&
      (fields.length === 0 || fields.some((field) => matchesWildcard(field.text, one.name))),
  );
}

function withRowTotals(input: Relation, fields: readonly Name[], name: string): Relation {
  const parts = chosen(input, fields).map((one) =>
    call('coalesce', 'number', asNumber(column(one.name, one.type)), numeral(0)),
  );
  const total = parts.reduce((a, b) => call('add', 'number', a, b), numeral(0) as Expression);
  return extend(input, [{ name, value: total }]);
}

/** The rows and behind them one with the sum of each column that holds numbers. */
export function withColumnTotals(
  input: Relation,
  fields: readonly Name[],
  options: Readonly<Record<string, string>>,
): Relation {
  const totals = aggregate(
    input,
    [],
    chosen(input, fields).map((one) => ({
      name: one.name,
      value: { operation: 'sum' as const, arguments: [asNumber(column(one.name, one.type))], type: 'number' as const },
    })),
  );
  const label = options.labelfield;
  const labelled =
    label === undefined || label === ''
      ? totals
      : extend(totals, [{ name: label, value: text(options.label ?? 'Total') }]);
  return concatenate([input, labelled]);
}
