/** Below the bars: where they begin and end, what one is, zooming, and the field that colours them. */
import { ActionIcon, Select } from '@mantine/core';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchState, Timeline } from '../../../src/protocol/index.ts';
import { formatCounted, formatTimeForSpan } from '../../ui/format.ts';
import { setRange, useSearch } from '../search-store.ts';
import { partColour } from './level-colour.ts';
import { setBreakdown, useBreakdown } from './timeline-data.ts';
import type { Frame } from './timeline-data.ts';

interface Props {
  readonly state: SearchState;
  readonly timeline: Timeline | undefined;
  readonly frame: Frame | undefined;
  readonly timeZone: string;
}

export function TimelineTools({ state, timeline, frame, timeZone }: Props) {
  const { range } = useSearch();
  if (frame === undefined || timeline === undefined) return <div className="timeline-axis" />;
  const span = timeline.spanSeconds;
  const end = frame.start + frame.length;
  /** A factor below 1 looks closer at the middle, one above 1 sees more on both sides. */
  const zoom = (factor: number): void => {
    const from = secondsOf(range.earliest) ?? frame.start;
    const to = secondsOf(range.latest) ?? end;
    const half = Math.max(span, ((to - from) * factor) / 2);
    const middle = (from + to) / 2;
    setRange({ earliest: String(Math.floor(middle - half)), latest: String(Math.ceil(middle + half)) });
  };
  const isBounded = range.earliest !== undefined || range.latest !== undefined;
  return (
    <div className="timeline-axis muted numbers">
      <span>{formatTimeForSpan(frame.start, timeZone, span)}</span>
      <div className="timeline-tools">
        <span>
          {spanLabel(span)} a bar
          {timeline.untimed > 0 && `, ${formatCounted(timeline.untimed, 'event')} without time not shown`}
        </span>
        <Tool label="Zoom in" isOff={frame.length <= span} onClick={() => zoom(1 / 3)}>
          <ZoomIn size={13} />
        </Tool>
        <Tool label="Zoom out" isOff={!isBounded} onClick={() => zoom(3)}>
          <ZoomOut size={13} />
        </Tool>
        <Tool label="All time" isOff={!isBounded} onClick={() => setRange({})}>
          <Maximize2 size={12} />
        </Tool>
        <Breakdown state={state} values={timeline.values} />
      </div>
      <span>{formatTimeForSpan(end, timeZone, span)}</span>
    </div>
  );
}

/** A bound in epoch seconds, as the bars themselves set it. */
function secondsOf(bound: string | undefined): number | undefined {
  return bound !== undefined && /^-?\d+(\.\d+)?$/.test(bound) ? Number(bound) : undefined;
}

interface ToolProps {
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, isOff, onClick, children }: ToolProps) {
  return (
    <ActionIcon size={20} title={label} aria-label={label} disabled={isOff} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}

function Breakdown({ state, values }: { readonly state: SearchState; readonly values: Timeline['values'] }) {
  const by = useBreakdown(state);
  const fields = state.columns
    .filter((column) => !column.name.startsWith('_') && column.type !== 'multivalue' && column.type !== 'time')
    .map((column) => column.name);
  return (
    <>
      <Select
        className="timeline-by"
        aria-label="Colour the bars by"
        placeholder="Colour by"
        size="xs"
        clearable
        searchable
        data={[...new Set(fields)]}
        value={by ?? null}
        onChange={(field) => setBreakdown(field ?? '')}
      />
      {by !== undefined && values !== undefined && (
        <ul className="timeline-legend" aria-label={`Colours of ${by}`}>
          {values.map((value, i) => (
            <li key={value} className="ellipsis" title={value}>
              <span className="legend-colour" style={{ background: partColour(value, i) }} />
              {value}
            </li>
          ))}
          <li>
            <span className="legend-colour timeline-rest" />
            others
          </li>
        </ul>
      )}
    </>
  );
}

function spanLabel(seconds: number): string {
  const units = [
    [31_536_000, 'year'],
    [2_592_000, 'month'],
    [604_800, 'week'],
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  const unit = units.find(([size]) => seconds >= size) ?? [1, 'second'];
  const count = Math.round((seconds / unit[0]) * 10) / 10;
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : formatCounted(count, unit[1]);
}
