/** fields: keeps or removes fields. */
import { column } from '../../plan/expression.ts';
import { project, visibleColumns } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { matchesWildcard } from '../lower/wildcard.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Fields {
  readonly remove: boolean;
  readonly names: readonly Name[];
}

/** Internal fields stay unless they are removed by name, as Splunk documents. */
const internal = (name: string): boolean => name === '_time' || name === '_raw';

export const fields = defineCommand<Fields>({
  name: 'fields',
  help: {
    summary: 'Keeps only the named fields, or with - removes them; * is a wildcard.',
    syntax: 'fields [+|-] <field>, <field> ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Fields',
    examples: [
      {
        search: '| makeresults format=csv data="a_x,a_y,b\n1,2,3" | fields - a_*',
        explanation: 'Removes by wildcard.',
        columns: ['b'],
        rows: [['3']],
      },
      {
        search: '| makeresults format=csv data="a,b,c\n1,2,3" | fields c, a',
        explanation: 'Keeps two.',
        columns: ['c', 'a'],
        rows: [['3', '1']],
      },
    ],
  },
  parse(parser) {
    const remove = parser.scanner.accept('-');
    if (!remove) parser.scanner.accept('+');
    // `fields` alone is an old way to empty a row, as in `stats count | fields | eval x=1`.
    return { remove, names: remove ? parser.someFields('a field') : parser.fields('a field') };
  },
  print: ({ remove, names }) => `${remove ? '- ' : ''}${printNames(names.map((n) => n.text))}`,
  lower(input, { remove, names }) {
    const columns = visibleColumns(input);
    if (remove) {
      const kept = columns.filter((c) => !names.some((n) => matchesWildcard(n.text, c.name)));
      return project(
        input,
        kept.map((c) => ({ name: c.name, value: column(c.name, c.type) })),
      );
    }
    const chosen = names.flatMap((n) =>
      columns.filter((c) => matchesWildcard(n.text, c.name) && (!n.text.startsWith('*') || !c.name.startsWith('_'))),
    );
    const kept = [...new Set([...chosen, ...columns.filter((c) => internal(c.name))])];
    return project(
      input,
      kept.map((c) => ({ name: c.name, value: column(c.name, c.type) })),
    );
  },
});
