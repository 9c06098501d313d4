/** What the native menu and its keys do in the page. */
import { useEffect } from 'react';
import type { MenuCommand } from '../../src/protocol/index.ts';
import { focusSearchBar } from '../search/search-focus.ts';
import { chooseFiles } from '../import/choose.ts';
import { showPage } from './navigation.ts';

function obey(command: MenuCommand): void {
  switch (command) {
    case 'add-data':
      return void chooseFiles();
    case 'show-search':
      return showPage('search');
    case 'show-import':
      return showPage('import');
    case 'show-data':
      return showPage('data');
    case 'show-dashboards':
      return showPage('dashboards');
    case 'show-reports':
      return showPage('reports');
    case 'focus-search':
      showPage('search');
      focusSearchBar();
  }
}

export function useMenuCommands(): void {
  useEffect(() => window.grotto.onMenuCommand(obey), []);
}
