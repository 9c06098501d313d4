/** regex: keeps the rows whose field matches a regular expression. */
import { column, convert, isNull, not, or } from '../../plan/expression.ts';
import { filter, findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { anyValue } from '../lower/compare.ts';
import { matches, prepareMatch } from '../lower/regex.ts';
import { printName, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Regex {
  readonly field: string;
  readonly isNegated: boolean;
  readonly pattern: Name;
}

export const regex = defineCommand<Regex>({
  name: 'regex',
  help: {
    summary: 'Keeps the rows whose field matches a regular expression; with != those where it does not.',
    syntax: 'regex [<field>=|<field>!=]"<regex>"',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Regex',
    examples: [
      {
        search: String.raw`| makeresults format=csv data="ip\n10.1.2.3\n192.0.2.7" | regex ip="^10\."`,
        explanation: 'Addresses that begin with 10.',
        columns: ['ip'],
        rows: [['10.1.2.3']],
      },
      {
        search: String.raw`| makeresults format=csv data="ip\n10.1.2.3\n192.0.2.7" | regex ip!="^10\."`,
        explanation: 'All others.',
        columns: ['ip'],
        rows: [['192.0.2.7']],
      },
    ],
  },
  parse(parser) {
    const field =
      parser.scanner.peek() === '"' && !/^"[^"]*"\s*!?=/.test(parser.scanner.text.slice(parser.scanner.at))
        ? undefined
        : parser.scanner.tryName(/[\s|[\](),"=!]/);
    if (field === undefined) return { field: '_raw', isNegated: false, pattern: parser.text('a regular expression') };
    const isNegated = parser.scanner.accept('!=');
    if (!isNegated) parser.scanner.expect('=', 'and a regular expression in quotes');
    return { field: field.text, isNegated, pattern: parser.text('a regular expression') };
  },
  print: ({ field, isNegated, pattern }) => `${printName(field)}${isNegated ? '!=' : '='}${quote(pattern.text)}`,
  lower(input, { field, isNegated, pattern }, state) {
    const found = findColumn(input, field);
    const prepared = prepareMatch(pattern.text, pattern);
    if (found === undefined) {
      warnUnknownField(state, input, field);
      return isNegated ? input : filter(input, { kind: 'literal', value: false, type: 'boolean' });
    }
    const value = column(found.name, found.type);
    const holds =
      found.type === 'multivalue'
        ? anyValue(value, (one) => matches(prepared, one))
        : matches(prepared, convert(value, 'string'));
    return filter(input, isNegated ? or(isNull(value), not(holds)) : holds);
  },
});
