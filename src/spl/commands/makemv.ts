/** makemv: cuts a field's text into several values. */
import { call, column, convert, numeral, text } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { preparePattern } from '../lower/regex.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface MakeMv {
  readonly field: Name;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { delim: 'text', tokenizer: 'text', allowempty: 'boolean', setsv: 'boolean' } as const;

export const makemv = defineCommand<MakeMv>({
  name: 'makemv',
  help: {
    summary: "Cuts a field's text into several values, at a delimiter or by a regular expression.",
    syntax: 'makemv [delim="<text>" | tokenizer="<regex>"] [allowempty=<bool>] <field>',
    options: [
      { name: 'delim', summary: 'Text between the values. Default: a blank.' },
      { name: 'tokenizer', summary: 'Regular expression whose first group is a value.' },
      { name: 'allowempty', summary: 'Keep empty values. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Makemv',
    examples: [
      {
        search: '| makeresults | eval to="a@x;;b@y" | makemv delim=";" to | table to',
        explanation: 'Empty values are left out.',
        columns: ['to'],
        rows: [[['a@x', 'b@y']]],
      },
      {
        search: String.raw`| makeresults | eval v="k1=1,k2=2" | makemv tokenizer="=(\d)" v | table v`,
        explanation: 'The group is the value.',
        columns: ['v'],
        rows: [[['1', '2']]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const field = parser.scanner.name('a field');
    parser.options(optionKinds, options);
    return { field, options };
  },
  print: ({ field, options }) => [...printOptions(options), printName(field.text)].join(' '),
  lower(input, { field, options }, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const value = convert(column(found.name, found.type), 'string');
    if (options.tokenizer !== undefined) {
      const prepared = preparePattern(options.tokenizer, field);
      const all = call(
        'regexExtractAll',
        'multivalue',
        value,
        text(prepared.pattern),
        numeral(/\((?!\?:)/.test(prepared.pattern) ? 1 : 0),
      );
      return extend(input, [{ name: found.name, value: all }]);
    }
    const cut = call('split', 'multivalue', value, text(options.delim ?? ' '));
    if (options.allowempty === 'true') return extend(input, [{ name: found.name, value: cut }]);
    const kept = {
      kind: 'each' as const,
      mode: 'filter' as const,
      list: cut,
      variable: 'part',
      body: call('notEqual', 'boolean', { kind: 'variable', name: 'part', type: 'string' }, text('')),
      type: 'multivalue' as const,
    };
    return extend(input, [{ name: found.name, value: kept }]);
  },
});
