/** union and multisearch: the rows of several searches together. */
import { column } from '../../plan/expression.ts';
import { limit } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import type { CommandParser } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Name, Subsearch } from '../syntax/tree.ts';

interface Union {
  readonly options: Readonly<Record<string, string>>;
  /** Searches in brackets, or datasets such as `datamodel:"Web"`. */
  readonly parts: readonly Part[];
}

type Part = Subsearch | (Name & { readonly kind: 'dataset' });

/** Splunk's own limit of rows of each search. */
const defaultMost = 50_000;
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
    const parts: Part[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      parser.options(optionKinds, options);
      if (parser.scanner.peek() === '[') parts.push(parser.subsearch());
      else if (!parser.atEnd()) parts.push(dataset(parser));
    }
    if (parts.length === 0) throw parser.scanner.unexpected('a search in brackets');
    return { options, parts };
  },
  print: ({ options, parts }) =>
    [
      ...printOptions(options),
      ...parts.map((one) => (one.kind === 'subsearch' ? `[${pipelinePrinter.print(one.pipeline)}]` : one.text)),
    ].join(' '),
  lower(input, { options, parts }, state) {
    const isFirst = input.node.kind === 'series' && input.node.columns.length === 0;
    const most = Number(options.maxout ?? defaultMost);
    const relations = parts.map((one) =>
      limit(
        one.kind === 'subsearch'
          ? state.compilePipeline(one.pipeline, null)
          : state.compileText(`| from ${one.text}`, null, one),
        most === 0 ? null : most,
      ),
    );
    const together = concatenate(isFirst ? relations : [input, ...relations]);
    // Searches for events come as one, newest first; tables stay behind one another.
    const byTime = relations.map((one) => one.order[0]);
    const isOfEvents =
      isFirst &&
      byTime.every(
        (key) => key?.expression.kind === 'column' && key.expression.name === '_time' && key.direction === 'descending',
      );
    return isOfEvents
      ? {
          node: together.node,
          order: [{ expression: column('_time', 'time'), direction: 'descending' }, ...together.order],
        }
      : together;
  },
});

/** `datamodel:"Web"."Proxy"`, `lookup:people.csv`, `savedsearch:"x"`: what from reads. */
function dataset(parser: CommandParser): Part {
  const { scanner } = parser;
  scanner.skipSpace();
  const position = scanner.at;
  const text = scanner.matchAt(/[A-Za-z_]+\s*:\s*(?:"[^"]*"|[^\s|,[\]"]+)(?:\."[^"]*")?/y);
  if (text === undefined) throw scanner.unexpected('a search in brackets, or a dataset such as lookup:people.csv');
  scanner.at += text.length;
  return { kind: 'dataset', text, position, length: text.length };
}
