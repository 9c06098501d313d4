/** Child processes for the scripts. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Runs a program to its end. Output is kept and given back, unless `show`, which sends all of it to stderr.
 * @param {string} command
 * @param {readonly string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, words, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { ...options, stdio: ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * npm as the person runs it, whatever the platform calls it.
 * @param {readonly string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 */
export function npm(words, options = {}) {
  const own = process.env.npm_execpath;
  if (own !== undefined && /npm(-cli)?\.[cm]?js$/.test(own)) return run(process.execPath, [own, ...words], options);
  return run('npm', words, { ...options, shell: process.platform === 'win32' });
}

/** @param {string} command */
export function hasCommand(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
