/** The first steps with sample data: which step is shown, and the search that each one runs. */
import { z } from 'zod';
import type { ImportProgress } from '../../../src/protocol/index.ts';
import { refreshData } from '../../data/summary-store.ts';
import { sampleFiles } from '../../import/samples.ts';
import { createKeptStore } from '../../ui/kept.ts';
import { useStore } from '../../ui/store.ts';
import { currentEngine } from '../engine.ts';
import { openSearch } from '../navigation.ts';

interface TourStep {
  readonly title: string;
  readonly text: string;
  readonly search: string;
}

const base = 'index=main source=access.log';
export const tourSteps: readonly TourStep[] = [
  {
    title: 'Events',
    text: 'These are the lines of a web server, newest first, with their times read and their fields found. Open one with the arrow before it, or click a field on the left for its values.',
    search: base,
  },
  {
    title: 'A question',
    text: 'Terms narrow the search, and a pipe carries what is found to the next command. This counts the failed requests by page.',
    search: `${base} status>=400 | stats count by uri_path, status | sort -count`,
  },
  {
    title: 'A chart',
    text: 'timechart counts over time, by the values of a field. Click a value in the legend to see it alone, or choose another kind of chart.',
    search: `${base} | timechart span=1h count by status`,
  },
];

/** Place of the step that is shown; null: none. Kept, so that a restart goes on where one was. */
const tour = createKeptStore<number | null>('grotto.tour', z.number().int().min(0).max(2).nullable(), null);

export function useTour(): number | null {
  return useStore(tour);
}

export function endTour(): void {
  tour.set(null);
}

export function showTourStep(place: number): void {
  const step = tourSteps[place];
  if (step === undefined) return endTour();
  tour.set(place);
  openSearch(step.search);
}

/** Imports the sample log, which is there already the second time, and shows the first step. Throws EngineProblem. */
export async function startTour(): Promise<void> {
  const sample = sampleFiles().find(({ name }) => name === 'access.log');
  if (sample === undefined) return;
  await importText(sample.name, sample.text);
  await refreshData();
  showTourStep(0);
}

async function importText(name: string, text: string): Promise<void> {
  const engine = currentEngine();
  const known: { job?: string } = {};
  const heard: ImportProgress[] = [];
  await new Promise<void>((resolve, reject) => {
    const hear = (progress: ImportProgress): void => {
      if (known.job === undefined) heard.push(progress);
      else if (progress.job === known.job && progress.state !== 'running') end();
    };
    const stop = engine.on('import.progress', hear);
    const end = (error?: unknown): void => {
      stop();
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    engine.call('import.start', { files: [{ input: { kind: 'text', name, text } }], index: 'main' }).then(({ job }) => {
      known.job = job;
      for (const progress of heard) hear(progress);
    }, end);
  });
}
