/**
 * Rows by one field, columns by another: the common part of chart and timechart.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Chart
 */
import { and, call, column, convert, isNotNull, isNull, numeral, text, when } from '../../plan/expression.ts';
import { aggregate, extend, filter, project } from '../../plan/relation.ts';
import type { Aggregate, Expression, Named, Relation } from '../../plan/types.ts';
import { fetchRows, materialise } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import type { CommandParser } from '../command-parser.ts';
import { planAggregates } from '../functions/stats.ts';
import type { LoweredCall } from '../functions/stats.ts';
import { noteLimit } from './limits.ts';

export interface SeriesOptions {
  /** At most so many series before OTHER; 0 is all. */
  readonly limit: number;
  /** Nobody asked for the limit. */
  readonly isDefault: boolean;
  readonly lowest: boolean;
  readonly useOther: boolean;
  readonly useNull: boolean;
  readonly otherName: string;
  readonly nullName: string;
  /** Name of the column of a call and a series, where there are several calls. */
  label(call: string, series: string): string;
  /** What of a series' values makes it large. */
  readonly weight: SeriesCondition['aggregate'];
  /** Series to keep by their values instead of the limit: `where max > 100`. */
  readonly where?: SeriesCondition;
}

/** What `where` says of a series: its sum, average, most or least value (as `agg` says) in the top ones, or beside a number. */
export interface SeriesCondition {
  readonly aggregate: 'sum' | 'avg' | 'max' | 'min' | 'count';
  readonly test:
    | { readonly kind: 'top' | 'bottom'; readonly count: number; readonly excluded: boolean }
    | { readonly kind: '<' | '>'; readonly value: number };
}

const conditionSyntax =
  /(sum|avg|max|min|count)\s*(?:(notin|in)\s+(top|bottom)\s*(\d+)|(<|>)\s*(-?\d+(?:\.\d+)?))(?=[\s|\]]|$)/iy;

/** `where sum in top5`, behind the field that splits the series. */
export function parseSeriesCondition(parser: CommandParser): SeriesCondition | undefined {
  if (!parser.keyword('where')) return undefined;
  parser.scanner.skipSpace();
  const matched = parser.scanner.matchAt(conditionSyntax);
  if (matched === undefined)
    throw parser.scanner.unexpected('a condition on the series, such as sum in top5 or max > 100');
  parser.scanner.at += matched.length;
  conditionSyntax.lastIndex = 0;
  const [, word = 'sum', inside, end, count, comparison, value] = conditionSyntax.exec(matched) ?? [];
  const aggregate_ = word.toLowerCase() as SeriesCondition['aggregate'];
  return comparison === undefined
    ? {
        aggregate: aggregate_,
        test: {
          kind: end?.toLowerCase() === 'bottom' ? 'bottom' : 'top',
          count: Number(count),
          excluded: inside?.toLowerCase() === 'notin',
        },
      }
    : { aggregate: aggregate_, test: { kind: comparison as '<' | '>', value: Number(value) } };
}

export function printSeriesCondition({ aggregate: word, test }: SeriesCondition): string {
  return `where ${word} ${'count' in test ? `${test.excluded ? 'notin' : 'in'} ${test.kind}${test.count}` : `${test.kind} ${test.value}`}`;
}

export function seriesOptions(options: Readonly<Record<string, string>>, where?: SeriesCondition): SeriesOptions {
  const limit = /^(top|bottom)?\s*(\d+)$/i.exec(options.limit ?? '10');
  return {
    ...(where === undefined ? {} : { where }),
    limit: Number(limit?.[2] ?? 10),
    isDefault: options.limit === undefined && where === undefined,
    weight: where?.aggregate ?? weightOf(options.agg ?? ''),
    lowest: /^bottom/i.test(options.limit ?? ''),
    useOther: options.useother !== 'false',
    useNull: options.usenull !== 'false',
    otherName: options.otherstr ?? 'OTHER',
    nullName: options.nullstr ?? 'NULL',
    label: (one, series) =>
      options.format === undefined
        ? `${one}${options.sep ?? ': '}${series}`
        : options.format.replaceAll(/\$(agg|val)\$/gi, (_, word: string) => (/agg/i.test(word) ? one : series)),
  };
}

