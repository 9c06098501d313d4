/** The rows of a job that a chart is drawn from. */
import { useEffect, useState } from 'react';
import type { Cell, SearchState } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';

/** More than this is more than a screen has columns of pixels. */
export const mostChartRows = 5_000;

/** Undefined until they are there. */
export function useResultRows(state: SearchState): readonly (readonly Cell[])[] | undefined {
  const engine = useEngine();
  const [rows, setRows] = useState<readonly (readonly Cell[])[]>();
  useEffect(() => {
    if (engine === undefined || state.rowCount === 0) return;
    let isCurrent = true;
    engine.call('search.page', { job: state.job, offset: 0, count: Math.min(state.rowCount, mostChartRows) }).then(
      (answer) => isCurrent && setRows(answer.rows),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, state.job, state.rowCount, state.resultVersion]);
  return rows;
}
