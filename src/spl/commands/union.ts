/** union and multisearch: the rows of several searches together. */
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Subsearch } from '../syntax/tree.ts';

interface Union {
  readonly options: Readonly<Record<string, string>>;
  readonly subsearches: readonly Subsearch[];
}

const optionKinds = { maxout: 'integer', maxtime: 'integer', timeout: 'integer' } as const;

export const union = defineCommand<Union>({
  name: 'union',
  aliases: ['multisearch'],
  generating: true,
  appends: () => true,
  help: {
    summary: 'The rows of several searches together; behind other commands also with those that are there.',
    syntax: 'union [ <search> ] [ <search> ] ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Union',
    examples: [
      {
        search: '| union [| makeresults format=csv data="a\n1"] [| makeresults format=csv data="a\n2"]',
        explanation: 'Two searches, their rows behind each other.',
        columns: ['a'],
        rows: [['1'], ['2']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const subsearches: Subsearch[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      subsearches.push(parser.subsearch());
    }
    if (subsearches.length === 0) throw parser.scanner.unexpected('a search in brackets');
    return { options, subsearches };
  },
  print: ({ options, subsearches }) =>
    [...printOptions(options), ...subsearches.map((one) => `[${pipelinePrinter.print(one.pipeline)}]`)].join(' '),
  lower(input, { subsearches }, state) {
    const isFirst = input.node.kind === 'series' && input.node.columns.length === 0;
    const parts = subsearches.map((one) => state.compilePipeline(one.pipeline, null));
    return concatenate(isFirst ? parts : [input, ...parts]);
  },
});
