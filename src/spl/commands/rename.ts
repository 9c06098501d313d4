/** rename: gives fields other names. */
import { column } from '../../plan/expression.ts';
import { project, visibleColumns } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { wildcardParts } from '../lower/wildcard.ts';
import { SearchError } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Renaming {
  readonly from: Name;
  readonly to: Name;
}

export const rename = defineCommand<readonly Renaming[]>({
  name: 'rename',
  help: {
    summary: 'Gives fields other names; * on both sides carries a part over.',
    syntax: 'rename <field> AS <name>, ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Rename',
    examples: [
      {
        search: '| makeresults format=csv data="a_x,a_y\n1,2" | rename a_* AS *_new',
        explanation: 'The part behind a_ is carried over.',
        columns: ['x_new', 'y_new'],
        rows: [['1', '2']],
      },
      {
        search: '| makeresults format=csv data="n\n1" | rename n AS "Number of events"',
        explanation: 'A name with blanks stands in quotes.',
        columns: ['Number of events'],
        rows: [['1']],
      },
    ],
  },
  parse(parser) {
    const renamings: Renaming[] = [];
    do {
      const from = parser.scanner.name('a field to rename');
      if (!parser.keyword('as'))
        throw parser.scanner.unexpected('AS and the new name', { hint: 'Write rename old AS new.' });
      renamings.push({ from, to: parser.scanner.name('the new name') });
      while (parser.scanner.accept(',')) continue;
    } while (!parser.atEnd());
    return renamings;
  },
  print: (renamings) => renamings.map(({ from, to }) => `${printName(from.text)} AS ${printName(to.text)}`).join(', '),
  lower(input, renamings) {
    let names = visibleColumns(input).map((c) => ({ now: c.name, column: c }));
    for (const { from, to } of renamings) {
      const stars = from.text.split('*').length - 1;
      if (to.text.split('*').length - 1 > stars) {
        throw new SearchError(`"${to.text}" has more * than "${from.text}".`, {
          position: to.position,
          length: to.length,
        });
      }
      const changes = new Map<string, string>();
      for (const { now } of names) {
        const parts = stars > 0 ? wildcardParts(from.text, now) : now === from.text ? [] : undefined;
        if (parts === undefined || (stars > 0 && now.startsWith('_') && from.text.startsWith('*'))) continue;
        let i = -1;
        changes.set(
          now,
          to.text.replace(/\*/g, () => parts[(i += 1)] ?? ''),
        );
      }
      const taken = new Set(changes.values());
      // A field that had the new name before gives way, as in Splunk.
      names = names
        .filter(({ now }) => changes.has(now) || !taken.has(now))
        .map((n) => ({ ...n, now: changes.get(n.now) ?? n.now }));
    }
    return project(
      input,
      names.map(({ now, column: c }) => ({ name: now, value: column(c.name, c.type) })),
    );
  },
});
