/** Records that no event was made of, by their reason and file. */
import { useEffect, useState } from 'react';
import type { Cell, Problem } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { openSearch } from '../app/navigation.ts';
import { usePanelSearch } from '../dashboards/panel-search.ts';
import { fieldTerm } from '../search/edit-search.ts';
import { formatCount } from '../ui/format.ts';
import { InfoNote, ProblemNote, problemOf } from '../ui/notes.tsx';
import { DataTable } from './data-table.tsx';
import { useDataSummary } from './summary-store.ts';

const most = 500;

export function RejectedTab() {
  const { imports } = useDataSummary();
  if (imports.every(({ rejected }) => rejected === 0))
    return <InfoNote>Nothing was rejected: every record of every import became an event.</InfoNote>;
  return <Rejected />;
}

function Rejected() {
  const { rows, problem } = useRejected();
  if (problem !== undefined) return <ProblemNote problem={problem} />;
  return (
    <DataTable head={['Reason', 'File', 'Source type', '#Records']} label="Rejected records">
      {(rows ?? []).map(([reason, source, sourcetype, count], i) => (
        <tr key={i}>
          <td>
            <button
              type="button"
              className="plain link"
              onClick={() =>
                openSearch(
                  `index=_rejected ${fieldTerm('reason', textOf(reason))} ${fieldTerm('source', textOf(source))}`,
                )
              }
            >
              {textOf(reason)}
            </button>
          </td>
          <td title={textOf(source)}>{textOf(source).split(/[\\/]/).at(-1)}</td>
          <td>{textOf(sourcetype)}</td>
          <td className="number">{formatCount(Number(count))}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function textOf(cell: Cell | undefined): string {
  return cell === undefined || cell === null ? '' : String(cell);
}

function useRejected(): {
  readonly rows: readonly (readonly Cell[])[] | undefined;
  readonly problem: Problem | undefined;
} {
  const engine = useEngine();
  const { state, problem } = usePanelSearch(
    'index=_rejected | stats count by reason, source, orig_sourcetype | sort 0 -count',
    {},
    'UTC',
    0,
  );
  const [rows, setRows] = useState<readonly (readonly Cell[])[]>();
  const [failure, setFailure] = useState<Problem>();
  useEffect(() => {
    if (engine === undefined || state === undefined) return;
    let isCurrent = true;
    engine.call('search.page', { job: state.job, offset: 0, count: most }).then(
      (page) => isCurrent && setRows(page.rows),
      (error: unknown) => isCurrent && setFailure(problemOf(error)),
    );
    return () => void (isCurrent = false);
  }, [engine, state]);
  return { rows, problem: problem ?? failure };
}
