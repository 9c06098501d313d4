/** A source type's settings applied to events that are there: a preview, the run, and the way back. */
import { useEffect, useRef, useState } from 'react';
import type { Problem, ReapplyPreview, ReapplyProgress } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { problemOf } from '../ui/notes.tsx';
import { refreshData } from './summary-store.ts';

export interface Reapplying {
  readonly preview: ReapplyPreview | undefined;
  readonly progress: ReapplyProgress | undefined;
  readonly problem: Problem | undefined;
  /** Events that an undo brought back; undefined before one. */
  readonly undone: number | undefined;
  readonly start: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly undo: () => Promise<void>;
}

export function useReapply(sourcetype: string): Reapplying {
  const [preview, setPreview] = useState<ReapplyPreview>();
  const [progress, setProgress] = useState<ReapplyProgress>();
  const [problem, setProblem] = useState<Problem>();
  const [undone, setUndone] = useState<number>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => {
    let isCurrent = true;
    currentEngine()
      .call('reapply.preview', { sourcetype })
      .then(
        (answer) => isCurrent && setPreview(answer),
        (error: unknown) => isCurrent && setProblem(problemOf(error)),
      );
    return () => {
      isCurrent = false;
      stop.current?.();
    };
  }, [sourcetype]);
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return {
    preview,
    progress,
    problem,
    undone,
    start: () =>
      guarded(async () => {
        const engine = currentEngine();
        const known: { job?: string } = {};
        const hear = (next: ReapplyProgress): void => {
          if (next.job !== known.job) return;
          setProgress(next);
          if (next.state !== 'running') void refreshData();
        };
        stop.current?.();
        stop.current = engine.on('reapply.progress', hear);
        known.job = (await engine.call('reapply.start', { sourcetype })).job;
        setUndone(undefined);
        setProgress({ job: known.job, state: 'running', step: 'reading', eventsDone: 0, eventCount: 0 });
      }),
    cancel: () =>
      guarded(async () => {
        if (progress !== undefined) await currentEngine().call('reapply.cancel', { job: progress.job });
      }),
    undo: () =>
      guarded(async () => {
        const { events } = await currentEngine().call('reapply.undo', { sourcetype });
        setProgress(undefined);
        setUndone(events);
        await refreshData();
      }),
  };
}
