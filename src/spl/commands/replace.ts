/** replace: puts other values in the place of some. */
import { call, column, text, when } from '../../plan/expression.ts';
import { extend, findColumn, visibleColumns } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { asText } from '../lower/compare.ts';
import { printNames, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Replacement {
  readonly from: Name;
  readonly to: Name;
}

interface Replace {
  readonly replacements: readonly Replacement[];
  readonly fields: readonly Name[];
}

export const replace = defineCommand<Replace>({
  name: 'replace',
  help: {
    summary: 'Puts other values in the place of whole values; * stands for any text and is carried over.',
    syntax: 'replace <value> WITH <value>, ... [IN <field> ...]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Replace',
    examples: [
      {
        search: '| makeresults format=csv data="host\nweb1.local\ndb" | replace "*.local" WITH "*" IN host',
        explanation: 'The part before .local is kept.',
        columns: ['host'],
        rows: [['web1'], ['db']],
      },
    ],
  },
  parse(parser) {
    const replacements: Replacement[] = [];
    do {
      const from = parser.scanner.name('a value to replace');
      if (!parser.keyword('with')) throw parser.scanner.unexpected('WITH and the new value');
      replacements.push({ from, to: parser.scanner.name('the new value') });
    } while (parser.scanner.accept(',') || (!parser.atEnd() && parser.scanner.peekWord().toLowerCase() !== 'in'));
    const fields = parser.keyword('in') ? parser.someFields('a field') : [];
    return { replacements, fields };
  },
  print: ({ replacements, fields }) =>
    [
      replacements.map(({ from, to }) => `${quote(from.text)} WITH ${quote(to.text)}`).join(', '),
      ...(fields.length === 0 ? [] : ['IN', printNames(fields.map((f) => f.text))]),
    ].join(' '),
  lower(input, { replacements, fields }) {
    const names =
      fields.length > 0
        ? fields.map((field) => field.text)
        : visibleColumns(input)
            .filter((one) => !one.name.startsWith('_'))
            .map((one) => one.name);
    return extend(
      input,
      names.flatMap((name) => {
        const found = findColumn(input, name);
        return found === undefined || found.type === 'multivalue'
          ? []
          : [{ name, value: replacements.reduce(replaced, asText(column(found.name, found.type))) }];
      }),
    );
  },
});

function replaced(value: Expression, { from, to }: Replacement): Expression {
  if (!from.text.includes('*')) {
    return when([{ when: call('equal', 'boolean', value, text(from.text)), then: text(to.text) }], value, 'string');
  }
  const regex = `^${from.text
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.*)')}$`;
  let group = 0;
  const replacement = to.text.replaceAll('\\', '\\\\').replaceAll('*', () => {
    group += 1;
    return `\\${group}`;
  });
  return call('regexReplace', 'string', value, text(`(?s)${regex}`), text(replacement), text(''));
}
