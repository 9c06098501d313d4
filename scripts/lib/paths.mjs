/** Where things are: the checkout, what is built in it, and the cache of the person who runs it. */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const dist = join(root, 'dist');
export const modules = join(root, 'node_modules');

export function cacheFolder() {
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'grotto');
    case 'win32':
      return join(process.env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'grotto', 'cache');
    default:
      return join(process.env.XDG_CACHE_HOME || join(home, '.cache'), 'grotto');
  }
}
