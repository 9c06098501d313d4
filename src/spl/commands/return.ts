/** return: the first rows of a subsearch as a condition, or as bare values. */
import { visibleColumns, values } from '../../plan/relation.ts';
import { fetchRows } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { quote, printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Item {
  readonly field: Name;
  readonly as?: Name;
  /** `$field`: the value alone. */
  readonly isBare: boolean;
}

interface Return {
  readonly count: number;
  readonly items: readonly Item[];
}

export const returnCommand = defineCommand<Return>({
  name: 'return',
  transforming: true,
  help: {
    summary: 'The first rows of a subsearch as a condition, or as bare values with $.',
    syntax: 'return [<count>] [<field>] [<alias>=<field>] [$<field>] ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Return',
    examples: [
      {
        search: '| makeresults format=csv data="ip\n10.0.0.1\n10.0.0.2" | return 2 src=ip',
        explanation: 'Two addresses under another name.',
        columns: ['search'],
        rows: [['(src="10.0.0.1") OR (src="10.0.0.2")']],
      },
      {
        search: '| makeresults format=csv data="ip\n10.0.0.1" | return $ip',
        explanation: 'The value alone.',
        columns: ['search'],
        rows: [['10.0.0.1']],
      },
    ],
  },
  parse(parser) {
    const number = parser.scanner.peek() === '' ? undefined : parser.scanner.matchAt(/\d+(?=[\s\]]|$)/y);
    if (number !== undefined) parser.scanner.at += number.length;
    const items: Item[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      const isBare = parser.scanner.accept('$');
      const name = parser.scanner.name('a field to give back', /[\s|[\](),"=$]/);
      if (!isBare && parser.scanner.accept('=')) {
        items.push({ field: parser.scanner.name('a field', /[\s|[\](),"=]/), as: name, isBare });
      } else items.push({ field: name, isBare });
      if (isBare) parser.scanner.accept('$');
    }
    if (items.length === 0) throw parser.scanner.unexpected('a field to give back');
    return { count: Number(number ?? 1), items };
  },
  print: ({ count, items }) =>
    [
      String(count),
      ...items.map(({ field, as, isBare }) =>
        isBare
          ? `$${field.text}`
          : as === undefined
            ? printName(field.text)
            : `${printName(as.text)}=${printName(field.text)}`,
      ),
    ].join(' '),
  lower(input, { count, items }, state) {
    const { rows } = fetchRows(state, input, count, 'rows to return');
    const names = visibleColumns(input).map((one) => one.name);
    const written = rows.slice(0, count).map((row) => {
      const parts = items.flatMap(({ field, as, isBare }) => {
        const value = row[names.indexOf(field.text)] ?? null;
        if (value === null) return [];
        const text = Array.isArray(value) ? String(value[0] ?? '') : String(value);
        return [isBare ? text : `${as?.text ?? field.text}=${quote(text)}`];
      });
      return items.some((item) => item.isBare) ? parts.join(' ') : `(${parts.join(') (')})`;
    });
    return values([{ name: 'search', type: 'string' }], [[written.join(' OR ')]]);
  },
});
