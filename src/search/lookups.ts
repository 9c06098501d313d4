/** Lookup tables: CSV files in the data folder, read into a stage when a search names one, and written by outputlookup. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Answer, CellValue, Column } from '../plan/types.ts';
import { EngineProblem } from '../protocol/index.ts';
import { createNumberedStage } from '../sql/statements.ts';

/** Rows of the file that are written or read at once. */
const batch = 2000;

/** The answer to a need. The table's columns are text; an empty cell is null, as in Splunk. */
export async function loadLookup(
  folder: string,
  name: string,
  table: string,
  connection: DuckDBConnection,
): Promise<Answer> {
  const path = lookupPath(folder, name);
  if (path === undefined || !existsSync(path)) return { kind: 'absent' };
  const [header, ...rows] = parseCsv(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  if (header === undefined) return { kind: 'absent' };
  const columns = header.map((column): Column => ({ name: column, type: 'string' }));
  await connection.run(createNumberedStage(table, columns));
  const appender = await connection.createAppender(table, 'main', 'stages');
  for (const [i, row] of rows.entries()) {
    for (let at = 0; at < columns.length; at += 1) {
      const cell = row[at];
      if (cell === undefined || cell === '') appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.appendBigInt(BigInt(i));
    appender.endRow();
    if (i % batch === batch - 1) appender.flushSync();
  }
  appender.closeSync();
  return {
    kind: 'lookup',
    table,
    columns: [...columns, { name: lookupRow, type: 'number', hidden: true }],
    caseSensitive: true,
  };
}

/** Hidden column that keeps the order of the file. */
export const lookupRow = '\u0001row';

export interface LookupToWrite {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly CellValue[])[]>;
  /** Add to what is there; columns that only one side has are empty on the other. */
  readonly append: boolean;
  /** Write a file even when there is no row; else an existing one stays as it is. */
  readonly createEmpty: boolean;
  readonly overrideIfEmpty: boolean;
}

/** Nothing is seen of the file before all of it is written. */
export async function writeLookup(folder: string, lookup: LookupToWrite): Promise<void> {
  const path = lookupPath(folder, lookup.name);
  if (path === undefined)
    throw new EngineProblem({
      kind: 'request',
      message: `"${lookup.name}" cannot be the name of a lookup.`,
      hint: 'Use letters, digits, _, - and a dot, such as users.csv.',
    });
  mkdirSync(folder, { recursive: true });
  const [oldHeader, ...oldRows] = lookup.append && existsSync(path) ? parseCsv(readFileSync(path, 'utf8')) : [];
  const header = [...(oldHeader ?? []), ...lookup.columns.filter((column) => oldHeader?.includes(column) !== true)];
  const unfinished = `${path}.${process.pid}.part`;
  const file = await open(unfinished, 'w');
  let written = 0;
  try {
    await file.write(csvLine(header));
    for (const row of oldRows) await file.write(csvLine(header.map((_, i) => row[i] ?? '')));
    const places = header.map((column) => lookup.columns.indexOf(column));
    for await (const rows of lookup.rows) {
      written += rows.length;
      await file.write(rows.map((row) => csvLine(places.map((place) => csvText(row[place] ?? null)))).join(''));
    }
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  const keepsOld =
    written === 0 && !lookup.append && (existsSync(path) ? !lookup.overrideIfEmpty : !lookup.createEmpty);
  if (keepsOld) rmSync(unfinished, { force: true });
  else renameSync(unfinished, path);
}

/** Only names of files directly in the folder; `.csv` may be left out. */
function lookupPath(folder: string, name: string): string | undefined {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,199}$/u.test(name)) return undefined;
  const exact = join(folder, name);
  return name.toLowerCase().endsWith('.csv') || existsSync(exact) ? exact : `${exact}.csv`;
}

function csvText(value: CellValue): string {
  return value === null ? '' : Array.isArray(value) ? value.join('\n') : String(value);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

/** Records of comma-separated text; quotes may hold commas, doubled quotes and line ends. Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        const end = text.indexOf('"', at);
        cell += text.slice(at, end < 0 ? undefined : end);
        at = end < 0 ? text.length : end + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    }
    const rest = /[,\r\n]/g;
    rest.lastIndex = at;
    const next = rest.exec(text)?.index ?? text.length;
    cell += text.slice(at, next);
    record.push(cell);
    at = next;
    if (text[at] === ',') {
      at += 1;
      if (at < text.length) continue;
      record.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}
