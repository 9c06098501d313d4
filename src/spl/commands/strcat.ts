/** strcat: joins fields and texts in a new field. */
import { and, call, column, isNotNull, nothing, text, when } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { printName, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Strcat {
  readonly options: Readonly<Record<string, string>>;
  /** In quotes: the text itself; else a field. */
  readonly parts: readonly { readonly name: Name; readonly isText: boolean }[];
  readonly into: Name;
}

export const strcat = defineCommand<Strcat>({
  name: 'strcat',
  help: {
    summary: 'Joins fields and texts in quotes in a new field, the last one named.',
    syntax: 'strcat [allrequired=<bool>] <field or "text"> ... <new field>',
    options: [{ name: 'allrequired', summary: 'Make the field only where all fields are there. Default false.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Strcat',
    examples: [
      {
        search: '| makeresults format=csv data="host,port\nweb,80" | strcat host ":" port address',
        explanation: 'Two fields with a colon between them.',
        columns: ['host', 'port', 'address'],
        rows: [['web', '80', 'web:80']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ allrequired: 'boolean' });
    const parts: { name: Name; isText: boolean }[] = [];
    while (!parser.atEnd()) {
      const isText = parser.scanner.peek() === '"';
      parts.push({ name: parser.scanner.name('a field or a text in quotes'), isText });
      parser.scanner.accept(',');
      parser.options({ allrequired: 'boolean' }, options);
    }
    const into = parts.pop()?.name;
    if (into === undefined || parts.length === 0) throw parser.scanner.unexpected('fields to join, and the new field');
    return { options, parts, into };
  },
  print: ({ options, parts, into }) =>
    [
      ...printOptions(options),
      ...parts.map(({ name, isText }) => (isText ? quote(name.text) : printName(name.text))),
      printName(into.text),
    ].join(' '),
  lower(input, { options, parts, into }) {
    const values = parts.map(({ name, isText }): Expression => {
      if (isText) return text(name.text);
      const found = findColumn(input, name.text);
      return found === undefined ? nothing() : asText(column(found.name, found.type));
    });
    const joined = call('concatenate', 'string', ...values.map((value) => call('coalesce', 'string', value, text(''))));
    const value =
      options.allrequired === 'true'
        ? when([{ when: and(...values.map(isNotNull)), then: joined }], nothing(), 'string')
        : joined;
    return extend(input, [{ name: into.text, value }]);
  },
});
