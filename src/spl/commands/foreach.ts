/** foreach: runs eval commands once for each of several fields, or for each value of one. */
import { visibleColumns } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { assignedNames, overValues } from '../lower/values-one-by-one.ts';
import { wildcardParts } from '../lower/wildcard.ts';
import { untilClosingBracket } from '../syntax/brackets.ts';
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
const valueModes = new Set(['multivalue', 'json_array', 'auto_collections']);

export const foreach = defineCommand<Foreach>({
  name: 'foreach',
  help: {
    summary:
      'Runs eval commands once for each field that fits; <<FIELD>> stands for its name, <<MATCHSTR>> for what * stood for.',
    syntax: 'foreach <field pattern> ... [ eval ... ] | foreach mode=multivalue|json_array <field> [ eval ... ]',
    options: [
      {
        name: 'mode',
        summary:
          'multifield (default); multivalue, json_array and auto_collections go over the values of a field as <<ITEM>>.',
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
    const text = untilClosingBracket(parser.scanner.text, parser.scanner.at);
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
    if (valueModes.has(mode)) {
      return overValues(
        input,
        fields[0]?.text ?? '',
        mode !== 'multivalue',
        assignedNames(template.text),
        (rows, item, round) =>
          state.compileText(
            filled(template.text, [
              [options.itemstr ?? '<<ITEM>>', `'${item}'`],
              [options.iterstr ?? '<<ITER>>', String(round)],
            ]),
            rows,
            template,
          ),
        state,
      );
    }
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

/** Several evals behind each other take a leading name each; a bare list of assignments is one eval. */
function filled(template: string, words: readonly (readonly [string, string])[]): string {
  const text = words.reduce(
    (current, [word, value]) =>
      // A name with odd characters that is assigned to stands in quotes, whether they were written or not.
      (/^[\w.']*$/.test(value)
        ? current
        : current
            .split(word)
            .reduce((all, part) =>
              /(?:^|[\s,])$/.test(all) && /^\s*=(?!=)/.test(part) ? `${all}${quote(value)}${part}` : all + word + part,
            )
      ).replaceAll(word, value),
    template,
  );
  return text.trimStart().startsWith('|') ? text : `| ${text}`;
}
