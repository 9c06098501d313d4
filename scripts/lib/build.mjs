/** Builds the app: only what changed, each part swapped in whole. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { dist, root } from './paths.mjs';
import { say, secondsSince } from './say.mjs';
import { contentStamp } from './stamp.mjs';

/**
 * What a part is made of (beside package-lock.json), and how it is built into a folder.
 * @type {Record<string, { sources: string[], build: (folder: string) => Promise<void> }>}
 */
const parts = {
  main: {
    sources: ['src', 'electron', 'scripts/lib/bundle.mjs'],
    build: async (folder) => {
      const { bundleForElectron } = await import('./bundle.mjs');
      await bundleForElectron('electron/main.ts', join(folder, 'main.cjs'));
      await bundleForElectron('electron/engine-process.ts', join(folder, 'engine-process.cjs'));
    },
  },
  preload: {
    sources: ['electron', 'src/protocol', 'scripts/lib/bundle.mjs'],
    build: async (folder) => {
      const { bundleForElectron } = await import('./bundle.mjs');
      await bundleForElectron('electron/preload.ts', join(folder, 'preload.cjs'));
    },
  },
  renderer: {
    sources: ['renderer', 'src/protocol', 'vite.config.ts'],
    build: async (folder) => {
      const { build } = await import('vite');
      await build({
        configFile: join(root, 'vite.config.ts'),
        logLevel: 'warn',
        build: { outDir: folder, emptyOutDir: true },
      });
    },
  },
};

/** Answers the parts that had to be built. */
export async function buildApp() {
  if (changedParts().length === 0) return [];
  return withLock(join(dist, '.building'), async () => {
    const changed = changedParts();
    if (changed.length === 0) return [];
    const started = performance.now();
    for (const part of changed) {
      const stamp = stampOf(part);
      const partial = join(dist, `.${part}.partial`);
      rmSync(partial, { recursive: true, force: true });
      await parts[part]?.build(partial);
      writeFileSync(join(partial, '.stamp'), stamp);
      swapIn(partial, join(dist, part));
    }
    say(`Built ${changed.join(', ')} in ${secondsSince(started)} s.`);
    return changed;
  });
}

/** @param {string} part */
function stampOf(part) {
  return contentStamp(['package-lock.json', ...(parts[part]?.sources ?? [])]);
}

function changedParts() {
  return Object.keys(parts).filter((part) => {
    const file = join(dist, part, '.stamp');
    return !existsSync(file) || readFileSync(file, 'utf8') !== stampOf(part);
  });
}

/**
 * @param {string} fresh
 * @param {string} place
 */
function swapIn(fresh, place) {
  mkdirSync(dist, { recursive: true });
  const old = `${place}.old-${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}
