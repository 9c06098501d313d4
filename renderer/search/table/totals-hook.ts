/** Sum and largest value of every column of numbers, over all rows. */
import { useEffect, useState } from 'react';
import type { SearchState, Totals } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';

export function useTotals(state: SearchState, isWanted: boolean): ReadonlyMap<string, Totals['columns'][number]> {
  const engine = useEngine();
  const [totals, setTotals] = useState<ReadonlyMap<string, Totals['columns'][number]>>(new Map());
  const { job, rowCount, resultVersion } = state;
  const isUsable = isWanted && rowCount > 0;
  useEffect(() => {
    if (engine === undefined || !isUsable) return;
    let isCurrent = true;
    engine.call('search.totals', { job }).then(
      ({ columns }) => isCurrent && setTotals(new Map(columns.map((column) => [column.name, column]))),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, job, isUsable, rowCount, resultVersion]);
  return totals;
}
