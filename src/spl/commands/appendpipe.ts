/** appendpipe: the rows that further commands make of those that are there, behind them. */
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Subsearch } from '../syntax/tree.ts';

interface AppendPipe {
  readonly options: Readonly<Record<string, string>>;
  readonly subsearch: Subsearch;
}

export const appendpipe = defineCommand<AppendPipe>({
  name: 'appendpipe',
  help: {
    summary: 'Runs further commands over the rows and puts their result behind them, such as subtotals.',
    syntax: 'appendpipe [ <commands> ]',
    options: [{ name: 'run_in_preview', summary: 'Accepted; there are no previews here.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Appendpipe',
    examples: [
      {
        search:
          '| makeresults format=csv data="who,n\na,1\nb,2" | appendpipe [stats sum(n) AS n | eval who="all"] | table who n',
        explanation: 'A total below the rows.',
        columns: ['who', 'n'],
        rows: [
          ['a', '1'],
          ['b', '2'],
          ['all', '3'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ run_in_preview: 'boolean' });
    return { options, subsearch: parser.subsearch() };
  },
  print: ({ options, subsearch }) =>
    [...printOptions(options), `[${pipelinePrinter.print(subsearch.pipeline)}]`].join(' '),
  lower(input, { subsearch }, state) {
    const once = materialise(state, input, 'rows before appendpipe');
    return concatenate([once, state.compilePipeline(subsearch.pipeline, once)]);
  },
});