/** Of agg=: its function, over the values that the series shows; what is not known weighs by the sum. */
function weightOf(statistic: string): SeriesCondition['aggregate'] {
  const word = /^(sum|avg|mean|max|min|count)\b/i.exec(statistic)?.[1]?.toLowerCase() ?? 'sum';
  return word === 'mean' ? 'avg' : (word as SeriesCondition['aggregate']);
}

const rowName = '\u0001pivotRow';
const seriesName = '\u0001pivotSeries';

/**
 * One row a value of `row`, one column a series (a series and a call, where there are several calls: `sum(x): east`).
 * Cells without rows hold 0 for counts and null for the rest. The result has `rowField` first, unordered.
 */
export function pivot(
  relation: Relation,
  row: Named<Expression>,
  split: Expression,
  calls: readonly LoweredCall[],
  given: SeriesOptions,
  state: CompileState,
): Relation {
  const options = given.isDefault && state.context.isUnlimited === true ? { ...given, limit: 0 } : given;
  const asText = convert(split, 'string');
  const named = extend(
    relation,
    [
      { name: rowName, value: row.value },
      {
        name: seriesName,
        value: options.useNull
          ? when([{ when: isNull(asText), then: text(options.nullName) }], asText, 'string')
          : asText,
      },
    ],
    { hidden: true },
  );
  const usable = filter(
    named,
    and(isNotNull(column(rowName, row.value.type)), isNotNull(column(seriesName, 'string'))),
  );
  const { aggregates, outputs } = planAggregates(calls);
  const cells = materialise(state, aggregateCells(usable, row.value, aggregates), 'values by row and series');
  const ranked = rankSeries(cells, calls, outputs, options, state);
  const { series, others } = ranked;
  let source = cells;
  if (others && options.isDefault)
    noteLimit(
      `The ${options.limit} largest series are told apart; the others are ${options.useOther ? options.otherName : 'left out'}.`,
      state,
    );
  if (others) {
    const known = call('coalesce', 'boolean', isOneOf(column(seriesName, 'string'), series), {
      kind: 'literal',
      value: false,
      type: 'boolean',
    });
    if (!options.useOther) source = filter(cells, known);
    else {
      const folded = extend(
        usable,
        [
          {
            name: seriesName,
            value: when([{ when: known, then: column(seriesName, 'string') }], text(options.otherName), 'string'),
          },
        ],
        { hidden: true },
      );
      source = materialise(
        state,
        aggregateCells(folded, row.value, aggregates),
        'values by row and series, the rest as one',
      );
    }
  }
  const names = others && options.useOther ? [...series, options.otherName] : series;
  return spread(source, row, names, calls, outputs, options);
}

function aggregateCells(relation: Relation, row: Expression, aggregates: readonly Named<Aggregate>[]): Relation {
  const cells = aggregate(
    relation,
    [
      { name: rowName, value: column(rowName, row.type) },
      { name: seriesName, value: column(seriesName, 'string') },
    ],
    aggregates,
  );
  return { node: cells.node, order: [] };
}

function isOneOf(value: Expression, names: readonly string[]): Expression {
  return names.length === 0
    ? { kind: 'literal', value: false, type: 'boolean' }
    : call('or', 'boolean', ...names.map((name) => call('equal', 'boolean', value, text(name))), {
        kind: 'literal',
        value: false,
        type: 'boolean',
      });
}

const weightOperations = {
  sum: 'sum',
  avg: 'average',
  max: 'maximum',
  min: 'minimum',
  count: 'count',
} as const;

