/** A cell of the results, and what a click on it can do. */
import { Menu } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { Cell, ResultColumn } from '../../../src/protocol/index.ts';
import { eventsBehind } from '../drilldown.ts';
import { fieldTerm } from '../edit-search.ts';
import { runText, searchNow } from '../search-store.ts';
import { cellText } from './cell-text.ts';
import type { ColumnLook } from './column-look.ts';

interface Props {
  readonly columns: readonly ResultColumn[];
  /** Undefined while it is on the way. */
  readonly row: readonly Cell[] | undefined;
  readonly index: number;
  readonly timeZone: string;
  readonly look: ColumnLook | undefined;
  /** The column's largest number, for its bars. */
  readonly largest: number;
  /** Seconds that a row over time stands for. */
  readonly spanSeconds: number;
  readonly style: CSSProperties | undefined;
}

export function TableCell({ columns, row, index, timeZone, look, largest, spanSeconds, style }: Props) {
  const column = columns[index];
  const value = row?.[index] ?? null;
  if (column === undefined) return null;
  const text = cellText(value, column, timeZone, look?.format);
  const share = look?.shade !== undefined && typeof value === 'number' && largest > 0 ? value / largest : 0;
  return (
    <span
      role="cell"
      className={column.type === 'number' ? 'cell-number ellipsis' : 'ellipsis'}
      style={style}
      title={text.length > 20 ? text : undefined}
    >
      {share > 0 && look?.shade === 'bars' && (
        <span className="cell-bar" style={{ width: `${share * 100}%` }} aria-hidden />
      )}
      {share > 0 && look?.shade === 'heat' && (
        <span className="cell-heat" style={{ background: heat(share) }} aria-hidden />
      )}
      {row !== undefined && text !== '' && (
        <Menu position="bottom-start" transitionProps={{ duration: 0 }} shadow="md">
          <Menu.Target>
            <button type="button" className="plain cell-value ellipsis">
              {text}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <CellActions columns={columns} row={row} index={index} text={text} spanSeconds={spanSeconds} />
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}

function CellActions({
  columns,
  row,
  index,
  text,
  spanSeconds,
}: Pick<Props, 'columns' | 'index' | 'spanSeconds'> & { readonly row: readonly Cell[]; readonly text: string }) {
  const search = searchNow().ran?.text ?? searchNow().text;
  const behind = eventsBehind(search, columns, row, index, spanSeconds);
  const column = columns[index];
  const value = row[index] ?? null;
  const isPlain = column !== undefined && column.type !== 'time' && typeof value !== 'object' && value !== null;
  const add = (isExcluded: boolean): void =>
    void runText(`${search} | search ${fieldTerm(column?.name ?? '', String(value), isExcluded)}`);
  return (
    <>
      {behind !== undefined && (
        <Menu.Item onClick={() => void runText(behind.search, behind.range ?? searchNow().ran?.range)}>
          View events
        </Menu.Item>
      )}
      {isPlain && <Menu.Item onClick={() => add(false)}>Only rows with this</Menu.Item>}
      {isPlain && <Menu.Item onClick={() => add(true)}>Without rows with this</Menu.Item>}
      <Menu.Item onClick={() => void navigator.clipboard.writeText(text)}>Copy value</Menu.Item>
    </>
  );
}

/** Never so strong that the number on it is hard to read. */
function heat(share: number): string {
  return `color-mix(in srgb, var(--series-1) ${Math.round(share * 45)}%, transparent)`;
}
