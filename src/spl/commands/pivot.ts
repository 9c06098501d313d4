/** pivot: a table over a data model's dataset, written out as stats or chart over the events that the dataset stands for. */
import { column } from '../../plan/expression.ts';
import { extend, visibleColumns } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import type { CommandParser } from '../command-parser.ts';
import { lowerStatsCalls } from '../functions/stats.ts';
import { lowerScan } from '../lower/scan.ts';
import { printName, printNames, printStatsCall, quote } from '../syntax/printer.ts';
import type { Name, StatsCall } from '../syntax/tree.ts';

interface Filter {
  readonly field: Name;
  readonly operator: string;
  readonly values: readonly string[];
}

interface Split {
  readonly field: Name;
  readonly as?: Name;
  /** Of time: year, month, day, hour, minute or second. */
  readonly period?: string;
}

/** `SORT 100 host`, or `TOP 10 count(x)`, whose statistic is one of the pivot's own. */
interface RowOrder {
  readonly word: string;
  readonly count: string;
  readonly fields: readonly Name[];
  readonly call?: StatsCall;
}

interface Pivot {
  readonly model: Name;
  readonly dataset: Name;
  readonly calls: readonly StatsCall[];
  readonly rows: readonly Split[];
  readonly columns: readonly Split[];
  readonly filters: readonly Filter[];
  /** Which rows stay and in which order. */
  readonly order?: RowOrder;
  /** ROWSUMMARY, COLSUMMARY, NUMCOLS, SHOWOTHER and their like, as typed. */
  readonly settings: Readonly<Record<string, string>>;
}

const settingNames = ['rowsummary', 'colsummary', 'numcols', 'showother'];
const elements = ['splitrow', 'splitcol', 'filter', 'limit', 'sort', 'top', 'bottom', ...settingNames];
const periods: Readonly<Record<string, string>> = {
  auto: '1h',
  year: '1y',
  month: '1mon',
  day: '1d',
  hour: '1h',
  minute: '1m',
  second: '1s',
};

export const pivot = defineCommand<Pivot>({
  name: 'pivot',
  generating: true,
  transforming: true,
  suggestedChart: 'column',
  help: {
    summary:
      "Statistics over a data model's dataset, split by rows and columns; every data model is a view over all events here.",
    syntax:
      'pivot <model> <dataset> <function>(<field>) [AS <name>] [SPLITROW <field> [AS <name>]] [SPLITCOL <field>] [FILTER <field> <test> <value>] [SORT <n> <field>] [TOP|BOTTOM <n> <function>(<field>)]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Pivot',
    examples: [
      {
        search: '| pivot Web Proxy count(Proxy) AS "Events" FILTER status is 404',
        explanation: 'No events are stored, so there are none to count.',
        columns: ['Events'],
        rows: [[0]],
      },
    ],
  },
  parse(parser) {
    const model = parser.scanner.name('a data model');
    const dataset = parser.scanner.name('a dataset');
    const calls: StatsCall[] = [];
    const rows: Split[] = [];
    const columns: Split[] = [];
    const filters: Filter[] = [];
    const settings: Record<string, string> = {};
    let order: RowOrder | undefined;
    while (!parser.atEnd()) {
      const word = parser.keyword(...elements);
      if (word === undefined) {
        const found = parser.statsCalls(elements);
        if (found.length === 0) throw parser.scanner.unexpected('a statistical function, SPLITROW, SPLITCOL or FILTER');
        calls.push(...found);
      } else if (word === 'splitrow') rows.push(split(parser));
      else if (word === 'splitcol') columns.push(split(parser));
      else if (word === 'filter') filters.push(filter(parser));
      else if (word === 'limit') skip(parser);
      else if (word === 'sort' || word === 'top' || word === 'bottom') order = rowOrder(parser, word);
      else settings[word] = parser.scanner.name(`a number after ${word.toUpperCase()}`).text;
    }
    return { model, dataset, calls, rows, columns, filters, settings, ...(order === undefined ? {} : { order }) };
  },
  print: ({ model, dataset, calls, rows, columns, filters, settings, order }) =>
    [
      printName(model.text),
      printName(dataset.text),
      ...calls.map(printStatsCall),
      ...rows.map((one) => `SPLITROW ${printSplit(one)}`),
      ...columns.map((one) => `SPLITCOL ${printSplit(one)}`),
      ...filters.map(({ field, operator, values }) =>
        ['FILTER', printName(field.text), operator, ...values.map(quote)].join(' '),
      ),
      ...(order === undefined ? [] : [printOrder(order)]),
      ...Object.entries(settings).map(([name, value]) => `${name.toUpperCase()} ${value}`),
    ].join(' '),
  lower(_input, given, state, at) {
    if (!state.context.checkOnly)
      state.warnings.add(
        `The data model ${given.model.text} is not defined here: all events of the default indexes are its events.`,
      );
    const events = lowerScan({ kind: 'everything', position: at.position, length: 0 }, state);
    const dataset = given.dataset.text;
    const named = extend(
      events,
      visibleColumns(events)
        .filter(({ name }) => !name.startsWith('_'))
        .map((one) => ({ name: `${dataset}.${one.name}`, value: column(one.name, one.type) })),
    );
    // Looked at by themselves first: a mistake in one is then placed there, not at the whole pivot.
    if (state.context.checkOnly) lowerStatsCalls(given.calls, named, state);
    return state.compileText(asSearch(given), named, at);
  },
});

