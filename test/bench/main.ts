/**
 * `npm run bench`: what an import and a search cost, beside the least that the database alone would need for the same.
 * Options: --scale 0.1 makes the files smaller (10 makes the log a gigabyte), --events 1000000 says over how many events the
 * searches run, --runs 5 how often each is timed, --import-runs 3 how often an import; --folder works there and leaves it there.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { SearchJob } from '../../src/search/job.ts';
import { accessLog, jsonLog, serviceLog, spendingTable } from './generate.ts';
import { importBudgets, importOnce } from './imports.ts';
import type { BenchFile } from './generate.ts';
import { timeLanguage } from './language.ts';
import { middle, milliseconds } from './numbers.ts';
import { machine, Report } from './report.ts';
import { searches } from './searches.ts';
import { plantRareWord, scanSql, textSearches } from './text-searches.ts';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    runs: { type: 'string', default: '5' },
    'import-runs': { type: 'string', default: '1' },
    'import-once': { type: 'string' },
    work: { type: 'string', default: '' },
    index: { type: 'string', default: '' },
    events: { type: 'string', default: '5000000' },
    folder: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const scale = Number(options.scale);
const runs = Math.max(1, Math.floor(Number(options.runs)));
const wantedEvents = Number(options.events) * Math.min(1, scale);
if (!(scale > 0)) throw new Error(`--scale takes a number above 0, not ${options.scale}.`);

async function main(): Promise<void> {
  const report = new Report();
  const files = join(tmpdir(), 'grotto-bench');
  const log = await accessLog(files, Math.round(100 * scale));
  const table = await spendingTable(files, Math.round(50 * scale));
  const megabytes = Math.round(50 * scale);
  const traces = await serviceLog(files, megabytes, true);
  const plain = await serviceLog(files, megabytes, false);
  const objects = await jsonLog(files, megabytes);
  const work = options.folder === '' ? mkdtempSync(join(tmpdir(), 'grotto-bench-run-')) : options.folder;
  try {
    print(`${machine()}, scale ${scale}`);
    const [head = [], ...budgets] = await importBudgets(
      { log, table, traces, lines: plain, objects },
      work,
      Math.max(1, Number(options['import-runs'])),
    );
    report.table(head, budgets);
    for (const row of budgets) {
      const number = (name: string, nth = 0): number =>
        Number(row[head.flatMap((one, i) => (one === name ? [i] : []))[nth] ?? -1]);
      const [what = ''] = row;
      const reference = row[head.indexOf('reference')] ?? '';
      report.budget(`${what}: searchable, times ${reference}`, number('ratio'), number('budget'));
      report.budget(`${what}: complete, times ${reference}`, number('ratio', 1), number('budget', 1));
      report.budget(`${what}: largest memory of the engine`, number('peak MB'), number('budget', 2), 'MB');
      report.budget(`${what}: data folder, times the file`, number('folder/file'), number('budget', 3));
    }
    const language = timeLanguage();
    report.budget('parse and plan ten commands', language.tenCommandsMilliseconds, 5, 'ms');
    report.budget('check 10,000 searches', language.tenThousandSeconds, 20, 's');
    const dataFolder = join(work, 'data');
    const database = join(dataFolder, 'grotto.duckdb');
    await withEngine(dataFolder, async (engine) => {
      const imports = [
        await timeImport(engine, log, 'access log', 'web', 'access_combined', work),
        await timeImport(engine, table, 'CSV', 'spend', undefined, work),
      ];
      report.table(['import', 'MB', 'events', 's', 'MB/s', 'floor MB/s', 'ratio'], imports);
      await engine.settled();
    });
    const events = await repeatEvents(database, wantedEvents);
    const timings = new Map<string, SearchTiming>();
    const texts: number[] = [];
    await withEngine(dataFolder, async (engine) => {
      await engine.methods['engine.hello']({});
      const started = performance.now();
      await engine.settled();
      report.text(`Text index of ${events.toLocaleString('en-US')} events: ${seconds(started)} s.`);
      for (const { terms } of textSearches) texts.push((await timeSearch(engine, `index=web ${terms}`)).seconds);
      for (const search of searches) timings.set(search.name, await timeSearch(engine, search.spl));
    });
    report.budget('text index, share of the database', await textIndexShare(database), 0.15);
    const looks = [];
    for (const [i, search] of textSearches.entries()) {
      const floor = await timeSql(database, scanSql('$table', search));
      const ours = texts[i] ?? 0;
      looks.push([search.name, milliseconds(ours), milliseconds(floor), milliseconds(search.budget)]);
      report.budget(
        `${search.name} in ${events.toLocaleString('en-US')} events`,
        ours * 1000,
        search.budget * 1000,
        'ms',
      );
    }
    report.table(
      [
        `text over ${events.toLocaleString('en-US')} events (median of ${runs})`,
        'SPL ms',
        'every text ms',
        'budget ms',
      ],
      looks,
    );
    const ratios: number[] = [];
    const rows = [];
    for (const { name, sql } of searches) {
      const floor = await timeSql(database, sql);
      const { rows: count, seconds } = timings.get(name) ?? { rows: 0, seconds: 0 };
      ratios.push(seconds / floor);
      rows.push([name, String(count), milliseconds(seconds), milliseconds(floor), (seconds / floor).toFixed(2)]);
    }
    const title = `search over ${events.toLocaleString('en-US')} events (median of ${runs})`;
    report.table([title, 'rows', 'SPL ms', 'SQL ms', 'ratio'], rows);
    ratios.sort((x, y) => x - y);
    report.budget('12 searches, times SQL: median', middle(ratios), 1.3);
    report.budget('12 searches, times SQL: largest', ratios.at(-1) ?? NaN, 2);
    report.end('engine', options.write === true);
  } finally {
    if (options.folder === '') rmSync(work, { recursive: true, force: true });
  }
}

interface SearchTiming {
  readonly seconds: number;
  readonly rows: number;
}

async function withEngine(dataFolder: string, use: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = createEngine({ dataFolder });
  try {
    await use(engine);
  } finally {
    await engine.close();
  }
}

/** The access log's events over and over, later each time, until there are so many: their number matters here, not how they came. */
async function repeatEvents(database: string, wanted: number): Promise<number> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  try {
    const read = async (sql: string): Promise<unknown[]> => (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
    const [table] = await read("SELECT table_name FROM segments WHERE index_name = 'web'");
    const name = `"${String(table)}"`;
    const [count, first, last, span] = (
      await read(`SELECT count(*), min(_id), max(_id), date_diff('second', min(_time), max(_time)) FROM ${name}`)
    ).map(Number);
    const own = { count: count ?? 0, ids: (last ?? 0) - (first ?? 0) + 1, seconds: (span ?? 0) + 1 };
    const times = own.count === 0 ? 1 : Math.max(1, Math.round(wanted / own.count));
    if (times > 1) {
      const copies = `SELECT original.* REPLACE (_id + n * ${own.ids} AS _id, _time + to_seconds(n * ${own.seconds}) AS _time) FROM ${name} AS original`;
      for (let n = 1; n < times; n += 1) {
        const copy = copies.replaceAll('n *', `${n} *`);
        await connection.run(`INSERT INTO ${name} ${copy} WHERE _id <= ${last ?? 0} ORDER BY _id`);
      }
      await connection.run(
        `UPDATE segments SET row_count = (SELECT count(*) FROM ${name}), latest = (SELECT max(epoch_us(_time)) FROM ${name}) WHERE index_name = 'web'`,
      );
    }
    await plantRareWord(connection, name);
    await connection.run('CHECKPOINT');
    return own.count * times;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function textIndexShare(database: string): Promise<number> {
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const [[bits] = []] = (
      await connection.runAndReadAll(
        "SELECT sum(bit_length(part)) FROM (UNPIVOT word_filters ON COLUMNS('words_.*') INTO NAME name VALUE part)",
      )
    ).getRows();
    return Number(bits ?? 0) / 8 / statSync(database).size;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
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
async function timeSearch(engine: Engine, spl: string): Promise<SearchTiming> {
  let rows = 0;
  const jobs: SearchJob[] = [];
  const seconds = await median(async () => {
    const job = await engine.search({ spl });
    const page = await job.page({ job: job.id, offset: 0, count: 1000 });
    rows = page.rowCount;
    jobs.push(job);
  });
  for (const job of jobs) await job.close();
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
    const spelled = sql.replaceAll('$table', `"${String(table)}"`).replace(/\$(\w+)/g, (_, name: string) => {
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
  return middle(times);
}

const seconds = (started: number): string => ((performance.now() - started) / 1000).toFixed(1);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (options['import-once'] === undefined) await main();
else await importOnce(options['import-once'], options.work, options.index);
