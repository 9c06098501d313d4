#!/usr/bin/env node
/**
 * `npm test`: types, style, layers and unused code; unit and conformance tests; a ClickHouse cluster, where its package
 * can be had; the real window. Installs what is missing. Words after `--` name the parts to run: lint, unit, cluster, window.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './lib/build.mjs';
import { ensureCluster, runClusterTests } from './lib/cluster.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from './lib/display.mjs';
import { modules, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { say, sayError } from './lib/say.mjs';
import { lintSteps, runSteps } from './lib/steps.mjs';
import { ensureSystem } from './lib/system.mjs';

const results = join(root, 'test-results');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
/** @param {string} part */
const isWanted = (part) => wanted.length === 0 || wanted.includes(part);

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Count */

/** @returns {Promise<Count>} */
async function unit() {
  const file = join(results, 'unit.json');
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, '--silent=passed-only'];
  const { code } = await run(join(modules, '.bin', 'vitest'), words, { cwd: root, show: true });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = report.numFailedTests + report.numFailedTestSuites;
  return {
    passed: report.numPassedTests,
    failed: code === 0 ? failed : Math.max(1, failed),
    skipped: skippedUnits(report),
  };
}

/** @param {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] }} report */
function skippedUnits(report) {
  return report.testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
}

/** @returns {Promise<Count>} */
async function onCluster() {
  const missing = await ensureCluster();
  if (missing === undefined) return runClusterTests(join(results, 'cluster.json'));
  return { passed: 0, failed: 0, skipped: [`the tests on a ClickHouse cluster, for ${missing}`] };
}

/** For the test that starts the packaged app. */
async function packageApp() {
  const { code, output } = await run(process.execPath, [join(root, 'scripts', 'package.mjs')], { cwd: root });
  say(code === 0 ? 'Packaged the app for its test.' : output);
}

/** @returns {Promise<Count>} */
async function inTheWindow() {
  const runtime = await ensureRuntime();
  await ensureSystem(runtime.executable, needsVirtualDisplay() ? ['Xvfb'] : []);
  say(`Runtime: ${runtime.summary}.`);
  await buildApp();
  await packageApp();
  const display = needsVirtualDisplay() ? await startVirtualDisplay() : undefined;
  const file = join(results, 'window.json');
  try {
    const { code } = await run(join(modules, '.bin', 'playwright'), ['test'], {
      cwd: root,
      show: true,
      env: {
        ...process.env,
        GROTTO_TEST_ELECTRON: runtime.executable,
        GROTTO_TEST_REPORT: file,
        ...(display === undefined ? {} : { DISPLAY: display.display }),
      },
    });
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
    const { stats } = JSON.parse(readFileSync(file, 'utf8'));
    const failed = stats.unexpected + stats.flaky;
    return {
      passed: stats.expected,
      failed: code === 0 ? failed : Math.max(1, failed),
      skipped: stats.skipped === 0 ? [] : [`${stats.skipped} in the window`],
    };
  } finally {
    display?.stop();
  }
}

try {
  await ensureDependencies();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const counts = [];
  if (isWanted('lint')) counts.push({ ...(await runSteps(lintSteps)), skipped: [] });
  if (isWanted('unit')) counts.push(await unit());
  if (isWanted('cluster')) counts.push(await onCluster());
  if (isWanted('window')) counts.push(await inTheWindow());
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  for (const name of counts.flatMap((count) => count.skipped)) process.stdout.write(`skipped: ${name}\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
  process.stdout.write('0 passed, 1 failed\n');
}
