/** Searches that were saved, run again with a click. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Report } from '../../src/protocol/index.ts';
import { useEngineConnection } from '../app/engine.ts';
import { openSearch } from '../app/navigation.ts';
import { startLook } from '../charts/chart-look.ts';
import { rangeLabel } from '../search/time/ranges.ts';
import { InfoNote } from '../ui/notes.tsx';
import { deleteReport, refreshLibrary, useLibrary } from './library-store.ts';
import './dashboards.css';

export function openReport(report: Report): void {
  startLook({
    ...(report.chart === undefined ? {} : { type: report.chart }),
    ...(report.stacked === undefined ? {} : { stack: report.stacked }),
    ...(report.nulls === undefined ? {} : { nulls: report.nulls }),
  });
  openSearch(report.search, rangeOf(report));
}

function rangeOf({ earliest, latest }: Report): { earliest?: string; latest?: string } {
  return { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) };
}

export function ReportsPage() {
  const { reports } = useLibrary();
  const { generation } = useEngineConnection();
  useEffect(() => void refreshLibrary().catch(() => undefined), [generation]);
  return (
    <div className="data-page">
      <h1 className="page-title">Reports</h1>
      {reports.length === 0 ? (
        <InfoNote>No search was saved yet. Run one, then choose Save as beside its results.</InfoNote>
      ) : (
        <table className="plain-table" aria-label="Reports">
          <thead>
            <tr>
              <th>Name</th>
              <th>Search</th>
              <th>Time range</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <tr key={report.name}>
                <td>
                  <button type="button" className="plain link" onClick={() => openReport(report)}>
                    {report.name}
                  </button>
                  {report.description !== '' && <div className="muted">{report.description}</div>}
                </td>
                <td className="mono report-search">{report.search}</td>
                <td>{rangeLabel(rangeOf(report), 'UTC')}</td>
                <td className="number">
                  <Button variant="subtle" color="red" size="compact-xs" onClick={() => void deleteReport(report.name)}>
                    Delete
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
