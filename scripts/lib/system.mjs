/** What the system must have: shared libraries and programs, from Debian's packages where we may install them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { hasCommand, run } from './run.mjs';
import { say, secondsSince, SetupError } from './say.mjs';

const libraryPackages = [
  'libnss3',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libcups2',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libdrm2',
  'libxkbcommon0',
];
/** @type {Record<string, string>} */
const commandPackages = { Xvfb: 'xvfb', zip: 'zip', fakeroot: 'fakeroot', dpkg: 'dpkg' };

/**
 * The libraries that the runtime is linked with, and the commands named.
 * @param {string} executable
 * @param {readonly string[]} [commands]
 */
export async function ensureSystem(executable, commands = []) {
  if (process.platform !== 'linux') return;
  const packages = commands.filter((name) => !hasCommand(name)).map((name) => commandPackages[name] ?? name);
  const missing = await missingLibraries(executable);
  if (missing.length > 0) packages.push(...libraryPackages);
  if (packages.length === 0) return;
  const what = [...missing, ...commands.filter((name) => !hasCommand(name))].join(', ');
  await install(packages, what);
  const still = await missingLibraries(executable);
  if (still.length > 0) throw new SetupError(`These libraries are still missing: ${still.join(', ')}.`);
}

/**
 * Asked once per runtime: the answer "none" is remembered.
 * @param {string} executable
 */
async function missingLibraries(executable) {
  const remembered = join(cacheFolder(), 'libraries-found');
  if (existsSync(remembered) && readFileSync(remembered, 'utf8').split('\n').includes(executable)) return [];
  const { output } = await run('ldd', [executable]);
  const missing = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  if (missing.length === 0) {
    mkdirSync(dirname(remembered), { recursive: true });
    writeFileSync(remembered, `${executable}\n`, { flag: 'a' });
  }
  return missing;
}

/**
 * @param {readonly string[]} packages
 * @param {string} what
 */
async function install(packages, what) {
  const isRoot = process.getuid?.() === 0;
  if (!hasCommand('apt-get') || !isRoot) {
    const command = hasCommand('apt-get')
      ? `sudo apt-get install --no-install-recommends ${packages.join(' ')}`
      : `install what Debian calls ${packages.join(' ')}`;
    throw new SetupError(`The system lacks ${what}.`, `Please run: ${command}`);
  }
  const started = performance.now();
  say(`The system lacks ${what}; installing with apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await apt(['update'], env);
  const names = await Promise.all(packages.map(currentName));
  await apt(['install', '-y', '--no-install-recommends', ...names], env);
  say(`Installed ${names.join(' ')} in ${secondsSince(started)} s.`);
}

/**
 * Newer Debian and Ubuntu releases call some libraries NAMEt64.
 * @param {string} name
 */
async function currentName(name) {
  if (!name.startsWith('lib')) return name;
  const { code } = await run('apt-cache', ['show', `${name}t64`]);
  return code === 0 ? `${name}t64` : name;
}

/**
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 */
async function apt(words, env) {
  const { code, output } = await run('apt-get', ['-qq', ...words], { env });
  if (code !== 0) throw new SetupError(`apt-get ${words.join(' ')} failed:\n${output.trim()}`);
}
