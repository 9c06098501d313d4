/** Runs a panel's search, again whenever it changes, and frees what it held. */
import { useEffect, useState } from 'react';
import type { Problem, SearchState, TimeRange } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { problemOf } from '../ui/notes.tsx';

export interface PanelResult {
  readonly state: SearchState | undefined;
  readonly problem: Problem | undefined;
  readonly isRunning: boolean;
}

/** `round` counts the refreshes. The last result stays until the next is there. */
export function usePanelSearch(
  spl: string | undefined,
  { earliest, latest }: TimeRange,
  timeZone: string,
  round: number,
): PanelResult {
  const engine = useEngine();
  const [result, setResult] = useState<PanelResult>({ state: undefined, problem: undefined, isRunning: true });
  useEffect(() => {
    if (engine === undefined || spl === undefined || spl.trim() === '') return;
    let isCurrent = true;
    let job: string | undefined;
    const early: SearchState[] = [];
    const hear = (state: SearchState): void => {
      if (!isCurrent || state.state === 'running') return;
      setResult({ state: state.problem === undefined ? state : undefined, problem: state.problem, isRunning: false });
    };
    const stop = engine.on('search.state', (state) => {
      if (job === undefined) early.push(state);
      else if (state.job === job) hear(state);
    });
    const range = { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) };
    setResult((now) => ({ ...now, isRunning: true }));
    engine.call('search.start', { spl, range, timeZone }).then(
      (started) => {
        job = started.job;
        if (!isCurrent) void engine.call('search.close', { job }).catch(() => undefined);
        for (const state of early) if (state.job === job) hear(state);
      },
      (error: unknown) => isCurrent && setResult({ state: undefined, problem: problemOf(error), isRunning: false }),
    );
    return () => {
      isCurrent = false;
      stop();
      if (job !== undefined) void engine.call('search.close', { job }).catch(() => undefined);
    };
  }, [engine, spl, earliest, latest, timeZone, round]);
  return result;
}
