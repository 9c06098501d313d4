/** Runs a program in TypeScript that is no part of the app: bundled first, in a process of its own, with the words behind the command. */
import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { dist, root } from './paths.mjs';
import { sayError } from './say.mjs';

/** @param {string} entry relative to the checkout, such as test/bench/main.ts */
export async function runBundled(entry) {
  try {
    await ensureDependencies();
    const { bundleForNode } = await import('./bundle.mjs');
    const file = join(dist, basename(dirname(entry)), `${basename(entry, '.ts')}.mjs`);
    await bundleForNode(entry, file);
    const child = spawn(process.execPath, [file, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
    child.on('exit', (code) => (process.exitCode = code ?? 1));
  } catch (error) {
    sayError(error);
    process.exitCode = 1;
  }
}
