/** One event: its time and text, the selected fields below, and on request all its fields. */
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import type { Cell, ResultColumn } from '../../../src/protocol/index.ts';
import { formatTime } from '../../ui/format.ts';
import { EventDetails } from './event-details.tsx';
import { EventText } from './event-text.tsx';
import { useSelectedFields } from './selected-fields.ts';
import { ValueMenu } from './value-menu.tsx';

interface Props {
  readonly job: string;
  /** The event's row. */
  readonly index: number;
  readonly columns: readonly ResultColumn[];
  /** Undefined while they are on the way. */
  readonly cells: readonly Cell[] | undefined;
  readonly timeZone: string;
  readonly terms: readonly RegExp[];
  readonly isOpen: boolean;
  readonly isRaw: boolean;
  readonly onToggle: (index: number) => void;
}

export const EventRow = memo(function EventRow(props: Props) {
  const { job, index, columns, cells, timeZone, terms, isOpen, isRaw, onToggle } = props;
  const selected = useSelectedFields();
  if (cells === undefined) return <div className={isRaw ? 'event-row raw' : 'event-row'} aria-busy />;
  const at = (name: string): Cell => cells[columns.findIndex((column) => column.name === name)] ?? null;
  const time = at('_time');
  const raw = at('_raw');
  const text = raw === null ? textOfFields(columns, cells) : textOf(raw);
  const seconds = typeof time === 'number' ? time : null;
  if (isRaw) {
    return (
      <div className="event-row raw">
        <EventText text={text} time={seconds} terms={terms} />
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
        onClick={() => onToggle(index)}
      >
        <ChevronRight size={13} aria-hidden />
      </button>
      <span className="event-time numbers">
        {seconds === null ? <span className="muted">no time</span> : formatTime(seconds, timeZone)}
      </span>
      <div className="event-body">
        <EventText text={text} time={seconds} terms={terms} />
        <div className="event-chips">
          {selected.map((name) => {
            const value = at(name);
            return value === null ? null : (
              <span key={name} className="event-chip">
                <span className="muted">{name}</span>{' '}
                {(Array.isArray(value) ? value.slice(0, 10) : [String(value)]).map((one, i) => (
                  <ValueMenu key={i} field={name} value={one} />
                ))}
              </span>
            );
          })}
        </div>
        {isOpen && (
          <EventDetails job={job} index={index} raw={text} columns={columns} cells={cells} timeZone={timeZone} />
        )}
      </div>
    </div>
  );
});

function textOf(cell: Cell): string {
  return Array.isArray(cell) ? cell.join('\n') : cell === null ? '' : String(cell);
}

/** An event whose text a command dropped: what is left of it. */
function textOfFields(columns: readonly ResultColumn[], cells: readonly Cell[]): string {
  return columns
    .flatMap((column, i) => {
      const value = cells[i] ?? null;
      return value === null || column.name.startsWith('_') ? [] : [`${column.name}=${textOf(value)}`];
    })
    .join(' ');
}
