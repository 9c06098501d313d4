/** Time formats besides the usual one: logs of several programs, or of several versions of one, stand in one file. */
import { compileFormat } from './format.ts';
import type { CompiledFormat, TimeContext } from './format.ts';
import { timesIn } from './derive.ts';
import { plausible } from './recognise.ts';

/** A time of another kind begins an event only where a bracket, a quote, or what opens a line of an access log stands before it. */
const before = /^[[(<"']*$|^[\da-f.:]{3,45} \S+ [^[\]"]{1,80} \[$/;
export const longestHead = 160;
const mostFormats = 3;

/** `lines`: consecutive ones, without colour codes. `usual`: the format that most of them carry, before `latestStart`. */
export function otherFormats(
  lines: readonly string[],
  usual: CompiledFormat,
  latestStart: number,
  context: TimeContext,
): string[] {
  const heads = lines.map((line) => line.slice(0, longestHead));
  const isUsual = heads.map((head) => {
    const found = usual.read(head, 0, false, context);
    return found !== null && found.start <= latestStart;
  });
  const places = heads.flatMap((head, i) => (isUsual[i] === true || !beginsWithTime(head) ? [] : [i]));
  // A line that stands below each time, with another in it, goes on with that event.
  const goesOn = places.length > 1 && places.every((i) => i > 0 && isUsual[i - 1] === true);
  if (goesOn && places.length >= 0.8 * isUsual.filter(Boolean).length) return [];
  const formats: string[] = [];
  let left = places.map((i) => heads[i] ?? '');
  while (left.length > 0 && formats.length < mostFormats) {
    const best = bestOf(left, context);
    if (best === undefined) break;
    formats.push(best);
    const compiled = compileFormat(best);
    left = left.filter((head) => readAtBeginning(compiled, head, context) === null);
  }
  return formats;
}

/** The time that a line begins with in this format. */
export function readAtBeginning(
  format: CompiledFormat,
  line: string,
  context: TimeContext,
): ReturnType<CompiledFormat['read']> {
  const found = format.read(line, 0, false, context);
  return found !== null && before.test(line.slice(0, found.start)) ? found : null;
}

function beginsWithTime(head: string): boolean {
  const [first] = timesIn(head);
  return first !== undefined && isWhole(first.kind) && before.test(head.slice(0, first.start));
}

/** A day and a clock time: less is a number in a message as often as not. */
function isWhole(kind: string): boolean {
  return kind === 'full' || kind === 'yearless';
}

function bestOf(heads: readonly string[], context: TimeContext): string | undefined {
  const formats = new Set(
    heads.flatMap((head) => {
      const times = timesIn(head);
      return times.filter(({ start, kind }) => start === times[0]?.start && isWhole(kind)).map(({ format }) => format);
    }),
  );
  let best: string | undefined;
  let most = 0;
  for (const format of formats) {
    const compiled = compileFormat(format);
    const fits = heads.filter((head) => {
      const found = readAtBeginning(compiled, head, context);
      return found !== null && plausible(found.time, context);
    }).length;
    if (fits > most) [best, most] = [format, fits];
  }
  return best;
}
