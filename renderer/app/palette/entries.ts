/** All that the palette offers: the window's actions, and what the person has: searches, reports, dashboards, data. */
import { useMemo } from 'react';
import { appActions } from '../../../src/protocol/index.ts';
import { openDashboard, useLibrary } from '../../dashboards/library-store.ts';
import { openReport } from '../../dashboards/reports-page.tsx';
import { useDataSummary } from '../../data/summary-store.ts';
import { fieldTerm } from '../../search/edit-search.ts';
import { searchHistory } from '../../search/history.ts';
import { searchNow } from '../../search/search-store.ts';
import { doAction } from '../actions.ts';
import { writtenKeys } from '../keys.ts';
import { openSearch, showPage } from '../navigation.ts';
import { fitOf } from './match.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly keys?: string;
  readonly isCode?: boolean;
  readonly act: () => void;
}

/** Shown at most; the rest is found by typing. */
const most = 60;
const recentSearches = 20;

export function usePaletteEntries(typed: string): readonly PaletteEntry[] {
  const { reports, dashboards } = useLibrary();
  const { indexes, sourceTypes } = useDataSummary();
  const all = useMemo((): readonly PaletteEntry[] => {
    const isMac = window.grotto.platform === 'darwin';
    const stored = new Set((indexes ?? []).flatMap((index) => index.sourcetypes));
    return [
      ...appActions
        .filter(({ name }) => name !== 'command-palette')
        .map((action): PaletteEntry => ({
          id: `action ${action.name}`,
          kind: action.group,
          label: action.label,
          ...('keys' in action ? { keys: writtenKeys(action.keys, isMac) } : {}),
          act: () => doAction(action.name),
        })),
      ...[...searchHistory()]
        .reverse()
        .slice(0, recentSearches)
        .map((text): PaletteEntry => ({
          id: `search ${text}`,
          kind: 'Recent search',
          label: text,
          isCode: true,
          act: () => openSearch(text, searchNow().range),
        })),
      ...dashboards.map(({ dashboard: { name } }): PaletteEntry => ({
        id: `dashboard ${name}`,
        kind: 'Dashboard',
        label: name,
        act: () => {
          openDashboard(name);
          showPage('dashboards');
        },
      })),
      ...reports.map((report): PaletteEntry => ({
        id: `report ${report.name}`,
        kind: 'Report',
        label: report.name,
        act: () => openReport(report),
      })),
      ...(indexes ?? []).map(({ index }): PaletteEntry => ({
        id: `index ${index}`,
        kind: 'Index',
        label: index,
        act: () => openSearch(fieldTerm('index', index)),
      })),
      ...sourceTypes
        .filter(({ name }) => stored.has(name))
        .map(({ name }): PaletteEntry => ({
          id: `sourcetype ${name}`,
          kind: 'Source type',
          label: name,
          act: () => openSearch(`index=* ${fieldTerm('sourcetype', name)}`),
        })),
    ];
  }, [reports, dashboards, indexes, sourceTypes]);
  return useMemo(() => {
    if (typed.trim() === '') return all.slice(0, most);
    return all
      .map((entry, place) => ({ entry, place, fit: fitOf(typed, `${entry.label} ${entry.kind}`) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit || a.place - b.place)
      .slice(0, most)
      .map(({ entry }) => entry);
  }, [all, typed]);
}
