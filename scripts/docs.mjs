#!/usr/bin/env node
/** `npm run docs`: writes docs/commands and docs/functions anew from the language's registries. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { dist, root } from './lib/paths.mjs';
import { say, sayError } from './lib/say.mjs';

try {
  await ensureDependencies();
  const { bundleForNode } = await import('./lib/bundle.mjs');
  const bundle = join(dist, 'docs', 'reference-pages.mjs');
  await bundleForNode('src/spl/reference-pages.ts', bundle);
  /** @type {{ referencePages(): ReadonlyMap<string, string> }} */
  const { referencePages } = await import(pathToFileURL(bundle).href);
  const pages = referencePages();
  for (const folder of ['commands', 'functions']) rmSync(join(root, 'docs', folder), { recursive: true, force: true });
  for (const [path, text] of pages) {
    const file = join(root, 'docs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  say(`${pages.size} pages written into docs/commands and docs/functions.`);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}
