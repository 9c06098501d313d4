/** The day of clock times that stand without one: from a line of the file, from its name, and on past midnight. */
import { compileFormat } from './format.ts';
import type { ParsedTime, TimeContext } from './format.ts';
import { timesIn } from './derive.ts';

const dayMicros = 86_400e6;
/** A clock that goes back by more than this has passed midnight; by less, lines are out of order. */
const backMicros = 6 * 3600e6;

/** Whether the format says a time of the day only. */
export function isClockOnly(format: string): boolean {
  return /%[HIklT]/.test(format) && !/%[-_^#EO]?\*?[bBhdDeFjmsyYcxvVGu+]/.test(format) && format !== 'TAI64N';
}

/** The day in a file's name, as app-2024-03-05.log or 20240305.txt, epoch milliseconds. */
export function dayInName(name: string): number | undefined {
  const found = /(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(name);
  if (found === null) return undefined;
  const time = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return new Date(time).getUTCDate() === Number(found[3]) ? time : undefined;
}

export interface DatedLine extends ParsedTime {
  /** The line says a clock time beside its day. */
  readonly hasClock: boolean;
}

/** Goes through the lines of one file in their order. */
export class ClockDay {
  readonly #named: boolean;
  #day: number | undefined;
  /** Of the last clock time, microseconds since midnight. */
  #clock = 0;

  constructor(name: string) {
    this.#day = dayInName(name);
    this.#named = this.#day !== undefined;
  }

  /** The day comes from the file's name. */
  get isFromName(): boolean {
    return this.#named;
  }

  /** A line that says which day the clock times behind it belong to; null for any other. */
  dated(line: string, context: TimeContext): DatedLine | null {
    for (const { format, kind, start } of timesIn(line)) {
      if (kind !== 'full' && kind !== 'minutes' && kind !== 'day') continue;
      const compiled = compileFormat(format);
      const local = compiled.read(line, start, true, { ...context, zone: 'UTC' });
      const time = compiled.read(line, start, true, context);
      if (local === null || time === null) continue;
      this.#day = Math.floor(local.time / dayMicros) * (dayMicros / 1000);
      this.#clock = kind === 'day' ? 0 : local.time % dayMicros;
      return { ...time, hasClock: kind !== 'day' };
    }
    return null;
  }

  /** The context in which the next clock time is read; `clock`: microseconds since midnight. */
  contextOf(context: TimeContext, clock: number): TimeContext {
    if (this.#day === undefined) return context;
    if (clock < this.#clock - backMicros) this.#day += dayMicros / 1000;
    this.#clock = clock;
    return { ...context, day: this.#day };
  }
}
