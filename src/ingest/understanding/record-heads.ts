/**
 * Events whose time does not stand in their first line, as those of git, snort or errpt, and events that end with a line that has a time
 * as well: which lines begin them.
 */

export interface TimedLine {
  /** 0-based place among the lines. */
  readonly at: number;
  /** The text before the time. */
  readonly before: string;
}

export interface RecordHead {
  /** BREAK_ONLY_BEFORE. */
  readonly pattern: string;
  /** TIME_PREFIX, where the same words stand before the time of each event. */
  readonly timePrefix?: string;
  /** A line that the pattern matches. */
  readonly example: string;
}

const closing =
  /(?<![\p{L}\d])(?:end|ends|ended|ending|stop|stopped|finish|finished|completed|done|close|closed)(?![\p{L}\d])/iu;

/** Lines before the first time that are looked at for the beginning of its event. */
const mostLinesAbove = 40;

/** `lines`: the first of the file, blank ones included; `timed`: those with a time where most have it. */
export function findRecordHead(lines: readonly string[], timed: readonly TimedLine[]): RecordHead | undefined {
  const opening = withoutClosing(timed);
  const groups = [opening, largestGroup(opening)];
  for (const group of groups) {
    const found = headAbove(lines, group);
    if (found !== undefined) return found;
  }
  const [first] = opening;
  if (opening.length === timed.length || first === undefined) return undefined;
  const shapes = new Set(opening.map(({ before }) => generalised(before)));
  if (shapes.size > 3 || opening.some(({ before }) => !/\p{L}/u.test(before))) return undefined;
  const words = [...shapes];
  return {
    pattern: `^${words.length === 1 ? (words[0] ?? '') : `(?:${words.join('|')})`}`,
    example: lines[first.at] ?? '',
  };
}

/** Without the lines that end what a line before them began: `End-Date:` behind `Start-Date:`. */
function withoutClosing(timed: readonly TimedLine[]): readonly TimedLine[] {
  const isClosing = timed.map(({ before }) => closing.test(before));
  const closings = isClosing.filter(Boolean).length;
  const inTurn = isClosing.every((ends, i) => !ends || (i > 0 && isClosing[i - 1] === false));
  if (!inTurn || closings < timed.length * 0.3) return timed;
  return timed.filter((_, i) => isClosing[i] === false);
}

function largestGroup(timed: readonly TimedLine[]): readonly TimedLine[] {
  const groups = new Map<string, TimedLine[]>();
  for (const line of timed) {
    const shape = generalised(line.before);
    const group = groups.get(shape) ?? [];
    group.push(line);
    groups.set(shape, group);
  }
  const [largest] = [...groups.values()].sort((a, b) => b.length - a.length);
  return largest !== undefined && largest.length >= timed.length * 0.6 ? largest : [];
}

/** A kind of line that stands once above each time, and below the time before it. */
function headAbove(lines: readonly string[], timed: readonly TimedLine[]): RecordHead | undefined {
  const [first] = timed;
  if (timed.length < 2 || first === undefined || first.at === 0) return undefined;
  for (let at = Math.max(0, first.at - mostLinesAbove); at < first.at; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    for (const pattern of patternsOf(line)) {
      const expression = new RegExp(pattern);
      const heads = lines.flatMap((other, i) => (expression.test(other) ? [i] : []));
      if (heads[0] !== at || !standsAbove(heads, timed, /[\p{L}\d]/u.test(line))) continue;
      const prefixes = new Set(timed.map(({ before }) => before.trimStart()));
      const [prefix = ''] = prefixes;
      return {
        pattern,
        example: line,
        ...(prefixes.size === 1 && /\p{L}/u.test(prefix) ? { timePrefix: generalised(prefix) } : {}),
      };
    }
  }
  return undefined;
}

/** `words`: the line is more than a rule of dashes; a rule may stand below the last event as well, and begins none then. */
function standsAbove(heads: readonly number[], timed: readonly TimedLine[], words: boolean): boolean {
  const surplus = heads.length - timed.length;
  if (surplus < 0 || surplus > 1 || (surplus === 1 && !words)) return false;
  return timed.every(({ at }, i) => {
    const head = heads[i] ?? Infinity;
    const next = heads[i + 1] ?? Infinity;
    return head < at && at < next && at - head <= mostLinesAbove;
  });
}

/** The line in general, then its first word with what stands around it. */
function patternsOf(line: string): string[] {
  const [word = ''] = /^[^\p{L}\d]*[\p{L}\d_]*[-\p{L}\d_.]*[^\p{L}\d\s]?/u.exec(line) ?? [];
  return [
    ...(line.length <= 60 ? [`^${generalised(line)}$`] : []),
    ...(word.trim().length >= 2 ? [`^${generalised(word)}`] : []),
  ];
}

/** A pattern for texts that differ in numbers, codes and blanks only. */
function generalised(text: string): string {
  return text.replace(/(?=[0-9a-f]*\d)[0-9a-f]{7,}|\d+|\s+|[.*+?^${}()|[\]\\/]/gi, (part) =>
    /^\d+$/.test(part)
      ? '\\d+'
      : /^[0-9a-f]{7,}$/i.test(part)
        ? '[0-9a-fA-F]+'
        : /^\s/.test(part)
          ? '\\s+'
          : `\\${part}`,
  );
}
