/** Several files imported one after the other, with progress over all of them. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportedFile, ImportProgress, Problem } from '../protocol/index.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { Database } from '../store/database.ts';
import { importInput } from './import-job.ts';
import type { ImportOptions } from './import-job.ts';
import type { InputSource } from './types.ts';

export interface BatchFile {
  readonly source: InputSource;
  readonly options: ImportOptions;
}

export interface BatchSurroundings {
  readonly folder: DataFolder;
  open(): Promise<Database>;
  /** Takes back a whole import. */
  undo(importId: number): Promise<void>;
  toProblem(error: unknown): Problem;
  report(progress: ImportProgress): void;
}

/** Milliseconds between two reports. */
const reportEvery = 100;

export class ImportBatch {
  readonly job = `import-${randomUUID()}`;
  readonly #files: readonly BatchFile[];
  readonly #around: BatchSurroundings;
  readonly #controller = new AbortController();
  readonly #started = performance.now();
  readonly #imported: ImportedFile[] = [];
  readonly #problems: Problem[] = [];
  #state: ImportProgress['state'] = 'running';
  #currentFile = '';
  #step = 'reading';
  #filesDone = 0;
  /** Of the files before the current one. */
  #bytesBefore = 0;
  #eventsBefore = 0;
  #bytesDone = 0;
  #fileStarted = 0;
  #fileBytes = 0;
  #events = 0;
  #reported = 0;

  constructor(files: readonly BatchFile[], around: BatchSurroundings) {
    this.#files = files;
    this.#around = around;
  }

  cancel(): void {
    this.#controller.abort();
  }

  /** Never throws: a file that fails is reported, and the others go on. */
  async run(): Promise<void> {
    const { signal } = this.#controller;
    for (const file of this.#files) {
      if (signal.aborted) break;
      await this.#importFile(file);
    }
    if (signal.aborted) await this.#undo();
    this.#state = signal.aborted
      ? 'cancelled'
      : this.#imported.length === 0 && this.#problems.length > 0
        ? 'failed'
        : 'done';
    this.#report();
  }

  async #importFile({ source, options }: BatchFile): Promise<void> {
    const { signal } = this.#controller;
    this.#currentFile = basename(source.name);
    this.#fileStarted = performance.now();
    this.#fileBytes = source.bytes;
    this.#report();
    try {
      const imported = await importInput(source, this.#around.folder, await this.#around.open(), {
        ...options,
        signal,
        onProgress: ({ bytesDone, events, step }) => {
          this.#bytesDone = Math.max(this.#bytesDone, this.#bytesBefore + bytesDone);
          this.#events = this.#eventsBefore + events;
          this.#step = step;
          if (performance.now() - this.#reported >= reportEvery) this.#report();
        },
      });
      this.#imported.push(imported);
      this.#eventsBefore += imported.events;
    } catch (error) {
      if (!signal.aborted) this.#problems.push({ ...this.#around.toProblem(error), file: basename(source.name) });
    }
    this.#bytesBefore += source.bytes;
    this.#bytesDone = this.#bytesBefore;
    this.#events = this.#eventsBefore;
    this.#filesDone += 1;
  }

  /** Whoever cancels wants nothing of the batch, not its first files either. */
  async #undo(): Promise<void> {
    for (const { importId } of this.#imported.splice(0)) {
      await this.#around.undo(importId).catch((error: unknown) => this.#problems.push(this.#around.toProblem(error)));
    }
    this.#events = 0;
  }

  #report(): void {
    this.#reported = performance.now();
    const rate = (bytes: number, since: number): number => bytes / Math.max(0.001, (this.#reported - since) / 1000);
    const fileBytesDone =
      this.#filesDone === this.#files.length ? this.#fileBytes : this.#bytesDone - this.#bytesBefore;
    this.#around.report({
      job: this.job,
      state: this.#state,
      currentFile: this.#currentFile,
      filesDone: this.#filesDone,
      fileCount: this.#files.length,
      bytesDone: this.#bytesDone,
      byteCount: this.#files.reduce((sum, { source }) => sum + source.bytes, 0),
      bytesPerSecond: rate(this.#bytesDone, this.#started),
      fileBytesDone,
      fileByteCount: this.#fileBytes,
      fileBytesPerSecond: rate(fileBytesDone, this.#fileStarted),
      events: this.#events,
      step: this.#step,
      imported: [...this.#imported],
      problems: [...this.#problems],
    });
  }
}
