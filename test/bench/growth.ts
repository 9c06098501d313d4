/**
 * `npm run bench -- --scale 100M`: the same searches over 1, 10 and 100 million events of an access log, cold and warm, beside
 * hand-written SQL and, for words, beside `rg` on the files. Needs about 30 GB in the folder for temporary files.
 *
 * Cold: the engine was just opened, and the system's own memory of files was emptied, which only root can ask for.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { createEngine } from '../../src/engine.ts';
import { accessLogPart, rarePhrase } from './generate.ts';
import { databaseLimit, importApart, importOnce } from './imports.ts';
import { middle, milliseconds } from './numbers.ts';
import { machine, Report } from './report.ts';

interface Search {
  readonly name: string;
  /** Put behind `index=web`. */
  readonly spl: string;
  /** `$name` stands for the column of that field, `$table` for all events with those that the statement names. */
  readonly sql: string;
  /** What `rg` looks for. */
  readonly text?: string;
}

const rareWord = rarePhrase.split(' ')[0] ?? '';
const searches: readonly Search[] = [
  {
    name: 'count by status',
    spl: '| stats count by status',
    sql: 'SELECT $status, count(*) FROM $table GROUP BY ALL ORDER BY ALL',
  },
  {
    name: 'events a day',
    spl: '| timechart span=1d count',
    sql: "SELECT date_trunc('day', _time) AS day, count(*) FROM $table GROUP BY ALL ORDER BY ALL",
  },
  {
    name: 'top 10 uri_path',
    spl: '| top limit=10 uri_path',
    sql: 'SELECT $uri_path, count(*) AS n FROM $table GROUP BY ALL ORDER BY n DESC LIMIT 10',
  },
  {
    name: 'newest 100',
    spl: '| head 100',
    sql: 'SELECT _time, _raw FROM $table ORDER BY _time DESC, _id DESC LIMIT 100',
  },
  {
    name: 'a rare word',
    spl: rareWord,
    sql: `SELECT _time, _raw FROM $table WHERE contains(lower(_raw), '${rareWord}') ORDER BY _time DESC, _id DESC`,
    text: rareWord,
  },
  {
    name: 'a phrase',
    spl: `"${rarePhrase}"`,
    sql: `SELECT _time, _raw FROM $table WHERE contains(lower(_raw), '${rarePhrase}') ORDER BY _time DESC, _id DESC`,
    text: rarePhrase,
  },
  {
    name: 'a field',
    spl: 'status=503 method=PUT | stats count',
    sql: "SELECT count(*) FROM $table WHERE $status = 503 AND lower($method) = 'put'",
  },
  {
    name: 'an hour by path',
    spl: 'earliest=1767312000 latest=1767315600 | stats count by uri_path',
    sql: "SELECT $uri_path, count(*) FROM $table WHERE _time >= TIMESTAMP '2026-01-02' AND _time < TIMESTAMP '2026-01-02 01:00:00' GROUP BY ALL ORDER BY ALL",
  },
];

interface Timing {
  readonly cold: number;
  readonly warm: number;
}

interface Part {
  readonly first: number;
  readonly lines: number;
}

/** Events in one file. */
const linesAPart = 5_000_000;
const warmRuns = 3;

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '100M' },
    'import-once': { type: 'string' },
    work: { type: 'string', default: '' },
    index: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const largest = Number(/^(\d+(?:\.\d+)?)M$/.exec(options.scale)?.[1] ?? Number.NaN) * 1e6;
  if (!(largest >= 1e5))
    throw new Error(`--scale takes a number of million events such as 100M here, not ${options.scale}.`);
  const sizes = [largest / 100, largest / 10, largest].map(Math.round);
  const work = options.folder === '' ? mkdtempSync(join(tmpdir(), 'grotto-growth-')) : options.folder;
  const data = join(work, 'data');
  const report = new Report();
  print(machine());
  const timings = new Map<string, number[]>();
  try {
    const files: string[] = [];
    let events = 0;
    for (const size of sizes) {
      let seconds = 0;
      let bytes = 0;
      let peak = 0;
      for (const { first, lines } of partsOf(events, size)) {
        const file = await accessLogPart(join(work, 'files'), first, lines);
        const cost = importApart(file.path, work, 'web');
        if (cost.events !== lines) throw new Error(`${cost.events} events were imported of ${lines}.`);
        files.push(file.path);
        seconds += cost.complete;
        bytes += file.bytes;
        peak = Math.max(peak, cost.peakBytes);
      }
      events = size;
      const stored = readdirSync(data).reduce((sum, name) => sum + statSync(join(data, name)).size, 0);
      report.text(
        `${size.toLocaleString('en-US')} events: the last ${(bytes / 1e6).toFixed(0)} MB imported to the end in ${seconds.toFixed(0)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s; data folder ${(stored / 1e6).toFixed(0)} MB.`,
      );
      report.budget(`${size.toLocaleString('en-US')} events: largest memory of the engine`, peak / 1e6, 2000, 'MB');
      const rows: string[][] = [];
      for (const search of searches) {
        const ours = await timeSpl(data, search.spl);
        const sql = await timeSql(data, search.sql);
        const rg = timeRg(search.text, files);
        timings.set(search.name, [...(timings.get(search.name) ?? []), ours.warm]);
        rows.push([
          search.name,
          ...[ours, sql, rg].flatMap((one) => [milliseconds(one?.cold), milliseconds(one?.warm)]),
          (ours.warm / sql.warm).toFixed(2),
        ]);
      }
      report.table(['milliseconds', 'cold', 'warm', 'SQL cold', 'warm', 'rg cold', 'warm', 'warm, times SQL'], rows);
    }
    report.table(
      ['warm, times as long over ten times the events', ...sizes.slice(1).map((size) => size.toLocaleString('en-US'))],
      [...timings].map(([name, warm]) => [
        name,
        ...warm.slice(1).map((time, i) => (time / (warm[i] ?? Number.NaN)).toFixed(1)),
      ]),
    );
    report.end('growth', options.write);
  } finally {
    if (options.folder === '') rmSync(work, { recursive: true, force: true });
  }
}

