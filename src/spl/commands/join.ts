/** join: fields of a subsearch's rows beside the rows with the same values. */
import { column } from '../../plan/expression.ts';
import { project, visibleColumns } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { withDefaultLimit } from '../lower/limits.ts';
import { matched } from '../lower/matched.ts';
import type { MatchOptions } from '../lower/matched.ts';
import { matchedInTime } from '../lower/matched-in-time.ts';
import { pipelinePrinter, printName, printNames } from '../syntax/printer.ts';
import type { Name, Subsearch } from '../syntax/tree.ts';

interface Join {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
  /** `where L.id=R.pid`: pairs of fields with the names of their sides. */
  readonly where: readonly { readonly left: Name; readonly right: Name }[];
  readonly subsearch: Subsearch;
}

const optionKinds = {
  type: 'text',
  usetime: 'boolean',
  earlier: 'boolean',
  overwrite: 'boolean',
  max: 'integer',
  left: 'text',
  right: 'text',
} as const;
/** Splunk's own limit of a subsearch's rows. */
const most = 50_000;

export const join = defineCommand<Join>({
  name: 'join',
  help: {
    summary: "Fields of a subsearch's rows beside the rows with the same values; without fields, those that both have.",
    syntax:
      'join [type=inner|left|outer] [max=<n>] [usetime=<bool>] [earlier=<bool>] [overwrite=<bool>] [<field>, ...] [ <subsearch> ]',
    options: [
      { name: 'type', summary: 'inner drops rows without a match, left and outer keep them. Default inner.' },
      { name: 'max', summary: 'At most so many matches of a row; 0 for all. Default 1.' },
      {
        name: 'usetime',
        summary: 'Only rows of the subsearch that are not later than the row they are joined to. Default false.',
      },
      { name: 'earlier', summary: 'With usetime: false for those that are not earlier. Default true.' },
      { name: 'overwrite', summary: 'Fields of the subsearch replace those of the same name. Default true.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Join',
    examples: [
      {
        search:
          '| makeresults format=csv data="id,a\n1,x\n2,y" | join type=left id [| makeresults format=csv data="id,b\n2,z"]',
        explanation: 'The first row has no match and stays.',
        columns: ['id', 'a', 'b'],
        rows: [
          ['1', 'x', null],
          ['2', 'y', 'z'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const fields: Name[] = [];
    const where: { left: Name; right: Name }[] = [];
    while (!parser.atEnd() && parser.scanner.peek() !== '[') {
      parser.scanner.accept(',');
      parser.options(optionKinds, options);
      if (parser.keyword('where')) {
        do {
          const left = parser.scanner.name('a field of the left side, such as L.id');
          if (!parser.scanner.accept('==')) parser.scanner.expect('=', `after ${left.text}`);
          where.push({ left, right: parser.scanner.name('a field of the right side, such as R.id') });
        } while (parser.keyword('and') || parser.scanner.accept(',') || !/^(?:\[|)$/.test(parser.scanner.peek()));
      } else if (parser.scanner.peek() !== '[' && !parser.atEnd()) {
        fields.push(parser.scanner.name('a field to join by, or a subsearch'));
      }
      parser.options(optionKinds, options);
    }
    return { options, fields, where, subsearch: parser.subsearch() };
  },
  print: ({ options, fields, where, subsearch }) =>
    [
      ...printOptions(options),
      printNames(fields.map((f) => f.text)),
      ...(where.length === 0
        ? []
        : [
            `where ${where.map(({ left, right }) => `${printName(left.text)}=${printName(right.text)}`).join(' AND ')}`,
          ]),
      `[${pipelinePrinter.print(subsearch.pipeline)}]`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  lower(input, { options, fields, where, subsearch }, state) {
    const right = withDefaultLimit(
      state.compilePipeline(subsearch.pipeline, null),
      most,
      'join took the first 50,000 rows of its subsearch.',
      state,
    );
    if (where.length > 0) return bySides(input, right, where, options);
    const theirs = visibleColumns(right).map((one) => one.name);
    const common = visibleColumns(input)
      .map((one) => one.name)
      .filter((name) => !name.startsWith('_') && theirs.includes(name));
    const keys = fields.length > 0 ? fields.map((field) => field.text) : common;
    if (keys.length === 0) {
      state.warnings.add('join found no field that both sides have; nothing was joined.');
      return input;
    }
    const matching: MatchOptions = {
      on: keys.map((name) => ({ left: name, right: name })),
      keepsUnmatched: options.type === 'left' || options.type === 'outer',
      most: Number(options.max ?? 1),
      take: theirs
        .filter((name) => !keys.includes(name))
        .map((name) => ({ from: name, as: name, onlyMissing: options.overwrite === 'false' })),
      ignoresCase: false,
    };
    return options.usetime === 'true'
      ? matchedInTime(input, right, matching, options.earlier !== 'false', state)
      : matched(input, right, matching);
  },
});

/** Sides with names: the fields of both keep them as prefixes, so nothing is overwritten. */
function bySides(left: Relation, right: Relation, where: Join['where'], options: Join['options']): Relation {
  const [leftName, rightName] = [options.left ?? 'left', options.right ?? 'right'];
  const prefixed = (relation: Relation, side: string): Relation =>
    project(
      relation,
      visibleColumns(relation).map((one) => ({ name: `${side}.${one.name}`, value: column(one.name, one.type) })),
    );
  const [ours, theirs] = [prefixed(left, leftName), prefixed(right, rightName)];
  const isTheirs = (name: Name): boolean => name.text.startsWith(`${rightName}.`);
  return matched(ours, theirs, {
    on: where.map((pair) => {
      const swapped = isTheirs(pair.left) && !isTheirs(pair.right);
      return { left: (swapped ? pair.right : pair.left).text, right: (swapped ? pair.left : pair.right).text };
    }),
    keepsUnmatched: options.type === 'left' || options.type === 'outer',
    most: Number(options.max ?? 1),
    take: visibleColumns(theirs).map(({ name }) => ({ from: name, as: name, onlyMissing: false })),
    ignoresCase: false,
  });
}
