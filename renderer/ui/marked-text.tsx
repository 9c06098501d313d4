/** Text with parts of it marked; never HTML. */
import { Fragment } from 'react';

export interface Mark {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly className?: string;
}

interface Props {
  readonly text: string;
  /** Of marks that overlap the first to begin is drawn. */
  readonly marks: readonly Mark[];
  /** A longer text is cut for display, characters. */
  readonly longest?: number;
}

export function MarkedText({ text, marks, longest = 4_000 }: Props) {
  const shown = text.length > longest ? `${text.slice(0, longest)} ...` : text;
  const pieces: { text: string; mark: Mark | undefined }[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const { start, end } = mark;
    if (start < at || end <= start || end > shown.length) continue;
    if (start > at) pieces.push({ text: shown.slice(at, start), mark: undefined });
    pieces.push({ text: shown.slice(start, end), mark });
    at = end;
  }
  pieces.push({ text: shown.slice(at), mark: undefined });
  return (
    <>
      {pieces.map((piece, i) =>
        piece.mark === undefined ? (
          <Fragment key={i}>{piece.text}</Fragment>
        ) : (
          <mark key={i} className={piece.mark.className}>
            {piece.text}
          </mark>
        ),
      )}
    </>
  );
}
