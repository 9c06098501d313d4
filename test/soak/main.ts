/**
 * `npm run soak -- [MINUTES] [SEED]`: imports, searches, cancels, reapplies and deletes at random moments, several at a time.
 * At the end memory must have been flat in the second half, no temporary table may be left, the doctor must be content, and
 * the emptied store must be no larger than it was when it had been emptied first.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createEngine, examineFolder, toProblem } from '../../src/engine.ts';
import { random } from '../faults/random.ts';

const [minutes = 60, seed = 1] = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const next = random(seed);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const work = mkdtempSync(join(tmpdir(), 'grotto-soak-'));
const data = join(work, 'data');
const sizes = { lines: 60_000, few: 2_000, table: 5_000 } as const;
const searches = [
  'index=main | stats count by level',
  'index=main level=error | head 100',
  'index=main | timechart span=1h count by level',
  'index=main | top 10 user | sort - count',
  'index=main "text 17*"',
  'index=main | eval k=sha1(_raw) | stats dc(k) as n by source',
  'index=main | transaction user maxpause=10s | stats avg(duration)',
  'index=main [search index=main | head 5 | fields user]',
  'index=main | rex "n=(?<number>\\d+)" | eventstats avg(number) as mean | where number>mean | stats count',
];

for (const [name, lines] of Object.entries(sizes)) {
  const rows = Array.from({ length: lines }, (_, i) => {
    const time = new Date(1_767_225_600_000 + i * 1000).toISOString();
    const level = i % 50 === 0 ? 'error' : 'info';
    return name === 'table'
      ? `${time},${level},u${i % 31},${i}\n`
      : `${time} level=${level} user=u${i % 31} n=${i} text ${i * 7}\n`;
  });
  writeFileSync(join(work, `${name}.log`), (name === 'table' ? 'time,level,user,n\n' : '') + rows.join(''));
}

/** The engine keeps its database to itself; what is left in it is looked at here all the same. */
let instance: DuckDBInstance | undefined;
const create = DuckDBInstance.create.bind(DuckDBInstance);
DuckDBInstance.create = async (...given) => {
  const made = await create(...given);
  if (given[0] !== ':memory:') instance = made;
  return made;
};
async function temporaryTables(): Promise<number> {
  const connection = await instance?.connect();
  const rows = await connection?.runAndReadAll("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'stages'");
  connection?.closeSync();
  return Number(rows?.getRows()[0]?.[0] ?? 0);
}

const engine = createEngine({ dataFolder: data, memoryLimit: 256 * 2 ** 20 });
const done: Record<string, number> = {};
const problems: string[] = [];
const expected = /Cancelled|cancelled|no events of the source type|deleted or (replaced|changed)|is no longer there/;

const actions: Readonly<Record<string, () => Promise<unknown>>> = {
  import: async () => {
    const name = (['lines', 'few', 'table'] as const)[next(3)] ?? 'few';
    const controller = new AbortController();
    if (next(4) === 0) setTimeout(() => controller.abort(), next(600));
    await engine.importPath(join(work, `${name}.log`), {
      index: 'main',
      again: true,
      sourcetype: name === 'table' ? 'csv' : 'soak_log',
      signal: controller.signal,
    });
  },
  search: async () => {
    const job = await engine.search({ spl: searches[next(searches.length)] ?? '' });
    await job.page({ job: job.id, offset: 0, count: 50 });
    await job.close();
  },
  cancel: async () => {
    const { job } = await engine.methods['search.start']({
      spl: searches[next(searches.length)] ?? '',
      range: {},
      timeZone: 'Europe/Berlin',
    });
    await pause(next(400));
    await engine.methods['search.cancel']({ job });
    await engine.methods['search.close']({ job });
  },
  reapply: async () => {
    const zone = ['UTC', 'Asia/Tokyo'][next(2)] ?? 'UTC';
    await engine.reapply({ sourcetype: 'csv', settings: { TZ: zone } });
  },
  undo: async () => engine.methods['reapply.undo']({ sourcetype: 'csv' }),
  delete: async () => {
    const { imports } = await engine.methods['data.imports']({});
    const one = imports[next(Math.max(1, imports.length))];
    if (one !== undefined) await engine.methods['data.delete']({ importId: one.importId });
  },
};
const weights = 'import import search search search search cancel cancel reapply undo delete delete'.split(' ');

async function attempt(name: string): Promise<void> {
  try {
    await actions[name]?.();
  } catch (error) {
    const { message } = toProblem(error);
    if (!expected.test(message)) problems.push(`${name}: ${message}`);
  }
  done[name] = (done[name] ?? 0) + 1;
}

/** Everything deleted: the size of the database once it was closed, bytes. */
async function emptied(): Promise<number> {
  const { imports } = await engine.methods['data.imports']({});
  if (imports.length > 0) await engine.methods['data.delete']({ index: 'main' });
  await engine.settled();
  const left = await temporaryTables();
  if (left > 0) problems.push(`${left} temporary tables are left`);
  await engine.close();
  return statSync(join(data, 'grotto.duckdb')).size;
}

/** What the process holds beyond the database's own pages, which may grow up to their limit and stay there. */
const memory: number[] = [];
async function look(): Promise<void> {
  const connection = await instance?.connect();
  const rows = await connection?.runAndReadAll('SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()');
  connection?.closeSync();
  memory.push(process.memoryUsage.rss() - Number(rows?.getRows()[0]?.[0] ?? 0));
}
try {
  for (let i = 0; i < 4; i += 1) await attempt('import');
  const first = await emptied();
  const end = performance.now() + minutes * 60_000;
  const clock = setInterval(() => void look().catch(() => undefined), 1000);
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const { imports } = await engine.methods['data.imports']({});
      await attempt(imports.length > 20 ? 'delete' : (weights[next(weights.length)] ?? 'search'));
      await pause(next(100));
    }
  };
  const report = setInterval(() => say(`${JSON.stringify(done)}, ${megabytes(memory.at(-1) ?? 0)} MB`), 60_000);
  await Promise.all([worker(), worker(), worker()]);
  clearInterval(clock);
  clearInterval(report);
  await engine.settled();
  await engine.close();
  const { findings } = await examineFolder(data);
  for (const finding of findings) problems.push(`the doctor: ${finding.what}`);
  const last = await emptied();
  const left = readdirSync(join(data, 'temp'));
  if (left.length > 0) problems.push(`left in temp: ${left.join(', ')}`);
  const [third, fourth] = [quarter(2), quarter(3)];
  if (fourth > third * 1.1 + 32 * 2 ** 20)
    problems.push(`memory grew from ${megabytes(third)} to ${megabytes(fourth)} MB in the second half`);
  if (last > first + 4 * 2 ** 20)
    problems.push(
      `the emptied store is ${megabytes(last)} MB; it was ${megabytes(first)} MB when it was emptied first`,
    );
  say(`${minutes} minutes, seed ${seed}: ${JSON.stringify(done)}`);
  say(
    `memory beyond the database's pages, mean MB of each quarter: ${[0, 1, 2, 3].map((i) => megabytes(quarter(i))).join(', ')}`,
  );
  say(`emptied store: first ${megabytes(first)} MB, last ${megabytes(last)} MB`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const problem of problems) say(`WRONG  ${problem}`);
say(`${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function quarter(which: number): number {
  const part = memory.slice(Math.floor((memory.length * which) / 4), Math.floor((memory.length * (which + 1)) / 4));
  return part.reduce((sum, one) => sum + one, 0) / Math.max(1, part.length);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
