/** rangemap: names the range that a number falls into. */
import { and, call, column, numeral, text, when } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { asNumber } from '../lower/compare.ts';
import { SearchError } from '../syntax/error.ts';
import { printName, quote } from '../syntax/printer.ts';

interface RangeMap {
  readonly field: string;
  readonly ranges: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  readonly otherwise: string;
}

export const rangemap = defineCommand<RangeMap>({
  name: 'rangemap',
  help: {
    summary: 'A field `range` with the name of the range that a number falls into; both ends belong to it.',
    syntax: 'rangemap field=<field> <name>=<from>-<to> ... [default=<name>]',
    options: [{ name: 'default', summary: 'For numbers in no range. Default None.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Rangemap',
    examples: [
      {
        search: '| makeresults format=csv data="n\n5\n50\n500" | rangemap field=n low=0-9 high=10-99 default=off',
        explanation: 'Three numbers, two ranges.',
        columns: ['n', 'range'],
        rows: [
          ['5', 'low'],
          ['50', 'high'],
          ['500', 'off'],
        ],
      },
    ],
  },
  parse(parser) {
    let field: string | undefined;
    let otherwise = 'None';
    const ranges: { name: string; from: number; to: number }[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      const name = parser.scanner.name('field=<field> or a range such as low=0-9');
      parser.scanner.expect('=', `after ${name.text}`);
      const value = parser.scanner.name(`a value for ${name.text}`);
      if (name.text.toLowerCase() === 'field') field = value.text;
      else if (name.text.toLowerCase() === 'default') otherwise = value.text;
      else {
        const ends = /^(-?[\d.]+)-(-?[\d.]+)$/.exec(value.text);
        if (ends === null && !value.text.includes('$')) {
          throw new SearchError(`"${value.text}" is no range.`, {
            position: value.position,
            length: value.length,
            hint: 'Write for example low=0-9, or cold=-20--1.',
          });
        }
        ranges.push({ name: name.text, from: Number(ends?.[1] ?? 0), to: Number(ends?.[2] ?? 0) });
      }
    }
    if (field === undefined) throw parser.scanner.unexpected('field=<field>');
    return { field, ranges, otherwise };
  },
  print: ({ field, ranges, otherwise }) =>
    [
      `field=${printName(field)}`,
      ...ranges.map(({ name, from, to }) => `${printName(name)}=${from}-${to}`),
      `default=${quote(otherwise)}`,
    ].join(' '),
  lower(input, { field, ranges, otherwise }, state) {
    const found = findColumn(input, field);
    if (found === undefined) {
      warnUnknownField(state, input, field);
      return extend(input, [{ name: 'range', value: text(otherwise) }]);
    }
    const value = asNumber(column(found.name, found.type));
    const branches = ranges.map(({ name, from, to }) => ({
      when: and(
        call('greaterOrEqual', 'boolean', value, numeral(from)),
        call('lessOrEqual', 'boolean', value, numeral(to)),
      ),
      then: text(name),
    }));
    return extend(input, [
      { name: 'range', value: branches.length === 0 ? text(otherwise) : when(branches, text(otherwise), 'string') },
    ]);
  },
});
