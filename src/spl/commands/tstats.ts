/**
 * tstats: statistics over events without reading their text. Here every field is stored by column, so any may be named;
 * a data model is read as a view over all events, whose fields go by `Dataset.field` and mean `field`.
 */
import { column, convert } from '../../plan/expression.ts';
import { extend, findColumn, visibleColumns } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import type { CommandParser } from '../command-parser.ts';
import type { CompileState } from '../compile-state.ts';
import { lowerStatsCalls } from '../functions/stats.ts';
import { concatenate } from '../lower/concatenate.ts';
import { expandGroups, groupBy, groupColumns } from '../lower/group.ts';
import { lowerScan } from '../lower/scan.ts';
import { bucketStart } from '../lower/span.ts';
import { parseTimeSpan } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import { printName, printNames, printPredicate, printStatsCall } from '../syntax/printer.ts';
import type { Name, Predicate, StatsCall } from '../syntax/tree.ts';

interface Tstats {
  readonly options: Readonly<Record<string, string>>;
  readonly calls: readonly StatsCall[];
  /** Data model and dataset, as in `Endpoint.Processes`. */
  readonly model?: Name;
  readonly where?: Predicate;
  readonly by: readonly Name[];
  readonly span?: Name;
}

const optionKinds = {
  prestats: 'boolean',
  local: 'boolean',
  append: 'boolean',
  summariesonly: 'boolean',
  include_reduced_buckets: 'boolean',
  allow_old_summaries: 'boolean',
  chunk_size: 'integer',
  fillnull_value: 'text',
  use_summary_index_values: 'boolean',
  chart: 'boolean',
  'chart.limit': 'text',
  'chart.agg': 'statistic',
  'chart.usenull': 'boolean',
  'chart.useother': 'boolean',
  'chart.nullstr': 'text',
  'chart.otherstr': 'text',
  'chart.sep': 'text',
  'chart.format': 'text',
  backfill: 'boolean',
  update_period: 'integer',
} as const;

const stops = ['where', 'by', 'groupby'];

