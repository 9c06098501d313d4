/** appendcols: the fields of a subsearch's rows beside the rows that are there, first beside first. */
import { limit, visibleColumns, window } from '../../plan/relation.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Relation } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { withDefaultLimit } from '../lower/limits.ts';
import { matched } from '../lower/matched.ts';
import type { Subsearch } from '../syntax/tree.ts';

interface AppendCols {
  readonly options: Readonly<Record<string, string>>;
  readonly subsearch: Subsearch;
}

const optionKinds = { override: 'boolean', maxtime: 'integer', maxout: 'integer', timeout: 'integer' } as const;
const most = 50_000;
const rowName = '\u0001besideRow';

export const appendcols = defineCommand<AppendCols>({
  name: 'appendcols',
  help: {
    summary: "The fields of a subsearch's rows beside the rows that are there, first beside first.",
    syntax: 'appendcols [override=<bool>] [maxout=<n>] [ <subsearch> ]',
    options: [{ name: 'override', summary: 'Fields of the subsearch replace those of the same name. Default false.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Appendcols',
    examples: [
      {
        search: '| makeresults format=csv data="a\n1\n2" | appendcols [| makeresults format=csv data="b\nx"]',
        explanation: 'The second row has nothing beside it.',
        columns: ['a', 'b'],
        rows: [
          ['1', 'x'],
          ['2', null],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const subsearch = parser.subsearch();
    parser.options(optionKinds, options);
    return { options, subsearch };
  },
  print: ({ options, subsearch }) =>
    [...printOptions(options), `[${pipelinePrinter.print(subsearch.pipeline)}]`].join(' '),
  lower(input, { options, subsearch }, state) {
    const theirs = state.compilePipeline(subsearch.pipeline, null);
    const right =
      options.maxout === undefined
        ? withDefaultLimit(theirs, most, 'appendcols took the first 50,000 rows of its subsearch.', state)
        : limit(theirs, Number(options.maxout));
    return matched(numbered(input), numbered(right), {
      on: [{ left: rowName, right: rowName }],
      keepsUnmatched: true,
      most: 1,
      take: visibleColumns(right).map(({ name }) => ({
        from: name,
        as: name,
        onlyMissing: options.override !== 'true',
      })),
      ignoresCase: false,
    });
  },
});

function numbered(relation: Relation): Relation {
  return window(
    relation,
    [
      {
        name: rowName,
        value: { operation: 'rowNumber', arguments: [], partitionBy: [], orderBy: relation.order, type: 'number' },
      },
    ],
    { hidden: true },
  );
}
