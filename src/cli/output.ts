/** Rows as JSON Lines, CSV or a table, written as they come and no faster than they are read. */
import { once } from 'node:events';
import type { Cell, ResultColumn } from '../protocol/index.ts';
import { EngineProblem } from '../engine.ts';

export type OutputFormat = 'json' | 'csv' | 'table';

export function outputFormat(given: string | undefined): OutputFormat {
  if (given === undefined) return process.stdout.isTTY === true ? 'table' : 'json';
  if (given === 'json' || given === 'csv' || given === 'table') return given;
  throw new EngineProblem({ kind: 'request', message: `--output takes json, csv or table, not "${given}".` });
}

/** Waits where the reader is slower than we are. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** One object a line for what is no search result: indexes, fields, imports. */
export async function writeRecords(
  records: readonly Readonly<Record<string, unknown>>[],
  format: OutputFormat,
): Promise<void> {
  if (format === 'json') {
    for (const record of records) await write(`${JSON.stringify(record)}\n`);
    return;
  }
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name): ResultColumn => ({ name, type: 'string' }));
  const writer = rowWriter(columns, format, 'UTC');
  await writer.rows(records.map((record) => names.map((name) => asCell(record[name]))));
  await writer.end();
}

function asCell(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  return JSON.stringify(value);
}

export interface RowWriter {
  rows(rows: readonly (readonly Cell[])[]): Promise<void>;
  end(): Promise<void>;
}

/** Times are written in the zone. */
export function rowWriter(columns: readonly ResultColumn[], format: OutputFormat, zone: string): RowWriter {
  const isTime = columns.map((column) => isTimeColumn(column));
  const shown = (cell: Cell, i: number): Cell =>
    isTime[i] === true && typeof cell === 'number' ? isoTime(cell, zone) : cell;
  switch (format) {
    case 'json': {
      const keys = columns.map((column) => JSON.stringify(column.name));
      return {
        // Built by hand: an object would move names that look like array indexes, such as 200, to the front.
        rows: (rows) =>
          write(
            rows
              .map(
                (row) =>
                  `{${row.map((cell, i) => `${keys[i] ?? '""'}:${JSON.stringify(shown(cell, i))}`).join(',')}}\n`,
              )
              .join(''),
          ),
        end: async () => undefined,
      };
    }
    case 'csv': {
      const line = (cells: readonly Cell[]): string => `${cells.map((cell) => csvField(flat(cell, '\n'))).join(',')}\n`;
      let begun = false;
      const begin = async (): Promise<void> => {
        if (!begun) await write(line(columns.map((column) => column.name)));
        begun = true;
      };
      return {
        rows: async (rows) => {
          await begin();
          await write(rows.map((row) => line(row.map(shown))).join(''));
        },
        end: begin,
      };
    }
    case 'table':
      return tableWriter(columns, shown);
    default:
      throw new Error(`Unknown format ${String(format satisfies never)}`);
  }
}

/** Widths are those of the first rows; longer cells of later ones stick out. */
function tableWriter(columns: readonly ResultColumn[], shown: (cell: Cell, i: number) => Cell): RowWriter {
  const widest = 80;
  let widths: readonly number[] | undefined;
  const print = (cells: readonly string[]): string => {
    const padded = cells.map((cell, i) =>
      isNumeric(columns[i]) ? cell.padStart(widths?.[i] ?? 0) : cell.padEnd(widths?.[i] ?? 0),
    );
    return `${padded.join('  ').trimEnd()}\n`;
  };
  const begin = async (rows: readonly (readonly string[])[]): Promise<void> => {
    if (widths !== undefined) return;
    widths = columns.map((column, i) =>
      rows.reduce((width, row) => Math.max(width, Math.min(widest, row[i]?.length ?? 0)), column.name.length),
    );
    await write(`${print(columns.map((column) => column.name))}${print(widths.map((width) => '-'.repeat(width)))}`);
  };
  return {
    rows: async (rows) => {
      const texts = rows.map((row) => row.map((cell, i) => flat(shown(cell, i), ', ').replace(/[\r\n\t]+/g, ' ')));
      await begin(texts);
      await write(texts.map(print).join(''));
    },
    end: () => begin([]),
  };
}

function isNumeric(column: ResultColumn | undefined): boolean {
  return column?.type === 'number';
}

export function isTimeColumn(column: ResultColumn): boolean {
  return column.type === 'time' || (column.name === '_time' && column.type === 'number');
}

function flat(cell: Cell, separator: string): string {
  return cell === null ? '' : Array.isArray(cell) ? cell.join(separator) : String(cell);
}

function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Epoch seconds as ISO 8601 with milliseconds (microseconds where there are any), with the zone's offset at that instant. */
export function isoTime(seconds: number, zone: string): string {
  const micros = Math.round(seconds * 1e6);
  const wholeSeconds = Math.floor(micros / 1e6);
  const fraction = String(micros - wholeSeconds * 1e6).padStart(6, '0');
  const shownFraction = fraction.endsWith('000') ? fraction.slice(0, 3) : fraction;
  const date = new Date(wholeSeconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  if (zone === 'UTC') return `${date.toISOString().slice(0, -5)}.${shownFraction}Z`;
  const offset = offsetSeconds(zone, date);
  const local = new Date(date.getTime() + offset * 1000).toISOString().slice(0, -5);
  const minutes = Math.abs(Math.trunc(offset / 60));
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${local}.${shownFraction}${offset < 0 ? '-' : '+'}${clock}`;
}

function offsetSeconds(zone: string, date: Date): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
  return (
    (Date.UTC(
      parts.year ?? 0,
      (parts.month ?? 1) - 1,
      parts.day ?? 1,
      parts.hour ?? 0,
      parts.minute ?? 0,
      parts.second ?? 0,
    ) -
      date.getTime()) /
    1000
  );
}
