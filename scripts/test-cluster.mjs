#!/usr/bin/env node
/** `npm run test:cluster`: the tests on two ClickHouse nodes. Fails where they cannot run. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCluster, runClusterTests } from './lib/cluster.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { sayError, SetupError } from './lib/say.mjs';

try {
  await ensureDependencies();
  const missing = await ensureCluster();
  if (missing !== undefined) throw new SetupError(`The cluster tests cannot run here: ${missing}.`);
  const file = join(root, 'test-results', 'cluster.json');
  rmSync(file, { force: true });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const { passed, failed } = await runClusterTests(file);
  process.exitCode = failed === 0 ? 0 : 1;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
  process.stdout.write('0 passed, 1 failed\n');
}
