/** multireport: the rows that each of several searches makes of those that are there, behind one another. */
import { materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { concatenate } from '../lower/concatenate.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Subsearch } from '../syntax/tree.ts';

export const multireport = defineCommand<readonly Subsearch[]>({
  name: 'multireport',
  transforming: true,
  help: {
    summary: 'Runs several lists of commands over the same rows and puts their results behind one another.',
    syntax: 'multireport [ <commands> ] [ <commands> ] ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Appendpipe',
    examples: [
      {
        search:
          '| makeresults format=csv data="who,n\na,1\nb,2" | multireport [stats sum(n) AS n | eval who="all"] [stats max(n) AS n | eval who="most"] | table who n',
        explanation: 'Two results of the same rows.',
        columns: ['who', 'n'],
        rows: [
          ['all', '3'],
          ['most', '2'],
        ],
      },
    ],
  },
  parse(parser) {
    const subsearches: Subsearch[] = [];
    do subsearches.push(parser.subsearch());
    while (!parser.atEnd());
    return subsearches;
  },
  print: (subsearches) => subsearches.map(({ pipeline }) => `[${pipelinePrinter.print(pipeline)}]`).join(' '),
  lower(input, subsearches, state) {
    const once = materialise(state, input, 'rows before multireport');
    return concatenate(subsearches.map(({ pipeline }) => state.compilePipeline(pipeline, once)));
  },
});
