/**
 * Puts a record right that has a stray quote, a delimiter too many or too few, or another delimiter: of all ways to read it
 * that give the usual number of cells, the one whose cells look most like those of the records around it.
 */
import type { TableProfile } from './profile.ts';
import { cutCells } from './records.ts';
import type { Dialect } from './records.ts';

/** Of very long records only so many places are tried. */
const mostTries = 400;

/** Below this mean fit of a cell, a reading is no better than leaving the record as it is. */
const leastFit = -3;

const otherDelimiters = [',', ';', '\t', '|', ' '];

/** The cells in their places, or null where no reading is convincing. */
export function repairRecord(
  raw: string,
  cells: readonly string[],
  dialect: Dialect,
  profile: TableProfile,
): readonly string[] | null {
  const { columnCount } = profile;
  let best: readonly string[] | null = null;
  let bestFit = leastFit * columnCount;
  // With the right number of cells another reading must be clearly better.
  if (cells.length === columnCount)
    bestFit = Math.max(bestFit, cells.reduce((sum, cell, i) => sum + profile.fit(cell, i), 0) + 2);
  const consider = (candidate: readonly string[] | null, handicap = 0, stray?: number): void => {
    if (candidate === null || candidate.length !== columnCount) return;
    const fitOf = (cell: string, i: number): number => profile.fit(i === stray ? cell.slice(1) : cell, i);
    const fit = candidate.reduce((sum, cell, i) => sum + fitOf(cell, i), 0) - handicap;
    if (fit > bestFit) {
      best = candidate;
      bestFit = fit;
    }
  };
  for (const { cells: candidate, stray } of readingsWithStrayQuotes(raw, dialect)) consider(candidate, 0.1, stray);
  if (cells.length > columnCount && cells.length <= columnCount * 4)
    consider(joinCells(cells, dialect.delimiter, profile));
  if (cells.length === columnCount) for (const candidate of splitAtQuotes(raw, dialect)) consider(candidate);
  if (cells.length < columnCount) {
    if (columnCount - cells.length <= 2)
      consider(withEmptyCells(cells, profile), raw.includes(dialect.quote) ? 0.5 : 0);
    if (columnCount - cells.length === 1) {
      for (const candidate of splitAtQuotes(raw, dialect)) consider(candidate);
      for (const candidate of splitCells(cells)) consider(candidate, 0.1);
    }
    for (const delimiter of otherDelimiters) {
      if (delimiter === dialect.delimiter || !raw.includes(delimiter)) continue;
      const cut = cutCells(raw, { ...dialect, delimiter }, true).cells;
      if (cut.length < columnCount) continue;
      consider(cut.length === columnCount ? cut : joinCells(cut, delimiter, profile), 1);
    }
  }
  return best;
}

/** Each opening quote in turn read as an ordinary character. */
function* readingsWithStrayQuotes(
  raw: string,
  dialect: Dialect,
): Generator<{ readonly cells: readonly string[]; readonly stray: number }> {
  const { quote, delimiter } = dialect;
  if (quote === '') return;
  let tries = 0;
  for (let at = raw.indexOf(quote); at >= 0 && tries < mostTries; at = raw.indexOf(quote, at + 1), tries += 1) {
    if (at > 0 && !raw.startsWith(delimiter, at - delimiter.length)) continue;
    const before = at === 0 ? [] : cutCells(raw.slice(0, at - delimiter.length), dialect, true).cells;
    const end = raw.indexOf(delimiter, at);
    const after = end < 0 ? [] : cutCells(raw.slice(end + delimiter.length), dialect, true).cells;
    yield { cells: [...before, end < 0 ? raw.slice(at) : raw.slice(at, end), ...after], stray: before.length };
  }
}

/** A delimiter is missing beside a quote. */
function* splitAtQuotes(raw: string, dialect: Dialect): Generator<readonly string[]> {
  const { quote, delimiter } = dialect;
  if (quote === '') return;
  let tries = 0;
  for (let at = raw.indexOf(quote); at >= 0 && tries < mostTries; at = raw.indexOf(quote, at + 1), tries += 1) {
    for (const place of [at, at + 1]) {
      if (place === 0 || place >= raw.length) continue;
      const cut = cutCells(raw.slice(0, place) + delimiter + raw.slice(place), dialect);
      if (!cut.open) yield cut.cells;
    }
  }
}

/** A delimiter is missing inside a cell. */
function* splitCells(cells: readonly string[]): Generator<readonly string[]> {
  for (const [i, cell] of cells.entries())
    for (let at = 1; at < Math.min(cell.length, mostTries); at += 1)
      yield [...cells.slice(0, i), cell.slice(0, at), cell.slice(at), ...cells.slice(i + 1)];
}

/** Cells were left out: where empty ones fit best. */
function withEmptyCells(cells: readonly string[], profile: TableProfile): readonly string[] {
  let best = [...cells];
  while (best.length < profile.columnCount) {
    let next = best;
    let nextFit = -Infinity;
    for (let at = best.length; at >= 0; at -= 1) {
      const candidate = [...best.slice(0, at), '', ...best.slice(at)];
      const fit = candidate.reduce((sum, cell, i) => sum + profile.fit(cell, i), 0);
      if (fit > nextFit) {
        next = candidate;
        nextFit = fit;
      }
    }
    best = next;
  }
  return best;
}

/** More cells than columns: neighbours that belong together are joined again, empty ones dropped, by the best fit in all. */
function joinCells(cells: readonly string[], delimiter: string, profile: TableProfile): readonly string[] | null {
  const { columnCount } = profile;
  const surplus = cells.length - columnCount;
  // best[s]: the best fit of the columns so far with s surplus cells used up.
  let best: ({ readonly fit: number; readonly cells: readonly string[] } | null)[] = [{ fit: 0, cells: [] }];
  for (let column = 0; column < columnCount; column += 1) {
    const next: typeof best = [];
    for (let used = 0; used <= surplus; used += 1) {
      let found: (typeof best)[number] = null;
      for (let extra = 0; extra <= used; extra += 1) {
        const before = best[used - extra];
        if (before === null || before === undefined) continue;
        const from = column + used - extra;
        const run = cells.slice(from, from + extra + 1);
        const filled = run.filter((cell) => cell.trim() !== '');
        for (const parts of filled.length < run.length ? [run, filled] : [run]) {
          const cell = parts.join(delimiter);
          const fit = before.fit + profile.fit(cell, column) - extra * (parts.length < 2 ? 0.1 : 0.5);
          if (found === null || fit > found.fit) found = { fit, cells: [...before.cells, cell] };
        }
      }
      next[used] = found;
    }
    best = next;
  }
  return best[surplus]?.cells ?? null;
}
