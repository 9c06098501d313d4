/** outlier: numbers far off the rest are cut back or removed. */
import { call, column, convert, numeral, when } from '../../plan/expression.ts';
import { aggregate, extend, filter, findColumn, visibleColumns } from '../../plan/relation.ts';
import type { Aggregate, Expression } from '../../plan/types.ts';
import { fetchRows, materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Outlier {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
}

const optionKinds = { action: 'text', mark: 'boolean', param: 'number', uselower: 'boolean', type: 'text' } as const;

export const outlier = defineCommand<Outlier>({
  name: 'outlier',
  help: {
    summary: 'Removes numbers that lie far outside the middle half of the values, or cuts them back.',
    syntax: 'outlier [action=remove|transform] [mark=<bool>] [param=<n>] [uselower=<bool>] [<field> ...]',
    options: [
      { name: 'action', summary: 'remove (rm) the number, or transform (tf) it to the limit. Default transform.' },
      { name: 'param', summary: 'So many times the range of the middle half is far. Default 2.5.' },
      { name: 'uselower', summary: 'Also numbers far below. Default false.' },
      { name: 'mark', summary: 'Put 000 before a number that was cut back. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Outlier',
    examples: [
      {
        search: '| makeresults format=csv data="v\n1\n2\n2\n3\n900" | outlier action=remove v',
        explanation: 'The large number goes.',
        columns: ['v'],
        rows: [['1'], ['2'], ['2'], ['3']],
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
    return { options, fields };
  },
  print: ({ options, fields }) => [...printOptions(options), printNames(fields.map((f) => f.text))].join(' ').trim(),
  lower(input, { options, fields }, state) {
    const once = materialise(state, input, 'rows to look for outliers in');
    const names =
      fields.length > 0
        ? fields.map((field) => field.text)
        : visibleColumns(once).flatMap((one) => (one.name.startsWith('_') ? [] : [one.name]));
    const removes = /^(rm|remove)$/i.test(options.action ?? '');
    const times = Number(options.param ?? 2.5);
    return names.reduce((current, name) => {
      const found = findColumn(once, name);
      if (found === undefined) return current;
      const number = convert(column(name, found.type), 'number');
      const quartile = (share: number): Aggregate => ({
        operation: 'percentileExact',
        arguments: [number, numeral(share)],
        type: 'number',
      });
      const { rows } = fetchRows(
        state,
        aggregate(
          once,
          [],
          [
            { name: 'low', value: quartile(25) },
            { name: 'high', value: quartile(75) },
          ],
        ),
        1,
        `quartiles of ${name}`,
      );
      const [low, high] = rows[0] ?? [];
      if (typeof low !== 'number' || typeof high !== 'number') return current;
      const reach = times * (high - low);
      const [top, bottom] = [numeral(high + reach), numeral(low - reach)];
      const above = call('greater', 'boolean', number, top);
      const below = call('less', 'boolean', number, bottom);
      const sides = options.uselower === 'true' ? [above, below] : [above];
      const far = call('coalesce', 'boolean', sides.length === 1 ? above : call('or', 'boolean', ...sides), {
        kind: 'literal',
        value: false,
        type: 'boolean',
      });
      if (removes) return filter(current, call('not', 'boolean', far));
      const cut: Expression = when([{ when: above, then: top }], options.uselower === 'true' ? bottom : top, 'number');
      const written = convert(cut, 'string');
      const shown =
        options.mark === 'true'
          ? call('concatenate', 'string', { kind: 'literal', value: '000', type: 'string' }, written)
          : written;
      return extend(current, [
        { name, value: when([{ when: far, then: shown }], convert(column(name, found.type), 'string'), 'string') },
      ]);
    }, once);
  },
});
