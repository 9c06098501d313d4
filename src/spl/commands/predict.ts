/** predict: values of a time series to come, with the range they are expected in. */
import { column, convert, isNotNull, isNull } from '../../plan/expression.ts';
import { extend, filter, findColumn, project } from '../../plan/relation.ts';
import type { CellValue, Column, Relation, RowProcedure } from '../../plan/types.ts';
import { computeRows, materialise, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import type { CommandParser } from '../command-parser.ts';
import { withRowNumber } from '../lower/computed-columns.ts';
import { concatenate } from '../lower/concatenate.ts';
import { forecast, quantile } from '../lower/forecast.ts';
import type { Forecast } from '../lower/forecast.ts';
import { matched } from '../lower/matched.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Predicted {
  readonly field: Name;
  readonly as?: Name;
}

interface Predict {
  readonly fields: readonly Predicted[];
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = {
  algorithm: 'text',
  future_timespan: 'integer',
  holdback: 'integer',
  period: 'integer',
  correlate: 'text',
  suppress: 'text',
  nonnegative: 'boolean',
} as const;

const rowName = '\u0001predictedRow';

export const predict = defineCommand<Predict>({
  name: 'predict',
  transforming: true,
  suggestedChart: 'line',
  help: {
    summary: 'Predicts a time series: a value for each row and for rows to come, with the range it is expected in.',
    syntax:
      'predict <field> [AS <name>] [algorithm=LL|LLT|LLP|LLP5] [future_timespan=<n>] [holdback=<n>] [period=<n>] [upper<p>=<name>] [lower<p>=<name>]',
    options: [
      { name: 'algorithm', summary: 'LL a level, LLT with a trend, LLP with a season, LLP5 both. Default LLP5.' },
      { name: 'future_timespan', summary: 'How many rows to predict behind the last. Default 5.' },
      { name: 'holdback', summary: 'How many of the last rows not to look at. Default 0.' },
      { name: 'period', summary: 'Length of a season in rows; found from the data where it is not given.' },
      { name: 'upper95, lower95', summary: 'Names of the ends of the expected range, and the share it holds.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Predict',
    examples: [
      {
        search:
          '| makeresults count=6 | streamstats count AS n | eval _time=n*60, v=7 | table _time v | predict v AS p algorithm=LL future_timespan=2 | stats count, max(p) AS p',
        explanation: 'Six rows, and two to come.',
        columns: ['count', 'p'],
        rows: [[8, 7]],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    const fields: Predicted[] = [];
    readOptions(parser, options);
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      const field = parser.scanner.name('a field to predict');
      const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
      fields.push({ field, ...(as === undefined ? {} : { as }) });
      readOptions(parser, options);
    }
    if (fields.length === 0) throw parser.scanner.unexpected('a field to predict');
    return { fields, options };
  },
  print: ({ fields, options }) =>
    [
      ...fields.map(
        ({ field, as }) => `${printName(field.text)}${as === undefined ? '' : ` AS ${printName(as.text)}`}`,
      ),
      ...printOptions(options),
    ].join(' '),
  lower(input, { fields, options }, state) {
    const known = fields.filter(({ field }) => {
      const found = findColumn(input, field.text) !== undefined;
      if (!found) warnUnknownField(state, input, field.text);
      return found;
    });
    if (known.length === 0) return input;
    const numbered = materialise(state, withRowNumber(input, rowName), 'rows to predict from');
    const ordered: Relation = {
      node: numbered.node,
      order: [{ expression: column(rowName, 'number'), direction: 'ascending' }],
    };
    const time = findColumn(ordered, '_time');
    const narrow = project(ordered, [
      { name: 'row', value: column(rowName, 'number') },
      {
        name: 'time',
        value: time === undefined ? column(rowName, 'number') : convert(column('_time', time.type), 'number'),
      },
      ...known.map(({ field }, i) => ({
        name: `value${i}`,
        value: convert(column(field.text, findColumn(ordered, field.text)?.type ?? 'string'), 'number'),
      })),
    ]);
    const columns: Column[] = ['row', 'time', ...known.flatMap((_, i) => [`p${i}`, `u${i}`, `l${i}`])].map((name) => ({
      name,
      type: 'number',
    }));
    const made = materialise(
      state,
      computeRows(state, narrow, columns, () => procedure(known.length, options), 'predictions'),
      'predictions',
    );
    const names = known.flatMap(({ field, as }, i) => {
      const name = as?.text ?? `prediction(${field.text})`;
      const edge = (side: 'upper' | 'lower'): string => {
        const given = Object.entries(options).find(([key]) => key.startsWith(side));
        return given === undefined ? `${side}95(${name})` : fields.length === 1 ? given[1] : `${given[1]}(${name})`;
      };
      return [
        { from: `p${i}`, as: name },
        { from: `u${i}`, as: edge('upper') },
        { from: `l${i}`, as: edge('lower') },
      ];
    });
    const row = column('row', 'number');
    const beside = matched(
      ordered,
      extend(filter(made, isNotNull(row)), [{ name: rowName, value: row }], { hidden: true }),
      {
        on: [{ left: rowName, right: rowName }],
        keepsUnmatched: true,
        most: 1,
        take: names.map((one) => ({ ...one, onlyMissing: false })),
        ignoresCase: false,
      },
    );
    const toCome = project(filter(made, isNull(row)), [
      ...(time === undefined ? [] : [{ name: '_time', value: convert(column('time', 'number'), time.type) }]),
      ...names.map((one) => ({ name: one.as, value: column(one.from, 'number') })),
    ]);
    return concatenate([beside, toCome]);
  },
});

function readOptions(parser: CommandParser, options: Record<string, string>): void {
  for (;;) {
    parser.options(optionKinds, options);
    const edge = parser.scanner.peek() === '' ? undefined : parser.scanner.matchAt(/(?:upper|lower)\d+\s*=/iy);
    if (edge === undefined) return;
    parser.scanner.at += edge.length;
    options[edge.replace(/\s*=$/, '').toLowerCase()] = parser.scanner.name('the name of the end of the range').text;
  }
}

/** Keeps the series, and gives a prediction for each row and each row to come when all are there. */
function procedure(fieldCount: number, options: Readonly<Record<string, string>>): RowProcedure {
  const future = Number(options.future_timespan ?? 5);
  const rows: (readonly CellValue[])[] = [];
  const share = (side: string): number =>
    Number(/\d+$/.exec(Object.keys(options).find((key) => key.startsWith(side)) ?? '')?.[0] ?? 95);
  return {
    row(cells) {
      rows.push(cells);
      return [];
    },
    end() {
      const forecasts = Array.from({ length: fieldCount }, (_, i): Forecast => {
        const values = rows.map((row) => (typeof row[i + 2] === 'number' ? (row[i + 2] as number) : null));
        return forecast(values, {
          algorithm: options.algorithm ?? 'LLP5',
          ...(options.period === undefined ? {} : { period: Number(options.period) }),
          future,
          holdback: Number(options.holdback ?? 0),
        });
      });
      const last = Number(rows[rows.length - 1]?.[1] ?? 0);
      const step = rows.length > 1 ? last - Number(rows[rows.length - 2]?.[1] ?? 0) : 1;
      return Array.from({ length: rows.length + (rows.length > 0 ? future : 0) }, (_, i): CellValue[] => {
        const row = rows[i];
        const cells = forecasts.flatMap(({ predicted, deviation }): CellValue[] => {
          const value = predicted[i] ?? 0;
          const floor = options.nonnegative === 'true' ? 0 : -Infinity;
          return [
            Math.max(floor, value),
            value + quantile(share('upper')) * (deviation[i] ?? 0),
            Math.max(floor, value - quantile(share('lower')) * (deviation[i] ?? 0)),
          ];
        });
        const place: CellValue[] =
          row === undefined ? [null, last + step * (i - rows.length + 1)] : [row[0] ?? null, row[1] ?? null];
        return [...place, ...cells];
      });
    },
  };
}
