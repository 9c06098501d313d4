/** bin (bucket): puts numbers and times into buckets. */
import { column, convert } from '../../plan/expression.ts';
import { aggregate, extend, findColumn } from '../../plan/relation.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { bucketStart, defaultNumberSpan, defaultTimeSpan, numberBucketText } from '../lower/span.ts';
import { parseTimeSpan } from '../relative-time.ts';
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
      const span =
        options.span === undefined
          ? defaultTimeSpan(range === undefined ? 3600 : range[1] - range[0], bins)
          : parseTimeSpan(options.span);
      if (span === undefined)
        throw new SearchError(`"${options.span ?? ''}" is no span of time.`, {
          ...at,
          hint: 'Write for example span=5m or span=1d.',
        });
      return extend(input, [{ name, value: bucketStart(convert(value, 'time'), span, state.context.timeZone) }]);
    }
    const given = Number(options.span);
    const range = given > 0 ? undefined : ends('number');
    const span = given > 0 ? given : range === undefined ? 1 : defaultNumberSpan(range[0], range[1], bins);
    return extend(input, [{ name, value: numberBucketText(value, span) }]);
  },
});
