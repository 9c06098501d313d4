/**
 * `npm run fuzz -- [SEARCHES] [FILES] [SEED]`: the language and the importer against inputs that nobody would make. A case
 * that fails is printed with its number, and can be run again by it. Ends at once where one takes longer than five seconds.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { random } from '../faults/random.ts';
import { mustAnswer, strangeSearch } from './language.ts';
import { mustAccount, mutated, seeds } from './files.ts';

const [searchCount = 1_000_000, fileCount = 200_000, seed = 1] = process.argv.slice(2).map(Number);
const longest = 5000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is under way, seen from a second thread: the first cannot look at the clock while it hangs. */
const current = new BigInt64Array(new SharedArrayBuffer(16));
const watch = new Worker(
  `const { workerData } = require('node:worker_threads');
   const seen = new BigInt64Array(workerData.shared);
   const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
   let [last, since, spent] = [-1n, Date.now(), cpu()];
   setInterval(() => {
     if (seen[0] !== last) [last, since, spent] = [seen[0], Date.now(), cpu()];
     // Time of the processor, for others work on this machine too; one that waits for ever takes none.
     else if (last >= 0n && (cpu() - spent > workerData.longest || Date.now() - since > 20 * workerData.longest)) {
       process.stdout.write('HANGS  ' + (seen[1] === 0n ? 'search ' : 'file ') + last + '\\n', () => process.kill(process.pid, 'SIGKILL'));
     }
   }, 200);`,
  { eval: true, workerData: { shared: current.buffer, longest } },
);
watch.unref();

let failures = 0;
const failed = (what: string, error: unknown): void => {
  failures += 1;
  say(
    `FAILS  ${what}\n       ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n       ') : String(error)}`,
  );
};

const folder = mkdtempSync(join(tmpdir(), 'grotto-fuzz-'));
try {
  let started = performance.now();
  current[1] = 0n;
  for (let i = 0; i < searchCount; i += 1) {
    current[0] = BigInt(i);
    const text = strangeSearch(random(seed * 1_000_003 + i));
    try {
      mustAnswer(text);
    } catch (error) {
      failed(`search ${i}: ${JSON.stringify(text)}`, error);
    }
  }
  say(`${searchCount} searches in ${Math.round((performance.now() - started) / 1000)} s`);
  started = performance.now();
  current[0] = -1n;
  current[1] = 1n;
  const all = await seeds();
  let refused = 0;
  for (let i = 0; i < fileCount; i += 1) {
    current[0] = BigInt(i);
    const next = random(seed * 7_000_003 + i);
    const one = all[i % all.length];
    if (one === undefined) break;
    const bytes = mutated(one.bytes, all, next);
    try {
      if ((await mustAccount(join(folder, one.name), bytes)) === 'refused') refused += 1;
    } catch (error) {
      const kept = join(tmpdir(), `grotto-fuzz-${seed}-${i}-${one.name}`);
      writeFileSync(kept, bytes);
      failed(`file ${i}, of ${one.name}, kept as ${kept}`, error);
    }
  }
  say(
    `${fileCount} files of ${all.length} kinds in ${Math.round((performance.now() - started) / 1000)} s, ${refused} refused by name`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(`${failures} failures, seed ${seed}`);
process.exitCode = failures === 0 ? 0 : 1;
