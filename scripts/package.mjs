#!/usr/bin/env node
/**
 * `npm run package`: the app with its runtime in out/. `npm run make`: zip and deb of it, which are releases, and are
 * refused where only the fallback runtime is at hand; `--for-test` makes them all the same, named so.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { dist, modules, root } from './lib/paths.mjs';
import { hasCommand, run } from './lib/run.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { billOfMaterials } from './lib/sbom.mjs';
import { say, sayError, secondsSince, SetupError } from './lib/say.mjs';
import { ensureSystem } from './lib/system.mjs';

const isMake = process.argv.includes('--make');
const isForTest = process.argv.includes('--for-test');

/** @typedef {import('./lib/runtime.mjs').Runtime} Runtime */

/**
 * A zip of the runtime as Electron's own downloads are named, without what this project put into it.
 * @param {Runtime} runtime
 */
async function zipOf(runtime) {
  const folder = mkdtempSync(join(tmpdir(), 'grotto-runtime-'));
  const copy = join(folder, 'copy');
  cpSync(runtime.folder, copy, { recursive: true });
  rmSync(join(copy, 'resources', 'app'), { recursive: true, force: true });
  const name = `electron-v${runtime.version}-${process.platform}-${process.arch}.zip`;
  const { code, output } = await run('zip', ['-qry1', join(folder, name), '.'], { cwd: copy });
  if (code !== 0) throw new SetupError(`zip failed:\n${output.trim()}`);
  rmSync(copy, { recursive: true, force: true });
  return folder;
}

/** Throws where what is shipped has known vulnerabilities; says so where the registry does not tell. */
async function lookForVulnerabilities() {
  const { code, output } = await run('npm', ['audit', '--omit=dev'], { cwd: root });
  if (code === 0) say('No known vulnerabilities in what is shipped.');
  else if (/audit endpoint returned an error|EAUDIT|ENOTFOUND|ECONNREFUSED/.test(output))
    say('Known vulnerabilities were not looked up: the registry answers no audits.');
  else throw new SetupError(`npm audit found vulnerabilities in what is shipped:\n${output.trim()}`);
}

async function main() {
  await ensureDependencies();
  const runtime = await ensureRuntime();
  const isFallback = runtime.origin === 'fallback';
  if (isMake && isFallback && !isForTest) {
    throw new SetupError(
      `This would be a release around ${runtime.summary}: refused.`,
      'Make releases where the official Electron can be downloaded, or add --for-test.',
    );
  }
  await ensureSystem(runtime.executable, [
    ...(isFallback ? ['zip'] : []),
    ...(isMake && process.platform === 'linux' ? ['zip', 'fakeroot', 'dpkg'].filter((name) => !hasCommand(name)) : []),
  ]);
  say(`Runtime: ${runtime.summary}.`);
  if (isMake) await lookForVulnerabilities();
  await buildApp();
  writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(), null, 2)}\n`);
  const started = performance.now();
  const zips = isFallback ? await zipOf(runtime) : undefined;
  mkdirSync(join(root, 'out'), { recursive: true });
  try {
    const { code } = await run(join(modules, '.bin', 'electron-forge'), [isMake ? 'make' : 'package'], {
      cwd: root,
      show: true,
      env: {
        ...process.env,
        ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
        ...(zips === undefined ? {} : { GROTTO_ELECTRON_ZIPS: zips, GROTTO_ELECTRON_VERSION: runtime.version }),
      },
    });
    if (code !== 0) throw new SetupError('Electron Forge failed; its own words are above.');
  } finally {
    if (zips !== undefined && existsSync(zips)) rmSync(zips, { recursive: true, force: true });
  }
  say(`${isMake ? 'Made' : 'Packaged'} in ${secondsSince(started)} s; see ${join(root, 'out')}.`);
  if (isFallback) say('This is around the fallback runtime: for tests, not to be given to anybody.');
}

try {
  await main();
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
