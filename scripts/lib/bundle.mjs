/** One file of JavaScript out of an entry in TypeScript: for Node, for the processes of the app, for the preload script. */
import { build } from 'esbuild';
import { root } from './paths.mjs';

/**
 * @param {string} entry relative to the checkout
 * @param {string} outfile
 */
export async function bundleForNode(entry, outfile) {
  await bundle(entry, outfile, {
    format: 'esm',
    target: 'node20',
    // Bundled CommonJS packages ask for Node's modules by require.
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
    },
  });
}

/**
 * CommonJS for the Node inside the oldest Electron that the app runs on; the sandboxed preload script must be one file too.
 * @param {string} entry relative to the checkout
 * @param {string} outfile
 */
export async function bundleForElectron(entry, outfile) {
  await bundle(entry, outfile, {
    format: 'cjs',
    target: 'node18',
    sourcemap: true,
    // CommonJS has no import.meta; the sandboxed preload script, which asks for none, has no node:url either.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: {
      js: "const bundleUrl = typeof __filename === 'string' ? require('url').pathToFileURL(__filename).href : '';",
    },
  });
}

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, outfile, options) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    // The database client finds its native library beside itself.
    external: ['@duckdb/*', '@playwright/test', 'electron', 'esbuild'],
    logLevel: 'error',
    ...options,
  });
}
