/** bin (bucket): puts numbers and times into buckets. */
import { call, column, convert, numeral } from '../../plan/expression.ts';
import { aggregate, extend, findColumn } from '../../plan/relation.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import {
  bucketStart,
  defaultNumberSpan,
  defaultTimeSpan,
  logarithmBucketText,
  numberBucketText,
} from '../lower/span.ts';
import { parseTimeSpan, parseTimeText } from '../relative-time.ts';
import type { TimeSpan } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Bin {
  readonly field: Name;
  readonly as?: Name;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = {
  span: 'text',
  bins: 'integer',
  minspan: 'text',
  start: 'number',
  end: 'number',
  aligntime: 'text',
} as const;

export const bin = defineCommand<Bin>({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  help: {
    summary: 'Puts the values of a field into buckets: times to the start of their span, numbers as 0-10.',
    syntax: 'bin [span=<span>] [bins=<n>] <field> [AS <name>]',
    options: [
      { name: 'span', summary: 'Size of a bucket: 5m, 1d, or a number.' },
      { name: 'bins', summary: 'At most so many buckets. Default 100.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Bin',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n15" | bin span=10 n',
        explanation: 'Numbers in tens.',
        columns: ['n'],
        rows: [['0-10'], ['10-20']],
      },
      {
        search:
          '| makeresults | eval _time=1773569262 | bin _time span=5m | eval t=strftime(_time,"%H:%M:%S") | table t',
        explanation: 'Times in five minutes.',
        columns: ['t'],
        rows: [['10:05:00']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    const field = parser.scanner.name('a field');
    parser.options(optionKinds, options);
    const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
    parser.options(optionKinds, options);
    return { field, options, ...(as === undefined ? {} : { as }) };
  },
  print: ({ field, as, options }) =>
    [...printOptions(options), printName(field.text), ...(as === undefined ? [] : ['AS', printName(as.text)])].join(
      ' ',
    ),
  lower(input, { field, as, options }, state, at) {
    const found = findColumn(input, field.text);
    const name = as?.text ?? field.text;
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const value = column(found.name, found.type);
    const ends = (of: 'time' | 'number'): readonly [number, number] | undefined => {
      const measured = aggregate(
        input,
        [],
        [
          { name: 'low', value: { operation: 'minimum', arguments: [convert(value, of)], type: of } },
          { name: 'high', value: { operation: 'maximum', arguments: [convert(value, of)], type: of } },
        ],
      );
      const [low, high] = fetchRows(state, measured, 1, 'smallest and largest value').rows[0] ?? [];
      return typeof low === 'number' && typeof high === 'number' ? [low, high] : undefined;
    };
    const bins = Number(options.bins ?? 100);
    if (field.text === '_time') {
      const range = options.span === undefined ? ends('time') : undefined;
      const found_ =
        options.span === undefined
          ? longer(defaultTimeSpan(range === undefined ? 3600 : range[1] - range[0], bins), options.minspan)
          : parseTimeSpan(options.span);
      const span = found_ ?? (/^(\$.*|auto)$/.test(options.span ?? '') ? parseTimeSpan('1h') : undefined);
      if (span === undefined)
        throw new SearchError(`"${options.span ?? ''}" is no span of time.`, {
          ...at,
          hint: 'Write for example span=5m or span=1d.',
        });
      const time = convert(value, 'time');
      const origin = span.kind === 'seconds' ? originOf(options.aligntime, state) : undefined;
      const start =
        origin === undefined || span.kind !== 'seconds'
          ? bucketStart(time, span, state.context.timeZone)
          : call('bucketTime', 'time', time, numeral(span.seconds), numeral(origin));
      return extend(input, [{ name, value: start }]);
    }
    const logarithmic = /^(\d+(?:\.\d+)?)?log(\d+(?:\.\d+)?)?$/i.exec(options.span ?? '');
    if (logarithmic !== null)
      return extend(input, [
        { name, value: logarithmBucketText(value, Number(logarithmic[1] ?? 1), Number(logarithmic[2] ?? 10)) },
      ]);
    // A span of time of a field that is no _time is so many seconds.
    const seconds = parseTimeSpan(options.span ?? '');
    const given = seconds?.kind === 'seconds' ? seconds.seconds : Number(options.span);
    const range = given > 0 ? undefined : ends('number');
    const [low, high] = [options.start, options.end].map((end) => (end === undefined ? undefined : Number(end)));
    const span =
      given > 0
        ? given
        : range === undefined
          ? 1
          : defaultNumberSpan(low ?? range[0], high ?? range[1], bins, {
              isOpen: high !== undefined,
              least: Number(options.minspan ?? 0),
            });
    const bucket = numberBucketText(value, span);
    // What is no number stays as it is.
    return extend(input, [{ name, value: call('coalesce', 'string', bucket, convert(value, 'string')) }]);
  },
});

/** The span found, or minspan where that is longer. */
function longer(span: TimeSpan, minimum: string | undefined): TimeSpan {
  const least = minimum === undefined ? undefined : parseTimeSpan(minimum);
  const seconds = (one: TimeSpan): number =>
    one.kind === 'seconds'
      ? one.seconds
      : one.amount * { day: 1, week: 7, month: 30, quarter: 91, year: 365 }[one.unit] * 86_400;
  return least !== undefined && seconds(least) > seconds(span) ? least : span;
}

/** Epoch seconds that a bucket begins at; spans of days and longer follow the calendar and take none. */
function originOf(aligntime: string | undefined, state: CompileState): number | undefined {
  if (aligntime === undefined) return undefined;
  const { earliest, latest } = state.range;
  if (aligntime === 'earliest') return earliest === undefined ? undefined : earliest / 1e6;
  if (aligntime === 'latest') return latest === undefined ? undefined : latest / 1e6;
  return parseTimeText(aligntime, state.context.now, state.context.timeZone);
}
