/** The shell: the rail with the pages, the engine's banner, the drop overlay, and the page that is shown. */
import { useEffect, useState } from 'react';
import { DataPage } from '../data/data-page.tsx';
import { DashboardsPage } from '../dashboards/dashboards-page.tsx';
import { ReportsPage } from '../dashboards/reports-page.tsx';
import { refreshData, useDataSummary } from '../data/summary-store.ts';
import { addGrants } from '../import/wizard-store.ts';
import { WizardPage } from '../import/wizard-page.tsx';
import { SearchPage } from '../search/search-page.tsx';
import { useAppliedPreferences } from '../settings/apply-preferences.ts';
import { SettingsPage } from '../settings/settings-page.tsx';
import { ProblemNote, problemOf } from '../ui/notes.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { EmptyState } from './empty-state.tsx';
import { EngineBanner } from './engine-banner.tsx';
import { useEngineConnection } from './engine.ts';
import { showPage, useNavigation } from './navigation.ts';
import { TourCard } from './tour/tour-card.tsx';
import { Rail } from './rail.tsx';
import { useActions } from './actions.ts';
import { CommandPalette } from './palette/command-palette.tsx';
import { Shortcuts } from './palette/shortcuts.tsx';
import { useOverlay } from './overlays.ts';
import './shell.css';

export function App() {
  const { client, generation } = useEngineConnection();
  const { page } = useNavigation();
  const { indexes, error } = useDataSummary();
  const [isReady, setReady] = useState(false);

  const overlay = useOverlay();
  useActions();
  useAppliedPreferences();
  useEffect(() => {
    if (generation > 0) void refreshData();
  }, [generation]);
  useEffect(() => client?.on('retention.applied', () => void refreshData()), [client]);
  // Of another window, too.
  useEffect(() => client?.on('import.progress', ({ state }) => void (state !== 'running' && refreshData())), [client]);
  useEffect(
    () =>
      window.grotto.onFilesGranted((grants) => {
        showPage('import');
        void addGrants(grants);
      }),
    [],
  );
  const isAnswered = indexes !== undefined || error !== undefined;
  useEffect(() => {
    if (!isAnswered || isReady) return;
    setReady(true);
    window.grotto.ready();
  }, [isAnswered, isReady]);

  const hasData = indexes !== undefined && indexes.some((index) => index.events > 0);
  return (
    <div className="shell">
      <Rail />
      <main className="shell-main">
        <EngineBanner />
        {error !== undefined && (
          <div className="shell-problem">
            <ProblemNote problem={problemOf(error)} />
          </div>
        )}
        {/* Pages stay mounted: a search's results, a half-filled wizard wait for the person's return. */}
        <section className="shell-page" hidden={page !== 'search'} aria-label="Search">
          {hasData ? <SearchPage /> : isAnswered && error === undefined && <EmptyState />}
        </section>
        <section className="shell-page" hidden={page !== 'import'} aria-label="Add data">
          <WizardPage />
        </section>
        <section className="shell-page" hidden={page !== 'data'} aria-label="Data">
          {page === 'data' && <DataPage />}
        </section>
        <section className="shell-page" hidden={page !== 'dashboards'} aria-label="Dashboards">
          {page === 'dashboards' && <DashboardsPage />}
        </section>
        <section className="shell-page" hidden={page !== 'reports'} aria-label="Reports">
          {page === 'reports' && <ReportsPage />}
        </section>
        <section className="shell-page" hidden={page !== 'settings'} aria-label="Settings">
          {page === 'settings' && <SettingsPage />}
        </section>
      </main>
      {page === 'search' && hasData && <TourCard />}
      <DropOverlay />
      {overlay === 'palette' && <CommandPalette />}
      {overlay === 'shortcuts' && <Shortcuts />}
    </div>
  );
}
