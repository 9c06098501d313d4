/** timewrap: a timechart's periods beside each other, such as this week and the weeks before. */
import { call, column, convert, numeral } from '../../plan/expression.ts';
import { aggregate, extend, findColumn, project, visibleColumns } from '../../plan/relation.ts';
import type { Aggregate, Column, Expression, Named } from '../../plan/types.ts';
import { fetchRows, materialise, unsupported } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { parseTimeSpan } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import type { Name } from '../syntax/tree.ts';

interface TimeWrap {
  readonly span: Name;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { align: 'text', series: 'text', time_format: 'text' } as const;
const unitSeconds = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  quarter: 7_776_000,
  year: 31_536_000,
} as const;
type Unit = keyof typeof unitSeconds;
const mostPeriods = 200;

export const timewrap = defineCommand<TimeWrap>({
  name: 'timewrap',
  transforming: true,
  suggestedChart: 'line',
  help: {
    summary: 'Puts the periods of a timechart beside each other: a column for each field and period, the oldest first.',
    syntax: 'timewrap <span> [align=now|end] [series=relative|exact|short] [time_format=<format>]',
    options: [
      { name: 'align', summary: 'Whether the periods end now or at the end of the search. Default end.' },
      { name: 'series', summary: 'How the columns are named: 1day_before, by a date, or s1. Default relative.' },
      { name: 'time_format', summary: 'With series=exact: how the start of a period is written.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Timewrap',
    examples: [
      {
        search:
          '| makeresults format=csv data="_time,n\n1773360000,1\n1773446400,2" | timechart span=1d sum(n) AS n | timewrap 1d | fields - _time',
        explanation: 'Two days, beside each other.',
        columns: ['n_1day_before', 'n_latest_day'],
        rows: [[1, 2]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const span = parser.scanner.name('a span of time such as 1w');
    return { span, options: parser.options(optionKinds, options) };
  },
  print: ({ span, options }) => [span.text, ...printOptions(options)].join(' '),
  lower(input, { span, options }, state, at) {
    const time = findColumn(input, '_time');
    if (time === undefined) {
      if (state.context.checkOnly) return input;
      throw unsupported('timewrap needs a _time.', at, 'Use it behind timechart.');
    }
    const { amount, unit } = periodOf(span);
    const seconds = amount * unitSeconds[unit];
    const charted = materialise(state, input, 'values by time');
    const moment = convert(column('_time', time.type), 'number');
    const ends = aggregate(
      charted,
      [],
      [
        { name: 'first', value: { operation: 'minimum', arguments: [moment], type: 'number' } },
        { name: 'last', value: { operation: 'maximum', arguments: [moment], type: 'number' } },
      ],
    );
    const [first, last] = fetchRows(state, ends, 1, 'first and last time').rows[0] ?? [];
    if (typeof first !== 'number' || typeof last !== 'number') return charted;
    const { latest } = state.range;
    const end =
      options.align === 'now' ? state.context.now : latest === undefined ? last : Math.max(last, latest / 1e6 - 1e-6);
    const count = Math.min(mostPeriods, Math.floor((end - first) / seconds) + 1);
    const periodName = '\u0001period';
    const period = call(
      'floor',
      'number',
      call('divide', 'number', call('subtract', 'number', numeral(end), moment), numeral(seconds)),
    );
    const marked = extend(charted, [{ name: periodName, value: period }], { hidden: true });
    const shifted: Expression = call(
      'add',
      'number',
      moment,
      call('multiply', 'number', column(periodName, 'number'), numeral(seconds)),
    );
    const names = periodNames(count, { amount, unit, seconds, end }, options);
    const data = visibleColumns(charted).filter(({ name }) => !name.startsWith('_'));
    const cells = data.flatMap((one: Column) =>
      names.map(({ number, name }): Named<Aggregate> => ({
        name: `${one.name}_${name}`,
        value: {
          operation: 'any',
          arguments: [column(one.name, one.type)],
          filter: call('equal', 'boolean', column(periodName, 'number'), numeral(number)),
          type: one.type,
        },
      })),
    );
    const wrapped = aggregate(marked, [{ name: '_time', value: convert(shifted, 'time') }], cells);
    return project(
      wrapped,
      wrapped.node.columns.map((one) => ({ name: one.name, value: column(one.name, one.type) })),
    );
  },
});

/** The oldest period first. */
function periodNames(
  count: number,
  { amount, unit, seconds, end }: { amount: number; unit: Unit; seconds: number; end: number },
  options: Readonly<Record<string, string>>,
): { readonly number: number; readonly name: string }[] {
  return Array.from({ length: count }, (_, i) => {
    const number = count - 1 - i;
    if (options.series === 'short') return { number, name: `s${number}` };
    if (options.series === 'exact') {
      const start = new Date(Math.floor(end - (number + 1) * seconds + 1) * 1000).toISOString();
      const parts: Record<string, string> = {
        Y: start.slice(0, 4),
        m: start.slice(5, 7),
        d: start.slice(8, 10),
        H: start.slice(11, 13),
        M: start.slice(14, 16),
        S: start.slice(17, 19),
        F: start.slice(0, 10),
        T: start.slice(11, 19),
      };
      return {
        number,
        name: (options.time_format ?? '%Y-%m-%d').replace(
          /%([A-Za-z])/g,
          (all, letter: string) => parts[letter] ?? all,
        ),
      };
    }
    const span = number * amount;
    return { number, name: number === 0 ? `latest_${unit}` : `${span}${unit}${span === 1 ? '' : 's'}_before` };
  });
}

function periodOf(span: Name): { readonly amount: number; readonly unit: Unit } {
  const parsed = parseTimeSpan(/^\d/.test(span.text) ? span.text : `1${span.text}`);
  if (parsed === undefined) {
    if (/^\$/.test(span.text)) return { amount: 1, unit: 'day' };
    throw new SearchError(`"${span.text}" is no span of time.`, {
      position: span.position,
      length: span.length,
      hint: 'Write for example timewrap 1w.',
    });
  }
  if (parsed.kind === 'calendar') return parsed;
  for (const unit of ['hour', 'minute'] as const)
    if (parsed.seconds % unitSeconds[unit] === 0) return { amount: parsed.seconds / unitSeconds[unit], unit };
  return { amount: parsed.seconds, unit: 'second' };
}
