/** tags: adds the tags that fields' values carry. */
import { call, column, convert, text, when } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { compareInSearch } from '../lower/compare.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Tags {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const optionKinds = { outputfield: 'text', inclname: 'boolean', inclvalue: 'boolean', allowed_tags: 'text' } as const;

export const tags = defineCommand<Tags>({
  name: 'tags',
  help: {
    summary: 'Adds a field tag with the tags of all fields, or of those that are named.',
    syntax: 'tags [outputfield=<field>] [<field> ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Tags',
    examples: [
      {
        search: '| makeresults format=csv data="host\nweb1" | tags host',
        explanation: 'Where the tags frontend and public are defined for this host.',
        columns: ['host', 'tag', 'tag::host'],
        rows: [['web1', ['frontend', 'public'], ['frontend', 'public']]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    return { options, fields: parser.fields('a field', [], { kinds: optionKinds, into: options }) };
  },
  print: ({ options, fields }) =>
    [...printOptions(options), printNames(fields.map((f) => f.text))].filter((part) => part !== '').join(' '),
  lower(input, { options, fields }, state) {
    const found = [...state.context.knowledge.tags].flatMap(([tag, pairs]) =>
      pairs.flatMap(({ field, value }): { field: string; carried: Expression }[] => {
        const here = findColumn(input, field);
        if (here === undefined || (fields.length > 0 && !fields.some(({ text: name }) => name === field))) return [];
        const condition = compareInSearch('=', column(here.name, here.type), value, true);
        return [
          { field, carried: convert(when([{ when: condition, then: text(tag) }], undefined, 'string'), 'multivalue') },
        ];
      }),
    );
    if (found.length === 0) return input;
    const together = (parts: readonly Expression[]): Expression =>
      call('listDistinct', 'multivalue', call('listAppend', 'multivalue', ...parts));
    return extend(input, [
      { name: options.outputfield ?? 'tag', value: together(found.map(({ carried }) => carried)) },
      ...[...new Set(found.map(({ field }) => field))].map((field) => ({
        name: `tag::${field}`,
        value: together(found.filter((one) => one.field === field).map(({ carried }) => carried)),
      })),
    ]);
  },
});
