/** The wizard: files, what was corrected about them, where they go, and the import under way. */
import type { FileEntry, ImportInput, ImportProgress, PathGrant, Problem } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { refreshData } from '../data/summary-store.ts';
import { problemOf } from '../ui/notes.tsx';
import { createStore, useStore } from '../ui/store.ts';
import { noCorrection, settingsOf } from './correction.ts';
import type { Correction } from './correction.ts';
import { sampleFiles } from './samples.ts';

export const steps = ['source', 'type', 'input', 'review', 'done'] as const;
export type Step = (typeof steps)[number];

export interface WizardState {
  readonly step: Step;
  readonly files: readonly FileEntry[];
  readonly isReading: boolean;
  readonly isPasting: boolean;
  readonly warnings: readonly string[];
  readonly problem: Problem | undefined;
  /** The group of files that is being looked at. */
  readonly group: string | undefined;
  /** By group. */
  readonly corrections: Readonly<Record<string, Correction>>;
  readonly index: string;
  /** Empty: this computer's name. */
  readonly host: string;
  readonly timeZone: string;
  readonly job: string | undefined;
  readonly progress: ImportProgress | undefined;
}

const initial: WizardState = {
  step: 'source',
  files: [],
  isReading: false,
  isPasting: false,
  warnings: [],
  problem: undefined,
  group: undefined,
  corrections: {},
  index: 'main',
  host: '',
  timeZone: 'UTC',
  job: undefined,
  progress: undefined,
};

const wizard = createStore<WizardState>(initial);

export function useWizard(): WizardState {
  return useStore(wizard);
}

function patch(change: Partial<WizardState>): void {
  wizard.update((now) => ({ ...now, ...change }));
}

// ---------------------------------------------------------------- files
export async function addGrants(grants: readonly PathGrant[]): Promise<void> {
  await addInputs(grants.map(({ id }) => ({ kind: 'grant', id })));
}

export async function addSamples(): Promise<void> {
  await addInputs(sampleFiles().map(({ name, text }) => ({ kind: 'text', name, text })));
}

export async function addText(name: string, text: string): Promise<void> {
  await addInputs([{ kind: 'text', name: name === '' ? 'pasted text' : name, text }]);
}

export function startPasting(): void {
  forgetFinished();
  patch({ step: 'source', isPasting: true });
}

export function stopPasting(): void {
  patch({ isPasting: false });
}

/** Files that come after an import was done begin a new one. */
function forgetFinished(): void {
  const { index, host, timeZone, step, progress } = wizard.get();
  if (step === 'done' && progress?.state !== 'running') wizard.set({ ...initial, index, host, timeZone });
}

async function addInputs(inputs: ImportInput[]): Promise<void> {
  forgetFinished();
  if (wizard.get().progress?.state === 'running') return;
  patch({ isReading: true, isPasting: false, problem: undefined });
  try {
    const { files, warnings } = await currentEngine().call('import.expand', { inputs });
    wizard.update((now) => {
      const all = [...now.files, ...files];
      const readable = all.filter((file) => file.problem === undefined);
      return {
        ...now,
        files: all,
        warnings: [...now.warnings, ...warnings],
        isReading: false,
        group: now.group ?? readable[0]?.group,
        // One good file needs no list: straight to what was found in it.
        step:
          all.length === 1 && readable.length === 1
            ? 'type'
            : now.step === 'type' && files.length > 0
              ? 'source'
              : now.step,
      };
    });
  } catch (error) {
    patch({ isReading: false, problem: problemOf(error) });
  }
}

export function removeFile(file: FileEntry): void {
  wizard.update((now) => {
    const files = now.files.filter((other) => other !== file);
    const group = files.some((other) => other.group === now.group) ? now.group : files[0]?.group;
    return { ...now, files, group };
  });
}

/** The files that will be imported: those that could be read. */
export function readableFiles(state: WizardState): readonly FileEntry[] {
  return state.files.filter((file) => file.problem === undefined);
}

// ---------------------------------------------------------------- steps and corrections
export function goTo(step: Step): void {
  patch({ step });
}

export function showGroup(group: string): void {
  patch({ group });
}

