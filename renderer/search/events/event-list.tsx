/** The events, newest first: drawn where they are seen, over pages of the job. */
import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { SearchState } from '../../../src/protocol/index.ts';
import { tallestBox } from '../../ui/long-scroll-places.ts';
import { PageProblem } from '../page-problem.tsx';
import { useRows } from '../pages-hook.ts';
import { StatisticsTable } from '../table/statistics-table.tsx';
import { EventRow } from './event-row.tsx';
import { termsOf } from './highlight.ts';
import { LongList } from './long-list.tsx';
import { ShortList } from './short-list.tsx';
import { useSearch } from '../search-store.ts';

type View = 'list' | 'raw' | 'table';

/** Expected, pixels. */
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
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const top = useRef(0);
  const rows = useRows(state);
  const terms = useMemo(() => termsOf(ran?.text ?? ''), [ran?.text]);
  const toggle = useCallback(
    (index: number): void =>
      setOpen((now) => {
        const next = new Set(now);
        if (!next.delete(index)) next.add(index);
        return next;
      }),
    [],
  );
  if (rows.problem !== undefined) return <PageProblem problem={rows.problem} onRetry={rows.retry} />;
  const List = state.rowCount * rowHeight[view] > tallestBox ? LongList : ShortList;
  return (
    <List
      count={state.rowCount}
      rowHeight={rowHeight[view]}
      top={top}
      onRange={rows.need}
      row={(index) => (
        <EventRow
          job={state.job}
          index={index}
          columns={rows.columns}
          cells={rows.row(index)}
          timeZone={timeZone}
          terms={terms}
          isOpen={open.has(index)}
          isRaw={view === 'raw'}
          onToggle={toggle}
        />
      )}
    />
  );
}
