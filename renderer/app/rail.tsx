/** The narrow bar on the left: the pages, and below them the palette, the theme and the settings. */
import { Bookmark, Command, Database, LayoutDashboard, Monitor, Moon, Plus, Search, Settings, Sun } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { appActions } from '../../src/protocol/index.ts';
import type { ActionName, Theme } from '../../src/protocol/index.ts';
import { setTheme, usePreferences } from '../settings/preferences.ts';
import { doAction } from './actions.ts';
import { writtenKeys } from './keys.ts';
import { useNavigation } from './navigation.ts';
import type { PageName } from './navigation.ts';

interface RailPage {
  readonly page: PageName;
  readonly action: ActionName;
  readonly icon: LucideIcon;
}

const pages: readonly RailPage[] = [
  { page: 'search', action: 'show-search', icon: Search },
  { page: 'import', action: 'show-import', icon: Plus },
  { page: 'data', action: 'show-data', icon: Database },
  { page: 'dashboards', action: 'show-dashboards', icon: LayoutDashboard },
  { page: 'reports', action: 'show-reports', icon: Bookmark },
];

const themes: Readonly<Record<Theme, { label: string; icon: LucideIcon; next: Theme }>> = {
  system: { label: 'Theme: as the system', icon: Monitor, next: 'light' },
  light: { label: 'Theme: light', icon: Sun, next: 'dark' },
  dark: { label: 'Theme: dark', icon: Moon, next: 'system' },
};

export function Rail() {
  return (
    <nav className="rail" aria-label="Pages">
      <div className="rail-mark" aria-hidden>
        G
      </div>
      {pages.map((page) => (
        <PageButton key={page.page} {...page} />
      ))}
      <div className="rail-space" />
      <ActionButton action="command-palette" icon={Command} />
      <ThemeButton />
      <PageButton page="settings" action="show-settings" icon={Settings} />
    </nav>
  );
}

function hintOf(name: ActionName): { readonly label: string; readonly title: string } {
  const action = appActions.find((one) => one.name === name);
  const label = action?.label.replace('...', '') ?? '';
  if (action === undefined || !('keys' in action)) return { label, title: label };
  return { label, title: `${label} (${writtenKeys(action.keys, window.grotto.platform === 'darwin')})` };
}

function PageButton({ page, action, icon: Icon }: RailPage) {
  const shown = useNavigation();
  const { label, title } = hintOf(action);
  return (
    <button
      type="button"
      className="rail-button"
      aria-current={shown.page === page ? 'page' : undefined}
      title={title}
      onClick={() => doAction(action)}
    >
      <Icon size={18} aria-hidden />
      <span>{label}</span>
    </button>
  );
}

function ActionButton({ action, icon: Icon }: { readonly action: ActionName; readonly icon: LucideIcon }) {
  const { label, title } = hintOf(action);
  return (
    <button type="button" className="rail-button" aria-label={label} title={title} onClick={() => doAction(action)}>
      <Icon size={16} aria-hidden />
    </button>
  );
}

function ThemeButton() {
  const { theme } = usePreferences();
  const { label, icon: Icon, next } = themes[theme];
  return (
    <button type="button" className="rail-button" aria-label={label} title={label} onClick={() => setTheme(next)}>
      <Icon size={16} aria-hidden />
    </button>
  );
}
