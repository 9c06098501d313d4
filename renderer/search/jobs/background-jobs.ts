/** Searches that run, or ran, without being looked at. */
import type { SearchState, TimeRange } from '../../../src/protocol/index.ts';
import { currentEngine } from '../../app/engine.ts';
import { createStore, useStore } from '../../ui/store.ts';

export interface BackgroundJob {
  readonly text: string;
  readonly range: TimeRange;
  readonly state: SearchState;
}

interface Jobs {
  /** Latest first. */
  readonly jobs: readonly BackgroundJob[];
  /** Ended and not looked at since: told of once. */
  readonly news: BackgroundJob | undefined;
}

const background = createStore<Jobs>({ jobs: [], news: undefined });
let stopListening: (() => void) | undefined;

export function useBackgroundJobs(): Jobs {
  return useStore(background);
}

export function addBackgroundJob(job: BackgroundJob): void {
  background.update((now) => ({ ...now, jobs: [job, ...now.jobs] }));
  stopListening ??= currentEngine().on('search.state', hear);
}

function hear(state: SearchState): void {
  const found = background.get().jobs.find((one) => one.state.job === state.job);
  if (found === undefined) return;
  const next = { ...found, state };
  background.update(({ jobs, news }) => ({
    jobs: jobs.map((one) => (one === found ? next : one)),
    news: state.state === 'running' ? news : next,
  }));
}

/** Gives a job to whoever shows it; it is no longer in the background. */
export function takeBackgroundJob(job: string): BackgroundJob | undefined {
  const found = background.get().jobs.find((one) => one.state.job === job);
  background.update(({ jobs, news }) => ({
    jobs: jobs.filter((one) => one !== found),
    news: news?.state.job === job ? undefined : news,
  }));
  return found;
}

/** Cancels it where it still runs, and frees what it holds. */
export function removeBackgroundJob(job: string): void {
  if (takeBackgroundJob(job) !== undefined)
    void currentEngine()
      .call('search.close', { job })
      .catch(() => undefined);
}

export function dismissNews(): void {
  background.update((now) => ({ ...now, news: undefined }));
}

/** The engine that held them is gone. */
export function backgroundJobsWereLost(): void {
  stopListening?.();
  stopListening = undefined;
  background.set({ jobs: [], news: undefined });
}
