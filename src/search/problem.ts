/** Whatever was thrown, as the person should read it: no stack, no SQL. */
import { SearchError } from '../spl/syntax/error.ts';
import { EngineProblem } from '../protocol/index.ts';
import type { Problem } from '../protocol/index.ts';
import { limitReached } from './limit-problem.ts';
import { UnavailableOperation } from '../sql/unavailable.ts';
import { StoreError } from '../store/error.ts';

/** The events' table was there when the work began, and has been dropped since. */
export function isOvertaken(message: string): boolean {
  return /Table with name (events|raw|lines)_\d+ does not exist/.test(message);
}

export function toProblem(error: unknown): Problem {
  if (error instanceof EngineProblem) return error.problem;
  if (error instanceof SearchError) {
    return {
      kind: 'search',
      message: error.message,
      position: error.position,
      length: error.length,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.replacement === undefined ? {} : { replacement: error.replacement }),
    };
  }
  if (error instanceof StoreError)
    return { kind: 'store', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  if (error instanceof UnavailableOperation) return { kind: 'search', message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (/interrupt/i.test(message)) return { kind: 'cancelled', message: 'Cancelled.' };
  if (/no space left|ENOSPC|disk (is )?full/i.test(message)) {
    return {
      kind: 'store',
      message: 'The disk is full; nothing of this was kept.',
      hint: 'Make room on the disk that holds the data folder, or delete events that are not needed any more, and try again.',
    };
  }
  if (isOvertaken(message)) {
    return {
      kind: 'search',
      message: 'Events were deleted or replaced while this ran; nothing was changed by it.',
      hint: 'Do it again.',
    };
  }
  const reached = limitReached(message);
  if (reached !== undefined) return { kind: 'search', message: `This ${reached.needs}`, hint: reached.hint };
  if (/corrupt database file|checksum|could not read enough bytes|database has been invalidated/i.test(message)) {
    return {
      kind: 'store',
      message: `The database is damaged: ${message.split('\n')[0] ?? message}`,
      hint: 'Close Grotto and run grotto doctor, which says what can be done; nothing is deleted.',
    };
  }
  const regex =
    /\b(?:invalid|missing|bad|no argument|unexpected)\b[^\n]*(?:perl operator|character class|escape sequence|parenthesis|\)|repetition)[^\n]*/i.exec(
      message,
    );
  if (regex)
    return {
      kind: 'search',
      message: `A regular expression is not understood: ${regex[0]}.`,
      hint: 'Patterns are RE2: no lookaround, no back references.',
    };
  return { kind: 'internal', message: `Something went wrong inside: ${message.split('\n')[0] ?? message}` };
}
