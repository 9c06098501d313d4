/** Imports a file through the reader and through the database, before and after columns are stored, and compares all rows. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { importInput } from '../../src/ingest/import-job.ts';
import type { ImportOptions } from '../../src/ingest/import-job.ts';
import { fileSource } from '../../src/ingest/input.ts';
import { lostBytes } from '../../src/ingest/types.ts';
import { createFolders, dataFolderAt } from '../../src/store/data-folder.ts';
import type { DataFolder } from '../../src/store/data-folder.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { deleteEvents } from '../../src/store/delete.ts';
import { readCatalogue } from '../../src/store/catalogue.ts';
import { ColumnBuilder } from '../../src/store/stored-columns.ts';

let root: string;
let folder: DataFolder;
let database: Database;
let files = 0;

/** For a test file that calls `bothWays`. */
export function useDatabase(): void {
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'grotto-same-'));
    folder = dataFolderAt(join(root, 'data'));
    createFolders(folder);
    database = await openDatabase(folder);
  });
  afterAll(() => {
    database.close();
    rmSync(root, { recursive: true, force: true });
  });
  afterEach(async () => {
    const connection = await database.connect();
    const left = await connection.runAndReadAll(
      "SELECT table_name FROM duckdb_tables() WHERE table_name ~ '^(raw|events)_' UNION ALL SELECT view_name FROM duckdb_views() WHERE view_name ~ '^lines_'",
    );
    connection.closeSync();
    expect(left.getRows()).toEqual([]);
  });
}

interface Stored {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Columns are still to be stored. */
  readonly pending: boolean;
}

type Row = Record<string, unknown>;

async function rowsOf(importId: number): Promise<{ rows: Row[]; pending: boolean }> {
  const connection = await database.connect();
  try {
    const [[segment] = []] = (
      await connection.runAndReadAll(`SELECT segment_id FROM imports WHERE id = ${importId}`)
    ).getRows();
    if (segment === null) return { rows: [], pending: false };
    const { facts, tables } = await readCatalogue(connection);
    const { table, columns } = tables.segment(Number(segment));
    const names = ['_time', '_raw', 'host', 'source', 'linecount', '_time_source'];
    const fields = facts.segments.find((s) => s.id === Number(segment))?.fields.map((f) => f.name) ?? [];
    const spelled = [...names, ...fields].map((name, i) => {
      const physical = `"${columns.get(name)?.physical ?? ''}"`;
      // A number without a fraction reads 2 in a search, whatever its column.
      return `CASE WHEN typeof(${physical}) = 'DOUBLE' THEN regexp_replace(CAST(${physical} AS VARCHAR), '\\.0$', '') ELSE CAST(${physical} AS VARCHAR) END AS c${i}`;
    });
    const found = await connection.runAndReadAll(`SELECT ${spelled.join(', ')} FROM ${table} ORDER BY _id`);
    const rows = found.getRows().map((row) => {
      const entries = [...names, ...fields].map((name, i): [string, unknown] => [name, row[i]]);
      return Object.fromEntries(entries.filter(([, value]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
    return { rows, pending: table.startsWith('lines_') };
  } finally {
    connection.closeSync();
  }
}

async function importWhole(path: string, options: Partial<ImportOptions>): Promise<Stored & { importId: number }> {
  const { importId, seconds, ...summary } = await importInput(fileSource(path), folder, database, {
    index: 'main',
    host: 'box',
    again: true,
    ...options,
  });
  expect(seconds).toBeGreaterThanOrEqual(0);
  expect(lostBytes(summary.account)).toBe(0);
  return { importId, summary: { ...summary, warnings: [...summary.warnings].sort() }, ...(await rowsOf(importId)) };
}

/** Both ways; says whether the database read the file. */
export async function bothWays(
  content: string | Buffer,
  options: Partial<ImportOptions> = {},
): Promise<{ quick: boolean; rows: readonly Row[] }> {
  files += 1;
  const path = join(root, `sample-${files}.log`);
  writeFileSync(path, content);
  // Of a time without a year the file's own time decides.
  utimesSync(path, new Date('2026-02-10T12:00:00Z'), new Date('2026-02-10T12:00:00Z'));
  const made: number[] = [];
  const importing = async (how: Partial<ImportOptions>): Promise<Stored & { importId: number }> => {
    const stored = await importWhole(path, { ...options, ...how });
    made.push(stored.importId);
    return stored;
  };
  try {
    const slow = await importing({ bulkFrom: Infinity });
    const fast = await importing({ bulkFrom: 0 });
    expect(fast.rows).toEqual(slow.rows);
    expect(fast.summary).toEqual(slow.summary);
    if (fast.pending) {
      const builder = new ColumnBuilder(database);
      builder.wake();
      await builder.settled();
      const stored = await rowsOf(fast.importId);
      expect(stored.pending).toBe(false);
      expect(stored.rows).toEqual(slow.rows);
    }
    return { quick: fast.pending, rows: slow.rows };
  } finally {
    const connection = await database.connect();
    for (const importId of made) await deleteEvents(connection, { importId });
    connection.closeSync();
  }
}

/** SAME_RUNS=200 tries more of them, each time others; otherwise the same few, so that a red run can be repeated. */
export const runs =
  process.env.SAME_RUNS === undefined ? { numRuns: 8, seed: 20_261_125 } : { numRuns: Number(process.env.SAME_RUNS) };
