/**
 * A process that works on a data folder is killed at random moments, again and again. After each: the folder opens, the doctor
 * finds nothing, and every file that was acknowledged is there with its events, times and no others. What was under way is
 * there as a whole or not at all.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import { createEngine, examineFolder } from '../../src/engine.ts';
import { dataFolderAt } from '../../src/store/data-folder.ts';
import { openDatabase } from '../../src/store/database.ts';
import { random } from './random.ts';

export type Action =
  | { readonly kind: 'import'; readonly file: string; readonly sourcetype: string }
  | { readonly kind: 'reapply'; readonly sourcetype: string; readonly zone: string }
  | { readonly kind: 'undo'; readonly sourcetype: string }
  | { readonly kind: 'delete'; readonly importId: number; readonly before?: string }
  | { readonly kind: 'open' | 'rebuild' };

/** A file as the folder should hold it: how many events, and the first of them in epoch seconds. */
interface Held {
  readonly importId: number;
  /** Which the times were last read in; cannot be seen from outside. */
  readonly zone: keyof typeof zones;
  readonly sourcetype: string;
  readonly events: number;
  readonly first: number;
}
type State = Readonly<Record<string, Held>>;

export interface KillReport {
  readonly rounds: number;
  /** Rounds by what was under way, and how many of them were killed before it was acknowledged. */
  readonly byKind: Readonly<Record<string, { rounds: number; unacknowledged: number; kept: number }>>;
  readonly problems: readonly string[];
}

const start = Date.UTC(2026, 0, 1) / 1000;
/** What a zone makes of a time without one in January, seconds. */
const zones = { UTC: 0, 'America/New_York': 5 * 3600, 'Asia/Tokyo': -9 * 3600 } as const;
/** Long enough for the database to read it by itself. */
const manyLines = 70_000;
const fewLines = 3_000;
const fewRows = 2_000;
const weights = [
  'import',
  'import',
  'import',
  'reapply',
  'reapply',
  'undo',
  'delete',
  'trim',
  'open',
  'rebuild',
] as const;

export async function killRounds(options: {
  readonly rounds: number;
  readonly seed: number;
  say?(line: string): void;
}): Promise<KillReport> {
  const work = mkdtempSync(join(tmpdir(), 'grotto-kills-'));
  const worker = join(process.cwd(), 'dist/faults', `worker-${process.pid}.mjs`);
  const byKind: Record<string, { rounds: number; unacknowledged: number; kept: number }> = {};
  const problems: string[] = [];
  /** Mean milliseconds from its begin until everything was settled, by what was done. */
  const durations = new Map<string, number>();
  try {
    await bundleWorker(worker);
    const next = random(options.seed);
    const data = join(work, 'data');
    let state: State = {};
    let reapplied: { readonly sourcetype: string; readonly before: State } | undefined;
    for (let round = 1; round <= options.rounds; round += 1) {
      if (Object.keys(state).length > 8) {
        rmSync(data, { recursive: true, force: true });
        [state, reapplied] = [{}, undefined];
      }
      const { action, label, after } = choose(next, state, reapplied, join(work, `r${round}`));
      if (action.kind === 'rebuild') truncateSync(join(data, 'grotto.duckdb'), 5000);
      if (action.kind === 'open') await makeOlder(data);
      const expected = durations.get(label) ?? 800;
      const killAt = (next(1200) / 1000) * expected;
      const ran = await runAndKill(worker, data, action, killAt);
      if (ran.settledAfter !== undefined)
        durations.set(label, durations.has(label) ? (expected + ran.settledAfter) / 2 : ran.settledAfter);
      else if (killAt > expected * 0.9) durations.set(label, expected * 1.3);
      const tally = (byKind[label] ??= { rounds: 0, unacknowledged: 0, kept: 0 });
      tally.rounds += 1;
      if (!ran.acknowledged) tally.unacknowledged += 1;
      const wrong: string[] = ran.failed === undefined ? [] : [`it failed by itself: ${ran.failed}`];
      let found: State = state;
      try {
        // Straight after the kill, by itself, and once more when everything has settled.
        if (action.kind !== 'rebuild') wrong.push(...(await faultsIn(data)));
        found = await readState(data);
        wrong.push(...(await faultsIn(data)));
      } catch (error) {
        wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      const isAfter = isDeepStrictEqual(withoutNumbers(found), withoutNumbers(after));
      const isBefore = isDeepStrictEqual(withoutNumbers(found), withoutNumbers(state));
      if (isAfter && !ran.acknowledged) tally.kept += 1;
      if (!isAfter && (ran.acknowledged || !isBefore))
        wrong.push(
          `found ${JSON.stringify(found)}; ${ran.acknowledged ? 'acknowledged' : 'before'} was ${JSON.stringify(ran.acknowledged ? after : state)}`,
        );
      for (const one of wrong)
        problems.push(`round ${round} (seed ${options.seed}), ${label}, killed after ${Math.round(killAt)} ms: ${one}`);
      if (action.kind === 'reapply' && isAfter) reapplied = { sourcetype: action.sourcetype, before: state };
      else if (wrong.length > 0 || (action.kind !== 'open' && action.kind !== 'import')) reapplied = undefined;
      options.say?.(
        `${String(round).padStart(4)}  ${label.padEnd(14)} killed after ${Math.round(killAt)} ms, ${ran.acknowledged ? 'acknowledged' : isAfter ? 'kept' : 'not kept'}${wrong.length === 0 ? '' : `  WRONG: ${wrong.join('; ')}`}`,
      );
      // Where something was wrong the next round begins with nothing, so that it is told once.
      if (wrong.length > 0) rmSync(data, { recursive: true, force: true });
      state = wrong.length > 0 ? {} : withZones(found, isAfter ? after : state);
      clean(data);
    }
    return { rounds: options.rounds, byKind, problems };
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(worker, { force: true });
  }
}

async function bundleWorker(outfile: string): Promise<void> {
  await build({
    absWorkingDir: process.cwd(),
    entryPoints: ['test/faults/kill-worker.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@duckdb/*'],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
    },
  });
}

