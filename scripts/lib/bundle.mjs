/** One file of JavaScript out of an entry in TypeScript, for Node itself. */
import { build } from 'esbuild';
import { root } from './paths.mjs';

/**
 * @param {string} entry relative to the checkout
 * @param {string} outfile
 */
export async function bundleForNode(entry, outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@duckdb/*'],
    // Bundled CommonJS packages ask for Node's modules by require.
    banner: { js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);" },
    logLevel: 'error',
  });
}
