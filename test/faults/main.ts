/** `npm run faults -- [ROUNDS] [SEED]`: many kills, with a line for each. */
import { killRounds } from './kill-rounds.ts';

const [rounds = '200', seed = '1'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = performance.now();
const report = await killRounds({ rounds: Number(rounds), seed: Number(seed), say });
for (const [kind, { rounds: all, unacknowledged, kept }] of Object.entries(report.byKind).sort())
  say(
    `${kind.padEnd(16)} ${all} kills, ${unacknowledged} before it was acknowledged, ${kept} of those kept as a whole`,
  );
for (const problem of report.problems) say(`WRONG  ${problem}`);
say(
  `${report.rounds} kills, ${report.problems.length} problems, ${Math.round((performance.now() - started) / 1000)} s, seed ${seed}`,
);
process.exitCode = report.problems.length === 0 ? 0 : 1;
