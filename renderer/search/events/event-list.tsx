/** The events, newest first: a virtual list over pages of the job. */
import { SegmentedControl } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SearchState } from '../../../src/protocol/index.ts';
import { useRows } from '../pages-hook.ts';
import { StatisticsTable } from '../table/statistics-table.tsx';
import { EventRow } from './event-row.tsx';
import { termsOf } from './highlight.ts';
import { useSearch } from '../search-store.ts';

type View = 'list' | 'raw' | 'table';

/** Taller lists than this are more than a browser can lay out, pixels. */
const tallest = 8_000_000;
const rowHeight = { list: 46, raw: 24 };

export function EventList({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const [view, setView] = useState<View>('list');
  return (
    <div className="event-list">
      <div className="event-toolbar">
        <SegmentedControl
          aria-label="Event view"
          data={[
            { value: 'list', label: 'List' },
            { value: 'raw', label: 'Raw' },
            { value: 'table', label: 'Table' },
          ]}
          value={view}
          onChange={(value) => setView(value)}
        />
      </div>
      {view === 'table' ? (
        <StatisticsTable state={state} timeZone={timeZone} />
      ) : (
        <VirtualEvents key={view} state={state} timeZone={timeZone} view={view} />
      )}
    </div>
  );
}

function VirtualEvents({
  state,
  timeZone,
  view,
}: {
  readonly state: SearchState;
  readonly timeZone: string;
  readonly view: 'list' | 'raw';
}) {
  const { ran } = useSearch();
  const scroll = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = useRows(state.job, state.rowCount, state.columns);
  const terms = useMemo(() => termsOf(ran?.text ?? ''), [ran?.text]);
  const count = Math.min(state.rowCount, Math.floor(tallest / rowHeight[view]));
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight[view],
    overscan: 10,
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => rows.need(first, last), [rows, first, last]);
  const toggle = useCallback(
    (index: number): void =>
      setOpen((now) => {
        const next = new Set(now);
        if (!next.delete(index)) next.add(index);
        return next;
      }),
    [],
  );
  return (
    <div className="event-scroll" ref={scroll} tabIndex={0} role="list" aria-label="Events">
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {items.map((item) => (
          <div
            key={item.key}
            role="listitem"
            ref={list.measureElement}
            data-index={item.index}
            className="event-place"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <EventRow
              job={state.job}
              index={item.index}
              columns={rows.columns}
              cells={rows.row(item.index)}
              timeZone={timeZone}
              terms={terms}
              isOpen={open.has(item.index)}
              isRaw={view === 'raw'}
              onToggle={toggle}
            />
          </div>
        ))}
      </div>
      {count < state.rowCount && (
        <p className="event-end muted">
          The list shows the first {count.toLocaleString('en-US')} events. Narrow the time range to see others.
        </p>
      )}
    </div>
  );
}