function partsOf(from: number, to: number): Part[] {
  const parts: Part[] = [];
  for (let first = from; first < to; first += linesAPart)
    parts.push({ first, lines: Math.min(linesAPart, to - first) });
  return parts;
}

async function timeSpl(data: string, spl: string): Promise<Timing> {
  forgetFiles();
  const engine = createEngine({ dataFolder: data, memoryLimit: databaseLimit });
  try {
    await engine.methods['engine.hello']({});
    return await timed(async () => {
      const job = await engine.search({ spl: `index=web ${spl}` });
      await job.page({ job: job.id, offset: 0, count: 1000 });
      return () => job.close();
    });
  } finally {
    await engine.close();
  }
}

async function timeSql(data: string, sql: string): Promise<Timing> {
  forgetFiles();
  const instance = await DuckDBInstance.create(join(data, 'grotto.duckdb'), {
    access_mode: 'READ_ONLY',
    memory_limit: `${databaseLimit / 1e6}MB`,
  });
  const connection = await instance.connect();
  try {
    const spelled = await spell(connection, sql);
    return await timed(async () => {
      (await connection.runAndReadAll(spelled)).getRows();
      return () => Promise.resolve();
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** All segments of the index together, each with the columns that the statement names. */
async function spell(connection: DuckDBConnection, sql: string): Promise<string> {
  const names = [...new Set([...sql.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? ''))].filter(
    (name) => name !== 'table',
  );
  const rows = await connection.runAndReadAll("SELECT table_name, fields FROM segments WHERE index_name = 'web'");
  const tables = rows.getRows().map(([table, fields]) => {
    const stored = JSON.parse(String(fields)) as readonly { readonly name: string; readonly column: string }[];
    const columns = names.map((name) => {
      const found = stored.find((field) => field.name === name);
      if (found === undefined) throw new Error(`The import made no field ${name}.`);
      return `, ${found.column} AS ${name}`;
    });
    return `SELECT _time, _id, _raw${columns.join('')} FROM "${String(table)}"`;
  });
  return sql.replace('$table', `(${tables.join(' UNION ALL ')})`).replaceAll(/\$(\w+)/g, '$1');
}

function timeRg(text: string | undefined, files: readonly string[]): Timing | undefined {
  if (text === undefined || spawnSync('rg', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  forgetFiles();
  const once = (): number => {
    const started = performance.now();
    spawnSync('rg', ['--ignore-case', '--fixed-strings', '--no-filename', text, ...files], { stdio: 'ignore' });
    return (performance.now() - started) / 1000;
  };
  return { cold: once(), warm: middle([once(), once(), once()]) };
}

async function timed(once: () => Promise<() => Promise<void>>): Promise<Timing> {
  const times: number[] = [];
  for (let i = 0; i <= warmRuns; i += 1) {
    const started = performance.now();
    const close = await once();
    times.push((performance.now() - started) / 1000);
    await close();
  }
  return { cold: times[0] ?? 0, warm: middle(times.slice(1)) };
}

/** Only root may; elsewhere the first run is simply the first. */
function forgetFiles(): void {
  spawnSync('sync');
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
  } catch {
    if (!saidWarm) print('The system keeps files in memory: cold runs are only first runs here.');
    saidWarm = true;
  }
}
let saidWarm = false;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (options['import-once'] === undefined) await main();
else await importOnce(options['import-once'], options.work, options.index);
