/** The timeline's numbers, and the field that breaks its bars down. */
import { useEffect, useReducer, useRef, useState } from 'react';
import { z } from 'zod';
import type { SearchState, Timeline } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { createKeptStore } from '../../ui/kept.ts';
import { useStore } from '../../ui/store.ts';

export interface Frame {
  /** Epoch seconds where the first bar begins. */
  readonly start: number;
  /** Seconds to the end of the last bar. */
  readonly length: number;
}

export function frameOf(timeline: Timeline): Frame | undefined {
  const { from, to, spanSeconds } = timeline;
  if (from === null || to === null) return undefined;
  const start = Math.floor(from / spanSeconds) * spanSeconds;
  return { start, length: (Math.floor(to / spanSeconds) + 1) * spanSeconds - start };
}

/** Empty: bars in one colour. */
const breakdown = createKeptStore('grotto.timeline-breakdown', z.string(), '');

/** The chosen field where these events have it. */
export function useBreakdown(state: SearchState): string | undefined {
  const field = useStore(breakdown);
  return state.columns.some((column) => column.name === field) ? field : undefined;
}

export function setBreakdown(field: string): void {
  breakdown.set(field);
}

/** Between two askings, milliseconds. */
const pause = 150;

/** Asked for again whenever more events were found; the last one stays until the next is there, so that nothing flickers. */
export function useTimeline(state: SearchState): Timeline | undefined {
  const engine = useEngine();
  const by = useBreakdown(state);
  const [timeline, setTimeline] = useState<Timeline>();
  const asking = useRef(false);
  const [answers, answered] = useReducer((n: number) => n + 1, 0);
  const wanted = `${state.job} ${state.rowCount} ${state.state} ${by ?? ''}`;
  const shown = useRef('');
  const isUsable = state.state !== 'failed' && (state.rowCount > 0 || state.state !== 'running');
  useEffect(() => {
    // One at a time: while the search runs there is always a newer one to be had.
    if (engine === undefined || !isUsable || asking.current || shown.current === wanted) return;
    asking.current = true;
    shown.current = wanted;
    engine
      .call('search.timeline', { job: state.job, buckets: 120, ...(by === undefined ? {} : { by }) })
      .then(setTimeline, () => setTimeline(undefined))
      .finally(() =>
        setTimeout(() => {
          asking.current = false;
          answered();
        }, pause),
      );
  }, [engine, state.job, isUsable, by, wanted, answers]);
  return timeline;
}