export const tstats = defineCommand<Tstats>({
  name: 'tstats',
  // Metrics are events with number fields here.
  aliases: ['mstats', 'mcatalog'],
  generating: true,
  transforming: true,
  appends: ({ options }) => options.append === 'true',
  help: {
    summary: 'Statistics over events, straight from the indexes.',
    syntax:
      'tstats <function> ... [from datamodel=<model>[.<dataset>]] [where <conditions>] [by <field> ... [span=<span>]]',
    options: [
      { name: 'prestats', summary: 'Leave the statistics to the stats, chart or timechart that follows.' },
      { name: 'append', summary: 'Behind the rows that are there; else it must stand first. Default false.' },
      { name: 'summariesonly', summary: 'Accepted; there are no summaries here, events are always complete.' },
      { name: 'fillnull_value', summary: 'Stands for a missing field of by, whose events are otherwise left out.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Tstats',
    examples: [
      {
        search: '| tstats count where index=nothing_is_there',
        explanation: 'The number of events of an index.',
        columns: ['count'],
        rows: [[0]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const calls: StatsCall[] = [];
    for (;;) {
      const found = parser.statsCalls(['from', ...stops, ...Object.keys(optionKinds)]);
      calls.push(...found);
      parser.options(optionKinds, options);
      if (found.length === 0 || parser.atEnd()) break;
    }
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count or dc(field)');
    const model = parser.keyword('from') ? source(parser) : undefined;
    const where = parser.keyword('where') ? parser.predicate(['by', 'groupby']) : undefined;
    const by: Name[] = [];
    let span: Name | undefined;
    if (parser.keyword('by', 'groupby')) {
      while (!parser.atEnd()) {
        parser.scanner.accept(',');
        const before = parser.scanner.at;
        parser.options(optionKinds, options);
        if (parser.scanner.at > before) continue;
        if (parser.scanner.acceptOption(['span'])) span = parser.scanner.name('a span of time such as 1h');
        else if (!parser.atEnd()) by.push(groupField(parser));
      }
      if (by.length === 0) throw parser.scanner.unexpected('a field to group by');
    }
    return {
      options,
      calls,
      by,
      ...(model === undefined ? {} : { model }),
      ...(where === undefined ? {} : { where }),
      ...(span === undefined ? {} : { span }),
    };
  },
  print: ({ options, calls, model, where, by, span }) =>
    [
      ...printOptions(options),
      calls.map(printStatsCall).join(', '),
      ...(model === undefined ? [] : [`from datamodel=${printName(model.text)}`]),
      ...(where === undefined ? [] : ['where', printPredicate(where)]),
      ...(by.length === 0 ? [] : ['by', printNames(by.map((name) => name.text))]),
      ...(span === undefined ? [] : [`span=${span.text}`]),
    ].join(' '),
  lower(input, given, state) {
    const rows = rowsOf(given, state);
    const isFirst = input.node.kind === 'series' && input.node.columns.length === 0;
    return isFirst ? rows : concatenate([input, rows]);
  },
});

function rowsOf({ options, calls, model, where, by, span }: Tstats, state: CompileState): Relation {
  if (model !== undefined && !state.context.checkOnly) {
    state.warnings.add(
      `The data model ${root(model)} is not defined here: all events of the searched indexes were counted as its own. Name an index in where to narrow them.`,
    );
  }
  const everything: Predicate = { kind: 'everything', position: 0, length: 0 };
  const events = lowerScan(where === undefined ? everything : bare(where, model), state);
  const names = [
    ...by.map((name) => name.text),
    ...calls.flatMap((call) =>
      call.argument !== undefined && !call.argumentIsEval && 'text' in call.argument ? [call.argument.text] : [],
    ),
  ];
  const named = withDatasetNames(events, names);
  if (options.prestats === 'true') return timeBuckets(named, span, state.context.timeZone);
  const timed = timeBuckets(named, span, state.context.timeZone);
  const groups = [...new Set(by.map((name) => name.text))];
  const expanded = expandGroups(timed, groups);
  const columns = groupColumns(expanded, groups, state).map((group) =>
    options.fillnull_value === undefined
      ? group
      : {
          ...group,
          value: {
            kind: 'call' as const,
            operation: 'coalesce' as const,
            arguments: [
              group.value,
              { kind: 'literal' as const, value: options.fillnull_value, type: 'string' as const },
            ],
            type: group.value.type,
          },
        },
  );
  return groupBy(expanded, columns, lowerStatsCalls(calls, expanded, state));
}

/** `datamodel=X.Y`, `datamodel X`, or the name or `sid=` of an index of its own kind, which does not exist here. */
function source(parser: CommandParser): Name {
  if (parser.scanner.acceptOption(['datamodel', 'sid']) === undefined) parser.keyword('datamodel');
  const name = parser.scanner.name('a data model, as in datamodel=Endpoint.Processes');
  return name.text.startsWith('datamodel:') ? { ...name, text: name.text.slice('datamodel:'.length) } : name;
}

function groupField(parser: CommandParser): Name {
  const prefix = parser.scanner.matchAt(/PREFIX\(/y);
  if (prefix === undefined) return parser.scanner.name('a field to group by');
  const { at: position } = parser.scanner;
  const close = parser.scanner.text.indexOf(')', position);
  if (close < 0) throw new SearchError('PREFIX( is never closed.', { position, length: prefix.length });
  parser.scanner.at = close + 1;
  const text = parser.scanner.text.slice(position + prefix.length, close).trim();
  return { text: text.replace(/[=:]$/, ''), position, length: close + 1 - position };
}

function root(model: Name): string {
  return model.text.split('.')[0] ?? model.text;
}

/** `Dataset.field` as `field`; conditions on the dataset itself hold for every event of the view. */
function bare(predicate: Predicate, model: Name | undefined): Predicate {
  switch (predicate.kind) {
    case 'comparison':
      if (predicate.field.toLowerCase() === 'nodename') return { ...predicate, kind: 'everything' };
      return { ...predicate, field: bareName(predicate.field, model) };
    case 'in':
      return { ...predicate, field: bareName(predicate.field, model) };
    case 'and':
    case 'or':
      return { ...predicate, parts: predicate.parts.map((part) => bare(part, model)) };
    case 'not':
      return { ...predicate, part: bare(predicate.part, model) };
    default:
      return predicate;
  }
}

function bareName(field: string, model: Name | undefined): string {
  return model === undefined ? field : field.slice(field.lastIndexOf('.') + 1);
}

/** Columns under the names that the search uses, where only the part behind the last dot is there. */
function withDatasetNames(events: Relation, names: readonly string[]): Relation {
  const missing = [...new Set(names)].flatMap((name) => {
    const found = findColumn(events, name.slice(name.lastIndexOf('.') + 1));
    return found === undefined || findColumn(events, name) !== undefined
      ? []
      : [{ name, value: column(found.name, found.type) }];
  });
  return missing.length === 0 ? events : extend(events, missing);
}

function timeBuckets(events: Relation, span: Name | undefined, timeZone: string): Relation {
  if (span === undefined || !visibleColumns(events).some((one) => one.name === '_time')) return events;
  const length =
    parseTimeSpan(span.text) ?? (/^\$/.test(span.text) || span.text === 'auto' ? parseTimeSpan('1h') : undefined);
  if (length === undefined)
    throw new SearchError(`"${span.text}" is no span of time.`, {
      position: span.position,
      length: span.length,
      hint: 'Write for example span=1h or span=1d.',
    });
  const time = findColumn(events, '_time');
  return extend(events, [
    { name: '_time', value: bucketStart(convert(column('_time', time?.type ?? 'time'), 'time'), length, timeZone) },
  ]);
}
