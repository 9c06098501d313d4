/** xmlkv: fields out of <name>value</name> pairs. */
import { call, column, numeral, text } from '../../plan/expression.ts';
import { extend, findColumn, project } from '../../plan/relation.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { asText } from '../lower/compare.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

const sample = 1_000;
const most = 300;

export const xmlkv = defineCommand<Name | null>({
  name: 'xmlkv',
  help: {
    summary: 'Fields out of <name>value</name> pairs in the text of events.',
    syntax: 'xmlkv [<field>]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Xmlkv',
    examples: [
      {
        search: '| makeresults | eval _raw="<a>1</a><b>two</b>" | xmlkv | table a b',
        explanation: 'Two pairs, two fields.',
        columns: ['a', 'b'],
        rows: [['1', 'two']],
      },
    ],
  },
  parse(parser) {
    if (parser.atEnd()) return null;
    parser.scanner.acceptOption(['maxinputs']);
    const name = parser.scanner.name('a field');
    return /^\d+$/.test(name.text) ? null : name;
  },
  print: (field) => (field === null ? '' : printName(field.text)),
  lower(input, field, state) {
    const source = field?.text ?? '_raw';
    const found = findColumn(input, source);
    if (found === undefined) {
      warnUnknownField(state, input, source);
      return input;
    }
    const xml = asText(column(found.name, found.type));
    const { rows } = fetchRows(
      state,
      project(input, [{ name: 'xml', value: xml }]),
      sample,
      'XML to find the fields of',
    );
    const names = new Set<string>();
    for (const [value] of rows) {
      if (typeof value !== 'string') continue;
      for (const match of value.matchAll(/<([A-Za-z_][\w.:-]*)[^<>]*>[^<>]*<\/\1>/g)) {
        if (names.size < most) names.add(match[1] ?? '');
      }
    }
    return extend(
      input,
      [...names].map((name) => {
        const tag = name.replaceAll(/[.]/g, '\\.');
        return {
          name,
          value: call('regexExtract', 'string', xml, text(`<${tag}(?:\\s[^<>]*)?>([^<>]*)</${tag}>`), numeral(1)),
        };
      }),
    );
  },
});
