/** inputlookup: the rows of a lookup table. */
import { filter, limit } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { lookupRows } from '../lower/lookup-rows.ts';
import { lowerPredicate } from '../lower/predicate.ts';
import { printName, printPredicate } from '../syntax/printer.ts';
import type { Name, Predicate } from '../syntax/tree.ts';

interface InputLookup {
  readonly name: Name;
  readonly condition?: Predicate;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = {
  append: 'boolean',
  start: 'integer',
  max: 'integer',
  strict: 'boolean',
  dispatch: 'boolean',
  events: 'boolean',
} as const;
/** Most rows that Splunk reads unless `max` says otherwise. */
const defaultMost = 1_000_000_000;

export const inputlookup = defineCommand<InputLookup>({
  name: 'inputlookup',
  aliases: ['inputcsv'],
  generating: true,
  transforming: true,
  appends: ({ options }) => options.append === 'true',
  help: {
    summary: 'The rows of a lookup, a CSV file in the data folder.',
    syntax: 'inputlookup [append=<bool>] [start=<n>] [max=<n>] <name> [where <condition>]',
    options: [
      { name: 'append', summary: 'Behind the rows that are there; else it must stand first. Default false.' },
      { name: 'start', summary: 'Row to begin with, counted from 0.' },
      { name: 'max', summary: 'At most so many rows.' },
      { name: 'strict', summary: 'A lookup that is not there is an error in any case here.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Inputlookup',
    examples: [
      {
        search: '| inputlookup people.csv where city="Oslo"',
        explanation: 'Rows of people.csv, those of one city.',
        columns: ['name', 'city'],
        rows: [['ada', 'Oslo']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const name = parser.scanner.name('the name of a lookup');
    parser.options(optionKinds, options);
    const condition = parser.keyword('where') ? parser.predicate() : undefined;
    return { name, options, ...(condition === undefined ? {} : { condition }) };
  },
  print: ({ name, condition, options }) =>
    [
      ...printOptions(options),
      printName(name.text),
      ...(condition === undefined ? [] : [`where ${printPredicate(condition)}`]),
    ].join(' '),
  lower(input, { name, condition, options }, state) {
    const rows = lookupRows(name, state);
    const kept = condition === undefined ? rows : filter(rows, lowerPredicate(condition, rows, state));
    const chosen =
      options.start === undefined && options.max === undefined
        ? kept
        : limit(kept, Number(options.max ?? defaultMost), Number(options.start ?? 0));
    const isFirst = input.node.kind === 'series' && input.node.columns.length === 0;
    return isFirst ? chosen : concatenate([input, chosen]);
  },
});
