/** Has anything changed since it was built? A stamp is a hash over what something is made of. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * By content: a fresh checkout of the same sources has the same stamp.
 * @param {readonly string[]} sources files and folders, relative to the checkout
 */
export function contentStamp(sources) {
  const hash = createHash('sha256');
  for (const file of filesOf(sources))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/**
 * By size and time of change: a few milliseconds for hundreds of files.
 * @param {readonly string[]} sources
 */
export function timeStamp(sources) {
  const hash = createHash('sha256');
  for (const file of filesOf(sources)) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/**
 * @param {readonly string[]} sources
 * @returns {string[]}
 */
function filesOf(sources) {
  return sources.flatMap((source) => {
    const stat = statSync(join(root, source), { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (!stat.isDirectory()) return [source];
    return filesOf(
      readdirSync(join(root, source))
        .sort()
        .map((name) => `${source}/${name}`),
    );
  });
}
