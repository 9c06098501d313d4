/** node_modules as the lock file says, installed only when that changed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { modules, root } from './paths.mjs';
import { npm } from './run.mjs';
import { say, secondsSince, SetupError } from './say.mjs';

const marker = join(modules, '.grotto-lock');

/** Answers whether anything had to be installed. */
export async function ensureDependencies() {
  checkNode();
  if (isInstalled()) return false;
  return withLock(join(root, 'dist', '.installing'), async () => {
    if (isInstalled()) return false;
    if (matchesLock()) {
      writeFileSync(marker, lockHash());
      return false;
    }
    const started = performance.now();
    say('Installing dependencies (npm ci) ...');
    // Electron's runtime is found by runtime.mjs; no package needs its install script.
    const { code, output } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd: root,
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    });
    if (code !== 0) throw new SetupError(`npm ci failed:\n${output.trim()}`, 'Is the package registry reachable?');
    writeFileSync(marker, lockHash());
    say(`Dependencies installed in ${secondsSince(started)} s.`);
    return true;
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    throw new SetupError(`Node ${process.versions.node} is too old.`, 'Grotto is built with Node 20.11 or newer.');
}

function isInstalled() {
  try {
    return readFileSync(marker, 'utf8') === lockHash();
  } catch {
    return false;
  }
}

export function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** True when somebody ran npm by hand and got what the lock file says. */
function matchesLock() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = packagesOf(installed);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional === true || have[path]?.version === wanted.version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
