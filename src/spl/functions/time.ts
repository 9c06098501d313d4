/** Date and time functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/DateandTimeFunctions */
import { call, convert, numeral, text } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { SearchError } from '../syntax/error.ts';
import { parseRelativeSteps } from '../relative-time.ts';
import type { EvalFunction } from './definition.ts';

function asTime(value: Expression): Expression {
  return value.type === 'time' ? value : convert(convert(value, 'number'), 'time');
}

/** What a format without a date, or without a year, takes from today. */
function missingDate(
  format: string,
  now: number,
  zone: string,
): { readonly text: string; readonly format: string } | undefined {
  const given = new Set([...format.matchAll(/%\d*:*E?([A-Za-z+])/g)].map(([, letter]) => letter ?? ''));
  const has = (letters: string): boolean => [...letters].some((letter) => given.has(letter));
  if (given.size === 0 || has('YyGCcxDFv+s')) return undefined;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(now * 1000)).slice(0, 10);
  if (has('mbBhdejUVW')) return { text: today.slice(0, 4), format: '%Y' };
  return { text: today, format: '%Y-%m-%d' };
}

export const timeFunctions: readonly EvalFunction[] = [
  {
    name: 'now',
    summary: 'The time at which the search was started, epoch seconds.',
    syntax: 'now()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'now()', value: 1773576000 }],
    lower: (f) => numeral(Math.floor(f.state.context.now)),
  },
  {
    name: 'time',
    summary: 'The time now, epoch seconds with a fraction.',
    syntax: 'time()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'time()', value: 1773576000 }],
    lower: (f) => numeral(f.state.context.now),
  },
  {
    name: 'strftime',
    summary: 'A time as text.',
    syntax: 'strftime(time, "%Y-%m-%d %H:%M:%S")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'strftime(1773580029,"%Y-%m-%d %H:%M:%S")', value: '2026-03-15 13:07:09' }],
    lower: (f) =>
      call(
        'formatTime',
        'string',
        asTime(f.value(0)),
        text(f.literal(1, 'the format')),
        text(f.state.context.timeZone),
      ),
  },
  {
    name: 'strptime',
    summary: 'A text read as a time, epoch seconds.',
    syntax: 'strptime(text, "%m/%d/%Y")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'strptime("03/15/2026 01:07 PM","%m/%d/%Y %I:%M %p")', value: 1773580020 }],
    lower: (f) => {
      const format = f.literal(1, 'the format');
      const missing = missingDate(format, f.state.context.now, f.state.context.timeZone);
      const value =
        missing === undefined ? f.text(0) : call('concatenate', 'string', text(`${missing.text} `), f.text(0));
      const whole = missing === undefined ? format : `${missing.format} ${format}`;
      return convert(call('parseTime', 'time', value, text(whole), text(f.state.context.timeZone)), 'number');
    },
  },
  {
    name: 'relative_time',
    summary: 'A time moved and snapped, as in -1d@d.',
    syntax: 'relative_time(time, "-1h@h")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'relative_time(1773580029,"-1h@h")', value: 1773576000 }],
    lower: (f) => {
      const specifier = f.literal(1, 'the time modifier');
      const steps = parseRelativeSteps(specifier);
      const at = f.expression.arguments[1] ?? f.expression;
      if (steps === undefined) {
        throw new SearchError(`"${specifier}" is no time modifier.`, {
          position: at.position,
          length: at.length,
          hint: 'Write for example -1d@d, +2h or @w1.',
        });
      }
      const zone = text(f.state.context.timeZone);
      const moved = steps.reduce<Expression>(
        (time, step) => {
          if (step.kind === 'shift') return call('addTime', 'time', time, numeral(step.amount), text(step.unit), zone);
          if (step.unit !== 'week' || step.firstWeekday === 0)
            return call('truncateTime', 'time', time, text(step.unit), zone);
          const back = call('addTime', 'time', time, numeral(-step.firstWeekday), text('day'), zone);
          return call(
            'addTime',
            'time',
            call('truncateTime', 'time', back, text('week'), zone),
            numeral(step.firstWeekday),
            text('day'),
            zone,
          );
        },
        asTime(f.value(0)),
      );
      return convert(moved, 'number');
    },
  },
];
