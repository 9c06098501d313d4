#!/usr/bin/env node
/** `npm run -s grotto -- COMMAND`: the command line, bundled anew when a source changed. Writes nothing to stdout itself. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { dist } from './lib/paths.mjs';
import { sayError } from './lib/say.mjs';
import { timeStamp } from './lib/stamp.mjs';

const folder = join(dist, 'cli');

/** The stamp is in the file's name, so that several at once, or an edit meanwhile, never run a mix. */
async function bundle() {
  const name = `grotto-${timeStamp(['package-lock.json', 'src']).slice(0, 16)}.mjs`;
  const file = join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  const { bundleForNode } = await import('./lib/bundle.mjs');
  await bundleForNode('src/cli/main.ts', partial);
  renameSync(partial, file);
  removeOld(name);
  return file;
}

/** @param {string} current */
function removeOld(current) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    // Younger ones may be about to be read by another process.
    if (name !== current && stat !== undefined && Date.now() - stat.mtimeMs > 600_000) rmSync(file, { force: true });
  }
}

try {
  await ensureDependencies();
  // npm runs scripts in the checkout; files are named from where the person is.
  if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);
  await import(pathToFileURL(await bundle()).href);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
