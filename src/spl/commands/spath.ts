/** spath: fields out of JSON text. */
import { call, column, text } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { jsonPaths } from '../lower/json-paths.ts';

type Spath = Readonly<Record<string, string>>;

const optionKinds = { input: 'text', output: 'text', path: 'text' } as const;
/** Rows looked at for the fields that there are. */
const sample = 1_000;

export const spath = defineCommand<Spath>({
  name: 'spath',
  help: {
    summary: 'Fields out of JSON text: one at a path, or all of them. {} in a path stands for every item of a list.',
    syntax: 'spath [input=<field>] [output=<field>] [path=<path>]',
    options: [
      { name: 'input', summary: 'Field with the JSON text. Default _raw.' },
      { name: 'output', summary: 'Field to put the value into. Default: the path.' },
      { name: 'path', summary: 'Such as user.name or items{}.id.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Spath',
    examples: [
      {
        search:
          '| makeresults | eval j="{\\"a\\":{\\"b\\":1},\\"l\\":[{\\"x\\":2},{\\"x\\":3}]}" | spath input=j path=l{}.x output=x | spath input=j path=a.b | table x a.b',
        explanation: 'A list gives several values.',
        columns: ['x', 'a.b'],
        rows: [[['2', '3'], '1']],
      },
      {
        search: '| makeresults | eval j="{\\"a\\":{\\"b\\":1},\\"c\\":\\"d\\"}" | spath input=j | table a.b c',
        explanation: 'All fields there are.',
        columns: ['a.b', 'c'],
        rows: [['1', 'd']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    while (!parser.atEnd()) {
      options.path = parser.scanner.name('a path').text;
      parser.options(optionKinds, options);
    }
    return options;
  },
  print: (options) => printOptions(options).join(' '),
  lower(input, options, state) {
    const source = options.input ?? '_raw';
    const found = findColumn(input, source);
    if (found === undefined) {
      warnUnknownField(state, input, source);
      return input;
    }
    const json = asText(column(found.name, found.type));
    if (options.path !== undefined)
      return extend(input, [{ name: options.output ?? options.path, value: valueAt(json, options.path) }]);
    return extend(
      input,
      pathsOf(input, json, state)
        .filter((path) => path !== source)
        .map((path) => ({ name: path, value: valueAt(json, path) })),
    );
  },
});

function valueAt(json: Expression, path: string): Expression {
  return path.includes('{}')
    ? call('jsonExtractAll', 'multivalue', json, text(path))
    : call('jsonExtract', 'string', json, text(path));
}

/** Which fields there are, in the order of their first appearance among the first rows. */
function pathsOf(input: Relation, json: Expression, state: CompileState): readonly string[] {
  const { rows, truncated } = fetchRows(
    state,
    {
      node: {
        kind: 'project',
        input: input.node,
        expressions: [{ name: 'json', value: json }],
        columns: [{ name: 'json', type: 'string' }],
      },
      order: [],
    },
    sample,
    'JSON to find the fields of',
  );
  if (truncated) state.warnings.add(`spath looked for fields in the first ${sample} rows; name others with path=.`);
  const paths = new Set<string>();
  for (const [value] of rows) if (typeof value === 'string') for (const path of jsonPaths(value)) paths.add(path);
  return [...paths];
}