/** The series with the largest sums, in the order of their names; NULL last. */
function rankSeries(
  cells: Relation,
  calls: readonly LoweredCall[],
  outputs: readonly Named<Expression>[],
  options: SeriesOptions,
  state: CompileState,
): { readonly series: string[]; readonly others: boolean } {
  const first = outputs[0]?.value ?? numeral(1);
  const weight: Aggregate =
    calls.length === 0
      ? { operation: 'count', arguments: [], type: 'number' }
      : {
          operation: weightOperations[options.weight],
          arguments: [convert(first.type === 'multivalue' ? convert(first, 'string') : first, 'number')],
          type: 'number',
        };
  const totals = aggregate(
    cells,
    [{ name: 'series', value: column(seriesName, 'string') }],
    [{ name: 'weight', value: weight }],
  );
  const { rows } = fetchRows(state, { node: totals.node, order: [] }, 100_000, 'series');
  const ranked = rows
    .map(([name, total]) => ({ name: String(name), weight: typeof total === 'number' ? total : -Infinity }))
    .sort((a, b) => (options.lowest ? a.weight - b.weight : b.weight - a.weight) || (a.name < b.name ? -1 : 1));
  const real = ranked.filter(({ name }) => !(options.useNull && name === options.nullName));
  const kept =
    options.where !== undefined
      ? keptBy(options.where, real)
      : options.limit === 0
        ? real
        : real.slice(0, options.limit);
  const series = kept.map(({ name }) => name).sort(compareSeries);
  if (real.length !== ranked.length) series.push(options.nullName);
  return { series, others: real.length > kept.length };
}

interface Ranked {
  readonly name: string;
  readonly weight: number;
}

/** `series` stand largest first. */
function keptBy({ test }: SeriesCondition, series: readonly Ranked[]): readonly Ranked[] {
  if (!('count' in test))
    return series.filter(({ weight }) => (test.kind === '<' ? weight < test.value : weight > test.value));
  const inside = test.kind === 'top' ? series.slice(0, test.count) : series.slice(-test.count);
  return test.excluded ? series.filter((one) => !inside.includes(one)) : inside;
}

function compareSeries(a: string, b: string): number {
  const numbers = Number(a) - Number(b);
  if (a.trim() !== '' && b.trim() !== '' && !Number.isNaN(numbers) && numbers !== 0) return numbers;
  return a < b ? -1 : a > b ? 1 : 0;
}

function spread(
  cells: Relation,
  row: Named<Expression>,
  series: readonly string[],
  calls: readonly LoweredCall[],
  outputs: readonly Named<Expression>[],
  options: SeriesOptions,
): Relation {
  const made = extend(
    cells,
    outputs.map((output, i) => ({ name: `\u0001out${i}`, value: output.value })),
    { hidden: true },
  );
  const columns: { readonly name: string; readonly empty: 'zero' | 'null'; readonly aggregate: Aggregate }[] = [];
  // With several calls the columns stand call by call, as in Splunk.
  calls.forEach((one, i) => {
    for (const name of series) {
      const type = outputs[i]?.value.type ?? 'number';
      columns.push({
        name: calls.length === 1 ? name : options.label(one.name, name),
        empty: one.definition.empty,
        aggregate: {
          operation: 'any',
          arguments: [column(`\u0001out${i}`, type)],
          filter: call('equal', 'boolean', column(seriesName, 'string'), text(name)),
          type,
        },
      });
    }
  });
  const unique = columns.filter(
    (c, i) => c.name !== row.name && columns.findIndex((other) => other.name === c.name) === i,
  );
  const rows = aggregate(
    made,
    [{ name: row.name, value: column(rowName, row.value.type) }],
    unique.map((c) => ({ name: c.name, value: c.aggregate })),
  );
  return project({ node: rows.node, order: [] }, [
    { name: row.name, value: column(row.name, row.value.type) },
    ...unique.map((c) => ({
      name: c.name,
      value:
        c.empty === 'zero'
          ? call('coalesce', c.aggregate.type, column(c.name, c.aggregate.type), numeral(0))
          : column(c.name, c.aggregate.type),
    })),
  ]);
}