interface Choice {
  readonly action: Action;
  readonly label: string;
  readonly after: State;
}

function choose(
  next: (below: number) => number,
  state: State,
  reapplied: { readonly sourcetype: string; readonly before: State } | undefined,
  file: string,
): Choice {
  const files = Object.entries(state);
  const wanted = files.length === 0 ? 'import' : weights[next(weights.length)];
  const [name, held] = files[next(Math.max(1, files.length))] ?? [];
  if (name === undefined || held === undefined || wanted === 'import' || wanted === undefined)
    return importing(next, state, file);
  switch (wanted) {
    case 'reapply': {
      const zone = (['UTC', 'America/New_York', 'Asia/Tokyo'] as const)[next(3)] ?? 'UTC';
      const moved = files.map(([path, one]): [string, Held] => [
        path,
        one.sourcetype === held.sourcetype ? { ...one, zone, first: one.first - zones[one.zone] + zones[zone] } : one,
      ]);
      return {
        action: { kind: 'reapply', sourcetype: held.sourcetype, zone },
        label: `reapply ${held.sourcetype}`,
        after: Object.fromEntries(moved),
      };
    }
    case 'undo': {
      if (reapplied === undefined) return importing(next, state, file);
      const { sourcetype, before } = reapplied;
      const back = files.map(([path, one]): [string, Held] => [path, before[path] ?? one]);
      return { action: { kind: 'undo', sourcetype }, label: 'undo', after: Object.fromEntries(back) };
    }
    case 'delete':
      return {
        action: { kind: 'delete', importId: held.importId },
        label: 'delete',
        after: Object.fromEntries(files.filter(([path]) => path !== name)),
      };
    case 'trim': {
      if (held.events < 100) return importing(next, state, file);
      const cut = Math.floor(held.events / 3);
      return {
        action: { kind: 'delete', importId: held.importId, before: new Date((held.first + cut) * 1000).toISOString() },
        label: 'delete before',
        after: { ...state, [name]: { ...held, events: held.events - cut, first: held.first + cut } },
      };
    }
    case 'open':
    case 'rebuild':
      return { action: { kind: wanted }, label: wanted, after: state };
    default:
      throw new Error(`Unknown ${String(wanted satisfies never)}`);
  }
}