/** The commands that a pivot stands for. */
function asSearch({ dataset, calls, rows, columns, filters, settings, order }: Pivot): string {
  const steps: string[] = filters.map((one) => `search ${condition(one)}`);
  for (const { field, period } of [...rows, ...columns])
    if (period !== undefined) steps.push(`bin ${quote(field.text)} span=${periods[period] ?? '1h'}`);
  const counted = calls.map((call): StatsCall => {
    const isDataset = call.argument !== undefined && 'text' in call.argument && call.argument.text === dataset.text;
    if (!isDataset) return call;
    const label = call.alias ?? { text: call.label, position: call.position, length: call.length };
    return {
      function: 'count',
      argumentIsEval: false,
      extra: [],
      label: 'count',
      alias: label,
      position: call.position,
      length: call.length,
    };
  });
  const statistics = (counted.length === 0 ? ['count'] : counted.map(printStatsCall)).join(', ');
  const [row] = rows;
  const [series] = columns;
  if (series === undefined) {
    const by = rows.length === 0 ? '' : ` by ${rows.map(({ field }) => quote(field.text)).join(', ')}`;
    steps.push(`stats ${statistics}${by}`);
  } else {
    const limit = settings.numcols === undefined ? '' : `limit=${settings.numcols} `;
    const other = settings.showother === '0' ? 'useother=f ' : '';
    const over = row === undefined ? 'sourcetype' : quote(row.field.text);
    steps.push(`chart ${limit}${other}${statistics} over ${over} by ${quote(series.field.text)}`);
  }
  const renamed = rows.filter(({ as }) => as !== undefined);
  if (renamed.length > 0)
    steps.push(
      `rename ${renamed.map(({ field, as }) => `${quote(field.text)} AS ${quote(as?.text ?? '')}`).join(', ')}`,
    );
  if (order !== undefined) steps.push(...ordering(order, calls, counted));
  return `| ${steps.join(' | ')}`;
}

function ordering(
  { word, count, fields, call }: RowOrder,
  calls: readonly StatsCall[],
  counted: StatsCall[],
): string[] {
  if (call === undefined) return [`sort ${count} ${fields.map((name) => quote(name.text)).join(', ')}`];
  const own = counted[calls.findIndex((one) => one.label === call.label)];
  return [`sort ${count} ${word === 'top' ? '-' : '+'}${quote(own?.alias?.text ?? own?.label ?? call.label)}`];
}

function condition({ field, operator, values }: Filter): string {
  const name = quote(field.text);
  const value = values[0] ?? '';
  switch (operator.toLowerCase()) {
    case 'in':
      return `${name} IN (${values.map(quote).join(', ')})`;
    case 'isnot':
    case '!=':
      return `${name}!=${quote(value)}`;
    case 'contains':
      return `${name}=${quote(`*${value}*`)}`;
    case 'doesnotcontain':
      return `NOT ${name}=${quote(`*${value}*`)}`;
    case 'startswith':
      return `${name}=${quote(`${value}*`)}`;
    case 'endswith':
      return `${name}=${quote(`*${value}`)}`;
    case 'isnull':
      return `NOT ${name}=*`;
    case 'isnotnull':
      return `${name}=*`;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return `${name}${operator}${quote(value)}`;
    default:
      return `${name}=${quote(value)}`;
  }
}

function filter(parser: CommandParser): Filter {
  const field = parser.scanner.name('a field', /[\s|[\](),"=<>!]/);
  parser.scanner.skipSpace();
  const operator = parser.scanner.matchAt(/!=|<=|>=|=|<|>|[A-Za-z]+/y);
  if (operator === undefined) throw parser.scanner.unexpected('a test such as is, contains or =');
  parser.scanner.at += operator.length;
  if (/^is(not)?null$/i.test(operator)) return { field, operator, values: [] };
  const values: string[] = [];
  if (operator.toLowerCase() === 'in' && parser.scanner.accept('(')) {
    while (!parser.scanner.accept(')')) {
      parser.scanner.accept(',');
      values.push(parser.scanner.name('a value or )').text);
    }
  } else values.push(parser.scanner.name('a value').text);
  return { field, operator, values };
}

function split(parser: CommandParser): Split {
  const field = parser.scanner.name('a field to split by');
  const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
  const period = parser.keyword('period') ? parser.scanner.name('a period such as day').text.toLowerCase() : undefined;
  if (parser.keyword('range')) parser.options({ start: 'number', end: 'number', max: 'number', size: 'number' });
  for (const word of ['truelabel', 'falselabel'])
    if (parser.keyword(word)) parser.scanner.name(`a text after ${word.toUpperCase()}`);
  return { field, ...(as === undefined ? {} : { as }), ...(period === undefined ? {} : { period }) };
}

function rowOrder(parser: CommandParser, word: string): RowOrder {
  const count = parser.scanner.matchAt(/\s*(\d+|\$[^$\s]+\$)/y) ?? '';
  parser.scanner.at += count.length;
  const number = /^\s*\d+$/.test(count) ? count.trim() : '0';
  if (word === 'sort') return { word, count: number, fields: parser.someFields('a field to sort by', elements) };
  const [call] = parser.statsCalls(elements);
  if (call === undefined) throw parser.scanner.unexpected('a statistical function of the pivot, such as count(field)');
  return { word, count: number, fields: [], call };
}

function printOrder({ word, count, fields, call }: RowOrder): string {
  const by = call === undefined ? printNames(fields.map((name) => name.text)) : printStatsCall(call);
  return `${word.toUpperCase()} ${count} ${by}`;
}

/** LIMIT says which values of a field stay; it goes on to the next element. */
function skip(parser: CommandParser): void {
  while (!parser.atEnd() && !elements.includes(parser.scanner.peekWord().toLowerCase())) {
    if (!parser.scanner.accept(',')) parser.scanner.name('a field or a number');
  }
}

function printSplit({ field, as, period }: Split): string {
  return [
    printName(field.text),
    ...(as === undefined ? [] : ['AS', printName(as.text)]),
    ...(period === undefined ? [] : ['PERIOD', period]),
  ].join(' ');
}
