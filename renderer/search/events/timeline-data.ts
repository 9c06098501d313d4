/** The timeline's numbers, and the field that breaks its bars down. */
import { useEffect, useState } from 'react';
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
  const first = timeline.buckets[0]?.start;
  const last = timeline.buckets.at(-1)?.start;
  if (first === undefined || last === undefined) return undefined;
  return { start: first, length: Math.max(timeline.spanSeconds, last - first + timeline.spanSeconds) };
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

/** The last one stays until the next is there, so that nothing flickers. */
export function useTimeline(state: SearchState): Timeline | undefined {
  const engine = useEngine();
  const by = useBreakdown(state);
  const [timeline, setTimeline] = useState<Timeline>();
  const isUsable = state.state === 'done' || state.state === 'cancelled';
  useEffect(() => {
    if (engine === undefined || !isUsable) return;
    let isCurrent = true;
    engine.call('search.timeline', { job: state.job, buckets: 120, ...(by === undefined ? {} : { by }) }).then(
      (answer) => isCurrent && setTimeline(answer),
      () => isCurrent && setTimeline(undefined),
    );
    return () => void (isCurrent = false);
  }, [engine, state.job, isUsable, by]);
  return timeline;
}
