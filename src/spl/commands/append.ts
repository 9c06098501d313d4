/** append: the rows of a subsearch behind those that are there. */
import { limit } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { withDefaultLimit } from '../lower/limits.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Subsearch } from '../syntax/tree.ts';

interface Append {
  readonly options: Readonly<Record<string, string>>;
  readonly subsearch: Subsearch;
}

const optionKinds = {
  extendtimerange: 'boolean',
  maxtime: 'integer',
  maxout: 'integer',
  timeout: 'integer',
} as const;
/** Splunk's own limit of rows. */
const most = 50_000;

export const append = defineCommand<Append>({
  name: 'append',
  help: {
    summary: 'The rows of a subsearch behind those that are there.',
    syntax: 'append [maxout=<n>] [ <subsearch> ]',
    options: [{ name: 'maxout', summary: 'At most so many rows of the subsearch. Default 50000.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Append',
    examples: [
      {
        search: '| makeresults format=csv data="a\n1" | append [| makeresults format=csv data="a,b\n2,x"]',
        explanation: 'Fields that a row lacks are empty.',
        columns: ['a', 'b'],
        rows: [
          ['1', null],
          ['2', 'x'],
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
  lower: (input, { options, subsearch }, state) =>
    concatenate([
      input,
      options.maxout === undefined
        ? withDefaultLimit(
            state.compilePipeline(subsearch.pipeline, null),
            most,
            'append took the first 50,000 rows of its subsearch.',
            state,
          )
        : limit(state.compilePipeline(subsearch.pipeline, null), Number(options.maxout)),
    ]),
});