export function correctionOf(state: WizardState, group: string | undefined): Correction {
  return (group === undefined ? undefined : state.corrections[group]) ?? noCorrection;
}

export function correct(group: string, change: Partial<Correction>): void {
  wizard.update((now) => ({
    ...now,
    corrections: { ...now.corrections, [group]: { ...correctionOf(now, group), ...change } },
  }));
}

export function setTarget(change: Partial<Pick<WizardState, 'index' | 'host' | 'timeZone'>>): void {
  patch(change);
}

/** Index names as Splunk allows them; the answer says what is wrong with one. */
export function indexProblem(name: string): string | undefined {
  if (name === '') return 'Give the index a name, such as main.';
  if (!/^[a-z0-9_][a-z0-9_-]*$/.test(name))
    return 'Lowercase letters, digits, underscore and hyphen only; no hyphen first.';
  return name.length > 80 ? 'At most 80 characters.' : undefined;
}

/** Saves the corrected settings under a name, which the next file of this shape picks up. */
export async function saveSourceType(
  name: string,
  description: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const { group, files } = wizard.get();
  const file = files.find((one) => one.group === group);
  await currentEngine().call('sourcetype.save', {
    name,
    description,
    settings: { ...settings },
    ...(file === undefined ? {} : { fingerprintOf: file.input }),
  });
  if (group !== undefined) {
    patch({ corrections: { ...wizard.get().corrections, [group]: { ...noCorrection, sourcetype: name } } });
  }
  await refreshData();
}

// ---------------------------------------------------------------- import
/** `again`: files whose content is there already are imported once more. */
/** `again`: also what is there already. `onlyNew`: of files that have grown, what was added. */
export async function startImport(how: 'again' | 'onlyNew' | 'once' = 'once'): Promise<void> {
  const state = wizard.get();
  if (indexProblem(state.index) !== undefined) return goTo('input');
  const engine = currentEngine();
  patch({ step: 'done', progress: undefined, problem: undefined });
  const heard: ImportProgress[] = [];
  const stop = engine.on('import.progress', (progress) => {
    const { job } = wizard.get();
    // The first report may come before the answer that names the job.
    if (job === undefined) heard.push(progress);
    else if (progress.job === job) take(progress, stop);
  });
  try {
    patch({ job: undefined });
    const { job } = await engine.call('import.start', {
      files: readableFiles(state).map((file) => {
        const { sourcetype } = correctionOf(state, file.group);
        return {
          input: file.input,
          settings: { ...settingsOf(correctionOf(state, file.group)) },
          ...(sourcetype === undefined ? {} : { sourcetype }),
        };
      }),
      index: state.index,
      timeZone: state.timeZone,
      again: how === 'again',
      onlyNew: how === 'onlyNew',
      ...(state.host === '' ? {} : { host: state.host }),
    });
    patch({ job });
    for (const progress of heard) if (progress.job === job) take(progress, stop);
  } catch (error) {
    stop();
    patch({ step: 'review', problem: problemOf(error) });
  }
}

function take(progress: ImportProgress, stop: () => void): void {
  patch({ progress });
  window.grotto.setProgress(progress.state === 'running' ? progress.bytesDone / Math.max(1, progress.byteCount) : null);
  if (progress.state === 'running') return;
  // What is stored is asked for anew where every import's end is heard: see app/app.tsx.
  stop();
}

export async function cancelImport(): Promise<void> {
  const { job } = wizard.get();
  if (job !== undefined) await currentEngine().call('import.cancel', { job });
}

/** The engine that ran the import is gone, and the half import with it. */
export function importWasLost(): void {
  const { step, progress } = wizard.get();
  if (step !== 'done' || (progress !== undefined && progress.state !== 'running')) return;
  window.grotto.setProgress(null);
  patch({
    step: 'review',
    job: undefined,
    progress: undefined,
    problem: {
      kind: 'import',
      message: 'The engine stopped in the middle of the import. Nothing of the unfinished file was kept.',
      hint: 'Import again; files that were already complete are noticed.',
    },
  });
}

export function startOver(): void {
  const { index, host, timeZone } = wizard.get();
  wizard.set({ ...initial, index, host, timeZone });
}
