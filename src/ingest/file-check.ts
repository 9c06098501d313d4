/** Reads a whole file as the import would, behind the preview, and counts what would become of it. Stores nothing. */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileCheckProgress, Problem } from '../protocol/index.ts';
import { openReader } from './reader.ts';
import type { InputSource, ReadEvent } from './types.ts';
import { understand } from './understand.ts';
import type { Hints } from './understanding/types.ts';

/** Milliseconds between two reports. */
const reportEvery = 150;
/** Small pieces: a preview that is asked meanwhile waits for one of them. */
const pieceBytes = 64 << 10;
const mostShapes = 20;
const exampleLength = 200;

type OddShape = FileCheckProgress['odd'][number];

export class FileCheck {
  readonly job = `check-${randomUUID()}`;
  readonly #source: InputSource;
  readonly #hints: Hints;
  readonly #report: (progress: FileCheckProgress) => void;
  readonly #odd = new Map<string, OddShape>();
  #isCancelled = false;
  #bytesDone = 0;
  #events = 0;
  #timed = 0;
  #rejected = 0;
  #firstTime: number | null = null;
  #lastTime: number | null = null;

  constructor(source: InputSource, hints: Hints, report: (progress: FileCheckProgress) => void) {
    this.#source = source;
    this.#hints = hints;
    this.#report = report;
  }

  cancel(): void {
    this.#isCancelled = true;
  }

  /** Never throws: what cannot be read is reported. Nothing is reported after a cancel. */
  async run(toProblem: (error: unknown) => Problem): Promise<void> {
    let reported = performance.now();
    try {
      const { timeZone } = this.#hints;
      const reader = openReader(this.#source, understand(this.#source, this.#hints), {
        pieceBytes,
        transforms: this.#hints.transforms,
        ...(timeZone === undefined ? {} : { timeZone }),
      });
      for await (const batch of reader.batches()) {
        if (this.#isCancelled) return;
        for (const event of batch.events) this.#count(event);
        for (const record of batch.rejected) this.#countOdd(record.raw, record.lineNumber, record.reason);
        this.#rejected += batch.rejected.length;
        this.#bytesDone = batch.bytesDone;
        if (performance.now() - reported >= reportEvery) {
          reported = performance.now();
          this.#say(false);
        }
        await nextTurn();
      }
      if (this.#isCancelled) return;
      this.#bytesDone = this.#source.bytes;
      this.#say(true);
    } catch (error) {
      if (!this.#isCancelled) this.#say(true, toProblem(error));
    }
  }

  #count(event: ReadEvent): void {
    this.#events += 1;
    if (event.time !== null) {
      if (this.#firstTime === null || event.time < this.#firstTime) this.#firstTime = event.time;
      if (this.#lastTime === null || event.time > this.#lastTime) this.#lastTime = event.time;
    }
    if (/^(parsed|year_inferred|file_name)$/.test(event.timeSource)) this.#timed += 1;
    else if (event.timeSource === 'previous' || event.timeSource === 'none')
      this.#countOdd(event.raw, event.lineNumber, 'No time was found.');
  }

  #countOdd(raw: string, lineNumber: number, reason: string): void {
    const shape = shapeOf(raw);
    const known = this.#odd.get(shape);
    if (known !== undefined) this.#odd.set(shape, { ...known, count: known.count + 1 });
    else if (this.#odd.size < mostShapes)
      this.#odd.set(shape, { example: raw.slice(0, exampleLength), lineNumber, reason, count: 1 });
  }

  #say(isDone: boolean, problem?: Problem): void {
    this.#report({
      job: this.job,
      isDone,
      bytesDone: this.#bytesDone,
      bytes: this.#source.bytes,
      events: this.#events,
      timed: this.#timed,
      rejected: this.#rejected,
      firstTime: this.#firstTime === null ? null : this.#firstTime / 1e6,
      lastTime: this.#lastTime === null ? null : this.#lastTime / 1e6,
      odd: [...this.#odd.values()].sort((a, b) => b.count - a.count),
      ...(problem === undefined ? {} : { problem }),
    });
  }
}

/** Texts that differ only in their words and numbers have one shape. */
export function shapeOf(text: string): string {
  return text
    .slice(0, 160)
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '0')
    .replace(/(?:a\s+){2,}/g, 'a ')
    .slice(0, 60);
}
