/** fromjson: a field for each key of a JSON object. */
import { call, column, isNotNull, text } from '../../plan/expression.ts';
import { aggregate, extend, filter, findColumn, project } from '../../plan/relation.ts';
import { fetchRows, materialise, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { expandGroups } from '../lower/group.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface FromJson {
  readonly options: Readonly<Record<string, string>>;
  readonly field: Name;
}

const most = 500;

export const fromjson = defineCommand<FromJson>({
  name: 'fromjson',
  help: {
    summary: 'A field for each key of the JSON object that a field holds.',
    syntax: 'fromjson <field> [prefix=<text>]',
    options: [{ name: 'prefix', summary: 'Before the names of the fields.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Fromjson',
    examples: [
      {
        search: '| makeresults | eval j="{\\"a\\":1,\\"b\\":\\"x\\"}" | fromjson j prefix=j_ | table j_a j_b',
        explanation: 'Two keys, two fields.',
        columns: ['j_a', 'j_b'],
        rows: [['1', 'x']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ prefix: 'text' });
    const field = parser.scanner.name('a field that holds JSON');
    parser.options({ prefix: 'text' }, options);
    return { options, field };
  },
  print: ({ options, field }) => [printName(field.text), ...printOptions(options)].join(' '),
  lower(input, { options, field }, state) {
    const found = findColumn(input, field.text);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const once = materialise(state, input, 'rows with JSON');
    const json = asText(column(found.name, found.type));
    const keys = call('jsonArrayToMultivalue', 'multivalue', call('jsonKeys', 'string', json));
    const each = expandGroups(project({ node: once.node, order: [] }, [{ name: 'key', value: keys }]), ['key']);
    const distinct = aggregate(
      filter(each, isNotNull(column('key', 'string'))),
      [{ name: 'key', value: column('key', 'string') }],
      [],
    );
    const { rows, truncated } = fetchRows(state, distinct, most, 'keys of the JSON');
    if (truncated) state.warnings.add(`fromjson made fields for the first ${most} keys only.`);
    return extend(
      once,
      rows.flatMap(([key]) =>
        typeof key !== 'string'
          ? []
          : [
              {
                name: `${options.prefix ?? ''}${key}`,
                value: call('jsonExtract', 'string', json, text(key)),
              },
            ],
      ),
    );
  },
});
