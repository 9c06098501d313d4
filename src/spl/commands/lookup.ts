/** lookup: fields of a lookup's rows beside the rows with the same values. */
import { call, column, numeral } from '../../plan/expression.ts';
import { aggregate, filter, findColumn, visibleColumns } from '../../plan/relation.ts';
import type { Aggregate, Relation } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { lookupRows } from '../lower/lookup-rows.ts';
import { matched } from '../lower/matched.ts';
import { SearchError, nearestName } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { CommandParser } from '../command-parser.ts';
import type { Name } from '../syntax/tree.ts';

interface Pair {
  /** The field of the lookup. */
  readonly theirs: Name;
  readonly ours: Name;
}

interface Lookup {
  readonly options: Readonly<Record<string, string>>;
  readonly name: Name;
  readonly keys: readonly Pair[];
  readonly outputs: readonly Pair[];
  readonly mode: 'OUTPUT' | 'OUTPUTNEW';
}

const optionKinds = { local: 'boolean', update: 'boolean', event_time_field: 'text' } as const;

export const lookup = defineCommand<Lookup>({
  name: 'lookup',
  help: {
    summary: 'Fields of a lookup, a CSV file in the data folder, beside the rows with the same values.',
    syntax: 'lookup <name> <lookup field> [AS <field>], ... [OUTPUT|OUTPUTNEW <lookup field> [AS <field>], ...]',
    options: [
      { name: 'OUTPUT', summary: 'Replaces fields that are there; OUTPUTNEW leaves them as they are.' },
      { name: 'local', summary: 'Accepted; everything is local here.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Lookup',
    examples: [
      {
        search: '| makeresults format=csv data="user\nada\nzoe" | lookup people.csv name AS user OUTPUT city',
        explanation: 'The city of a user, where people.csv has one.',
        columns: ['user', 'city'],
        rows: [
          ['ada', 'Oslo'],
          ['zoe', null],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const name = parser.scanner.name('the name of a lookup');
    parser.options(optionKinds, options);
    const keys = pairs(parser);
    if (keys.length === 0) throw parser.scanner.unexpected('a field of the lookup to match by');
    const word = parser.keyword('output', 'outputnew');
    const outputs = word === undefined ? [] : pairs(parser);
    return { options, name, keys, outputs, mode: word === 'outputnew' ? 'OUTPUTNEW' : 'OUTPUT' };
  },
  print: ({ options, name, keys, outputs, mode }) =>
    [
      ...printOptions(options),
      printName(name.text),
      keys.map(printPair).join(', '),
      ...(outputs.length === 0 ? [] : [mode, outputs.map(printPair).join(', ')]),
    ].join(' '),
  lower(input, { name, keys, outputs, mode }, state) {
    const rows = lookupRows(name, state);
    const columns = visibleColumns(rows).map((one) => one.name);
    if (!state.context.checkOnly) for (const { theirs } of [...keys, ...outputs]) requireColumn(theirs, columns, name);
    const taken: readonly Pair[] =
      outputs.length > 0
        ? outputs
        : columns
            .filter((one) => !keys.some(({ theirs }) => theirs.text === one))
            .map((text) => ({ theirs: { ...name, text }, ours: { ...name, text } }));
    const theirKeys = keys.map(({ theirs }) => theirs.text);
    const theirOutputs = [...new Set(taken.map(({ theirs }) => theirs.text))];
    return matched(input, oncePerKey(rows, theirKeys, theirOutputs, state), {
      on: keys.map(({ theirs, ours }) => ({ left: ours.text, right: theirs.text })),
      keepsUnmatched: true,
      most: 1,
      take: taken.map(({ theirs, ours }) => ({
        from: theirs.text,
        as: ours.text,
        onlyMissing: mode === 'OUTPUTNEW',
        clears: mode === 'OUTPUT',
      })),
      ignoresCase: false,
    });
  },
});

/** Splunk's own limit of the rows of a lookup that match. */
const mostMatches = 100;

/** Where several rows of a lookup have the same keys, their outputs are the values of one. */
function oncePerKey(
  rows: Relation,
  keys: readonly string[],
  outputs: readonly string[],
  state: CompileState,
): Relation {
  const groups = keys.map((name) => ({ name, value: asText(column(name, findColumn(rows, name)?.type ?? 'string')) }));
  const count: Aggregate = { operation: 'count', arguments: [], type: 'number' };
  const repeated = filter(
    aggregate(rows, groups, [{ name: 'count', value: count }]),
    call('greater', 'boolean', column('count', 'number'), numeral(1)),
  );
  const { rows: found } = fetchRows(state, { node: repeated.node, order: [] }, 1, 'keys that the lookup has twice');
  if (found.length === 0) return rows;
  return aggregate(
    rows,
    groups,
    outputs
      .filter((name) => !keys.includes(name))
      .map((name) => ({
        name,
        value: {
          operation: 'list' as const,
          arguments: [asText(column(name, findColumn(rows, name)?.type ?? 'string'))],
          orderBy: rows.order,
          limit: mostMatches,
          type: 'multivalue' as const,
        },
      })),
  );
}

function pairs(parser: CommandParser): Pair[] {
  const found: Pair[] = [];
  while (!parser.atEnd() && !/^output(new)?$/i.test(parser.scanner.peekWord())) {
    parser.scanner.accept(',');
    const theirs = parser.scanner.name('a field of the lookup');
    const ours = parser.keyword('as') ? parser.scanner.name('a name after AS') : theirs;
    found.push({ theirs, ours });
    parser.scanner.accept(',');
  }
  return found;
}

function printPair({ theirs, ours }: Pair): string {
  return theirs.text === ours.text ? printName(theirs.text) : `${printName(theirs.text)} AS ${printName(ours.text)}`;
}

function requireColumn(field: Name, columns: readonly string[], lookupName: Name): void {
  if (columns.includes(field.text)) return;
  const near = nearestName(field.text, columns);
  throw new SearchError(`The lookup ${lookupName.text} has no field "${field.text}".`, {
    position: field.position,
    length: field.length,
    hint: `Its fields: ${columns.join(', ')}.`,
    ...(near === undefined ? {} : { replacement: near }),
  });
}
