/** timechart: statistics over time, one column a series. */
import { call, column, convert, isNotNull, nothing, numeral } from '../../plan/expression.ts';
import { aggregate, extend, filter, findColumn, project, values } from '../../plan/relation.ts';
import type { Expression, Named, Relation } from '../../plan/types.ts';
import { fetchRows, materialise, unsupported } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls, planAggregates } from '../functions/stats.ts';
import type { LoweredCall } from '../functions/stats.ts';
import type { SeriesCondition, SeriesOptions } from '../lower/pivot.ts';
import { expandGroups } from '../lower/group.ts';
import { parseSeriesCondition, pivot, printSeriesCondition, seriesOptions } from '../lower/pivot.ts';
import { bucketGrid, bucketStart, defaultTimeSpan } from '../lower/span.ts';
import { parseTimeSpan } from '../relative-time.ts';
import type { TimeSpan } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import { printNames, printStatsCall } from '../syntax/printer.ts';
import type { Name, StatsCall } from '../syntax/tree.ts';

interface Timechart {
  readonly calls: readonly StatsCall[];
  readonly by?: Name;
  /** Further fields to split by, which Splunk refuses too. */
  readonly more: readonly Name[];
  readonly where?: SeriesCondition;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = {
  span: 'text',
  bins: 'integer',
  minspan: 'text',
  limit: 'text',
  useother: 'boolean',
  usenull: 'boolean',
  otherstr: 'text',
  nullstr: 'text',
  cont: 'boolean',
  partial: 'boolean',
  fixedrange: 'boolean',
  aligntime: 'text',
  sep: 'text',
  format: 'text',
  agg: 'statistic',
  dedup_splitvals: 'boolean',
} as const;

export const timechart = defineCommand<Timechart>({
  name: 'timechart',
  aliases: ['sitimechart'],
  transforming: true,
  suggestedChart: 'line',
  help: {
    summary: 'Statistics for each span of time; with by, one column for each value of a field.',
    syntax:
      'timechart [span=<span>] [bins=<n>] [limit=<n>] [useother=<bool>] [usenull=<bool>] [cont=<bool>] <function>(<field>) ... [by <field>]',
    options: [
      { name: 'span', summary: 'Length of a bucket: 30s, 5m, 1h, 1d, 1w, 1mon, 1y.' },
      { name: 'bins', summary: 'At most so many buckets where no span is given. Default 100.' },
      { name: 'limit', summary: 'At most so many series before OTHER; 0 is all. Default 10.' },
      { name: 'agg', summary: 'What makes a column one of the largest, such as max. Default the sum of its values.' },
      { name: 'useother', summary: 'A column OTHER for the series beyond the limit. Default true.' },
      { name: 'usenull', summary: 'A column NULL for events without the field. Default true.' },
      { name: 'cont', summary: 'Buckets without events are there too. Default true.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Timechart',
    examples: [
      {
        search:
          '| makeresults format=csv data="t,v\n0,1\n60,2\n200,4" | eval _time=t | timechart span=1m sum(v) AS s | eval t=strftime(_time,"%M") | table t s',
        explanation: 'Minutes without events are there, without a value.',
        columns: ['t', 's'],
        rows: [
          ['00', 1],
          ['01', 2],
          ['02', null],
          ['03', 4],
        ],
      },
      {
        search:
          '| makeresults format=csv data="t,k\n0,a\n10,b\n70,a" | eval _time=t | timechart span=1m count by k | table a b',
        explanation: 'One column a value of k; counts are 0 where nothing was.',
        columns: ['a', 'b'],
        rows: [
          [1, 1],
          [1, 0],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const calls: StatsCall[] = [];
    let by: Name | undefined;
    const more: Name[] = [];
    let where: SeriesCondition | undefined;
    while (!parser.atEnd()) {
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      parser.refuseUnknownOption(Object.keys(optionKinds));
      if (parser.keyword('by')) {
        by = parser.scanner.name('a field to split by');
        continue;
      }
      if (by !== undefined && where === undefined) {
        where = parseSeriesCondition(parser);
        if (where !== undefined) continue;
      }
      if (by !== undefined && parser.scanner.accept(',')) {
        parser.options(optionKinds, options);
        if (!parser.atEnd()) more.push(parser.scanner.name('a field'));
        continue;
      }
      if (by !== undefined) break;
      const found = parser.statsCalls(['by', ...Object.keys(optionKinds)]);
      // An option's name without its value: neither a function nor an option.
      if (found.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
      calls.push(...found);
    }
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
    return { calls, options, more, ...(by === undefined ? {} : { by }), ...(where === undefined ? {} : { where }) };
  },
  print: ({ calls, by, more, where, options }) =>
    [
      ...printOptions(options),
      calls.map(printStatsCall).join(', '),
      ...(by === undefined ? [] : ['by', printNames([by, ...more].map((name) => name.text))]),
      ...(where === undefined ? [] : [printSeriesCondition(where)]),
    ].join(' '),
  lower(input, { calls, by, more, where, options }, state, at) {
    const [second] = more;
    if (by !== undefined && second !== undefined)
      throw unsupported(
        'timechart splits by one field.',
        second,
        `Join the two first: | eval series=${by.text}.":".${second.text} | timechart ... by series.`,
      );
    const time = findColumn(input, '_time');
    if (time === undefined) {
      if (state.context.checkOnly) return input;
      throw unsupported(
        'timechart needs events with a _time, and an earlier command has removed it.',
        at,
        'Keep _time, or use chart.',
      );
    }
    const expanded = by === undefined ? input : expandGroups(input, [by.text]);
    const timed = extend(expanded, [{ name: timeName, value: convert(column('_time', time.type), 'time') }], {
      hidden: true,
    });
    const present = filter(timed, isNotNull(column(timeName, 'time')));
    const { span, source } = spanOf(present, options, state, at);
    const zone = state.context.timeZone;
    const bucket: Named<Expression> = { name: '_time', value: bucketStart(column(timeName, 'time'), span, zone) };
    const lowered = lowerStatsCalls(calls, source, state, secondsOf(span));
    const charted =
      by === undefined
        ? unsplit(source, bucket, lowered, state)
        : splitBy(source, bucket, by.text, lowered, seriesOptions(options, where), state);
    return options.cont === 'false'
      ? sorted(charted)
      : withAllBuckets(charted, span, lowered, by !== undefined, options, state);
  },
});

const timeName = '\u0001timechartTime';

const unitSeconds = { day: 86_400, week: 604_800, month: 2_592_000, quarter: 7_776_000, year: 31_536_000 } as const;

/** For rates such as per_hour: a month counts 30 days, as in Splunk. */
function secondsOf(span: TimeSpan): number {
  return span.kind === 'seconds' ? span.seconds : span.amount * unitSeconds[span.unit];
}

function spanOf(
  present: Relation,
  options: Readonly<Record<string, string>>,
  state: CompileState,
  at: { position: number; length: number },
): { readonly span: TimeSpan; readonly source: Relation } {
  if (options.span !== undefined) {
    const span =
      parseTimeSpan(options.span) ??
      (/^\$/.test(options.span) || options.span === 'auto' ? parseTimeSpan('1h') : undefined);
    if (span === undefined)
      throw new SearchError(`"${options.span}" is no span of time.`, {
        ...at,
        hint: 'Write for example span=5m, span=1d or span=1mon.',
      });
    return { span, source: present };
  }
  const bins = Number(options.bins ?? 100);
  const { earliest, latest } = state.range;
  if (earliest !== undefined && latest !== undefined)
    return { span: atLeast(defaultTimeSpan((latest - earliest) / 1e6, bins), options.minspan), source: present };
  const ends = aggregate(
    present,
    [],
    [
      { name: 'first', value: { operation: 'minimum', arguments: [column(timeName, 'time')], type: 'time' } },
      { name: 'last', value: { operation: 'maximum', arguments: [column(timeName, 'time')], type: 'time' } },
    ],
  );
  const { rows } = fetchRows(state, ends, 1, 'first and last time');
  const [first, last] = rows[0] ?? [];
  const from = earliest === undefined ? first : earliest / 1e6;
  const to = latest === undefined ? last : latest / 1e6;
  const seconds = typeof from === 'number' && typeof to === 'number' ? to - from : 3600;
  return { span: atLeast(defaultTimeSpan(seconds, bins), options.minspan), source: present };
}

/** The span found, or minspan where that is longer. */
function atLeast(span: TimeSpan, minimum: string | undefined): TimeSpan {
  const least = minimum === undefined ? undefined : parseTimeSpan(minimum);
  return least !== undefined && secondsOf(least) > secondsOf(span) ? least : span;
}

function unsplit(
  source: Relation,
  bucket: Named<Expression>,
  calls: readonly LoweredCall[],
  state: CompileState,
): Relation {
  const { aggregates, outputs } = planAggregates(calls);
  const grouped = aggregate(source, [bucket], aggregates);
  const shown = project({ node: grouped.node, order: [] }, [
    { name: '_time', value: column('_time', 'time') },
    ...outputs,
  ]);
  return materialise(state, shown, 'values by time');
}

function splitBy(
  source: Relation,
  bucket: Named<Expression>,
  field: string,
  calls: readonly LoweredCall[],
  options: SeriesOptions,
  state: CompileState,
): Relation {
  const found = findColumn(source, field);
  const split = found === undefined ? nothing() : column(found.name, found.type);
  return materialise(state, pivot(source, bucket, split, calls, options, state), 'series by time');
}

function sorted(relation: Relation): Relation {
  return { node: relation.node, order: [{ expression: column('_time', 'time'), direction: 'ascending' }] };
}

/** Buckets without events: 0 for counts, null for the rest. The grid covers the search's range where it has one, else the data's. */
function withAllBuckets(
  charted: Relation,
  span: TimeSpan,
  calls: readonly LoweredCall[],
  split: boolean,
  options: Readonly<Record<string, string>>,
  state: CompileState,
): Relation {
  const ends = aggregate(
    charted,
    [],
    [
      { name: 'first', value: { operation: 'minimum', arguments: [column('_time', 'time')], type: 'time' } },
      { name: 'last', value: { operation: 'maximum', arguments: [column('_time', 'time')], type: 'time' } },
    ],
  );
  const { rows } = fetchRows(state, ends, 1, 'first and last bucket');
  const [first, last] = rows[0] ?? [];
  const fixed = options.fixedrange !== 'false';
  const { earliest, latest } = state.range;
  const from = fixed && earliest !== undefined && earliest > 0 ? earliest / 1e6 : first;
  const to = fixed && latest !== undefined ? (latest - 1) / 1e6 : last;
  if (typeof from !== 'number' || typeof to !== 'number') return sorted(charted);
  const starts = bucketGrid(from, to, span, state.context.timeZone);
  if (starts === null) {
    state.warnings.add(
      'Empty spans of time are left out, because there would be more than 50,000. Choose a longer span=.',
    );
    return sorted(charted);
  }
  const whole =
    options.partial === 'false'
      ? starts.filter(
          (start, i) =>
            (earliest === undefined || start >= earliest / 1e6) &&
            (latest === undefined || (starts[i + 1] ?? start + secondsOf(span)) <= latest / 1e6),
        )
      : starts;
  const grid = values(
    [{ name: '_time', type: 'time' }],
    whole.map((start) => [start]),
  );
  const data = charted.node.columns.filter((c) => c.hidden !== true && c.name !== '_time');
  const joined: Relation = {
    node: {
      kind: 'join',
      type: 'left',
      left: grid.node,
      right: charted.node,
      on: [{ left: column('_time', 'time'), right: column('_time', 'time') }],
      take: [
        { name: '_time', side: 'left', from: '_time' },
        ...data.map((c) => ({ name: c.name, side: 'right' as const, from: c.name })),
      ],
      columns: [{ name: '_time', type: 'time' }, ...data],
    },
    order: [{ expression: column('_time', 'time'), direction: 'ascending' }],
  };
  const zero = (name: string): boolean => {
    const isOf = (call_: string): boolean => {
      const [start = '', end = ''] = seriesOptions(options).label(call_, '\u0002').split('\u0002');
      return name.startsWith(start) && name.endsWith(end);
    };
    const one = split && calls.length === 1 ? calls[0] : calls.find((c) => (split ? isOf(c.name) : name === c.name));
    return one?.definition.empty === 'zero';
  };
  return extend(
    joined,
    data
      .filter((c) => c.type === 'number' && zero(c.name))
      .map((c) => ({ name: c.name, value: call('coalesce', 'number', column(c.name, 'number'), numeral(0)) })),
  );
}
