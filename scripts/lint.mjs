#!/usr/bin/env node
/** `npm run lint`: types, style, layers and unused code. `--fix` mends what can be mended. */
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { modules, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { say, sayError } from './lib/say.mjs';
import { lintSteps, runSteps } from './lib/steps.mjs';

try {
  await ensureDependencies();
  if (process.argv.includes('--fix')) {
    await run(join(modules, '.bin', 'eslint'), ['--fix', '.'], { cwd: root, show: true });
    await run(join(modules, '.bin', 'prettier'), ['--write', '--log-level', 'warn', '.'], { cwd: root, show: true });
  }
  const { passed, failed } = await runSteps(lintSteps);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
