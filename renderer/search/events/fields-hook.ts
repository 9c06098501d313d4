/** The fields of the events found: first of the newest of them, then of all. */
import { useEffect, useState } from 'react';
import type { FieldSummaries, SearchState } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';

export interface Fields extends FieldSummaries {
  /** Of the newest events alone, while all of them are being counted. */
  readonly isPart: boolean;
}

/** Looked at first: few enough to be there at once. */
const newest = 20_000;

/** Those of the search before stay until the first of this one are there. */
export function useFields(state: SearchState): Fields | undefined {
  const engine = useEngine();
  const [known, setKnown] = useState<{ readonly job: string; readonly fields: Fields }>();
  const { job } = state;
  const isEnded = state.state === 'done' || state.state === 'cancelled';
  const isPartWanted = state.rowCount > 0 && (!isEnded || state.rowCount > newest);
  useEffect(() => {
    if (engine === undefined || !isPartWanted) return;
    let isCurrent = true;
    engine.call('search.fields', { job, newest }).then(
      (answer) => {
        const part = { job, fields: { ...answer, isPart: true } };
        // All of them may have been quicker.
        if (isCurrent) setKnown((now) => (now?.job === job ? now : part));
      },
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, job, isPartWanted]);
  useEffect(() => {
    if (engine === undefined || !isEnded) return;
    let isCurrent = true;
    engine.call('search.fields', { job }).then(
      (answer) => isCurrent && setKnown({ job, fields: { ...answer, isPart: false } }),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, job, isEnded]);
  return known?.fields;
}
