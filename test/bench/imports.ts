/**
 * What an import costs beside its budgets: lnav opening the same log, and the database's own CREATE TABLE of the same CSV.
 * Each import runs in a process of its own, so that its memory is its own; the database may hold a gigabyte.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createEngine } from '../../src/engine.ts';
import type { BenchFile } from './generate.ts';
import { middle } from './numbers.ts';

interface ImportCost {
  readonly events: number;
  /** Seconds until all events can be searched by time and text, and until their fields are stored. */
  readonly searchable: number;
  readonly complete: number;
  readonly peakBytes: number;
  readonly folderBytes: number;
}

interface Budget {
  readonly name: string;
  readonly file: BenchFile;
  /** What it is measured by, and how many times as long an import may take; undefined: no budget is set. */
  readonly reference: string;
  readonly times: number | undefined;
  readonly measure: (work: string) => Promise<number | undefined>;
}

/** Bytes. */
export const databaseLimit = 1e9;
const memoryBudget = 1.5e9;
const folderBudget = 1.2;
const completeTimes = 3;

/** Run by `importApart` in a process of its own: writes what it cost. */
export async function importOnce(path: string, work: string, index: string): Promise<void> {
  const folder = join(work, 'data');
  const engine = createEngine({ dataFolder: folder, memoryLimit: databaseLimit });
  await engine.methods['engine.hello']({});
  const started = performance.now();
  const { events } = await engine.importPath(path, { index });
  const searchable = (performance.now() - started) / 1000;
  await engine.settled();
  const complete = (performance.now() - started) / 1000;
  await engine.close();
  const folderBytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const cost: ImportCost = {
    events,
    searchable,
    complete,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    folderBytes,
  };
  process.stdout.write(JSON.stringify(cost));
}

export interface ImportFiles {
  readonly log: BenchFile;
  readonly table: BenchFile;
  /** The same kind of log with and without events of several lines, of one size. */
  readonly traces: BenchFile;
  readonly lines: BenchFile;
  readonly objects: BenchFile;
}

/** Lines of a table, its head first; medians of `runs`, reference and import in turn. */
export async function importBudgets(
  { log, table, traces, lines, objects }: ImportFiles,
  work: string,
  runs: number,
): Promise<readonly (readonly string[])[]> {
  const budgets: readonly Budget[] = [
    {
      name: 'access log',
      file: log,
      reference: 'lnav',
      times: 1,
      measure: () => Promise.resolve(openInLnav(log.path)),
    },
    {
      name: 'CSV',
      file: table,
      reference: 'CTAS',
      times: 1.5,
      measure: (folder) => createTable(`read_csv(${quoted(table.path)}, all_varchar=true)`, folder),
    },
    {
      name: 'multi-line log',
      file: traces,
      reference: 'single-line',
      times: 2,
      measure: (folder) => Promise.resolve(importApart(lines.path, join(folder, 'lines')).searchable),
    },
    {
      name: 'JSON lines',
      file: objects,
      reference: 'CTAS',
      times: undefined,
      measure: (folder) => createTable(`read_json(${quoted(objects.path)}, format='newline_delimited')`, folder),
    },
  ];
  const rows: string[][] = [
    [
      'import',
      'MB',
      'events',
      'searchable s',
      'reference',
      's',
      'ratio',
      'budget',
      'complete s',
      'ratio',
      'budget',
      'peak MB',
      'budget',
      'folder/file',
      'budget',
    ],
  ];
  for (const { name, file, reference, times, measure } of budgets) {
    const references: number[] = [];
    const costs: ImportCost[] = [];
    for (let run = 0; run < runs; run += 1) {
      const folder = mkdtempSync(join(work, 'import-'));
      try {
        const seconds = await measure(folder);
        if (seconds !== undefined) references.push(seconds);
        costs.push(importApart(file.path, folder));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    const of = (cost: (one: ImportCost) => number): number => middle(costs.map(cost));
    const measured = references.length === 0 ? undefined : middle(references);
    const ratio = (seconds: number): string => (measured === undefined ? '-' : (seconds / measured).toFixed(2));
    rows.push([
      name,
      (file.bytes / 1e6).toFixed(0),
      of((c) => c.events).toLocaleString('en-US'),
      of((c) => c.searchable).toFixed(2),
      measured === undefined ? `${reference} (not installed)` : reference,
      measured === undefined ? '-' : measured.toFixed(2),
      ratio(of((c) => c.searchable)),
      times?.toFixed(1) ?? '-',
      of((c) => c.complete).toFixed(2),
      ratio(of((c) => c.complete)),
      times === undefined ? '-' : (times * completeTimes).toFixed(1),
      (of((c) => c.peakBytes) / 1e6).toFixed(0),
      (memoryBudget / 1e6).toFixed(0),
      of((c) => c.folderBytes / file.bytes).toFixed(2),
      folderBudget.toFixed(1),
    ]);
  }
  return rows;
}

/** Into `data` of the folder; the program that runs calls `importOnce` for these options. */
export function importApart(path: string, work: string, index = 'bench'): ImportCost {
  const words = [process.argv[1] ?? '', '--import-once', path, '--work', work, '--index', index];
  const ran = spawnSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (ran.status !== 0) throw new Error(`The import of ${path} failed.`);
  return JSON.parse(ran.stdout) as ImportCost;
}

/** Undefined where lnav is not installed. */
function openInLnav(path: string): number | undefined {
  const started = performance.now();
  const ran = spawnSync('lnav', ['-n', '-c', ';select sc_status, count(*) from access_log group by sc_status', path], {
    stdio: 'ignore',
  });
  return ran.status === 0 ? (performance.now() - started) / 1000 : undefined;
}

async function createTable(source: string, work: string): Promise<number> {
  const instance = await DuckDBInstance.create(join(work, 'reference.duckdb'));
  const connection = await instance.connect();
  try {
    const started = performance.now();
    await connection.run(`CREATE TABLE t AS SELECT * FROM ${source}`);
    return (performance.now() - started) / 1000;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
