/** The rows of a search over a part of the events, for a person to look at while all of them are gone through. */
import type { CompileContext } from '../spl/context.ts';
import type { TableResolver } from '../sql/tables.ts';
import type { Backend } from './backend.ts';
import { compileWithAnswers, dropStages } from './compile-loop.ts';
import type { Execution } from './compile-loop.ts';
import { KeptRows } from './kept-rows.ts';
import type { Plan, SearchResult } from './result.ts';

export interface Preview {
  readonly plan: Plan;
  readonly result: SearchResult;
  /** Of the events, looked at: 0 .. 1. */
  readonly share: number;
}

export interface PreviewExecution extends Execution {
  backendOver(tables: TableResolver): Backend;
}

/** The parts looked at, one after the other, and how long (ms) the search itself must have run before. */
const parts = [
  { share: 0.015, after: 250 },
  { share: 0.1, after: 2_000 },
] as const;
/** Fewer events are not worth a part. */
const fewest = 500_000;
/** Milliseconds between two looks at whether a preview is still wanted. */
const step = 50;

export class Previews {
  readonly #text: string;
  readonly #context: Omit<CompileContext, 'answers'>;
  /** With a connection of its own, so that it can be interrupted by itself. */
  readonly #execution: PreviewExecution;
  #isStopped = false;
  current: Preview | undefined;
  /** How often what `current` is has changed. */
  version = 0;

  constructor(text: string, context: Omit<CompileContext, 'answers'>, execution: PreviewExecution) {
    this.#text = text;
    this.#context = context;
    this.#execution = execution;
  }

  /** Makes one after the other until it is stopped; the search's effects are not carried out. */
  async run(onPreview: () => void): Promise<void> {
    if (this.#execution.facts.reduce((sum, segment) => sum + segment.rowCount, 0) < fewest) return;
    const started = performance.now();
    for (const { share, after } of parts) {
      while (performance.now() - started < after) {
        if (this.#isStopped) return;
        await new Promise((resolve) => setTimeout(resolve, step));
      }
      const preview = await this.#make(share);
      if (preview === undefined || this.#isStopped) return;
      this.current = preview;
      this.version += 1;
      onPreview();
    }
  }

  async #make(share: number): Promise<Preview | undefined> {
    const tables = { ...this.#execution.tables, sample: share };
    const execution = { ...this.#execution, tables, backend: this.#execution.backendOver(tables) };
    try {
      const plan = await compileWithAnswers(this.#text, this.#context, execution);
      const result = new KeptRows(plan, execution);
      await result.run();
      return { plan, result, share };
    } catch {
      // Interrupted, or the search is wrong: that it says itself.
      return undefined;
    }
  }

  /** No more of them; the last one stays to be looked at. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#execution.connection.interrupt();
  }

  /** The search's own rows take the place of the last one. */
  replace(): void {
    this.stop();
    if (this.current !== undefined) this.version += 1;
    this.current = undefined;
  }

  /** Once nobody reads from them any more and `run` has ended. */
  async close(): Promise<void> {
    await dropStages(this.#execution);
    this.#execution.connection.closeSync();
  }
}
