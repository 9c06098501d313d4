/**
 * The bill of materials of what is shipped, in CycloneDX: packages that are there at run time, packages that the page or the
 * engine import and that are bundled into them, all that those need, and the runtime.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {{ version?: string, license?: string, integrity?: string, dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string>, dev?: boolean, optional?: boolean }} Locked
 */

/** Packages that the sources of what is shipped import by name. */
function importedPackages() {
  const names = new Set(['electron']);
  for (const folder of ['src', 'electron', 'renderer']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tsx?|css|html)$/.test(file)) continue;
      const text = readFileSync(join(root, folder, file), 'utf8');
      for (const match of text.matchAll(/(?:from|import|@import)\s*\(?\s*['"]([^.'"][^'"]*)['"]/g)) {
        const name = (match[1] ?? '')
          .split('/')
          .slice(0, match[1]?.startsWith('@') ? 2 : 1)
          .join('/');
        if (!name.startsWith('node:') && !builtinModules.includes(name)) names.add(name);
      }
    }
  }
  return names;
}

/**
 * Where a package finds another, as Node looks for it.
 * @param {Record<string, Locked>} packages
 * @param {string} from
 * @param {string} name
 */
function placeOf(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules') - 1))) {
    const place = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (base === '') return undefined;
  }
}

/** @returns {Record<string, unknown>} */
export function billOfMaterials() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  /** @type {Record<string, Locked>} */
  const packages = lock.packages;
  const places = new Set();
  const waiting = Object.entries(packages).flatMap(([place, one]) =>
    place.startsWith('node_modules/') && one.dev !== true ? [place] : [],
  );
  for (const name of importedPackages()) {
    const place = placeOf(packages, '', name);
    if (place !== undefined) waiting.push(place);
  }
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const one = packages[place];
    if (places.has(place) || one === undefined) continue;
    places.add(place);
    // What Electron's own package needs only fetches the runtime.
    if (place === 'node_modules/electron') continue;
    for (const name of Object.keys({ ...one.dependencies, ...one.optionalDependencies, ...one.peerDependencies })) {
      const found = placeOf(packages, place, name);
      if (found !== undefined) waiting.push(found);
    }
  }
  const components = [...places].sort().map((place) => {
    const { version = '', license, integrity } = packages[place] ?? {};
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
    return {
      type: name === 'electron' ? 'framework' : 'library',
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      ...(license === undefined ? {} : { licenses: [{ license: { name: license } }] }),
      ...(hash === undefined
        ? {}
        : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
    };
  });
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name, version } },
    components,
  };
}
