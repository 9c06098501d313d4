/** What to say of a search that needs more memory or more of the disk than it may have: which of its steps, and what to do. */
import type { Problem } from '../protocol/index.ts';
import { parseSearch } from '../spl/compile.ts';
import type { CompileContext } from '../spl/context.ts';
import type { CommandCall } from '../spl/syntax/tree.ts';

/** Commands that must keep what they have read; all others let rows pass. */
const keeping = new Set(
  'anomalydetection append appendcols bin chart cluster concurrency contingency dedup eventstats fieldsummary join makecontinuous makemv map mvcombine mvexpand outlier predict rare reverse selfjoin set sort stats streamstats tail timechart timewrap top transaction transpose trendline tstats union untable xyseries'.split(
    ' ',
  ),
);

/** What a limit of the database said, as the end of a sentence; undefined for any other message. */
export function limitReached(message: string): { readonly needs: string; readonly hint: string } | undefined {
  if (!/out of memory/i.test(message)) return undefined;
  const isDisk = /max_temp_directory_size|failed to offload/i.test(message);
  const limit = /\([^()]*\/([\d.]+) ([KMGT])iB used\)/.exec(message);
  const size = limit === null ? '' : ` of ${Math.round(Number(limit[1]))} ${limit[2]}B`;
  return {
    needs: isDisk
      ? `needs more room on the disk for temporary data than its limit${size}.`
      : `needs more memory than its limit${size}.`,
    hint: `Narrow the search by time or by terms, group by fewer values, or set "${isDisk ? 'temporaryDisk' : 'memory'}" higher in settings.json in the data folder, such as "8 GB".`,
  };
}

/** Undefined where it was no limit that ended the search. */
export function limitProblem(
  error: unknown,
  spl: string,
  context: Pick<CompileContext, 'knowledge' | 'checkOnly'>,
): Problem | undefined {
  const reached = limitReached(error instanceof Error ? error.message : String(error));
  if (reached === undefined) return undefined;
  const steps = stepsOf(spl, context);
  const last = steps.at(-1);
  const names = [...new Set(steps.map((step) => step.name))];
  const step =
    names.length === 0
      ? 'The search'
      : names.length === 1
        ? `The step ${names[0]}`
        : `One of the steps ${names.join(', ')}`;
  // Where a macro was put in, places are not those of the text that was typed.
  const isTyped = last !== undefined && spl.startsWith(last.name, last.position);
  return {
    kind: 'search',
    message: `${step} ${reached.needs}`,
    hint: reached.hint,
    ...(isTyped ? { position: last.position, length: last.length } : {}),
  };
}

function stepsOf(spl: string, context: Pick<CompileContext, 'knowledge' | 'checkOnly'>): readonly CommandCall[] {
  try {
    return parseSearch(spl, context).commands.filter((call) => keeping.has(call.name));
  } catch {
    // It ran, so it can be read; where not, the step stays unnamed.
    return [];
  }
}
