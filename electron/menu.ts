/** The native menu; the window's own actions go to the page, which listens for their keys itself too. */
import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import { appActions } from '../src/protocol/actions.ts';
import type { ActionName, AppAction } from '../src/protocol/actions.ts';

/** `recent`: paths that were opened last; `openRecent` takes the one that was chosen. */
export function installMenu(
  send: (action: ActionName) => void,
  recent: readonly string[],
  openRecent: (path: string) => void,
): void {
  const items = (group: AppAction['group']): MenuItemConstructorOptions[] =>
    appActions
      .filter((action) => action.group === group)
      .map((action) => ({
        label: action.label.replaceAll('&', '&&'),
        ...('keys' in action ? { accelerator: action.keys } : {}),
        click: () => send(action.name),
      }));
  const recentItems = recent.map((path) => ({ label: path.replaceAll('&', '&&'), click: () => openRecent(path) }));
  const isMac = process.platform === 'darwin';
  const line = { type: 'separator' as const };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: '&File',
        submenu: [
          ...items('File'),
          line,
          { label: 'Open &recent', enabled: recent.length > 0, submenu: recentItems },
          line,
          isMac ? { role: 'close' } : { role: 'quit' },
        ],
      },
      { role: 'editMenu' },
      { label: '&Go', submenu: items('Go to') },
      { label: '&Search', submenu: items('Search') },
      {
        label: '&View',
        submenu: [
          ...items('View'),
          line,
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [line, { role: 'toggleDevTools' as const }]),
        ],
      },
      { role: 'windowMenu' },
      { label: '&Help', submenu: [...items('Help'), line, { role: 'about' }] },
    ]),
  );
}
