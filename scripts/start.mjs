#!/usr/bin/env node
/**
 * `npm start`: installs what is missing, builds what changed and opens the app.
 *   --smoke       quit after the picture of the window
 *   --official    ask Electron's release page again where the fallback runtime was taken
 *   anything else goes to the app: files to open, --data-dir DIR
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { displaySwitches, needsVirtualDisplay, startVirtualDisplay } from './lib/display.mjs';
import { dist, root } from './lib/paths.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { say, sayError } from './lib/say.mjs';
import { ensureSystem } from './lib/system.mjs';

/** What Chromium writes on machines without a desktop's services; it does without them. */
const chromiumNoise = /ERROR:(bus|object_proxy|zygote_communication_linux|viz_main_impl|gl_|gpu)/;
const own = new Set(['--smoke', '--official']);
const given = process.argv.slice(2);
const isSmoke = given.includes('--smoke');

async function main() {
  const isVirtual = needsVirtualDisplay();
  await ensureDependencies();
  const runtime = await ensureRuntime({ official: given.includes('--official') });
  await ensureSystem(runtime.executable, isVirtual ? ['Xvfb'] : []);
  say(`Runtime: ${runtime.summary}.`);
  const [display] = await Promise.all([isVirtual ? startVirtualDisplay() : undefined, buildApp()]);
  try {
    if (display !== undefined) say(`No display here: using a virtual one, Xvfb ${display.display}.`);
    return await openApp(runtime.executable, display?.display);
  } finally {
    display?.stop();
  }
}

/**
 * @param {string} executable
 * @param {string | undefined} virtualDisplay
 * @returns {Promise<number>} the app's exit code
 */
function openApp(executable, virtualDisplay) {
  const { switches, reasons } = displaySwitches(virtualDisplay !== undefined);
  for (const reason of reasons) say(reason);
  const picture = virtualDisplay === undefined && !isSmoke ? undefined : pictureFile();
  const words = [
    ...switches,
    root,
    '--report-start',
    ...(picture === undefined ? [] : [`--picture=${picture}`]),
    ...(isSmoke ? ['--quit-after-picture'] : []),
    ...given.filter((word) => !own.has(word)),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(executable, words, {
      cwd: process.env.INIT_CWD ?? process.cwd(),
      env: { ...process.env, ...(virtualDisplay === undefined ? {} : { DISPLAY: virtualDisplay }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A window that never comes up would keep an unattended start waiting for ever.
    if (isSmoke) setTimeout(() => child.kill('SIGKILL'), 60_000).unref();
    let line = '';
    child.stdout.on('data', (chunk) => {
      const lines = (line + chunk).split('\n');
      line = lines.pop() ?? '';
      for (const one of lines) report(one);
    });
    child.stderr.on('data', (chunk) => {
      const told = String(chunk)
        .split('\n')
        .filter((one) => one.trim() !== '' && !chromiumNoise.test(one));
      if (told.length > 0) process.stderr.write(`${told.join('\n')}\n`);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.on(signal, () => void child.kill(signal));
  });
}

/** @param {string} line a line from the app, see electron/start-report.ts */
function report(line) {
  if (line === 'grotto: interactive') {
    say(`Window interactive ${(performance.now() / 1000).toFixed(2)} s after the start.`);
    if (needsVirtualDisplay() && !isSmoke) say('Ctrl+C ends it.');
  } else if (line.startsWith('grotto: picture '))
    say(`A picture of the window: ${line.slice('grotto: picture '.length)}`);
  else process.stdout.write(`${line}\n`);
}

function pictureFile() {
  return join(existsSync(dist) ? dist : tmpdir(), 'window.png');
}

try {
  process.exitCode = await main();
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
