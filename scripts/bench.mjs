#!/usr/bin/env node
/** `npm run bench`: bundles test/bench/main.ts and runs it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { dist, root } from './lib/paths.mjs';
import { sayError } from './lib/say.mjs';

try {
  await ensureDependencies();
  const { bundleForNode } = await import('./lib/bundle.mjs');
  const file = join(dist, 'bench', 'main.mjs');
  await bundleForNode('test/bench/main.ts', file);
  const child = spawn(process.execPath, [file, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  child.on('exit', (code) => (process.exitCode = code ?? 1));
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
