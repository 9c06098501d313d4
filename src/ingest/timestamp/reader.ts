/** Reads the time of each event by the settings of its source type. */
import { ClockDay, isClockOnly } from './clock-day.ts';
import { compileFormat } from './format.ts';
import type { CompiledFormat, ParsedTime, TimeContext } from './format.ts';
import { longestHead, readAtBeginning } from './other-formats.ts';
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
  readonly #latestStart: number;
  readonly #clockDay: ClockDay | undefined;
  readonly #others: readonly CompiledFormat[];

  /**
   * `automatic`: the format found by itself, used where TIME_FORMAT is not set. `latestStart`: a time that starts later, UTF-16 units
   * without colour codes, begins no event. `name`: the file's, which may say the day of clock times that have none; such texts are
   * given in the order of the file. `others`: formats of texts that begin with a time of another kind.
   */
  constructor(
    settings: Settings,
    automatic: CompiledFormat | undefined,
    context: TimeContext,
    {
      latestStart = Infinity,
      name = '',
      others = [],
    }: { readonly latestStart?: number; readonly name?: string; readonly others?: readonly CompiledFormat[] } = {},
  ) {
    this.#others = others;
    this.#prefix = patternOf(settings, 'TIME_PREFIX');
    this.#explicit = settings.TIME_FORMAT !== undefined && settings.TIME_FORMAT !== '';
    this.#format = this.#explicit ? compileFormat(settings.TIME_FORMAT ?? '') : automatic;
    const lookahead = Number(settings.MAX_TIMESTAMP_LOOKAHEAD ?? 160);
    this.#lookahead = lookahead > 0 ? lookahead : Infinity;
    this.#context = context;
    this.#latestStart = latestStart;
    this.#clockDay = this.#format !== undefined && isClockOnly(this.#format.format) ? new ClockDay(name) : undefined;
  }

  get canRead(): boolean {
    return this.#format !== undefined;
  }

  read(text: string): FoundTime {
    const plain = withoutColours(text);
    const found = this.#find(plain);
    // A day in the name of a folder is not when the event was.
    if (found === null || (found.start > this.#latestStart && plain[found.start - 1] === '/')) return nothing;
    const shift = plain === text ? 0 : Math.max(0, text.indexOf(plain.slice(found.start, found.end)) - found.start);
    return {
      time: found.time,
      source: found.yearInferred ? (this.#clockDay?.isFromName === true ? 'file_name' : 'year_inferred') : 'parsed',
      spans: [{ start: found.start + shift, end: found.end + shift }],
    };
  }

  /** Whether a line begins an event, by the time in it. */
  begins(line: string): boolean {
    const found = this.#find(withoutColours(line));
    return found !== null && (found.start <= this.#latestStart || found.saysDay === true);
  }

  #find(plain: string): (ParsedTime & { readonly saysDay?: boolean }) | null {
    if (this.#format === undefined) return null;
    let from = 0;
    if (this.#prefix !== undefined) {
      const match = this.#prefix.find(plain);
      if (match === null) return null;
      from = match.end;
    }
    const head = plain.length > from + this.#lookahead ? plain.slice(0, from + this.#lookahead) : plain;
    // Behind a prefix the time stands at once, blanks apart; else anywhere in reach.
    const found =
      (this.#prefix !== undefined && this.#explicit
        ? this.#format.read(head, from + blanks(head, from), true, this.#context)
        : null) ?? this.#format.read(head, from, false, this.#context);
    for (const other of found === null || found.start > this.#latestStart ? this.#others : []) {
      const begun = readAtBeginning(other, plain.slice(0, longestHead), this.#context);
      if (begun !== null) return { ...begun, saysDay: true };
    }
    return this.#clockDay === undefined ? found : this.#clockTime(this.#clockDay, head, found);
  }

  /** Of a clock time without a day. A line that says a day where the others have their clock times sets it for those behind it. */
  #clockTime(
    day: ClockDay,
    head: string,
    found: ParsedTime | null,
  ): (ParsedTime & { readonly saysDay?: boolean }) | null {
    const [line = ''] = head.split('\n', 1);
    if (found === null || found.start > this.#latestStart) {
      const dated = day.dated(line, this.#context);
      if (dated !== null) return { ...dated, saysDay: true };
    }
    if (found === null) return null;
    const midnight = this.#format?.read(head, found.start, true, { ...this.#context, zone: 'UTC', day: 0 });
    return this.#format?.read(head, found.start, true, day.contextOf(this.#context, midnight?.time ?? 0)) ?? found;
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
