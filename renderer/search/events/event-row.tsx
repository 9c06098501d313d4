/** One event: its time and text, and on request all its fields. */
import { ChevronRight } from 'lucide-react';
import { memo, useState } from 'react';
import type { Cell, ResultColumn } from '../../../src/protocol/index.ts';
import { formatTime } from '../../ui/format.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { marksOf } from './highlight.ts';
import { ValueMenu } from './value-menu.tsx';

interface Props {
  readonly columns: readonly ResultColumn[];
  /** Undefined while they are on the way. */
  readonly cells: readonly Cell[] | undefined;
  readonly timeZone: string;
  readonly terms: readonly RegExp[];
  readonly isOpen: boolean;
  readonly isRaw: boolean;
  readonly onToggle: () => void;
}

/** An event with more lines is folded at first. */
const foldedLines = 8;
const hidden = new Set(['_raw', '_time', '_indextime']);
const chips = ['host', 'source', 'sourcetype'];

export const EventRow = memo(function EventRow({ columns, cells, timeZone, terms, isOpen, isRaw, onToggle }: Props) {
  if (cells === undefined) return <div className={isRaw ? 'event-row raw' : 'event-row'} aria-busy />;
  const at = (name: string): Cell => cells[columns.findIndex((column) => column.name === name)] ?? null;
  const time = at('_time');
  const raw = at('_raw');
  if (isRaw) {
    return (
      <div className="event-row raw">
        <EventText text={textOf(raw)} terms={terms} />
      </div>
    );
  }
  return (
    <div className="event-row">
      <button
        type="button"
        className="event-toggle"
        aria-expanded={isOpen}
        aria-label={isOpen ? 'Hide the fields' : 'Show all fields'}
        onClick={onToggle}
      >
        <ChevronRight size={13} aria-hidden />
      </button>
      <span className="event-time numbers">
        {typeof time === 'number' ? formatTime(time, timeZone) : <span className="muted">no time</span>}
      </span>
      <div className="event-body">
        {raw === null ? <FieldLine columns={columns} cells={cells} /> : <EventText text={textOf(raw)} terms={terms} />}
        <div className="event-chips">
          {chips.map((name) => {
            const value = at(name);
            return value === null ? null : (
              <span key={name} className="event-chip">
                <span className="muted">{name}</span> <ValueMenu field={name} value={textOf(value)} />
              </span>
            );
          })}
        </div>
        {isOpen && <AllFields columns={columns} cells={cells} timeZone={timeZone} />}
      </div>
    </div>
  );
});

function textOf(cell: Cell): string {
  return Array.isArray(cell) ? cell.join('\n') : cell === null ? '' : String(cell);
}

function EventText({ text, terms }: { readonly text: string; readonly terms: readonly RegExp[] }) {
  const [isWhole, setWhole] = useState(false);
  const lines = text.split('\n', foldedLines + 1);
  const isLong = lines.length > foldedLines;
  const shown = isLong && !isWhole ? lines.slice(0, foldedLines).join('\n') : text;
  return (
    <div className="event-raw mono">
      <MarkedText text={shown} marks={marksOf(shown.slice(0, 4_000), terms)} />
      {isLong && (
        <button type="button" className="plain event-fold" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Fold' : 'Show all lines'}
        </button>
      )}
    </div>
  );
}

/** An event whose text a command dropped: what is left of it. */
function FieldLine({ columns, cells }: Pick<Props, 'columns'> & { readonly cells: readonly Cell[] }) {
  return (
    <div className="event-raw mono">
      {columns.map((column, i) => {
        const value = cells[i] ?? null;
        return value === null || hidden.has(column.name) || chips.includes(column.name) ? null : (
          <span key={column.name}>
            {column.name}={textOf(value)}{' '}
          </span>
        );
      })}
    </div>
  );
}

function AllFields({
  columns,
  cells,
  timeZone,
}: {
  readonly columns: readonly ResultColumn[];
  readonly cells: readonly Cell[];
  readonly timeZone: string;
}) {
  return (
    <table className="event-fields" aria-label="Fields">
      <tbody>
        {columns.map((column, i) => {
          const value = cells[i] ?? null;
          if (value === null || hidden.has(column.name)) return null;
          return (
            <tr key={column.name}>
              <th scope="row">{column.name}</th>
              <td>
                {column.type === 'time' && typeof value === 'number'
                  ? formatTime(value, timeZone)
                  : (Array.isArray(value) ? value : [String(value)]).map((one, j) => (
                      <div key={j}>
                        <ValueMenu field={column.name} value={one} />
                      </div>
                    ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
