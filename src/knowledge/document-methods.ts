/** What callers can ask of reports and dashboards. */
import { EngineProblem, reportSchema, dashboardSchema } from '../protocol/index.ts';
import type { EngineMethods, KeptDashboard } from '../protocol/index.ts';
import { checkDashboard } from './check-dashboard.ts';
import { shippedDashboards } from './dashboards/registry.ts';
import { deleteDocument, readDocuments, saveDocument } from './documents.ts';

type DocumentMethod =
  | 'report.list'
  | 'report.save'
  | 'report.delete'
  | 'dashboard.list'
  | 'dashboard.check'
  | 'dashboard.save'
  | 'dashboard.delete';

/** `folders` hold one file a document; `checkSearch` says what is wrong with a search. */
export function documentMethods(
  folders: { readonly reports: string; readonly dashboards: string },
  checkSearch: (spl: string) => string | undefined,
): Pick<EngineMethods, DocumentMethod> {
  return {
    'report.list': async () => {
      const { documents, unreadable } = readDocuments(folders.reports, reportSchema);
      return { reports: [...documents], unreadable: [...unreadable] };
    },
    'report.save': async ({ report }) => {
      saveDocument(folders.reports, report.name, report);
      return {};
    },
    'report.delete': async ({ name }) => {
      deleteDocument(folders.reports, name);
      return {};
    },
    'dashboard.list': async () => {
      const { documents, unreadable } = readDocuments(folders.dashboards, dashboardSchema);
      const saved = new Set(documents.map((dashboard) => dashboard.name));
      return {
        dashboards: [
          ...documents.map((dashboard): KeptDashboard => ({ origin: 'saved', dashboard })),
          ...shippedDashboards
            .filter((dashboard) => !saved.has(dashboard.name))
            .map((dashboard): KeptDashboard => ({ origin: 'shipped', dashboard })),
        ],
        unreadable: [...unreadable],
      };
    },
    'dashboard.check': async ({ dashboard }) => ({ findings: [...checkDashboard(dashboard, checkSearch).findings] }),
    'dashboard.save': async ({ dashboard: given }) => {
      const { dashboard, findings } = checkDashboard(given, checkSearch);
      const [first] = findings;
      // A search that is still wrong is kept as it is being worked on; a file of the wrong shape is not.
      if (dashboard === undefined)
        throw new EngineProblem({
          kind: 'request',
          message: `This is no dashboard: ${first?.path === '' ? '' : `${first?.path}: `}${first?.message}`,
        });
      saveDocument(folders.dashboards, dashboard.name, dashboard);
      return dashboard;
    },
    'dashboard.delete': async ({ name }) => {
      deleteDocument(folders.dashboards, name);
      return {};
    },
  };
}

/** Reports by name, as the savedsearch command runs them. */
export function reportSearches(folder: string): readonly (readonly [string, string])[] {
  return readDocuments(folder, reportSchema).documents.map((report) => [report.name, report.search] as const);
}
