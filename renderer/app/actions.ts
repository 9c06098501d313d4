/** Does what the table of actions names: for the native menu, the keys, and the palette. */
import { useEffect } from 'react';
import { appActions } from '../../src/protocol/index.ts';
import type { ActionName } from '../../src/protocol/index.ts';
import { chooseFiles, chooseFolder } from '../import/choose.ts';
import { addSamples, startPasting } from '../import/wizard-store.ts';
import { focusSearchBar } from '../search/search-focus.ts';
import { cancel, run, setTab } from '../search/search-store.ts';
import { setTheme } from '../settings/preferences.ts';
import { isPressed } from './keys.ts';
import { showPage } from './navigation.ts';
import { openOverlay } from './overlays.ts';
import { startTour } from './tour/tour-store.ts';

export function doAction(name: ActionName): void {
  const onSearchPage = (act: () => unknown): void => {
    showPage('search');
    void act();
  };
  const inWizard = (act: () => unknown): void => {
    showPage('import');
    void act();
  };
  switch (name) {
    case 'new-window':
      return window.grotto.newWindow();
    case 'add-data':
      return void chooseFiles();
    case 'add-folder':
      return void chooseFolder();
    case 'paste-data':
      return inWizard(startPasting);
    case 'sample-data':
      return inWizard(addSamples);
    case 'open-data-folder':
      return window.grotto.openDataFolder();
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
    case 'show-settings':
      return showPage('settings');
    case 'focus-search':
      return onSearchPage(focusSearchBar);
    case 'run-search':
      return onSearchPage(run);
    case 'cancel-search':
      return onSearchPage(cancel);
    case 'show-events':
      return onSearchPage(() => setTab('events'));
    case 'show-patterns':
      return onSearchPage(() => setTab('patterns'));
    case 'show-statistics':
      return onSearchPage(() => setTab('statistics'));
    case 'show-visualisation':
      return onSearchPage(() => setTab('visualisation'));
    case 'command-palette':
      return openOverlay('palette');
    case 'theme-system':
      return setTheme('system');
    case 'theme-light':
      return setTheme('light');
    case 'theme-dark':
      return setTheme('dark');
    case 'take-tour':
      return void startTour().catch(() => showPage('search'));
    case 'show-shortcuts':
      return openOverlay('shortcuts');
    default:
      return name satisfies never;
  }
}

/** Keys without a modifier are text where text is typed. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

function heard(event: KeyboardEvent): ActionName | undefined {
  const isMac = window.grotto.platform === 'darwin';
  const found = appActions.find(
    (action) =>
      ('keys' in action && isPressed(action.keys, event, isMac)) ||
      ('otherKeys' in action && isPressed(action.otherKeys, event, isMac)),
  );
  if (found !== undefined) return found.name;
  return event.key === '?' && !isTyping(event.target) ? 'show-shortcuts' : undefined;
}

/** The page hears keys before the menu does, and keeps those it acted on from it. */
export function useActions(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const name = heard(event);
      if (name === undefined || event.defaultPrevented) return;
      event.preventDefault();
      doAction(name);
    };
    window.addEventListener('keydown', onKey);
    const stop = window.grotto.onMenuAction(doAction);
    return () => {
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, []);
}
