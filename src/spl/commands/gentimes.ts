/** gentimes: rows with the starts and ends of successive spans of time. */
import { column, text, call, convert } from '../../plan/expression.ts';
import { extend, values } from '../../plan/relation.ts';
import type { CellValue } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { parseTimeSpan, parseTimeText } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import { shift, snap } from '../../time/time-zone.ts';

const optionKinds = { start: 'text', end: 'text', increment: 'text' } as const;
const most = 50_000;

export const gentimes = defineCommand<Readonly<Record<string, string>>>({
  name: 'gentimes',
  generating: true,
  transforming: true,
  help: {
    summary: 'Rows with the starts and ends of successive spans of time, a day each unless an increment is given.',
    syntax: 'gentimes start=<date> [end=<date>] [increment=<span>]',
    options: [
      { name: 'start', summary: 'First start: m/d/yyyy[:H:M:S], or days from today such as -30.' },
      { name: 'end', summary: 'End of the last span. Default midnight today.' },
      { name: 'increment', summary: 'Length of a span, such as 1d or 6h. Default 1d.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Gentimes',
    examples: [
      {
        search: '| gentimes start=3/1/2026 end=3/3/2026 | table starttime endtime starthuman',
        explanation: 'Two days.',
        columns: ['starttime', 'endtime', 'starthuman'],
        rows: [
          [1772323200, 1772409599, 'Sun Mar  1 00:00:00 2026'],
          [1772409600, 1772495999, 'Mon Mar  2 00:00:00 2026'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    if (options.start === undefined) throw parser.scanner.unexpected('start=<date>');
    return options;
  },
  print: (options) => printOptions(options).join(' '),
  lower(_input, options, state, at) {
    const { now, timeZone } = state.context;
    const place = (given: string | undefined, otherwise: number): number => {
      if (given === undefined || given.startsWith('$')) return otherwise;
      if (/^-?\d+$/.test(given)) return shift(timeZone, snap(timeZone, now, 'day'), Number(given), 'day');
      // 10/1/21 is a year of this century.
      const full = given.replace(/^(\d{1,2}\/\d{1,2}\/)(\d\d)(?=:|$)/, '$120$2');
      const found = parseTimeText(full, now, timeZone) ?? parseTimeText(`${full}:0:0:0`, now, timeZone);
      if (found === undefined)
        throw new SearchError(`"${given}" is no date for gentimes.`, {
          ...at,
          hint: 'Write for example start=3/15/2026 or start=-7.',
        });
      return found;
    };
    const today = snap(timeZone, now, 'day');
    const end = place(options.end, today);
    const increment = parseTimeSpan(options.increment ?? '1d');
    if (increment === undefined)
      throw new SearchError(`"${options.increment ?? ''}" is no span of time.`, {
        ...at,
        hint: 'Write for example increment=6h.',
      });
    const rows: CellValue[][] = [];
    for (let start = place(options.start, today); start < end && rows.length < most;) {
      const next =
        increment.kind === 'seconds'
          ? start + increment.seconds
          : shift(timeZone, start, increment.amount, increment.unit);
      rows.push([start, next - 1]);
      start = next;
    }
    if (rows.length === most) state.warnings.add(`gentimes made the first ${most} rows only.`);
    const spans = values(
      [
        { name: 'starttime', type: 'number' },
        { name: 'endtime', type: 'number' },
      ],
      rows,
    );
    const human = (name: string) =>
      call(
        'formatTime',
        'string',
        convert(column(name, 'number'), 'time'),
        text('%a %b %e %H:%M:%S %Y'),
        text(timeZone),
      );
    return extend(spans, [
      { name: 'starthuman', value: human('starttime') },
      { name: 'endhuman', value: human('endtime') },
    ]);
  },
});
