/** multikv: events that hold a table become an event for each of its rows. */
import { column } from '../../plan/expression.ts';
import { findColumn, project, visibleColumns } from '../../plan/relation.ts';
import type { CellValue, Column } from '../../plan/types.ts';
import { computeRows, fetchRows, materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printNames, quote } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface MultiKv {
  readonly options: Readonly<Record<string, string>>;
  /** Only these fields; all when empty. */
  readonly fields: readonly Name[];
  /** Only rows that hold one of these words; all when empty. */
  readonly filter: readonly Name[];
}

const optionKinds = {
  conf: 'text',
  copyattrs: 'boolean',
  forceheader: 'integer',
  multitable: 'boolean',
  noheader: 'boolean',
  rmorig: 'boolean',
} as const;
const sampleSize = 200;

export const multikv = defineCommand<MultiKv>({
  name: 'multikv',
  help: {
    summary: 'Makes an event of each row of the table that an event holds, such as the output of ps or netstat.',
    syntax: 'multikv [fields <field> ...] [filter <word> ...] [forceheader=<n>] [noheader=<bool>] [rmorig=<bool>]',
    options: [
      { name: 'fields', summary: 'Only these columns of the table.' },
      { name: 'filter', summary: 'Only rows that hold one of these words.' },
      { name: 'forceheader', summary: 'The line of the header, from 1. Default the first line that is not empty.' },
      { name: 'noheader', summary: 'There is no header: the columns are Column_1 and so on. Default false.' },
      { name: 'rmorig', summary: 'Leave the event itself out. Default true.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Multikv',
    examples: [
      {
        search: '| makeresults | eval _raw="PID NAME\n1 init\n22 sshd" | multikv | table PID NAME',
        explanation: 'A table of two rows.',
        columns: ['PID', 'NAME'],
        rows: [
          ['1', 'init'],
          ['22', 'sshd'],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const [fields, filter]: [Name[], Name[]] = [[], []];
    const stops = ['fields', 'filter'];
    for (let word = parser.keyword(...stops); word !== undefined; word = parser.keyword(...stops)) {
      const mixed = { kinds: optionKinds, into: options };
      (word === 'fields' ? fields : filter).push(
        ...parser.someFields(word === 'fields' ? 'a field' : 'a word', stops, mixed),
      );
    }
    return { options, fields, filter };
  },
  print: ({ options, fields, filter }) =>
    [
      ...printOptions(options),
      ...(fields.length === 0 ? [] : [`fields ${printNames(fields.map((f) => f.text))}`]),
      ...(filter.length === 0 ? [] : [`filter ${filter.map((f) => quote(f.text)).join(' ')}`]),
    ].join(' '),
  lower(input, { options, fields, filter }, state) {
    const raw = findColumn(input, '_raw');
    if (raw === undefined) return input;
    const once = materialise(state, input, 'events with tables');
    const read = (text: CellValue): Table | undefined =>
      typeof text === 'string' ? readTable(text, options) : undefined;
    const sample = fetchRows(
      state,
      project(once, [{ name: '_raw', value: column('_raw', raw.type) }]),
      sampleSize,
      'headers of the tables',
    );
    const found = [...new Set(sample.rows.flatMap(([text = null]) => read(text)?.header ?? []))].filter(
      (name) => fields.length === 0 || fields.some((field) => field.text === name),
    );
    const before = visibleColumns(once).map((one): Column => ({ name: one.name, type: one.type }));
    const added = found.filter((name) => !before.some((one) => one.name === name));
    const rawPlace = before.findIndex((one) => one.name === '_raw');
    const columns = [...before, ...added.map((name): Column => ({ name, type: 'string' }))];
    return computeRows(
      state,
      once,
      columns,
      () => ({
        row: (cells) => {
          const table = read(cells[rawPlace] ?? null);
          if (table === undefined) return [[...cells]];
          const made = table.rows
            .filter(({ line }) => filter.length === 0 || filter.some((word) => line.includes(word.text)))
            .map(({ line, values }) =>
              columns.map((one, i): CellValue => {
                const place = table.header.indexOf(one.name);
                if (one.name === '_raw') return line;
                return (place >= 0 && found.includes(one.name) ? values[place] : cells[i]) ?? null;
              }),
            );
          return options.rmorig === 'false' ? [[...cells], ...made] : made;
        },
        end: () => [],
      }),
      'rows of the tables',
    );
  },
});

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: string; readonly values: readonly string[] }[];
}

/** Cells stand under their header where the lines are aligned, else they go by blanks. */
function readTable(text: string, options: Readonly<Record<string, string>>): Table | undefined {
  const lines = text.split(/\r?\n/);
  const headerAt =
    options.forceheader === undefined ? lines.findIndex((line) => line.trim() !== '') : Number(options.forceheader) - 1;
  const hasHeader = options.noheader !== 'true';
  const header = lines[headerAt];
  if (header === undefined) return undefined;
  const body = lines.slice(hasHeader ? headerAt + 1 : headerAt).filter((line) => line.trim() !== '');
  if (body.length === 0) return undefined;
  const cut = /\t/.test(header) ? /\t/ : /\s+/;
  const rows = body.map((line) => ({ line, values: line.trim().split(cut) }));
  const names = hasHeader
    ? header.trim().split(cut)
    : Array.from({ length: Math.max(...rows.map(({ values }) => values.length)) }, (_, i) => `Column_${i + 1}`);
  return {
    header: names.map((name) => name.replaceAll(/[^\p{L}\p{N}_%.-]/gu, '_')),
    // What stands behind the last column belongs to it, as a command line does in ps.
    rows: rows.map(({ line, values }) => ({
      line,
      values:
        values.length <= names.length
          ? values
          : [...values.slice(0, names.length - 1), values.slice(names.length - 1).join(' ')],
    })),
  };
}
