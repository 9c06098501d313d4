/** table: the named fields as columns, in the order given. */
import { column, nothing } from '../../plan/expression.ts';
import { findColumn, project, visibleColumns } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { matchesWildcard } from '../lower/wildcard.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

export const table = defineCommand<readonly Name[]>({
  name: 'table',
  transforming: true,
  help: {
    summary: 'The named fields as columns, in the order given; * is a wildcard.',
    syntax: 'table <field> <field> ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Table',
    examples: [
      {
        search: '| makeresults format=csv data="a,b\n1,2" | table b nosuch',
        explanation: 'A field that is not there is an empty column.',
        columns: ['b', 'nosuch'],
        rows: [['2', null]],
      },
    ],
  },
  parse: (parser) => parser.someFields('a field'),
  print: (names) => printNames(names.map((n) => n.text)),
  lower(input, names, state) {
    const chosen = new Map<string, ReturnType<typeof column> | ReturnType<typeof nothing>>();
    for (const { text } of names) {
      if (text.includes('*')) {
        for (const c of visibleColumns(input)) {
          if (matchesWildcard(text, c.name) && !(text.startsWith('*') && c.name.startsWith('_')))
            chosen.set(c.name, column(c.name, c.type));
        }
        continue;
      }
      const found = findColumn(input, text);
      if (found === undefined) warnUnknownField(state, input, text);
      if (!chosen.has(text)) chosen.set(text, found === undefined ? nothing() : column(found.name, found.type));
    }
    return project(
      input,
      [...chosen].map(([name, value]) => ({ name, value })),
    );
  },
});
