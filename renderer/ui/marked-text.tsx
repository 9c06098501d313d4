/** Text with parts of it marked; never HTML. */
import { Fragment } from 'react';

export interface Mark {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
}

/** Longer texts are cut for display. */
const longest = 4_000;

export function MarkedText({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  const shown = text.length > longest ? `${text.slice(0, longest)} ...` : text;
  const pieces: { text: string; isMarked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start || end > shown.length) continue;
    if (start > at) pieces.push({ text: shown.slice(at, start), isMarked: false });
    pieces.push({ text: shown.slice(start, end), isMarked: true });
    at = end;
  }
  pieces.push({ text: shown.slice(at), isMarked: false });
  return (
    <>
      {pieces.map((piece, i) =>
        piece.isMarked ? <mark key={i}>{piece.text}</mark> : <Fragment key={i}>{piece.text}</Fragment>,
      )}
    </>
  );
}
