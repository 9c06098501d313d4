/** makeresults: makes rows out of nothing, or out of data written in the search. */
import { instant, text } from '../../plan/expression.ts';
import { project, series, values } from '../../plan/relation.ts';
import type { CellValue, Column } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { parseCsvText } from '../lower/csv-text.ts';
import { SearchError } from '../syntax/error.ts';

interface MakeResults {
  readonly options: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly position: number;
}

const optionKinds = {
  count: 'integer',
  annotate: 'boolean',
  splunk_server: 'text',
  splunk_server_group: 'text',
  format: 'text',
} as const;

export const makeresults = defineCommand<MakeResults>({
  name: 'makeresults',
  generating: true,
  transforming: true,
  help: {
    summary: 'Makes rows with the present time, or rows out of CSV or JSON written in the search.',
    syntax: 'makeresults [count=<n>] [annotate=<bool>] [format=csv|json data="..."]',
    options: [
      { name: 'count', summary: 'How many rows. Default 1.' },
      { name: 'annotate', summary: 'With the usual fields of an event. Default false.' },
      { name: 'format', summary: 'csv or json, with data.' },
      { name: 'data', summary: 'The rows themselves.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Makeresults',
    examples: [
      {
        search: '| makeresults count=2 | eval a="x" | table a',
        explanation: 'Two rows.',
        columns: ['a'],
        rows: [['x'], ['x']],
      },
      {
        search: '| makeresults format=csv data="a,b\n1,x\n2,y"',
        explanation: 'Rows out of CSV.',
        columns: ['a', 'b'],
        rows: [
          ['1', 'x'],
          ['2', 'y'],
        ],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    let data: string | undefined;
    const position = parser.scanner.at;
    for (;;) {
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      if (!parser.scanner.acceptOption(['data'])) {
        parser.refuseUnknownOption([...Object.keys(optionKinds), 'data']);
        break;
      }
      data = parser.scanner.peek() === '"' ? parser.scanner.quoted('"') : parser.scanner.name('the data').text;
    }
    return { options, position, ...(data === undefined ? {} : { data }) };
  },
  print: ({ options, data }) =>
    [...printOptions(options), ...(data === undefined ? [] : [`data="${data.replace(/[\\"]/g, '\\$&')}"`])].join(' '),
  lower(_input, { options, data, position }, state) {
    if (options.format !== undefined || data !== undefined)
      return fromData(options.format ?? 'csv', data ?? '', position);
    const count = Number(options.count ?? 1);
    const rows = series('\u0001row', Math.max(0, count), true);
    const now = { name: '_time', value: instant(Math.floor(state.context.now) * 1e6) };
    if (options.annotate !== 'true') return project(rows, [now]);
    const empty = (name: string): { name: string; value: ReturnType<typeof text> } => ({
      name,
      value: { kind: 'literal', value: null, type: 'string' },
    });
    return project(rows, [
      empty('_raw'),
      now,
      empty('host'),
      empty('source'),
      empty('sourcetype'),
      { name: 'splunk_server', value: text('grotto') },
    ]);
  },
});

function fromData(format: string, data: string, position: number): ReturnType<typeof values> {
  if (format.toLowerCase() === 'json') return fromJson(data, position);
  if (format.toLowerCase() !== 'csv')
    throw new SearchError(`makeresults has no format "${format}".`, { position, hint: 'Its formats: csv, json.' });
  const [header = [], ...records] = parseCsvText(data.replace(/\\n/g, '\n'));
  const columns: Column[] = header.map((name) => ({ name: name.trim(), type: 'string' }));
  return values(
    columns,
    records
      .filter((r) => r.some((cell) => cell !== '') || header.length > 1)
      .map((record) =>
        columns.map((_, i): CellValue => (record[i] === undefined || record[i] === '' ? null : record[i])),
      ),
  );
}

function fromJson(data: string, position: number): ReturnType<typeof values> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch (error) {
    throw new SearchError(`The data is no JSON: ${error instanceof Error ? error.message : ''}`, { position });
  }
  const rows = (Array.isArray(parsed) ? parsed : [parsed]).map((row): Record<string, unknown> =>
    typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : { value: row },
  );
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns: Column[] = names.map((name) => ({
    name,
    type: rows.some((row) => Array.isArray(row[name])) ? 'multivalue' : 'string',
  }));
  const cell = (value: unknown): string | null =>
    value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const made = values(
    columns,
    rows.map((row) =>
      columns.map((c): CellValue => {
        const value = row[c.name];
        if (c.type !== 'multivalue') return cell(value);
        const list = (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(
          (one) => cell(one) ?? '',
        );
        return list.length === 0 ? null : list;
      }),
    ),
  );
  return made;
}
