/** A problem as one line for stderr. */
import type { Problem } from '../protocol/index.ts';

export function describe(problem: Problem): string {
  const place =
    problem.kind === 'search' && problem.position !== undefined ? ` (at character ${problem.position + 1})` : '';
  return `${problem.message}${place}${problem.hint === undefined ? '' : ` ${problem.hint}`}`.replace(/\s*\n\s*/g, ' ');
}
