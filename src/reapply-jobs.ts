/** Re-applying settings as jobs that run behind and tell how far they are. */
import { randomUUID } from 'node:crypto';
import { previewReapply, reapply, undoReapply } from './ingest/reapply/reapply.ts';
import type { ReapplyOptions, Surroundings } from './ingest/reapply/reapply.ts';
import type { EngineMethods, Problem, ReapplyProgress } from './protocol/index.ts';
import type { SourceTypeLibrary } from './source-type-library.ts';

export type ReapplyWanted = Parameters<EngineMethods['reapply.start']>[0];

export interface ReapplySurroundings {
  readonly types: SourceTypeLibrary;
  open(): Promise<Surroundings>;
  toProblem(error: unknown): Problem;
  report(progress: ReapplyProgress): void;
}

/** Milliseconds between two reports. */
const reportEvery = 100;

export class ReapplyJobs {
  readonly #running = new Map<string, AbortController>();
  readonly #around: ReapplySurroundings;
  readonly methods: Pick<EngineMethods, 'reapply.preview' | 'reapply.start' | 'reapply.cancel' | 'reapply.undo'>;

  constructor(around: ReapplySurroundings) {
    this.#around = around;
    this.methods = {
      'reapply.preview': async (wanted) => previewReapply(await around.open(), this.#options(wanted)),
      'reapply.start': async (wanted) => ({ job: this.#start(wanted) }),
      'reapply.cancel': async ({ job }) => {
        this.#running.get(job)?.abort();
        return {};
      },
      'reapply.undo': async ({ sourcetype }) => undoReapply(await around.open(), sourcetype),
    };
  }

  /** To its end. */
  async run(
    wanted: ReapplyWanted,
    signal?: AbortSignal,
  ): Promise<{ readonly events: number; readonly imports: number }> {
    return reapply(await this.#around.open(), {
      ...this.#options(wanted),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  #options(wanted: ReapplyWanted): ReapplyOptions {
    return {
      sourcetype: wanted.sourcetype,
      index: wanted.index,
      settings: wanted.settings,
      hints: this.#around.types.hints({ timeZone: wanted.timeZone }),
    };
  }

  #start(wanted: ReapplyWanted): string {
    const job = `reapply-${randomUUID()}`;
    const controller = new AbortController();
    this.#running.set(job, controller);
    let last: ReapplyProgress = { job, state: 'running', step: 'reading', eventsDone: 0, eventCount: 0 };
    let reported = 0;
    const report = (change: Partial<ReapplyProgress>): void => {
      last = { ...last, ...change };
      this.#around.report(last);
    };
    const run = async (): Promise<void> => {
      try {
        const done = await reapply(await this.#around.open(), {
          ...this.#options(wanted),
          signal: controller.signal,
          onProgress: (progress) => {
            if (progress.step === 'reading' && performance.now() - reported < reportEvery) return;
            reported = performance.now();
            report(progress);
          },
        });
        report({ state: 'done', eventsDone: done.events });
      } catch (error) {
        report(
          controller.signal.aborted
            ? { state: 'cancelled' }
            : { state: 'failed', problem: this.#around.toProblem(error) },
        );
      } finally {
        this.#running.delete(job);
      }
    };
    // The answer with the job's id goes out before its first state.
    setImmediate(() => void run());
    return job;
  }
}
