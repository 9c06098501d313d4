/** spath: fields out of JSON or XML text. */
import { call, column, text } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { computedColumns } from '../lower/computed-columns.ts';
import { jsonPaths } from '../lower/json-paths.ts';
import { looksLikeXml, xmlReader, xmlValuesAt } from '../lower/xml-fields.ts';

type Spath = Readonly<Record<string, string>>;

const optionKinds = { input: 'text', output: 'text', path: 'text' } as const;
/** Rows looked at for the fields that there are. */
const sample = 1_000;
/** Rows that tell whether they hold JSON or XML. */
const fewRows = 20;

export const spath = defineCommand<Spath>({
  name: 'spath',
  help: {
    summary:
      'Fields out of JSON or XML text: one at a path, or all of them. {} in a path stands for every item of a list.',
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
    const first = options.path === undefined ? sample : fewRows;
    const texts = firstTexts(input, json, first, state);
    const isXml = texts.some(looksLikeXml) && !texts.some((text) => jsonPaths(text).length > 0);
    if (options.path !== undefined) {
      const name = options.output ?? options.path;
      return isXml
        ? fromXml(input, json, [name], () => (text) => [xmlValuesAt(text, options.path ?? '')], state)
        : extend(input, [{ name, value: valueAt(json, options.path) }]);
    }
    if (!isXml) {
      const paths = [...new Set(texts.flatMap(jsonPaths))].filter((path) => path !== source);
      return extend(
        input,
        paths.map((path) => ({ name: path, value: valueAt(json, path) })),
      );
    }
    const read = xmlReader();
    const names = [...new Set(texts.flatMap((text) => [...read(text).keys()]))].filter((name) => name !== source);
    const begin = (): ((text: string) => readonly (readonly string[])[]) => {
      const readAgain = xmlReader();
      return (text) => {
        const found = readAgain(text);
        return names.map((name) => found.get(name) ?? []);
      };
    };
    return fromXml(input, json, names, begin, state);
  },
});

/** Columns out of XML: read row by row, outside of the database. */
function fromXml(
  input: Relation,
  xml: Expression,
  names: readonly string[],
  begin: () => (text: string) => readonly (readonly string[])[],
  state: CompileState,
): Relation {
  return computedColumns(
    input,
    {
      reads: [xml],
      makes: names.map((name) => ({ name, type: 'multivalue' })),
      begin: () => {
        const read = begin();
        return ([text]) =>
          (typeof text === 'string' ? read(text) : names.map(() => [])).map((found) =>
            found.length === 0 ? null : found,
          );
      },
      purpose: 'values of the XML',
    },
    state,
  );
}

function valueAt(json: Expression, path: string): Expression {
  return path.includes('{}')
    ? call('jsonExtractAll', 'multivalue', json, text(path))
    : call('jsonExtract', 'string', json, text(path));
}

/** The texts of the first rows, which tell what fields there are. */
function firstTexts(input: Relation, value: Expression, count: number, state: CompileState): readonly string[] {
  const { rows, truncated } = fetchRows(
    state,
    {
      node: {
        kind: 'project',
        input: input.node,
        expressions: [{ name: 'text', value }],
        columns: [{ name: 'text', type: 'string' }],
      },
      order: [],
    },
    count,
    'texts to find the fields of',
  );
  if (truncated && count === sample)
    state.warnings.add(`spath looked for fields in the first ${sample} rows; name others with path=.`);
  return rows.flatMap(([text]) => (typeof text === 'string' ? [text] : []));
}
