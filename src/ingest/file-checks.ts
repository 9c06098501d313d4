/** The checks of whole files that run now. */
import type { FileCheckProgress, Problem } from '../protocol/index.ts';
import { FileCheck } from './file-check.ts';
import type { InputSource } from './types.ts';
import type { Hints } from './understanding/types.ts';

export class FileChecks {
  readonly #running = new Map<string, FileCheck>();
  readonly #report: (progress: FileCheckProgress) => void;
  readonly #toProblem: (error: unknown) => Problem;

  constructor(report: (progress: FileCheckProgress) => void, toProblem: (error: unknown) => Problem) {
    this.#report = report;
    this.#toProblem = toProblem;
  }

  /** Gives the check's name; the first report comes after the caller has it. */
  start(source: InputSource, hints: Hints): string {
    const check = new FileCheck(source, hints, this.#report);
    this.#running.set(check.job, check);
    setTimeout(() => void check.run(this.#toProblem).finally(() => this.#running.delete(check.job)), 0);
    return check.job;
  }

  cancel(job: string): void {
    this.#running.get(job)?.cancel();
  }

  cancelAll(): void {
    for (const check of this.#running.values()) check.cancel();
  }
}
