/** The native menu; its own commands go to the page. */
import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../src/protocol/index.ts';

export function installMenu(send: (command: MenuCommand) => void): void {
  const command = (label: string, accelerator: string, name: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => send(name),
  });
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: '&File',
        submenu: [
          command('&Add data...', 'CmdOrCtrl+O', 'add-data'),
          { type: 'separator' },
          isMac ? { role: 'close' } : { role: 'quit' },
        ],
      },
      { role: 'editMenu' },
      {
        label: '&View',
        submenu: [
          command('&Search', 'CmdOrCtrl+1', 'show-search'),
          command('&Import', 'CmdOrCtrl+2', 'show-import'),
          command('&Data', 'CmdOrCtrl+3', 'show-data'),
          command('Da&shboards', 'CmdOrCtrl+4', 'show-dashboards'),
          command('&Reports', 'CmdOrCtrl+5', 'show-reports'),
          command('&Focus the search bar', 'CmdOrCtrl+L', 'focus-search'),
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [{ type: 'separator' as const }, { role: 'toggleDevTools' as const }]),
        ],
      },
      { role: 'windowMenu' },
      { label: '&Help', submenu: [{ role: 'about' }] },
    ]),
  );
}
