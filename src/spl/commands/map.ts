/** map: runs a search for each row, with the row's fields in the place of $field$. */
import { cellValues } from '../../plan/cell.ts';
import { values, visibleColumns } from '../../plan/relation.ts';
import { fetchRows } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { concatenate } from '../lower/concatenate.ts';
import { savedSearchText } from '../lower/saved-search.ts';
import { SearchError } from '../syntax/error.ts';
import { pipelinePrinter, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Map_ {
  readonly options: Readonly<Record<string, string>>;
  readonly search: Name;
  /** The name of a saved search stands for it. */
  readonly isSaved: boolean;
}

const defaultMost = 10;

export const map = defineCommand<Map_>({
  name: 'map',
  transforming: true,
  help: {
    summary:
      "Runs a search for each row, with the row's fields in the place of $field$; the results follow each other.",
    syntax: 'map search="<search>" [maxsearches=<n>]',
    options: [{ name: 'maxsearches', summary: 'At most so many rows. Default 10.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Map',
    examples: [
      {
        search:
          '| makeresults format=csv data="n\n1\n2" | map search="| makeresults | eval double=$n$*2 | table double"',
        explanation: 'A search for each row.',
        columns: ['double'],
        rows: [[2], [4]],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    let search: Name | undefined;
    let saved: Name | undefined;
    while (!parser.atEnd()) {
      parser.options({ maxsearches: 'integer' }, options);
      if (parser.scanner.acceptOption(['search']) !== undefined) search = parser.scanner.name('a search in quotes');
      else if (parser.scanner.peek() === '[') {
        const { pipeline, position, length } = parser.subsearch();
        search = { text: pipelinePrinter.print(pipeline), position, length };
      } else if (!parser.atEnd())
        saved = parser.scanner.name('search="...", a search in brackets or the name of a saved one');
    }
    if (saved !== undefined) return { options, search: saved, isSaved: true };
    if (search === undefined) throw parser.scanner.unexpected('search="..."');
    return { options, search, isSaved: false };
  },
  print: ({ options, search, isSaved }) =>
    [...printOptions(options), isSaved ? quote(search.text) : `search=${quote(search.text)}`].join(' '),
  lower(input, { options, search: given, isSaved }, state) {
    const search = isSaved ? { ...given, text: savedSearchText(given, state) ?? '| noop' } : given;
    const most = Number(options.maxsearches ?? defaultMost);
    const { rows, truncated } = fetchRows(state, input, most, 'rows to search for');
    if (truncated) state.warnings.add(`map ran for the first ${most} rows only; raise maxsearches for more.`);
    const names = visibleColumns(input).map((one) => one.name);
    if (state.context.checkOnly) {
      state.compileText(search.text, null, search);
      return values([], []);
    }
    const results = rows.map((row) => {
      const text = search.text.replaceAll(/\$([^$\s]+)\$/g, (token, name: string, offset: number) => {
        const at = names.indexOf(name);
        if (at < 0)
          throw new SearchError(`There is no field ${name} for ${token}.`, {
            position: search.position,
            length: search.length,
          });
        const value = row[at] ?? null;
        if (typeof value === 'number') return String(value);
        const written = quote(cellValues(value)[0] ?? '');
        // Between quotes that are there already the text alone.
        return isInQuotes(search.text, offset) ? written.slice(1, -1) : written;
      });
      return state.compileText(text, null, search);
    });
    return results.length === 0 ? values([], []) : concatenate(results);
  },
});

function isInQuotes(text: string, at: number): boolean {
  let isInside = false;
  for (let i = 0; i < at; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') isInside = !isInside;
  }
  return isInside;
}
