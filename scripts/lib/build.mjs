/** Builds the app with Vite: only what changed, each part swapped in whole. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { dist, root } from './paths.mjs';
import { say, secondsSince } from './say.mjs';
import { contentStamp } from './stamp.mjs';

/** What a part is made of, beside package-lock.json. */
const parts = {
  main: ['src', 'electron', 'vite.main.config.ts'],
  preload: ['electron', 'src/protocol', 'vite.preload.config.ts'],
  renderer: ['renderer', 'src/protocol', 'electron/page-bridge.ts', 'vite.renderer.config.ts'],
};

/** Answers the parts that had to be built. */
export async function buildApp() {
  if (changedParts().length === 0) return [];
  return withLock(join(dist, '.building'), async () => {
    const changed = changedParts();
    if (changed.length === 0) return [];
    const started = performance.now();
    const { build } = await import('vite');
    for (const part of changed) {
      const stamp = stampOf(part);
      const partial = join(dist, `.${part}.partial`);
      rmSync(partial, { recursive: true, force: true });
      await build({
        root: part === 'renderer' ? join(root, 'renderer') : root,
        configFile: join(root, `vite.${part}.config.ts`),
        logLevel: 'warn',
        build: { outDir: partial, emptyOutDir: true },
      });
      writeFileSync(join(partial, '.stamp'), stamp);
      swapIn(partial, join(dist, part));
    }
    say(`Built ${changed.join(', ')} in ${secondsSince(started)} s.`);
    return changed;
  });
}

/** @param {keyof typeof parts} part */
function stampOf(part) {
  return contentStamp(['package-lock.json', ...parts[part]]);
}

function changedParts() {
  return /** @type {(keyof typeof parts)[]} */ (Object.keys(parts)).filter((part) => {
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
