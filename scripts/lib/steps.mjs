/** The checks that `npm run lint` and `npm test` run, each with the lines it prints when it fails. */
import { join } from 'node:path';
import { modules, root } from './paths.mjs';
import { run } from './run.mjs';

/** Fewer modules than this and the layer check saw only a part of the program. */
const fewestModules = 200;

/** @typedef {{ name: string, run: () => Promise<{ failed: boolean, output: string }> }} Step */

/** @param {string} name */
const tool = (name) => join(modules, '.bin', name);

/**
 * @param {string} command
 * @param {readonly string[]} words
 */
async function check(command, words) {
  const { code, output } = await run(tool(command), words, { cwd: root });
  return { failed: code !== 0, output };
}

const typeProjects = [
  '.',
  'electron',
  'renderer',
  'test/e2e',
  'test/bench',
  'scripts',
  'src/plan',
  'src/spl',
  'src/time',
];

/** @type {Step[]} */
export const lintSteps = [
  ...typeProjects.map((project) => ({
    name: `types: ${project === '.' ? 'engine and tests' : project}`,
    run: () => check('tsc', ['--noEmit', '--pretty', 'false', '-p', project]),
  })),
  { name: 'style: eslint', run: () => check('eslint', ['.', '--max-warnings', '0']) },
  { name: 'style: prettier', run: () => check('prettier', ['--check', '--log-level', 'warn', '.']) },
  {
    name: 'layers',
    run: async () => {
      const { failed, output } = await check('depcruise', ['src', 'electron', 'renderer', '--output-type', 'err']);
      const modulesSeen = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
      if (failed || modulesSeen >= fewestModules) return { failed, output };
      return { failed: true, output: `${output}\nOnly ${modulesSeen} modules were looked at; there are more.` };
    },
  },
  { name: 'unused code', run: () => check('knip', []) },
];

/**
 * Runs the steps two at a time and prints a line for each; answers how many passed and failed.
 * @param {readonly Step[]} steps
 */
export async function runSteps(steps) {
  const waiting = [...steps];
  let passed = 0;
  let failed = 0;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = performance.now();
      const result = await step.run();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (result.failed) failed += 1;
      else passed += 1;
      process.stdout.write(`${result.failed ? 'FAIL' : 'ok  '} ${step.name} (${seconds} s)\n`);
      if (result.failed) process.stdout.write(`${result.output.trim()}\n`);
    }
  };
  await Promise.all([work(), work()]);
  return { passed, failed };
}
