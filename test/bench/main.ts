/**
 * `npm run bench`: what an import and a search cost, beside the least that the database alone would need for the same.
 * Options: --scale 0.1 makes the files smaller (10 makes the log a gigabyte), --keep leaves the data folder there, --runs 5 is
 * how often a search is timed, --import-runs 3 how often an import.
 */
import { cpus, totalmem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DuckDBInstance, version as clientVersion } from '@duckdb/node-api';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { accessLog, spendingTable } from './generate.ts';
import { importBudgets, importOnce } from './imports.ts';
import type { BenchFile } from './generate.ts';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    runs: { type: 'string', default: '5' },
    'import-runs': { type: 'string', default: '1' },
    'import-once': { type: 'string' },
    work: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
  },
});
const scale = Number(options.scale);
const runs = Math.max(1, Math.floor(Number(options.runs)));
if (!(scale > 0)) throw new Error(`--scale takes a number above 0, not ${options.scale}.`);

/** A search beside the SQL that a person who knew the tables would write. `$name` stands for the column of that field. */
const searches = [
  {
    name: 'count by status',
    spl: 'index=web | stats count by status',
    sql: 'SELECT $status, count(*) FROM $table GROUP BY ALL ORDER BY ALL',
  },
  {
    name: 'bytes by day and method',
    spl: 'index=web | timechart span=1d sum(bytes) by method',
    sql: "SELECT date_trunc('day', _time) AS day, $method, sum($bytes) FROM $table GROUP BY ALL ORDER BY ALL",
  },
  {
    name: 'top 10 uri_path',
    spl: 'index=web | top limit=10 uri_path',
    sql: 'SELECT $uri_path, count(*) AS n, 100.0 * count(*) / sum(count(*)) OVER () FROM $table GROUP BY ALL ORDER BY n DESC LIMIT 10',
  },
] as const;

async function main(): Promise<void> {
  const files = join(tmpdir(), 'grotto-bench');
  const log = await accessLog(files, Math.round(100 * scale));
  const table = await spendingTable(files, Math.round(50 * scale));
  const work = mkdtempSync(join(tmpdir(), 'grotto-bench-run-'));
  try {
    print(machine());
    const [head = [], ...budgets] = await importBudgets(log, table, work, Math.max(1, Number(options['import-runs'])));
    print(lines(head, budgets));
    const engine = createEngine({ dataFolder: join(work, 'data') });
    const timings: SearchTiming[] = [];
    try {
      const imports = [
        await timeImport(engine, log, 'access log', 'web', 'access_combined', work),
        await timeImport(engine, table, 'CSV', 'spend', undefined, work),
      ];
      print(lines(['import', 'MB', 'events', 's', 'MB/s', 'floor MB/s', 'ratio'], imports));
      await engine.settled();
      for (const search of searches) timings.push({ name: search.name, ...(await timeSearch(engine, search.spl)) });
    } finally {
      await engine.close();
    }
    const rows = [];
    for (const timing of timings) {
      const { sql } = searches.find((search) => search.name === timing.name) ?? { sql: '' };
      const floor = await timeSql(join(work, 'data', 'grotto.duckdb'), sql);
      rows.push([
        timing.name,
        String(timing.rows),
        milliseconds(timing.seconds),
        milliseconds(floor),
        (timing.seconds / floor).toFixed(1),
      ]);
    }
    print(lines([`search (median of ${runs})`, 'rows', 'SPL ms', 'SQL ms', 'ratio'], rows));
  } finally {
    if (options.keep) print(`Kept in ${work}`);
    else rmSync(work, { recursive: true, force: true });
  }
}

interface SearchTiming {
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
}

async function timeImport(
  engine: Engine,
  file: BenchFile,
  name: string,
  index: string,
  sourcetype: string | undefined,
  work: string,
): Promise<string[]> {
  const started = performance.now();
  const { events } = await engine.importPath(file.path, { index, ...(sourcetype === undefined ? {} : { sourcetype }) });
  const seconds = (performance.now() - started) / 1000;
  const floor = await timeFloor(file, join(work, `floor-${index}.duckdb`));
  const megabytes = file.bytes / 1e6;
  return [
    name,
    megabytes.toFixed(0),
    events.toLocaleString('en-US'),
    seconds.toFixed(2),
    (megabytes / seconds).toFixed(1),
    (megabytes / floor).toFixed(1),
    (seconds / floor).toFixed(1),
  ];
}

/** The same file into a table of one text column, by the database alone. */
async function timeFloor(file: BenchFile, database: string): Promise<number> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  try {
    const started = performance.now();
    await connection.run(
      `CREATE TABLE lines AS SELECT * FROM read_csv('${file.path.replaceAll("'", "''")}', columns={'line': 'VARCHAR'}, header=false, auto_detect=false, delim=E'\\x01\\x02\\x03', quote='', escape='')`,
    );
    await connection.run('CHECKPOINT');
    return (performance.now() - started) / 1000;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** From the text to the first page of rows. */
async function timeSearch(engine: Engine, spl: string): Promise<Omit<SearchTiming, 'name'>> {
  let rows = 0;
  const seconds = await median(async () => {
    const job = await engine.search({ spl });
    const page = await job.page({ job: job.id, offset: 0, count: 1000 });
    rows = page.rowCount;
    await job.close();
  });
  return { seconds, rows };
}

/** The hand-written SQL on the table that the import made. */
async function timeSql(database: string, sql: string): Promise<number> {
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const [[table, fields] = []] = (
      await connection.runAndReadAll("SELECT table_name, fields FROM segments WHERE index_name = 'web'")
    ).getRows();
    const stored = JSON.parse(String(fields)) as readonly { readonly name: string; readonly column: string }[];
    const spelled = sql.replace('$table', String(table)).replace(/\$(\w+)/g, (_, name: string) => {
      const found = stored.find((field) => field.name === name);
      if (found === undefined) throw new Error(`The import made no field ${name}.`);
      return found.column;
    });
    return await median(async () => void (await connection.runAndReadAll(spelled)).getRows());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function median(once: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    const started = performance.now();
    await once();
    times.push((performance.now() - started) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}, DuckDB ${clientVersion()}, scale ${scale}`;
}

const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(1);

function lines(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  return `\n${all.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')).join('\n')}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (options['import-once'] === undefined) await main();
else await importOnce(options['import-once'], options.work);
