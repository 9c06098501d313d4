/** The search page's state: what is typed, over which time, and the job that runs or ran last. */
import { z } from 'zod';
import type { Problem, SearchState, TimeRange } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { problemOf } from '../ui/notes.tsx';
import { preferencesNow } from '../settings/preferences.ts';
import { createKeptStore } from '../ui/kept.ts';
import { createStore, useStore } from '../ui/store.ts';
import { timeZones } from '../ui/time-zones.ts';
import { remember } from './history.ts';
import { addBackgroundJob, backgroundJobsWereLost, takeBackgroundJob } from './jobs/background-jobs.ts';
import { rememberRange } from './time/recent-ranges.ts';

export type ResultTab = 'events' | 'patterns' | 'statistics' | 'visualisation';

export interface Search {
  readonly text: string;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly tab: ResultTab;
  /** What was run last, as it was then. */
  readonly ran: { readonly text: string; readonly range: TimeRange } | undefined;
  readonly state: SearchState | undefined;
  /** The search whose results `state` are; while another starts they are still shown. */
  readonly shownText: string | undefined;
  readonly problem: Problem | undefined;
  /** Between Enter and the engine's first word. */
  readonly isStarting: boolean;
}

/** The zone in which times are read and written; kept between starts. */
const keptZone = createKeptStore('grotto.time-zone', z.enum(timeZones as [string, ...string[]]), 'UTC');

const search = createStore<Search>({
  text: '',
  range: preferencesNow().range,
  timeZone: keptZone.get(),
  tab: 'events',
  ran: undefined,
  state: undefined,
  shownText: undefined,
  problem: undefined,
  isStarting: false,
});

export function useSearch(): Search {
  return useStore(search);
}

export function searchNow(): Search {
  return search.get();
}

function patch(change: Partial<Search>): void {
  search.update((now) => ({ ...now, ...change }));
}

export function setText(text: string): void {
  if (search.get().text !== text) patch({ text });
}

export function setTab(tab: ResultTab): void {
  patch({ tab });
}

export function setRange(range: TimeRange): void {
  rememberRange(range);
  patch({ range });
  if (search.get().ran !== undefined) void run();
}

export function setTimeZone(timeZone: string): void {
  keptZone.set(timeZone);
  patch({ timeZone });
  if (search.get().ran !== undefined) void run();
}

/** Numbers the runs: reports of an older one are not heard any more. */
let runs = 0;
let stopListening: (() => void) | undefined;
/** Runs, and has nothing to show yet. */
let starting: string | undefined;

function abandonStarting(): void {
  const job = starting;
  starting = undefined;
  if (job !== undefined)
    void currentEngine()
      .call('search.close', { job })
      .catch(() => undefined);
}

/** Runs a text in place of the typed one. */
export async function runText(text: string, range: TimeRange = search.get().range): Promise<void> {
  patch({ text, range });
  await run();
}

/** Runs what is typed; unlimited: without the limits that it does not name itself. */
export async function run({ isUnlimited = false }: { readonly isUnlimited?: boolean } = {}): Promise<void> {
  const { text, range, timeZone, state } = search.get();
  const spl = text.trim();
  if (spl === '') return;
  runs += 1;
  const mine = runs;
  stopListening?.();
  abandonStarting();
  patch({ isStarting: true, problem: undefined, ran: { text: spl, range } });
  remember(spl);
  try {
    const engine = currentEngine();
    const early: SearchState[] = [];
    /** Set by the answer; the first reports may come before it. */
    const known: { job?: string } = {};
    stopListening = engine.on('search.state', (next) => {
      if (mine !== runs) return;
      if (known.job === undefined) early.push(next);
      else if (next.job === known.job) show(next);
    });
    const started = await engine.call('search.start', { spl, range, timeZone, isUnlimited });
    if (mine !== runs) {
      void engine.call('search.close', { job: started.job }).catch(() => undefined);
      return;
    }
    known.job = started.job;
    starting = started.job;
    for (const next of early) if (next.job === started.job) show(next);
    if (state !== undefined) void engine.call('search.close', { job: state.job }).catch(() => undefined);
  } catch (error) {
    if (mine === runs) patch({ isStarting: false, problem: problemOf(error), state: undefined });
  }
}

