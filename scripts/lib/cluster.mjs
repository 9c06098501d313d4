/** The tests on a real ClickHouse cluster of two nodes: their package is installed beside them, never with the app. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root } from './paths.mjs';
import { hasCommand, npm, run } from './run.mjs';
import { say } from './say.mjs';

const folder = join(root, 'test', 'cluster');
const marker = join(folder, 'node_modules', '.grotto-lock');

/**
 * Installs the server that the tests start. Answers why there can be none here, or undefined where it is there.
 * @returns {Promise<string | undefined>}
 */
export async function ensureCluster() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `its server is built for Linux on x64, and this is ${process.platform} on ${process.arch}`;
  if (!hasCommand('cc')) return 'there is no C compiler (cc)';
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return undefined;
  say('Installing the server of the cluster tests (178 MB) ...');
  const { code, output } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd: folder,
  });
  if (code !== 0) return `its package could not be installed: ${output.trim().split('\n')[0] ?? ''}`;
  writeFileSync(marker, lock);
  return undefined;
}

/**
 * Runs the suite; `file` is where its report goes. No test run at all is a failure.
 * @param {string} file
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function runClusterTests(file) {
  const words = ['run', '--config', join(folder, 'vitest.config.ts'), '--reporter=default', '--reporter=json'];
  const { code } = await run(join(modules, '.bin', 'vitest'), [...words, `--outputFile.json=${file}`], {
    cwd: root,
    show: true,
  });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = report.numFailedTests + report.numFailedTestSuites;
  return {
    passed: report.numPassedTests,
    failed: code === 0 && report.numPassedTests > 0 ? failed : Math.max(1, failed),
    skipped: report.numPendingTests === 0 ? [] : [`${report.numPendingTests} on the cluster`],
  };
}
