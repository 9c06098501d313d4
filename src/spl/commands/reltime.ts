/** reltime: how long ago an event was, in words. */
import { call, column, convert, numeral, text, when } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { warnUnknownField } from '../compile-state.ts';

const optionKinds = { timefield: 'text', prefix: 'text' } as const;
const units = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
  ['month', 2_592_000],
  ['year', 31_536_000],
] as const;

export const reltime = defineCommand<Readonly<Record<string, string>>>({
  name: 'reltime',
  help: {
    summary: 'Adds a field reltime that says how long ago the event was, such as 5 days ago.',
    syntax: 'reltime [timefield=<field>] [prefix=<text>]',
    options: [
      { name: 'timefield', summary: 'The field with the time, in epoch seconds. Default _time.' },
      { name: 'prefix', summary: 'A text before the name of the new field.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Reltime',
    examples: [
      {
        search: '| makeresults | eval _time=now()-7200 | reltime | table reltime',
        explanation: 'Two hours before now.',
        columns: ['reltime'],
        rows: [['2 hours ago']],
      },
    ],
  },
  parse: (parser) => parser.options(optionKinds),
  print: (options) => printOptions(options).join(' '),
  lower(input, options, state) {
    const name = options.timefield ?? '_time';
    const found = findColumn(input, name);
    if (found === undefined) {
      warnUnknownField(state, input, name);
      return input;
    }
    const age = call(
      'subtract',
      'number',
      numeral(state.context.now),
      convert(column(found.name, found.type), 'number'),
    );
    const amount = call('absolute', 'number', age);
    const direction = when(
      [{ when: call('less', 'boolean', age, numeral(0)), then: text(' from now') }],
      text(' ago'),
      'string',
    );
    const inUnit = (unit: string, seconds: number): Expression => {
      const whole = call('floor', 'number', call('divide', 'number', amount, numeral(seconds)));
      const plural = when(
        [{ when: call('equal', 'boolean', whole, numeral(1)), then: text(` ${unit}`) }],
        text(` ${unit}s`),
        'string',
      );
      return call('concatenate', 'string', convert(whole, 'string'), plural, direction);
    };
    const words = when(
      [
        { when: call('less', 'boolean', amount, numeral(1)), then: text('now') },
        ...units.map(([unit, seconds], i) => ({
          when: call('less', 'boolean', amount, numeral(units[i + 1]?.[1] ?? Number.MAX_SAFE_INTEGER)),
          then: inUnit(unit, seconds),
        })),
      ],
      undefined,
      'string',
    );
    return extend(input, [{ name: `${options.prefix ?? ''}reltime`, value: words }]);
  },
});
