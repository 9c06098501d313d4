/** Result rows as a table: sorted by the engine, drawn only where they are seen. */
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Download } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Cell, ResultColumn, SearchState } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { useRows } from '../pages-hook.ts';
import type { Sort } from '../pages-hook.ts';
import { cellText } from './cell-text.ts';
import { downloadCsv } from './download.ts';

const rowHeight = 26;
/** In characters. */
const narrowest = 9;
const widest = 48;

export function StatisticsTable({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const engine = useEngine();
  const scroll = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<Sort>();
  const rows = useRows(state.job, state.rowCount, state.columns, sort);
  const list = useVirtualizer({
    count: state.rowCount,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => rows.need(first, last), [rows, first, last]);
  // Widths come from the first rows that arrive and stay, so that scrolling moves nothing sideways.
  const hasRows = rows.row(0) !== undefined;
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const widths = useMemo(() => widthsOf(state.columns, rows, timeZone), [state.columns, hasRows, timeZone]);
  const template = { gridTemplateColumns: `64px ${widths.map((width) => `minmax(${width}ch, 1fr)`).join(' ')}` };
  // Head and rows share one box, so that their columns stand under each other however wide the window is.
  const box = { minWidth: `calc(64px + ${widths.reduce((sum, width) => sum + width, 0)}ch)` };
  const toggle = (column: string): void =>
    setSort((now) =>
      now?.column !== column
        ? { column, descending: true }
        : now.descending
          ? { column, descending: false }
          : undefined,
    );
  if (state.rowCount === 0) {
    return <div className="start-hints">{state.state === 'running' ? 'Running ...' : 'No rows.'}</div>;
  }
  return (
    <div className="statistics">
      <div
        className="statistics-scroll"
        ref={scroll}
        tabIndex={0}
        role="table"
        aria-label="Results"
        aria-rowcount={state.rowCount}
      >
        <div className="statistics-box" style={box}>
          <div className="statistics-row statistics-head" style={template} role="row">
            <span className="row-number" role="columnheader" aria-label="Row" />
            {state.columns.map((column) => (
              <span
                key={column.name}
                role="columnheader"
                className={column.type === 'number' ? 'cell-number' : undefined}
                aria-sort={sort?.column === column.name ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  className="plain ellipsis"
                  title={`Sort by ${column.name}`}
                  onClick={() => toggle(column.name)}
                >
                  {column.name}
                  {sort?.column === column.name && (sort.descending ? <ArrowDown size={11} /> : <ArrowUp size={11} />)}
                </button>
              </span>
            ))}
          </div>
          <div style={{ height: list.getTotalSize(), position: 'relative' }} role="rowgroup">
            {items.map((item) => (
              <div
                key={item.key}
                className="statistics-row"
                role="row"
                style={{ ...template, transform: `translateY(${item.start}px)` }}
              >
                <span className="row-number numbers muted">{item.index + 1}</span>
                {state.columns.map((column, i) => (
                  <TableCell key={column.name} column={column} value={rows.row(item.index)?.[i]} timeZone={timeZone} />
                ))}
              </div>
            ))}
          </div>
        </div>
      </div>
      <footer className="statistics-foot">
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<Download size={12} />}
          onClick={() => engine !== undefined && void downloadCsv(engine, state, timeZone)}
        >
          Save as CSV
        </Button>
      </footer>
    </div>
  );
}

function TableCell({
  column,
  value,
  timeZone,
}: {
  readonly column: ResultColumn;
  readonly value: Cell | undefined;
  readonly timeZone: string;
}) {
  const text = value === undefined ? '' : cellText(value, column, timeZone);
  return (
    <span
      role="cell"
      className={column.type === 'number' ? 'cell-number ellipsis' : 'ellipsis'}
      title={text.length > 20 ? text : undefined}
    >
      {text}
    </span>
  );
}

function widthsOf(
  columns: readonly ResultColumn[],
  rows: { row(index: number): readonly Cell[] | undefined },
  timeZone: string,
): number[] {
  return columns.map((column, i) => {
    let length = column.name.length + 2;
    for (let index = 0; index < 60; index += 1) {
      const value = rows.row(index)?.[i];
      if (value !== undefined) length = Math.max(length, cellText(value, column, timeZone).length);
    }
    return Math.min(widest, Math.max(narrowest, length)) + 2;
  });
}
