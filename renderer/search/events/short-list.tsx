/** A list of rows of any height that a browser can lay out; only those that are seen are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';

export interface ListProps {
  readonly count: number;
  /** Expected, pixels. */
  readonly rowHeight: number;
  /** The row at the top edge: a list that grows too long goes on from there. */
  readonly top: RefObject<number>;
  /** Hears which rows are drawn. */
  readonly onRange: (first: number, last: number) => void;
  readonly row: (index: number) => ReactNode;
}

export function ShortList({ count, rowHeight, top, onRange, row }: ListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  useEffect(() => {
    top.current = items.find((item) => item.end > (list.scrollOffset ?? 0))?.index ?? 0;
  });
  return (
    <div className="event-scroll" ref={scroll} tabIndex={0} role="list" aria-label="Events">
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {/* One below the other: rows whose height is not measured yet would lie on each other if each had a place of its own. */}
        <div className="event-place" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map((item) => (
            <div
              key={item.key}
              role="listitem"
              aria-posinset={item.index + 1}
              aria-setsize={count}
              ref={list.measureElement}
              data-index={item.index}
            >
              {row(item.index)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
