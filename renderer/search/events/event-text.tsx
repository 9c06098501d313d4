/** An event's text: its time and the search's terms marked, folded where it is long. */
import { useState } from 'react';
import { formatCount } from '../../ui/format.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { marksOf, timeMarkOf } from './highlight.ts';

interface Props {
  readonly text: string;
  /** Epoch seconds; null where the event has none. */
  readonly time: number | null;
  readonly terms: readonly RegExp[];
}

const foldedLines = 8;
const foldedCharacters = 1_500;
/** A browser lays this out in the blink of an eye; more waits for another click. */
const step = 100_000;

export function EventText({ text, time, terms }: Props) {
  const [limit, setLimit] = useState(0);
  const folded = foldOf(text);
  const shown = limit === 0 ? folded : text.slice(0, limit);
  const marks = marksOf(shown.slice(0, 20_000), terms);
  const timeMark = time === null ? undefined : timeMarkOf(shown.slice(0, 500), time);
  const rest = text.length - shown.length;
  return (
    <div className="event-raw mono">
      <MarkedText
        text={shown}
        marks={timeMark === undefined ? marks : [{ ...timeMark, className: 'time' }, ...marks]}
        longest={Math.max(step, limit)}
      />
      {folded.length < text.length && (
        <span className="event-folds">
          {rest > 0 && (
            <button type="button" className="plain event-fold" onClick={() => setLimit(limit + step)}>
              {limit === 0 ? whole(text) : `Show more of the ${formatCount(text.length)} characters`}
            </button>
          )}
          {limit > 0 && (
            <button type="button" className="plain event-fold" onClick={() => setLimit(0)}>
              Fold
            </button>
          )}
        </span>
      )}
    </div>
  );
}

function whole(text: string): string {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > 1 ? `Show all ${formatCount(lines)} lines` : `Show all ${formatCount(text.length)} characters`;
}

function foldOf(text: string): string {
  let end = -1;
  for (let line = 0; line < foldedLines; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) break;
  }
  const lines = end < 0 ? text : text.slice(0, end);
  // A few characters behind the fold are not worth a click.
  return lines.length > foldedCharacters + 200 ? lines.slice(0, foldedCharacters) : lines;
}
