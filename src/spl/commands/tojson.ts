/** tojson: the fields of a row as one JSON object. */
import { call, column, text, when } from '../../plan/expression.ts';
import { extend, visibleColumns } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { matchesWildcard } from '../lower/wildcard.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface ToJson {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const optionKinds = {
  output_field: 'text',
  default_type: 'text',
  fill_null: 'boolean',
  include_internal: 'boolean',
} as const;

export const tojson = defineCommand<ToJson>({
  name: 'tojson',
  help: {
    summary: 'Puts the fields of each row into one JSON object.',
    syntax: 'tojson [<field> ...] [output_field=<field>] [include_internal=<bool>]',
    options: [
      { name: 'output_field', summary: 'Field to put the object into. Default _raw.' },
      { name: 'include_internal', summary: 'With fields such as _time. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Tojson',
    examples: [
      {
        search: '| makeresults format=csv data="a,b\nx,y" | tojson output_field=j | table j',
        explanation: 'Two fields, one object.',
        columns: ['j'],
        rows: [['{"a":"x","b":"y"}']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const fields: Name[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      fields.push(parser.scanner.name('a field'));
      parser.options(optionKinds, options);
    }
    // A type may be given around a field, num(x): the type of a value is told by the value here.
    return { options, fields };
  },
  print: ({ options, fields }) => [printNames(fields.map((f) => f.text)), ...printOptions(options)].join(' ').trim(),
  lower(input, { options, fields }) {
    const chosen = visibleColumns(input).filter(({ name }) =>
      fields.length > 0
        ? fields.some((field) => matchesWildcard(field.text, name))
        : options.include_internal === 'true' || !name.startsWith('_'),
    );
    const object = call(
      'jsonObject',
      'string',
      ...chosen.flatMap((one) => [call('jsonQuote', 'string', text(one.name)), fragment(column(one.name, one.type))]),
    );
    return extend(input, [{ name: options.output_field ?? '_raw', value: object }]);
  },
});

/** Text that is a number becomes a number, as with Splunk's default type `auto`. */
function fragment(value: Expression): Expression {
  if (value.type === 'number' || value.type === 'multivalue') return call('jsonQuote', 'string', value);
  const words = asText(value);
  return when(
    [{ when: call('looksNumeric', 'boolean', words), then: words }],
    call('jsonQuote', 'string', words),
    'string',
  );
}
