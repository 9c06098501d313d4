/** The narrow bar on the left: the pages and the theme. */
import { useMantineColorScheme } from '@mantine/core';
import { Bookmark, Database, LayoutDashboard, Monitor, Moon, Plus, Search, Sun } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Theme } from '../../src/protocol/index.ts';
import { showPage, useNavigation } from './navigation.ts';
import type { PageName } from './navigation.ts';

const pages: readonly { name: PageName; label: string; icon: LucideIcon; key: string }[] = [
  { name: 'search', label: 'Search', icon: Search, key: '1' },
  { name: 'import', label: 'Add data', icon: Plus, key: '2' },
  { name: 'data', label: 'Data', icon: Database, key: '3' },
  { name: 'dashboards', label: 'Dashboards', icon: LayoutDashboard, key: '4' },
  { name: 'reports', label: 'Reports', icon: Bookmark, key: '5' },
];

const themes: Readonly<Record<Theme, { label: string; icon: LucideIcon; next: Theme }>> = {
  system: { label: 'Theme: as the system', icon: Monitor, next: 'light' },
  light: { label: 'Theme: light', icon: Sun, next: 'dark' },
  dark: { label: 'Theme: dark', icon: Moon, next: 'system' },
};

export function Rail() {
  const { page } = useNavigation();
  return (
    <nav className="rail" aria-label="Pages">
      <div className="rail-mark" aria-hidden>
        G
      </div>
      {pages.map(({ name, label, icon: Icon, key }) => (
        <button
          key={name}
          type="button"
          className="rail-button"
          aria-current={page === name ? 'page' : undefined}
          title={`${label} (Ctrl+${key})`}
          onClick={() => showPage(name)}
        >
          <Icon size={18} aria-hidden />
          <span>{label}</span>
        </button>
      ))}
      <div className="rail-space" />
      <ThemeButton />
    </nav>
  );
}

function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const now: Theme = colorScheme === 'auto' ? 'system' : colorScheme;
  const { label, icon: Icon, next } = themes[now];
  const change = (): void => {
    window.grotto.setTheme(next);
    setColorScheme(next === 'system' ? 'auto' : next);
  };
  return (
    <button type="button" className="rail-button" aria-label={label} title={label} onClick={change}>
      <Icon size={16} aria-hidden />
    </button>
  );
}
