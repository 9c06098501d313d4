#!/usr/bin/env node
/** `npm run docs`: writes docs/commands, docs/functions and docs/sourcetypes anew from the registries. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { dist, root } from './lib/paths.mjs';
import { say, sayError } from './lib/say.mjs';

try {
  await ensureDependencies();
  const { bundleForNode } = await import('./lib/bundle.mjs');
  const bundled = async (/** @type {string} */ source, /** @type {string} */ name) => {
    const bundle = join(dist, 'docs', name);
    await bundleForNode(source, bundle);
    return import(pathToFileURL(bundle).href);
  };
  /** @type {{ referencePages(): ReadonlyMap<string, string> }} */
  const { referencePages } = await bundled('src/spl/reference-pages.ts', 'reference-pages.mjs');
  /** @type {{ sourceTypePages(): ReadonlyMap<string, string> }} */
  const { sourceTypePages } = await bundled('src/ingest/sourcetypes/reference-pages.ts', 'source-type-pages.mjs');
  const pages = new Map([...referencePages(), ...sourceTypePages()]);
  const folders = ['commands', 'functions', 'sourcetypes'];
  for (const folder of folders) rmSync(join(root, 'docs', folder), { recursive: true, force: true });
  for (const [path, text] of pages) {
    const file = join(root, 'docs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  say(`${pages.size} pages written into ${folders.map((folder) => `docs/${folder}`).join(', ')}.`);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
