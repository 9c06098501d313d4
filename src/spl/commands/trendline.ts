/** trendline: moving averages. */
import { column, convert } from '../../plan/expression.ts';
import { findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { computedColumns } from '../lower/computed-columns.ts';
import { SearchError } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

type Kind = 'sma' | 'ema' | 'wma';
interface Trend {
  readonly kind: Kind;
  readonly period: number;
  readonly field: Name;
  readonly alias?: Name;
}

const longestPeriod = 10_000;

export const trendline = defineCommand<readonly Trend[]>({
  name: 'trendline',
  help: {
    summary: 'Moving averages of fields: simple (sma), exponential (ema) or weighted (wma).',
    syntax: 'trendline <sma|ema|wma><period>(<field>) [AS <field>] ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Trendline',
    examples: [
      {
        search: '| makeresults format=csv data="v\n1\n3\n5" | trendline sma2(v) AS s wma2(v) AS w ema2(v) AS e',
        explanation: 'Of two rows each; the first row has none.',
        columns: ['v', 's', 'w', 'e'],
        rows: [
          ['1', null, null, null],
          ['3', 2, 2.3333333333333335, 2.333333333333333],
          ['5', 4, 4.333333333333333, 4.111111111111111],
        ],
      },
    ],
  },
  parse(parser) {
    const trends: Trend[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      const position = parser.scanner.at;
      const word = parser.scanner.matchAt(/(sma|ema|wma)(\d+)(?=\s*\()/iy);
      if (word === undefined) throw parser.scanner.unexpected('an average such as sma5(field)');
      parser.scanner.at += word.length;
      const period = Number(word.slice(3));
      if (period < 1 || period > longestPeriod)
        throw new SearchError(`The period of ${word} must be between 2 and ${longestPeriod}.`, {
          position,
          length: word.length,
        });
      parser.scanner.expect('(', 'before the field');
      const field = parser.scanner.name('a field');
      parser.scanner.expect(')', 'behind the field');
      const alias = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
      trends.push({
        kind: word.slice(0, 3).toLowerCase() as Kind,
        period,
        field,
        ...(alias === undefined ? {} : { alias }),
      });
    }
    if (trends.length === 0) throw parser.scanner.unexpected('an average such as sma5(field)');
    return trends;
  },
  print: (trends) =>
    trends
      .map(
        ({ kind, period, field, alias }) =>
          `${kind}${period}(${printName(field.text)})${alias === undefined ? '' : ` AS ${printName(alias.text)}`}`,
      )
      .join(' '),
  lower(input, trends, state) {
    const known = trends.flatMap((trend) => {
      const found = findColumn(input, trend.field.text);
      if (found === undefined) {
        warnUnknownField(state, input, trend.field.text);
        return [];
      }
      return [{ trend, value: convert(column(found.name, found.type), 'number') }];
    });
    if (known.length === 0) return input;
    return computedColumns(
      input,
      {
        reads: known.map(({ value }) => value),
        makes: known.map(({ trend }) => ({
          name: trend.alias?.text ?? `${trend.kind}${trend.period}(${trend.field.text})`,
          type: 'number',
        })),
        begin: () => {
          const averages = known.map(({ trend }) => movingAverage(trend));
          return (cells) => averages.map((average, i) => average(typeof cells[i] === 'number' ? cells[i] : null));
        },
        purpose: 'moving averages',
      },
      state,
    );
  },
});

/** Null until the period is full; a row without a number takes no part. */
function movingAverage({ kind, period }: Trend): (value: number | null) => number | null {
  const recent: number[] = [];
  let count = 0;
  let exponential = 0;
  return (value) => {
    if (value === null) return null;
    count += 1;
    recent.push(value);
    if (recent.length > period) recent.shift();
    exponential = count === 1 ? value : exponential + (2 / (period + 1)) * (value - exponential);
    if (count < period) return null;
    if (kind === 'ema') return exponential;
    if (kind === 'sma') return recent.reduce((a, b) => a + b, 0) / period;
    return recent.reduce((sum, one, i) => sum + one * (i + 1), 0) / ((period * (period + 1)) / 2);
  };
}