function importing(next: (below: number) => number, state: State, base: string): Choice {
  const kind = (['lines', 'few', 'table'] as const)[next(3)] ?? 'few';
  const events = kind === 'lines' ? manyLines : kind === 'few' ? fewLines : fewRows;
  const file = `${base}.${kind === 'table' ? 'csv' : 'log'}`;
  const tag = base.slice(base.lastIndexOf('/') + 1);
  const rows = Array.from({ length: events }, (_, i) => {
    const time = new Date((start + i) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    return kind === 'table'
      ? `${time},${i},${tag}\n`
      : `${time} level=info round=${tag} n=${i} text that makes the line long\n`;
  });
  writeFileSync(file, (kind === 'table' ? 'time,n,round\n' : '') + rows.join(''));
  const sourcetype = kind === 'table' ? 'csv' : 'faults_log';
  return {
    action: { kind: 'import', file, sourcetype },
    label: `import ${kind}`,
    after: { ...state, [file]: { importId: -1, zone: 'UTC', sourcetype, events, first: start } },
  };
}

interface Ran {
  readonly acknowledged: boolean;
  /** Milliseconds from its begin, where it came to its end. */
  readonly settledAfter: number | undefined;
  readonly failed: string | undefined;
}

function runAndKill(worker: string, data: string, action: Action, killAt: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [worker, data, JSON.stringify(action)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, complaint, isKilled] = ['', '', false];
    let begun: number | undefined;
    let settledAfter: number | undefined;
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('settled')) settledAfter ??= performance.now() - (begun ?? 0);
      if (begun !== undefined || !said.includes('begin')) return;
      begun = performance.now();
      setTimeout(() => {
        isKilled = true;
        child.kill('SIGKILL');
      }, killAt);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        acknowledged: said.includes('acknowledged'),
        settledAfter,
        failed: isKilled || code === 0 ? undefined : `exit code ${String(code)}: ${complaint.slice(0, 2000)}`,
      }),
    );
  });
}

async function faultsIn(data: string): Promise<string[]> {
  if (!existsSync(data)) return [];
  const { findings } = await examineFolder(data);
  return findings.flatMap((one) => (one.level === 'fault' ? [`the doctor says: ${one.what}`] : []));
}

async function readState(data: string): Promise<State> {
  const engine = createEngine({ dataFolder: data });
  try {
    const { imports } = await engine.methods['data.imports']({});
    await engine.settled();
    const job = await engine.search({ spl: 'search index=* | stats count, min(_time) as first by source' });
    const rows: (readonly [string, number, number])[] = [];
    for await (const batch of job.rows())
      for (const [source, count, first] of batch) rows.push([String(source), Number(count), Number(first)]);
    await job.close();
    const searched = new Map(rows.map(([source, events, first]) => [source, { events, first }]));
    if (searched.size !== imports.length) throw new Error(`${imports.length} imports, ${searched.size} sources found`);
    return Object.fromEntries(
      imports.map(({ importId, file, sourcetype, events }) => {
        const found = searched.get(file);
        if (found?.events !== events) throw new Error(`${file}: ${events} events listed, ${found?.events ?? 0} found`);
        return [file, { importId, zone: 'UTC', sourcetype, ...found }];
      }),
    );
  } finally {
    await engine.close();
  }
}

const withZones = (found: State, known: State): State =>
  Object.fromEntries(
    Object.entries(found).map(([file, one]): [string, Held] => [file, { ...one, zone: known[file]?.zone ?? 'UTC' }]),
  );

const withoutNumbers = (state: State): unknown =>
  Object.fromEntries(
    Object.entries(state).map(([file, { sourcetype, events, first }]) => [file, { sourcetype, events, first }]),
  );

/** As a folder of an earlier version was: what later versions added is not there yet. */
async function makeOlder(data: string): Promise<void> {
  const database = await openDatabase(dataFolderAt(data));
  const connection = await database.connect();
  const [row] = (await connection.runAndReadAll('SELECT count(*) FROM replaced')).getRows();
  await connection.run('DROP VIEW rejected_events');
  if (Number(row?.[0]) === 0) await connection.run('DROP TABLE replaced; DROP TABLE replaced_rejected');
  await connection.run('CHECKPOINT');
  connection.closeSync();
  database.close();
}

/** What was set aside on purpose takes room. */
function clean(data: string): void {
  mkdirSync(data, { recursive: true });
  for (const name of readdirSync(data)) if (name.includes('.unreadable-')) rmSync(join(data, name));
}
