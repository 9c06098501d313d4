/** makecontinuous: rows for the buckets that have none. */
import { call, column, convert, numeral } from '../../plan/expression.ts';
import { aggregate, extend, findColumn, sort, values } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { fetchRows, materialise, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { bucketGrid, bucketStart, defaultNumberSpan, defaultTimeSpan } from '../lower/span.ts';
import { parseTimeSpan, parseTimeText } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name, Span } from '../syntax/tree.ts';

interface MakeContinuous {
  readonly options: Readonly<Record<string, string>>;
  readonly field?: Name;
}

const optionKinds = {
  bins: 'integer',
  span: 'text',
  start: 'text',
  end: 'text',
  aligntime: 'text',
  minspan: 'text',
} as const;
const defaultBins = 100;
const most = 50_000;

export const makecontinuous = defineCommand<MakeContinuous>({
  name: 'makecontinuous',
  transforming: true,
  help: {
    summary: 'Puts the values of a field into buckets and adds a row for each bucket that has none.',
    syntax: 'makecontinuous [<field>] [span=<span>] [bins=<n>] [start=<n>] [end=<n>]',
    options: [
      { name: 'span', summary: 'Width of a bucket, such as 1h or 10.' },
      { name: 'bins', summary: 'At most so many buckets where no span is given. Default 100.' },
      { name: 'start', summary: 'First bucket, where it is before the first value.' },
      { name: 'end', summary: 'Last bucket, where it is behind the last value.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Makecontinuous',
    examples: [
      {
        search: '| makeresults format=csv data="n,v\n1,a\n4,b" | makecontinuous n span=1',
        explanation: 'Rows for 2 and 3.',
        columns: ['n', 'v'],
        rows: [
          [1, 'a'],
          [2, null],
          [3, null],
          [4, 'b'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const field = parser.atEnd() ? undefined : parser.scanner.name('a field');
    parser.options(optionKinds, options);
    return { options, ...(field === undefined ? {} : { field }) };
  },
  print: ({ options, field }) =>
    [...(field === undefined ? [] : [printName(field.text)]), ...printOptions(options)].join(' '),
  lower(input, { options, field }, state, at) {
    const name = field?.text ?? '_time';
    const found = findColumn(input, name);
    if (found === undefined) {
      warnUnknownField(state, input, name);
      return input;
    }
    const isTime = found.type === 'time' || name === '_time';
    const value = convert(column(name, found.type), 'number');
    const once = materialise(state, input, 'rows to fill up');
    const [low, high] = rangeOf(once, value, state);
    if (low === undefined || high === undefined) return input;
    const bound = (text: string | undefined): number | undefined =>
      text === undefined
        ? undefined
        : isTime
          ? parseTimeText(text, state.context.now, state.context.timeZone)
          : Number(text);
    const from = bound(options.start) ?? low;
    const to = bound(options.end) ?? high;
    const buckets = isTime
      ? timeBuckets(options, [from, to], column(name, found.type), state, at)
      : numberBuckets(options, [from, to], value, at);
    if (buckets.starts.length > most)
      throw new SearchError(`makecontinuous would make more than ${most} rows.`, {
        ...at,
        hint: 'Choose a longer span.',
      });
    const snapped = extend(once, [{ name, value: buckets.of }]);
    const present = new Set(
      fetchRows(
        state,
        aggregate(snapped, [{ name: 'bucket', value: convert(column(name, buckets.of.type), 'number') }], []),
        most,
        'buckets there are',
      ).rows.map(([one]) => Number(one)),
    );
    const missing = buckets.starts.filter((start) => !present.has(start));
    const added = extend(
      values(
        [{ name: 'bucket', type: 'number' }],
        missing.map((start) => [start]),
      ),
      [{ name, value: convert(column('bucket', 'number'), buckets.of.type) }],
    );
    const all = concatenate([
      snapped,
      {
        node: {
          ...added.node,
          columns: added.node.columns.map((one) => (one.name === 'bucket' ? { ...one, hidden: true } : one)),
        },
        order: added.order,
      },
    ]);
    return sort(all, [{ expression: column(name, buckets.of.type), direction: 'ascending' }]);
  },
});

function rangeOf(relation: Relation, value: Expression, state: CompileState): readonly [number?, number?] {
  const { rows } = fetchRows(
    state,
    aggregate(
      relation,
      [],
      [
        { name: 'low', value: { operation: 'minimum', arguments: [value], type: 'number' } },
        { name: 'high', value: { operation: 'maximum', arguments: [value], type: 'number' } },
      ],
    ),
    1,
    'range to fill',
  );
  const [low, high] = rows[0] ?? [];
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : [];
}

interface Buckets {
  /** The bucket of a row. */
  readonly of: Expression;
  readonly starts: readonly number[];
}

function timeBuckets(
  options: Readonly<Record<string, string>>,
  [from, to]: readonly [number, number],
  time: Expression,
  state: CompileState,
  at: Span,
): Buckets {
  const zone = state.context.timeZone;
  const span =
    options.span === undefined
      ? defaultTimeSpan(to - from, Number(options.bins ?? defaultBins))
      : parseTimeSpan(options.span);
  if (span === undefined)
    throw new SearchError(`"${options.span ?? ''}" is no span of time.`, { ...at, hint: 'Write for example span=1h.' });
  const asTime = time.type === 'time' ? time : convert(convert(time, 'number'), 'time');
  const starts = bucketGrid(from, to, span, zone);
  if (starts === null)
    throw new SearchError('makecontinuous would make too many rows.', { ...at, hint: 'Choose a longer span.' });
  return { of: bucketStart(asTime, span, zone), starts };
}

function numberBuckets(
  options: Readonly<Record<string, string>>,
  [from, to]: readonly [number, number],
  value: Expression,
  at: Span,
): Buckets {
  const span =
    options.span === undefined
      ? defaultNumberSpan(from, to, Number(options.bins ?? defaultBins))
      : Number(options.span);
  if (!(span > 0))
    throw new SearchError(`"${options.span ?? ''}" is no width of a bucket.`, {
      ...at,
      hint: 'Write for example span=10.',
    });
  const first = Math.floor(from / span);
  const count = Math.min(most + 1, Math.floor(to / span) - first + 1);
  return {
    of: call('bucketNumber', 'number', value, numeral(span), numeral(0)),
    starts: Array.from({ length: count }, (_, i) => (first + i) * span),
  };
}
