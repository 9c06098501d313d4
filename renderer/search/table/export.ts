/** Results as files and text: CSV that spreadsheets open safely, JSON lines, Parquet, a Markdown table. */
import Papa from 'papaparse';
import type { Cell, EngineClient, ResultColumn, SearchState } from '../../../src/protocol/index.ts';
import { saveBlob } from '../../ui/save-blob.ts';
import { cellText } from './cell-text.ts';

const pageSize = 10_000;
/** The page builds the file from parts that the browser keeps; a paste of more rows helps nobody. */
const mostRows = { csv: 2_000_000, json: 2_000_000, markdown: 1_000 };

type Rows = readonly (readonly Cell[])[];

async function* pages(engine: EngineClient, state: SearchState, most: number): AsyncGenerator<Rows> {
  for (let offset = 0; offset < Math.min(state.rowCount, most); offset += pageSize) {
    const count = Math.min(pageSize, most - offset);
    yield (await engine.call('search.page', { job: state.job, offset, count })).rows;
  }
}

export async function saveCsv(engine: EngineClient, state: SearchState, timeZone: string): Promise<void> {
  const parts = [Papa.unparse([state.columns.map((column) => column.name)], { escapeFormulae: true })];
  for await (const rows of pages(engine, state, mostRows.csv)) {
    const lines = rows.map((row) => row.map((value, i) => exact(value, state.columns[i], timeZone)));
    // A value such as =1+1 must stay text where the file is opened.
    parts.push(Papa.unparse(lines, { escapeFormulae: true }));
  }
  saveBlob('results.csv', new Blob([parts.join('\r\n'), '\r\n'], { type: 'text/csv' }));
}

/** Numbers stay as they are; the table's grouping is for reading only. */
function exact(value: Cell, column: ResultColumn | undefined, timeZone: string): string | number {
  if (typeof value === 'number' && column?.type !== 'time') return value;
  return column === undefined ? '' : cellText(value, column, timeZone);
}

/** One object a line; times are ISO 8601 in UTC. */
export async function saveJson(engine: EngineClient, state: SearchState): Promise<void> {
  const keys = state.columns.map((column) => JSON.stringify(column.name));
  const parts: string[] = [];
  for await (const rows of pages(engine, state, mostRows.json)) {
    const line = (row: readonly Cell[]): string =>
      `{${row.map((value, i) => `${keys[i] ?? '""'}:${jsonCell(value, state.columns[i])}`).join(',')}}\n`;
    parts.push(rows.map(line).join(''));
  }
  saveBlob('results.jsonl', new Blob(parts, { type: 'application/x-ndjson' }));
}

function jsonCell(value: Cell, column: ResultColumn | undefined): string {
  if (typeof value === 'number' && column?.type === 'time' && Math.abs(value) < 8.64e12)
    return JSON.stringify(new Date(value * 1000).toISOString());
  return JSON.stringify(value);
}

/** The engine writes it: types stay as they are, and all rows go into it. */
export async function saveParquet(engine: EngineClient, state: SearchState): Promise<void> {
  const { file } = await engine.call('search.parquet', { job: state.job });
  const parts: BlobPart[] = [];
  for (let offset = 0, isLast = false; !isLast;) {
    const part = await engine.call('search.exported', { file, offset });
    parts.push(part.bytes);
    offset += part.bytes.length;
    isLast = part.isLast;
  }
  saveBlob('results.parquet', new Blob(parts, { type: 'application/vnd.apache.parquet' }));
}

export async function copyMarkdown(engine: EngineClient, state: SearchState, timeZone: string): Promise<void> {
  const cell = (text: string): string =>
    text
      .replaceAll('\\', '\\\\')
      .replaceAll('|', '\\|')
      .replaceAll(/\s*\n\s*/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const lines = [
    line(state.columns.map((column) => column.name)),
    `|${state.columns.map((column) => (column.type === 'number' ? ' ---: ' : ' --- ')).join('|')}|`,
  ];
  for await (const rows of pages(engine, state, mostRows.markdown)) {
    for (const row of rows)
      lines.push(line(state.columns.map((column, i) => cellText(row[i] ?? null, column, timeZone))));
  }
  await navigator.clipboard.writeText(`${lines.join('\n')}\n`);
}
