/** Reads the time of each event by the settings of its source type. */
import { compileFormat } from './format.ts';
import type { CompiledFormat, TimeContext } from './format.ts';
import { withoutColours } from '../lines.ts';
import type { Pattern } from '../pattern.ts';
import { patternOf } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { TimeSource } from '../types.ts';

export interface FoundTime {
  readonly time: number | null;
  readonly source: TimeSource;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Of free text: TIME_PREFIX, then TIME_FORMAT within MAX_TIMESTAMP_LOOKAHEAD characters. */
export class TextTimeReader {
  readonly #prefix: Pattern | undefined;
  readonly #format: CompiledFormat | undefined;
  readonly #explicit: boolean;
  readonly #lookahead: number;
  readonly #context: TimeContext;

  /** `automatic`: the format found by itself, used where TIME_FORMAT is not set. */
  constructor(settings: Settings, automatic: CompiledFormat | undefined, context: TimeContext) {
    this.#prefix = patternOf(settings, 'TIME_PREFIX');
    this.#explicit = settings.TIME_FORMAT !== undefined && settings.TIME_FORMAT !== '';
    this.#format = this.#explicit ? compileFormat(settings.TIME_FORMAT ?? '') : automatic;
    const lookahead = Number(settings.MAX_TIMESTAMP_LOOKAHEAD ?? 160);
    this.#lookahead = lookahead > 0 ? lookahead : Infinity;
    this.#context = context;
  }

  get canRead(): boolean {
    return this.#format !== undefined;
  }

  read(text: string): FoundTime {
    if (this.#format === undefined) return nothing;
    const plain = withoutColours(text);
    let from = 0;
    if (this.#prefix !== undefined) {
      const match = this.#prefix.find(plain);
      if (match === null) return nothing;
      from = match.end;
    }
    const head = plain.length > from + this.#lookahead ? plain.slice(0, from + this.#lookahead) : plain;
    // Behind a prefix the time stands at once, blanks apart; else anywhere in reach.
    let found =
      this.#prefix !== undefined && this.#explicit
        ? this.#format.read(head, from + blanks(head, from), true, this.#context)
        : null;
    found ??= this.#format.read(head, from, false, this.#context);
    if (found === null) return nothing;
    const shift = plain === text ? 0 : text.indexOf(plain.slice(found.start, found.end)) - found.start;
    return {
      time: found.time,
      source: found.yearInferred ? 'year_inferred' : 'parsed',
      spans: [{ start: found.start + Math.max(0, shift), end: found.end + Math.max(0, shift) }],
    };
  }
}

function blanks(text: string, from: number): number {
  let n = 0;
  while (text[from + n] === ' ' || text[from + n] === '\t') n += 1;
  return n;
}

export const nothing: FoundTime = { time: null, source: 'none', spans: [] };

/** Of cells: the columns of TIMESTAMP_FIELDS joined by a blank. */
export function readCellsTime(
  cells: readonly string[],
  format: CompiledFormat,
  prefix: Pattern | undefined,
  context: TimeContext,
): Omit<FoundTime, 'spans'> & { readonly start: number; readonly end: number } {
  const joined = cells
    .map((cell) => cell.trim())
    .join(' ')
    .trim();
  if (joined === '') return { ...nothing, start: 0, end: 0 };
  let from = 0;
  if (prefix !== undefined) {
    const match = prefix.find(joined);
    if (match !== null) from = match.end;
  }
  const found = format.read(joined, from, true, context) ?? format.read(joined, from, false, context);
  if (found === null) return { ...nothing, start: 0, end: 0 };
  const { time, start, end, yearInferred } = found;
  return { time, source: yearInferred ? 'year_inferred' : 'parsed', start, end };
}
