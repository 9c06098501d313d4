/**
 * Scrolling through more rows than a browser can lay out. The scroll bar stands for all of them, in a box that is as tall as
 * it may be; small steps move the rows by as many pixels, a jump goes to the row at that share of the way.
 */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { placeOf, rowAt, tallestBox } from './long-scroll-places.ts';

interface Anchor {
  /** The row at the top edge. */
  readonly index: number;
  /** Pixels of it above the edge. */
  readonly shift: number;
}

export interface LongScroll {
  /** Rows to draw. */
  readonly first: number;
  readonly last: number;
  /** Of the box that makes the scroll bar, and of what is seen of the rows; pixels. */
  readonly height: number;
  readonly view: number;
  /** Sticks to the top edge, and holds an element with `data-index` for each row, one below the other. */
  readonly layer: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
}

/** Rows drawn above the first that is seen, and below the last. */
const spare = 4;
/** Longer ways at once are jumps, in heights of the view. */
const jump = 4;
/** Milliseconds without scrolling, after which the bar is put where the rows are. */
const rest = 120;

/**
 * `rowHeight`: what a row is expected to take, pixels; what it takes is measured. `start`: the row at the top at first. `head`: pixels
 * at the top that rows may not use.
 */
export function useLongScroll(
  scroll: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  { start = 0, head = 0 }: { readonly start?: number; readonly head?: number } = {},
): LongScroll {
  const layer = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>({ index: start, shift: 0 });
  const [index, setIndex] = useState(start);
  /** The last row was asked for: it stays in view while the rows before it arrive and grow. */
  const isEndHeld = useRef(false);
  const before = useRef(0);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [view, setView] = useState(600);
  const height = Math.min(tallestBox, count * rowHeight + head);

  const heightOf = useCallback(
    (row: number): number => rowIn(layer.current, row)?.offsetHeight ?? rowHeight,
    [rowHeight],
  );
  const draw = useCallback((): void => {
    const row = rowIn(layer.current, anchor.current.index);
    if (layer.current !== null && row !== undefined)
      layer.current.style.transform = `translateY(${-(row.offsetTop + anchor.current.shift)}px)`;
    setIndex(anchor.current.index);
  }, []);
  const move = useCallback(
    (pixels: number): void => {
      let { index: row, shift } = anchor.current;
      shift += pixels;
      while (shift < 0 && row > 0) shift += heightOf(--row);
      for (let own = heightOf(row); shift >= own && row < count - 1; own = heightOf(row)) {
        shift -= own;
        row += 1;
      }
      anchor.current = { index: row, shift: Math.max(0, shift) };
    },
    [count, heightOf],
  );
  const settle = useCallback((): void => {
    const box = scroll.current;
    if (box === null) return;
    const { index: row, shift } = anchor.current;
    const place = placeOf(row + shift / heightOf(row), { count, rowHeight, view, height });
    if (Math.abs(box.scrollTop - place) < 1) return;
    box.scrollTop = place;
    before.current = box.scrollTop;
  }, [scroll, count, rowHeight, view, height, heightOf]);

  const onScroll = useCallback((): void => {
    const box = scroll.current;
    if (box === null || box.scrollTop === before.current) return;
    const way = box.scrollTop - before.current;
    before.current = box.scrollTop;
    const isTop = box.scrollTop <= 0;
    const isEnd = box.scrollTop >= box.scrollHeight - box.clientHeight - 1;
    isEndHeld.current = isEnd && !isTop;
    if (isTop) anchor.current = { index: 0, shift: 0 };
    else if (isEnd) anchor.current = { index: count - 1, shift: 0 };
    else if (Math.abs(way) < jump * view) move(way);
    else anchor.current = { index: Math.floor(rowAt(box.scrollTop, { count, rowHeight, view, height })), shift: 0 };
    draw();
    clearTimeout(settling.current);
    settling.current = setTimeout(settle, rest);
  }, [scroll, count, rowHeight, view, height, move, draw, settle]);

  useLayoutEffect(() => {
    const box = scroll.current;
    if (box === null) return;
    const watch = new ResizeObserver(() => setView(Math.max(1, box.clientHeight - head)));
    watch.observe(box);
    return () => watch.disconnect();
  }, [scroll, head]);
  // Rows may be taller or lower than they were: after every drawing the anchor is put at the edge, and the last row ends at the bottom.
  useLayoutEffect(() => {
    const end = rowIn(layer.current, count - 1);
    const top = rowIn(layer.current, anchor.current.index);
    if (end !== undefined && top !== undefined) {
      const gap = view - (end.offsetTop + end.offsetHeight - top.offsetTop - anchor.current.shift);
      if (gap > 0.5 || (isEndHeld.current && gap < -0.5)) move(-gap);
    }
    draw();
  });
  useLayoutEffect(() => {
    if (start > 0) settle();
    return () => clearTimeout(settling.current);
    // Only at first: from then on the bar leads.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return {
    first: Math.max(0, index - spare - (index >= count - 2 ? Math.ceil(view / 20) : 0)),
    last: Math.min(count - 1, index + Math.ceil(view / Math.min(rowHeight, 24)) + spare),
    height,
    view,
    layer,
    onScroll,
  };
}

function rowIn(layer: HTMLElement | null, index: number): HTMLElement | undefined {
  return layer?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? undefined;
}
