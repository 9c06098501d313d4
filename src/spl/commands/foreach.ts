/** foreach: runs eval commands once for each of several fields, or for each value of one. */
import { findColumn, visibleColumns } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { wildcardParts } from '../lower/wildcard.ts';
import { SearchError } from '../syntax/error.ts';
import { printNames, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Foreach {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
  /** The commands between the brackets, with their placeholders. */
  readonly template: Name;
}

const optionKinds = {
  mode: 'text',
  fieldstr: 'text',
  matchstr: 'text',
  matchseg1: 'text',
  matchseg2: 'text',
  matchseg3: 'text',
  itemstr: 'text',
  iterstr: 'text',
} as const;
/** Values of a list over which a search is written out. */
const mostValues = 1_000;

export const foreach = defineCommand<Foreach>({
  name: 'foreach',
  help: {
    summary:
      'Runs eval commands once for each field that fits; <<FIELD>> stands for its name, <<MATCHSTR>> for what * stood for.',
    syntax: 'foreach <field pattern> ... [ eval ... ] | foreach mode=multivalue|json_array <field> [ eval ... ]',
    options: [
      {
        name: 'mode',
        summary: 'multifield (default); multivalue and json_array go over values as <<ITEM>>, in one row only.',
      },
      { name: 'fieldstr', summary: 'Another word for <<FIELD>>.' },
      { name: 'matchstr', summary: 'Another word for <<MATCHSTR>>.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Foreach',
    examples: [
      {
        search: `| makeresults format=csv data="in_kb,out_kb\n2048,512" | foreach *_kb [eval <<MATCHSTR>>_mb='<<FIELD>>'/1024] | table in_mb out_mb`,
        explanation: 'A field in megabytes for each in kilobytes.',
        columns: ['in_mb', 'out_mb'],
        rows: [[2, 0.5]],
      },
      {
        search:
          '| makeresults | eval v=split("1,2,3",","), t=0 | foreach mode=multivalue v [eval t=t+<<ITEM>>] | table t',
        explanation: 'The sum of the values.',
        columns: ['t'],
        rows: [[6]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const fields: Name[] = [];
    while (!parser.atEnd() && parser.scanner.peek() !== '[') {
      parser.scanner.accept(',');
      fields.push(parser.scanner.name('a field, or [ and the commands to run'));
      parser.options(optionKinds, options);
    }
    if (fields.length === 0) throw parser.scanner.unexpected('a field');
    const position = parser.scanner.at;
    parser.scanner.expect('[', 'and the commands to run');
    const text = balanced(parser.scanner.text, parser.scanner.at);
    if (text === undefined)
      throw new SearchError('The commands of foreach are opened with [ and never closed.', {
        position,
        hint: 'Add the closing ] .',
      });
    parser.scanner.at += text.length + 1;
    return { options, fields, template: { text: text.trim(), position, length: text.length + 2 } };
  },
  print: ({ options, fields, template }) =>
    [
      ...Object.entries(options).map(([name, value]) => `${name}=${quote(value)}`),
      printNames(fields.map((field) => field.text)),
      `[${template.text}]`,
    ].join(' '),
  lower(input, { options, fields, template }, state) {
    const mode = options.mode ?? 'multifield';
    if (mode === 'multivalue' || mode === 'json_array') return overValues(input, fields[0], template, options, state);
    return fields.reduce((relation, pattern) => {
      const names = pattern.text.includes('*')
        ? visibleColumns(input)
            .map((one) => one.name)
            .filter((name) => !name.startsWith('_') || pattern.text.startsWith('_'))
        : [pattern.text];
      return names.reduce((current, name) => {
        const parts = pattern.text.includes('*') ? wildcardParts(pattern.text, name) : [name];
        if (parts === undefined) return current;
        const words: [string, string][] = [
          [options.fieldstr ?? '<<FIELD>>', name],
          [options.matchstr ?? '<<MATCHSTR>>', parts.join('')],
          ...parts.map((part, i): [string, string] => [options[`matchseg${i + 1}`] ?? `<<MATCHSEG${i + 1}>>`, part]),
        ];
        return state.compileText(filled(template.text, words), current, template);
      }, relation);
    }, input);
  },
});

/** Only where the list is the same in all rows: the commands are written out for its values. */
function overValues(
  input: Relation,
  field: Name | undefined,
  template: Name,
  options: Readonly<Record<string, string>>,
  state: CompileState,
): Relation {
  const found = field === undefined ? undefined : findColumn(input, field.text);
  if (found === undefined) return input;
  const { rows } = fetchRows(state, input, 2, 'values to go over');
  const place = visibleColumns(input).findIndex((one) => one.name === found.name);
  const value = rows[0]?.[place] ?? null;
  if (rows.length > 1)
    throw new SearchError('foreach over values works on a single row here.', {
      position: template.position,
      length: template.length,
      hint: 'Use mvmap in eval, which works on any number of rows.',
    });
  const items = itemsOf(value).slice(0, mostValues);
  return items.reduce<Relation>(
    (current, item, i) =>
      state.compileText(
        filled(template.text, [
          [options.itemstr ?? '<<ITEM>>', /^-?\d+(\.\d+)?$/.test(item) ? item : quote(item)],
          [options.iterstr ?? '<<ITER>>', String(i)],
        ]),
        current,
        template,
      ),
    input,
  );
}

function itemsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string') return value === null ? [] : [String(value)];
  try {
    const parsed: unknown = JSON.parse(value);
    if (Array.isArray(parsed)) return parsed.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  } catch {
    // Not JSON: the one value that it is.
  }
  return [value];
}

/** Several evals behind each other take a leading name each; a bare list of assignments is one eval. */
function filled(template: string, words: readonly (readonly [string, string])[]): string {
  const text = words.reduce((current, [word, value]) => current.replaceAll(word, value), template);
  return text.trimStart().startsWith('|') ? text : `| ${text}`;
}

/** Up to the bracket that closes the one before `from`; brackets in quotes do not count. */
function balanced(text: string, from: number): string | undefined {
  let depth = 1;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '"') {
      for (i += 1; i < text.length && text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1;
    } else if (c === '[') depth += 1;
    else if (c === ']') {
      depth -= 1;
      if (depth === 0) return text.slice(from, i);
    }
  }
  return undefined;
}
