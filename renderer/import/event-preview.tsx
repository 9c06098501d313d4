/** The events that the settings give: as a list with the time marked in the text, or as a table of fields. */
import { Loader } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { FileCheckProgress, PreviewEvent, PreviewResult } from '../../src/protocol/index.ts';
import { formatTime } from '../ui/format.ts';
import { MarkedText } from '../ui/marked-text.tsx';
import { OddShapes } from './odd-shapes.tsx';
import { PreviewHeader } from './preview-header.tsx';
import type { PreviewView } from './preview-header.tsx';

export function EventPreview({
  result,
  check,
  isLoading,
  timeZone,
}: {
  readonly result: PreviewResult | undefined;
  /** Of the whole file, where the preview shows only its first part. */
  readonly check: FileCheckProgress | undefined;
  readonly isLoading: boolean;
  readonly timeZone: string;
}) {
  const [view, setView] = useState<PreviewView>('list');
  const [onlyFailing, setOnlyFailing] = useState(false);
  const events = useMemo(
    () => (result?.events ?? []).filter((event) => !onlyFailing || isFailing(event)),
    [result, onlyFailing],
  );
  if (result === undefined) {
    return (
      <div className="preview-empty muted">
        {isLoading ? <Loader size={18} aria-label="Reading" /> : 'Nothing to show.'}
      </div>
    );
  }
  return (
    <section className="preview" aria-label="Preview of events" aria-busy={isLoading}>
      <PreviewHeader
        result={result}
        check={check}
        isLoading={isLoading}
        view={view}
        onView={setView}
        onlyFailing={onlyFailing}
        onOnlyFailing={setOnlyFailing}
      />
      {view === 'odd' ? (
        <OddShapes shapes={check?.odd ?? []} />
      ) : events.length === 0 ? (
        <div className="preview-empty muted">
          {onlyFailing
            ? 'Every event shown here has a time.'
            : 'No events. Is the file empty, or does a break setting take all of it?'}
        </div>
      ) : view === 'list' ? (
        <EventList events={events} timeZone={timeZone} />
      ) : (
        <FieldTable events={events} columns={result.columns} timeZone={timeZone} />
      )}
    </section>
  );
}

function isFailing(event: PreviewEvent): boolean {
  return (
    event.time === null ||
    event.problem !== undefined ||
    !['parsed', 'year_inferred', 'current'].includes(event.timeSource)
  );
}

function EventList({ events, timeZone }: { readonly events: readonly PreviewEvent[]; readonly timeZone: string }) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 28,
    overscan: 12,
  });
  return (
    <div className="preview-scroll" ref={scroll} tabIndex={0} role="list" aria-label="Events">
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const event = events[item.index];
          if (event === undefined) return null;
          return (
            <div
              key={item.key}
              role="listitem"
              ref={rows.measureElement}
              data-index={item.index}
              className="preview-event"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span className="preview-line muted numbers">{event.lineNumber}</span>
              <PreviewTime event={event} timeZone={timeZone} />
              <span className="preview-raw mono">
                <MarkedText text={event.raw} marks={event.timeSpans} />
                {event.problem !== undefined && <span className="failing"> {event.problem}</span>}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const sources: Readonly<Partial<Record<PreviewEvent['timeSource'], string>>> = {
  year_inferred: 'year inferred',
  previous: 'from the event before',
  next: 'from the event behind',
  file_name: 'from the file name',
  file_time: "the file's time",
  current: 'current time',
};

function PreviewTime({ event, timeZone }: { readonly event: PreviewEvent; readonly timeZone: string }) {
  if (event.time === null) return <span className="preview-time failing">no time found</span>;
  const note = sources[event.timeSource];
  return (
    <span className="preview-time numbers" title={`${formatTime(event.time, 'UTC')} UTC`}>
      {formatTime(event.time, timeZone)}
      {note !== undefined && <span className="muted preview-note">{note}</span>}
    </span>
  );
}

function FieldTable({
  events,
  columns,
  timeZone,
}: {
  readonly events: readonly PreviewEvent[];
  readonly columns: readonly string[];
  readonly timeZone: string;
}) {
  const names = columns.length > 0 ? columns : [...new Set(events.flatMap((event) => Object.keys(event.fields)))];
  return (
    <div className="preview-scroll" tabIndex={0}>
      <table className="plain-table field-table">
        <thead>
          <tr>
            <th>_time</th>
            {names.map((name, i) => (
              <th key={`${name}-${i}`}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.slice(0, 100).map((event, i) => (
            <tr key={i}>
              <td className="number">
                <PreviewTime event={event} timeZone={timeZone} />
              </td>
              {names.map((name, j) => {
                const value = event.fields[name];
                return <td key={j}>{Array.isArray(value) ? value.join(', ') : value}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
