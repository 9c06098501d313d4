/** A list of more rows than a browser can lay out, to its last. */
import { useEffect, useRef } from 'react';
import { useLongScroll } from '../../ui/long-scroll.ts';
import type { ListProps } from './short-list.tsx';

export function LongList({ count, rowHeight, top, onRange, row }: ListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const { first, last, height, view, layer, onScroll } = useLongScroll(scroll, count, rowHeight, {
    start: top.current,
  });
  useEffect(() => onRange(first, last), [onRange, first, last]);
  return (
    <div className="event-scroll" ref={scroll} tabIndex={0} role="list" aria-label="Events" onScroll={onScroll}>
      <div style={{ height }}>
        <div className="long-view" style={{ height: view }}>
          <div ref={layer} className="long-layer">
            {Array.from({ length: last - first + 1 }, (_, i) => first + i).map((index) => (
              <div key={index} role="listitem" aria-posinset={index + 1} aria-setsize={count} data-index={index}>
                {row(index)}
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
