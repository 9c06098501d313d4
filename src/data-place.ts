/** Where things are kept on this platform. Imports nothing of the engine: the window's main process needs it too. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the app keeps its data when nothing else is said: the same folder for the window and the command line. */
export function defaultDataFolder(): string {
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Grotto', 'data');
    case 'win32':
      return join(process.env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Grotto', 'data');
    default:
      return join(process.env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Grotto', 'data');
  }
}
