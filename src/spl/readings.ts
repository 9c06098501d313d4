/**
 * Reads a search whose macros and tokens may not be known. When only checking, an unknown one may stand for anything: the
 * search is right if it is right under some reading of them, so where an error stands behind a stand-in others are tried.
 */
import { commandNamed } from './commands/registry.ts';
import type { Knowledge } from './context.ts';
import { atOriginalPlace, parsePipeline } from './pipeline-parser.ts';
import { untilClosingBracket } from './syntax/brackets.ts';
import { SearchError } from './syntax/error.ts';
import { prepareSource } from './syntax/source.ts';
import type { EvaluateConstant, Source } from './syntax/source.ts';
import type { Pipeline, Span } from './syntax/tree.ts';

/** Stand-ins before an error that are looked at, and readings tried in all. */
const suspectsOfAnError = 3;
const mostTries = 400;
/** Where there are more, only the likeliest reading of each is tried. */
const mostStandIns = 5_000;
/** Characters read in all: a long text gets fewer tries. */
const mostRead = 1_000_000;

type Outcome<T> =
  { readonly value: T } | { readonly error: SearchError; readonly source: Source; readonly progress: number };

export interface Reader<T> {
  readonly use: (pipeline: Pipeline) => T;
  readonly evaluate?: EvaluateConstant | undefined;
  /** What stands for a subsearch where the grammar knows none, such as `timechart [...] count`: Splunk puts its text there. */
  readonly subsearchText?: (inner: string, at: Span) => string;
}

/** What `use` makes of the search's tree. Errors are SearchErrors, placed in what was typed. */
export function readSearch<T>(
  typed: string,
  knowledge: Pick<Knowledge, 'macros'>,
  lenient: boolean,
  reader: Reader<T>,
): T {
  try {
    return readWithSubsearchTexts(typed, knowledge, lenient, reader);
  } catch (error) {
    // A panel that goes on from the rows of another may leave out its first pipe.
    if (!lenient || !(error instanceof SearchError) || !beginsWithCommand(typed)) throw error;
    try {
      return readWithSubsearchTexts(`|${typed}`, knowledge, lenient, reader);
    } catch (later) {
      if (!(later instanceof SearchError)) throw later;
      throw later.position - 1 > error.position ? moved(later, -1) : error;
    }
  }
}

/** Whether the first word, without a pipe before it, is a command that can only stand behind others. */
function beginsWithCommand(typed: string): boolean {
  const word = /^\s*([A-Za-z]+)(?!\s*=|[\w:.*])/.exec(typed)?.[1]?.toLowerCase();
  return word !== undefined && word !== 'search' && commandNamed(word) !== undefined;
}

function readWithSubsearchTexts<T>(
  typed: string,
  knowledge: Pick<Knowledge, 'macros'>,
  lenient: boolean,
  reader: Reader<T>,
): T {
  try {
    return readWithoutSubsearchTexts(typed, knowledge, lenient, reader);
  } catch (error) {
    if (!(error instanceof SearchError) || reader.subsearchText === undefined) throw error;
    const start = error.position;
    const inner = typed[start] === '[' ? untilClosingBracket(typed, start + 1) : undefined;
    if (inner === undefined) throw error;
    const length = inner.length + 2;
    const replaced = reader.subsearchText(inner, { position: start, length });
    try {
      return readWithSubsearchTexts(
        typed.slice(0, start) + replaced + typed.slice(start + length),
        knowledge,
        lenient,
        reader,
      );
    } catch (later) {
      if (!(later instanceof SearchError)) throw later;
      const behind = later.position >= start + replaced.length;
      if (!behind && later.position >= start) throw error;
      throw moved(later, behind ? length - replaced.length : 0);
    }
  }
}

function moved(error: SearchError, by: number): SearchError {
  return new SearchError(error.message, {
    position: error.position + by,
    length: error.length,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.replacement === undefined ? {} : { replacement: error.replacement }),
  });
}

function readWithoutSubsearchTexts<T>(
  typed: string,
  knowledge: Pick<Knowledge, 'macros'>,
  lenient: boolean,
  { use, evaluate }: Reader<T>,
): T {
  const attempt = (chosen: ReadonlyMap<number, number>): Outcome<T> => {
    const source = prepareSource(typed, knowledge.macros, lenient, chosen, evaluate);
    let parsed = 0;
    try {
      const pipeline = parsePipeline(source.text);
      parsed = typed.length + 1;
      return { value: use(pipeline) };
    } catch (error) {
      const problem = isTooDeep(error)
        ? new SearchError('The search is nested too deeply.', {
            position: 0,
            hint: 'Split it into several eval steps.',
          })
        : error;
      if (!(problem instanceof SearchError)) throw problem;
      return { error: problem, source, progress: parsed + source.originalPosition(problem.position) };
    }
  };
  let chosen = new Map<number, number>();
  let outcome = attempt(chosen);
  let tries = 0;
  const isCrowded = 'error' in outcome && outcome.source.standIns.length > mostStandIns;
  const allowed = isCrowded ? 0 : Math.min(mostTries, Math.ceil(mostRead / (typed.length + 1)));
  while ('error' in outcome && tries < allowed) {
    const { error, source } = outcome;
    const suspects = [...source.standIns.entries()]
      .filter(([, { start }]) => start <= error.position + error.length)
      .reverse()
      .slice(0, suspectsOfAnError);
    let better: { readonly chosen: Map<number, number>; readonly outcome: Outcome<T> } | undefined;
    let furthest = outcome.progress;
    search: for (const [number, { readings }] of suspects) {
      for (let reading = 0; reading < readings; reading += 1) {
        if (reading === (chosen.get(number) ?? 0)) continue;
        if (tries >= allowed) break search;
        tries += 1;
        const changed = new Map(chosen).set(number, reading);
        const result = attempt(changed);
        if ('value' in result) return result.value;
        if (result.progress <= furthest) continue;
        furthest = result.progress;
        better = { chosen: changed, outcome: result };
      }
      if (better !== undefined) break search;
    }
    if (better === undefined) break;
    ({ chosen, outcome } = better);
  }
  if ('value' in outcome) return outcome.value;
  throw atOriginalPlace(outcome.error, outcome.source);
}

/** The parsers count how deep they are; a long chain of operators can still be more than the stack holds. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