/** Until a search has rows the results before it stay, but no longer than this, seconds. */
const longestWait = 0.4;

function show(next: SearchState): void {
  const { state, tab } = search.get();
  const isNew = state?.job !== next.job;
  if (isNew && next.state === 'running' && !hasSomething(next)) {
    patch({ isStarting: true });
    return;
  }
  if (starting === next.job) starting = undefined;
  patch({
    state: isNew ? next : { ...next, columns: sameColumns(state.columns, next.columns) },
    shownText: isNew ? search.get().ran?.text : search.get().shownText,
    isStarting: false,
    problem: next.problem,
    tab: isNew ? tabFor(next, tab) : tab,
  });
}

function hasSomething(state: SearchState): boolean {
  return state.columns.length > 0 && (state.rowCount > 0 || state.elapsedSeconds > longestWait);
}

/** The list that is known already where they are the same, so that what depends on it stays. */
function sameColumns(before: SearchState['columns'], now: SearchState['columns']): SearchState['columns'] {
  const isSame =
    before.length === now.length &&
    before.every((column, i) => column.name === now[i]?.name && column.type === now[i]?.type);
  return isSame ? before : now;
}

function tabFor(state: SearchState, tab: ResultTab): ResultTab {
  if (state.presentation === 'events') return tab === 'patterns' ? tab : 'events';
  if (state.suggestedChart !== 'none') return 'visualisation';
  return tab === 'visualisation' ? tab : 'statistics';
}

/** The search that is shown, once more and without its limits. */
export async function liftLimits(): Promise<void> {
  const { ran } = search.get();
  if (ran === undefined) return;
  patch({ text: ran.text, range: ran.range });
  await run({ isUnlimited: true });
}

export async function cancel(): Promise<void> {
  const { state, isStarting } = search.get();
  if (isStarting) {
    runs += 1;
    abandonStarting();
  }
  patch({ isStarting: false });
  if (state?.state === 'running') await currentEngine().call('search.cancel', { job: state.job });
}

/** The running search goes on without being looked at. */
export function sendToBackground(): void {
  const { state, ran } = search.get();
  if (state === undefined || ran === undefined) return;
  runs += 1;
  stopListening?.();
  addBackgroundJob({ text: ran.text, range: ran.range, state });
  patch({ state: undefined, shownText: undefined, ran: undefined, isStarting: false });
}

/** Puts a job of the background in the place of what is shown. */
export function showJob(job: string): void {
  const taken = takeBackgroundJob(job);
  if (taken === undefined) return;
  const { state: before } = search.get();
  runs += 1;
  const mine = runs;
  stopListening?.();
  abandonStarting();
  const engine = currentEngine();
  if (before !== undefined) void engine.call('search.close', { job: before.job }).catch(() => undefined);
  const { text, range, state } = taken;
  patch({
    text,
    range,
    ran: { text, range },
    state,
    shownText: text,
    isStarting: false,
    problem: state.problem,
    tab: tabFor(state, search.get().tab),
  });
  stopListening = engine.on('search.state', (next) => {
    if (mine === runs && next.job === job) show(next);
  });
}

/** The engine that held the results is gone. */
export function jobsWereLost(): void {
  starting = undefined;
  backgroundJobsWereLost();
  const { state, isStarting } = search.get();
  if (state === undefined && !isStarting) return;
  runs += 1;
  patch({
    state: undefined,
    isStarting: false,
    problem: {
      kind: 'search',
      message: 'The engine was restarted, and the results of this search went with it.',
      hint: 'Run the search again.',
    },
  });
}
