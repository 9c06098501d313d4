#!/usr/bin/env node
/**
 * `npm run bench`: bundles test/bench/main.ts and runs it, then test/bench/window.ts over the same data in the real window.
 * --scale 100M runs test/bench/growth.ts instead: up to so many events, in files that are made and taken away again.
 * --write puts what was measured into docs/performance.md; --no-window leaves the window out, --window=FOLDER measures it
 * alone over a data folder that is there; other options are those of main.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { buildApp } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from './lib/display.mjs';
import { dist, root } from './lib/paths.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { say, sayError } from './lib/say.mjs';
import { ensureSystem } from './lib/system.mjs';

const words = process.argv.slice(2);
const hasWindow = !words.includes('--no-window');
const alone = words.find((word) => word.startsWith('--window='))?.slice('--window='.length);

/**
 * @param {string} entry of test/bench
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>}
 */
async function runBundled(entry, args, env = {}) {
  const { bundleForNode } = await import('./lib/bundle.mjs');
  const file = join(dist, 'bench', `${entry}.mjs`);
  await bundleForNode(`test/bench/${entry}.ts`, file);
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

/** @param {string} dataFolder */
async function inTheWindow(dataFolder) {
  const isVirtual = needsVirtualDisplay();
  const runtime = await ensureRuntime();
  await ensureSystem(runtime.executable, isVirtual ? ['Xvfb'] : []);
  await buildApp();
  const display = isVirtual ? await startVirtualDisplay() : undefined;
  try {
    return await runBundled('window', words.includes('--write') ? [dataFolder, '--write'] : [dataFolder], {
      GROTTO_BENCH_ELECTRON: runtime.executable,
      GROTTO_BENCH_VIRTUAL: isVirtual ? 'yes' : 'no',
      ...(display === undefined ? {} : { DISPLAY: display.display }),
    });
  } finally {
    display?.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'grotto-bench-run-'));
try {
  await ensureDependencies();
  if (words.some((word) => /^\d+(\.\d+)?M$/.test(word.replace(/^--scale=/, ''))))
    process.exitCode = await runBundled(
      'growth',
      words.filter((word) => word !== '--no-window'),
    );
  else if (alone !== undefined) process.exitCode = await inTheWindow(alone);
  else {
    const passed = words.filter((word) => word !== '--no-window');
    process.exitCode = await runBundled('main', hasWindow ? [...passed, '--folder', folder] : passed);
    if (hasWindow && process.exitCode === 0) {
      try {
        process.exitCode = await inTheWindow(join(folder, 'data'));
      } catch (error) {
        say(`The window was not measured: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
} catch (error) {
  sayError(error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
