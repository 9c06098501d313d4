/** Reports and dashboards that are kept, shared by all pages. */
import type { Dashboard, KeptDashboard, Report } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { createStore, useStore } from '../ui/store.ts';

export interface Library {
  readonly reports: readonly Report[];
  readonly dashboards: readonly KeptDashboard[];
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
  /** Name of the dashboard that is shown; undefined: their list. */
  readonly open: string | undefined;
}

const library = createStore<Library>({ reports: [], dashboards: [], unreadable: [], open: undefined });

export function useLibrary(): Library {
  return useStore(library);
}

export async function refreshLibrary(): Promise<void> {
  const engine = currentEngine();
  const [reports, dashboards] = await Promise.all([engine.call('report.list', {}), engine.call('dashboard.list', {})]);
  library.update((now) => ({
    ...now,
    reports: reports.reports,
    dashboards: dashboards.dashboards,
    unreadable: [...reports.unreadable, ...dashboards.unreadable],
  }));
}

export function openDashboard(name: string | undefined): void {
  library.update((now) => ({ ...now, open: name }));
}

export async function saveReport(report: Report): Promise<void> {
  await currentEngine().call('report.save', { report });
  await refreshLibrary();
}

export async function deleteReport(name: string): Promise<void> {
  await currentEngine().call('report.delete', { name });
  await refreshLibrary();
}

export async function saveDashboard(dashboard: Dashboard): Promise<void> {
  await currentEngine().call('dashboard.save', { dashboard });
  await refreshLibrary();
}

export async function deleteDashboard(name: string): Promise<void> {
  await currentEngine().call('dashboard.delete', { name });
  openDashboard(undefined);
  await refreshLibrary();
}
