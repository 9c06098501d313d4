/** Every action of the window: the native menu, the command palette, the keys and their page all read this one table. */

export interface AppAction {
  readonly name: string;
  /** As menus and the palette show it. */
  readonly label: string;
  readonly group: 'File' | 'Go to' | 'Search' | 'View' | 'Help';
  /** In the native menu's notation, such as CmdOrCtrl+Shift+P. */
  readonly keys?: string;
  /** A second way to the same action, not shown in the menu. */
  readonly otherKeys?: string;
}

export const appActions = [
  { name: 'new-window', label: 'New window', group: 'File', keys: 'CmdOrCtrl+Shift+N' },
  { name: 'add-data', label: 'Add files...', group: 'File', keys: 'CmdOrCtrl+O' },
  { name: 'add-folder', label: 'Add a folder...', group: 'File', keys: 'CmdOrCtrl+Shift+O' },
  { name: 'paste-data', label: 'Paste text as data', group: 'File' },
  { name: 'sample-data', label: 'Try sample data', group: 'File' },
  { name: 'open-data-folder', label: 'Open the data folder', group: 'File' },
  { name: 'show-search', label: 'Search', group: 'Go to', keys: 'CmdOrCtrl+1' },
  { name: 'show-import', label: 'Add data', group: 'Go to', keys: 'CmdOrCtrl+2' },
  { name: 'show-data', label: 'Data', group: 'Go to', keys: 'CmdOrCtrl+3' },
  { name: 'show-dashboards', label: 'Dashboards', group: 'Go to', keys: 'CmdOrCtrl+4' },
  { name: 'show-reports', label: 'Reports', group: 'Go to', keys: 'CmdOrCtrl+5' },
  { name: 'show-settings', label: 'Settings', group: 'Go to', keys: 'CmdOrCtrl+,' },
  { name: 'focus-search', label: 'Focus the search bar', group: 'Search', keys: 'CmdOrCtrl+L' },
  { name: 'run-search', label: 'Run the search', group: 'Search', keys: 'CmdOrCtrl+Enter' },
  { name: 'cancel-search', label: 'Cancel the search', group: 'Search', keys: 'CmdOrCtrl+.' },
  { name: 'show-events', label: 'Events of the result', group: 'Search', keys: 'Alt+1' },
  { name: 'show-patterns', label: 'Patterns of the result', group: 'Search', keys: 'Alt+2' },
  { name: 'show-statistics', label: 'Statistics of the result', group: 'Search', keys: 'Alt+3' },
  { name: 'show-visualisation', label: 'Visualisation of the result', group: 'Search', keys: 'Alt+4' },
  {
    name: 'command-palette',
    label: 'Command palette...',
    group: 'View',
    keys: 'CmdOrCtrl+Shift+P',
    otherKeys: 'CmdOrCtrl+K',
  },
  { name: 'theme-system', label: 'Theme: as the system', group: 'View' },
  { name: 'theme-light', label: 'Theme: light', group: 'View' },
  { name: 'theme-dark', label: 'Theme: dark', group: 'View' },
  { name: 'take-tour', label: 'Tour with sample data', group: 'Help' },
  { name: 'show-shortcuts', label: 'Keyboard shortcuts', group: 'Help', keys: 'F1' },
] as const satisfies readonly AppAction[];

export type ActionName = (typeof appActions)[number]['name'];
