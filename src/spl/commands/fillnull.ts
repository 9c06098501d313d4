/** fillnull: puts a value where there is none. */
import { call, column, convert, isNothing, text } from '../../plan/expression.ts';
import { extend, findColumn, visibleColumns } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { looksNumeric } from '../lower/compare.ts';
import { printOptions } from '../command-parser.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface FillNull {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

export const fillnull = defineCommand<FillNull>({
  name: 'fillnull',
  help: {
    summary: 'Puts a value, 0 unless one is given, where fields have none.',
    syntax: 'fillnull [value=<text>] [<field> ...]',
    options: [{ name: 'value', summary: 'The value to put. Default 0.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Fillnull',
    examples: [
      {
        search: '| makeresults format=csv data="i,a\n1,x\n2," | fillnull value="none" a',
        explanation: 'A field that is missing gets the value.',
        columns: ['i', 'a'],
        rows: [
          ['1', 'x'],
          ['2', 'none'],
        ],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    const fields = parser.fields('a field', [], { kinds: { value: 'text' }, into: options });
    return { options, fields };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' ').trim(),
  lower(input, { options, fields }) {
    const value = options.value ?? '0';
    const names = fields.length > 0 ? fields.map((f) => f.text) : visibleColumns(input).map((c) => c.name);
    return extend(
      input,
      names.map((name) => {
        const found = findColumn(input, name);
        if (found === undefined) return { name, value: text(value) };
        const before = column(found.name, found.type);
        const type =
          found.type === 'number' && !looksNumeric(value) ? 'string' : found.type === 'time' ? 'number' : found.type;
        const filled = convert(text(value), type);
        return { name, value: isNothing(filled) ? before : call('coalesce', type, convert(before, type), filled) };
      }),
    );
  },
});
