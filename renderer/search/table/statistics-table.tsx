/** Result rows as a table: sorted by the engine, drawn only where they are seen. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import type { Cell, ResultColumn, SearchState } from '../../../src/protocol/index.ts';
import { useLongScroll } from '../../ui/long-scroll.ts';
import { PageProblem } from '../page-problem.tsx';
import { useRows } from '../pages-hook.ts';
import type { Sort } from '../pages-hook.ts';
import { cellText } from './cell-text.ts';
import { ColumnHead } from './column-head.tsx';
import { useLooks } from './column-look.ts';
import { TableCell } from './table-cell.tsx';
import { TableFoot } from './table-foot.tsx';
import { useTotals } from './totals-hook.ts';
import './table.css';

const rowHeight = 26;
/** In characters. */
const narrowest = 9;
const widest = 48;
/** Pixels. */
const numberColumn = 64;

interface Props {
  readonly state: SearchState;
  readonly timeZone: string;
  /** Without the line of totals and exports below. */
  readonly isPlain?: boolean;
}

export function StatisticsTable({ state, timeZone, isPlain = false }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<Sort>();
  const rows = useRows(state, sort);
  const { columns: looks, pinnedTo, hasTotals } = useLooks();
  const totals = useTotals(state, hasTotals || state.columns.some((column) => looks[column.name]?.shade !== undefined));
  const count = state.rowCount;
  // The head, and the totals where they are shown, stay where they are.
  const head = hasTotals ? 2 * rowHeight : rowHeight;
  const { first, last, height, view, layer, onScroll } = useLongScroll(scroll, count, rowHeight, { head });
  useEffect(() => rows.need(first, last), [rows, first, last]);
  // Widths come from the first rows that arrive and stay, so that scrolling moves nothing sideways.
  const hasRows = rows.row(0) !== undefined;
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const natural = useMemo(() => widthsOf(state.columns, rows, timeZone), [state.columns, hasRows, timeZone]);
  const widths = state.columns.map((column, i) => looks[column.name]?.width ?? natural[i] ?? narrowest);
  const pinned = state.columns.findIndex((column) => column.name === pinnedTo) + 1;
  const layout = layoutOf(state.columns, widths, (name) => looks[name]?.width !== undefined, pinned);
  const spanSeconds = spanOf(state.columns, rows);
  if (state.rowCount === 0) {
    return <div className="start-hints">{state.state === 'running' ? 'Running ...' : 'No rows.'}</div>;
  }
  if (rows.problem !== undefined) return <PageProblem problem={rows.problem} onRetry={rows.retry} />;
  return (
    <div className="statistics">
      <div
        className="statistics-scroll"
        ref={scroll}
        tabIndex={0}
        role="table"
        aria-label="Results"
        aria-rowcount={count}
        onScroll={onScroll}
      >
        <div className="statistics-box" style={layout.box}>
          <div className="statistics-row statistics-head" style={layout.row} role="row">
            <span className="row-number" role="columnheader" aria-label="Row" style={layout.sticky(-1)} />
            {state.columns.map((column, i) => (
              <ColumnHead
                key={column.name}
                column={column}
                sort={sort}
                width={widths[i] ?? narrowest}
                style={layout.sticky(i)}
                onSort={setSort}
              />
            ))}
          </div>
          <div style={{ height: height - head }} role="rowgroup">
            <div className="long-view" style={{ top: rowHeight, height: Math.min(view, count * rowHeight) }}>
              <div ref={layer} className="long-layer">
                {Array.from({ length: last - first + 1 }, (_, i) => first + i).map((index) => (
                  <div
                    key={index}
                    className="statistics-row"
                    role="row"
                    aria-rowindex={index + 1}
                    data-index={index}
                    style={layout.row}
                  >
                    <span className="row-number numbers muted" role="rowheader" style={layout.sticky(-1)}>
                      {index + 1}
                    </span>
                    {state.columns.map((column, i) => (
                      <TableCell
                        key={column.name}
                        columns={state.columns}
                        row={rows.row(index)}
                        index={i}
                        timeZone={timeZone}
                        look={looks[column.name]}
                        largest={totals.get(column.name)?.maximum ?? 0}
                        spanSeconds={spanSeconds}
                        style={layout.sticky(i)}
                      />
                    ))}
                  </div>
                ))}
              </div>
            </div>
          </div>
          {hasTotals && (
            <div className="statistics-row statistics-totals" style={layout.row} role="row" aria-label="Totals">
              <span className="row-number muted" role="rowheader" style={layout.sticky(-1)}>
                Total
              </span>
              {state.columns.map((column, i) => (
                <span key={column.name} role="cell" className="cell-number ellipsis" style={layout.sticky(i)}>
                  {cellText(totals.get(column.name)?.sum ?? null, column, timeZone, looks[column.name]?.format)}
                </span>
              ))}
            </div>
          )}
        </div>
      </div>
      {!isPlain && <TableFoot state={state} timeZone={timeZone} />}
    </div>
  );
}

interface Layout {
  /** Head and rows share one box, so that their columns stand under each other however wide the window is. */
  readonly box: CSSProperties;
  readonly row: CSSProperties;
  readonly sticky: (column: number) => CSSProperties | undefined;
}

/** The first `pinned` columns, and the row's number before them, stay in view; `hasOwnWidth` do not grow. */
function layoutOf(
  columns: readonly ResultColumn[],
  widths: readonly number[],
  hasOwnWidth: (name: string) => boolean,
  pinned: number,
): Layout {
  const tracks = columns.map((column, i) =>
    i < pinned || hasOwnWidth(column.name) ? `${widths[i]}ch` : `minmax(${widths[i]}ch, 1fr)`,
  );
  const before = (count: number): number => widths.slice(0, count).reduce((sum, width) => sum + width, 0);
  return {
    box: { minWidth: `calc(${numberColumn}px + ${before(widths.length)}ch)` },
    row: { gridTemplateColumns: `${numberColumn}px ${tracks.join(' ')}` },
    sticky: (column) =>
      pinned === 0 || column >= pinned
        ? undefined
        : {
            position: 'sticky',
            left: column < 0 ? 0 : `calc(${numberColumn}px + ${before(column)}ch)`,
            zIndex: 1,
            background: 'inherit',
          },
  };
}

/** Seconds between the first two rows over time. */
function spanOf(columns: readonly ResultColumn[], rows: { row(index: number): readonly Cell[] | undefined }): number {
  const at = columns.findIndex((column) => column.name === '_time');
  const times = [rows.row(0)?.[at], rows.row(1)?.[at]].map(Number);
  return at < 0 ? 0 : Math.abs((times[1] ?? 0) - (times[0] ?? 0)) || 86_400;
}

function widthsOf(
  columns: readonly ResultColumn[],
  rows: { row(index: number): readonly Cell[] | undefined },
  timeZone: string,
): number[] {
  return columns.map((column, i) => {
    let length = column.name.length + 4;
    for (let index = 0; index < 60; index += 1) {
      const value = rows.row(index)?.[i];
      if (value !== undefined) length = Math.max(length, cellText(value, column, timeZone).length);
    }
    return Math.min(widest, Math.max(narrowest, length)) + 2;
  });
}
