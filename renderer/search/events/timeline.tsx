/** Events over time as bars; drag over them to search only that stretch. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import type { SearchState, Timeline as TimelineData } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { formatCounted, formatTimeForSpan } from '../../ui/format.ts';
import { setRange, useSearch } from '../search-store.ts';

export function Timeline({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const timeline = useTimeline(state);
  const { range } = useSearch();
  const bars = useRef<HTMLDivElement>(null);
  /** Fractions of the width where a drag began and is now. */
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
  const frame = timeline === undefined ? undefined : frameOf(timeline);

  const at = (event: ReactPointerEvent): number => {
    const box = bars.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? 0 : Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const release = (): void => {
    setDrag(undefined);
    if (drag === undefined || frame === undefined || timeline === undefined) return;
    const [low, high] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    if (high - low < 0.004) return;
    const span = timeline.spanSeconds;
    // Whole bars: the one where the drag began to the one where it ended.
    const from = frame.start + Math.floor((low * frame.length) / span) * span;
    const to = frame.start + Math.ceil((high * frame.length) / span) * span;
    setRange({ earliest: String(from), latest: String(to) });
  };
  const most = Math.max(1, ...(timeline?.buckets.map((bucket) => bucket.count) ?? []));
  return (
    <div className="timeline" aria-label="Timeline" role="img">
      <div
        className="timeline-bars"
        ref={bars}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: at(event), to: at(event) });
        }}
        onPointerMove={(event) => drag !== undefined && setDrag({ from: drag.from, to: at(event) })}
        onPointerUp={release}
      >
        {frame !== undefined &&
          timeline?.buckets.map((bucket) => (
            <div
              key={bucket.start}
              className="timeline-bar"
              title={`${formatTimeForSpan(bucket.start, timeZone, timeline.spanSeconds)}: ${formatCounted(bucket.count, 'event')}`}
              style={{
                left: `${((bucket.start - frame.start) / frame.length) * 100}%`,
                width: `max(1px, calc(${(timeline.spanSeconds / frame.length) * 100}% - 1px))`,
                height: `${Math.max(4, (bucket.count / most) * 100)}%`,
              }}
            />
          ))}
        {drag !== undefined && (
          <div
            className="timeline-drag"
            style={{ left: `${Math.min(drag.from, drag.to) * 100}%`, width: `${Math.abs(drag.to - drag.from) * 100}%` }}
          />
        )}
      </div>
      <div className="timeline-axis muted numbers">
        {frame !== undefined && timeline !== undefined && (
          <>
            <span>{formatTimeForSpan(frame.start, timeZone, timeline.spanSeconds)}</span>
            <span>
              {spanLabel(timeline.spanSeconds)} a bar
              {timeline.untimed > 0 && `, ${formatCounted(timeline.untimed, 'event')} without time not shown`}
              {(range.earliest !== undefined || range.latest !== undefined) && (
                <Button variant="subtle" size="compact-xs" onClick={() => setRange({})}>
                  All time
                </Button>
              )}
            </span>
            <span>{formatTimeForSpan(frame.start + frame.length, timeZone, timeline.spanSeconds)}</span>
          </>
        )}
      </div>
    </div>
  );
}

interface Frame {
  /** Epoch seconds where the first bar begins. */
  readonly start: number;
  /** Seconds to the end of the last bar. */
  readonly length: number;
}

function frameOf(timeline: TimelineData): Frame | undefined {
  const first = timeline.buckets[0]?.start;
  const last = timeline.buckets.at(-1)?.start;
  if (first === undefined || last === undefined) return undefined;
  return { start: first, length: Math.max(timeline.spanSeconds, last - first + timeline.spanSeconds) };
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

function useTimeline(state: SearchState): TimelineData | undefined {
  const engine = useEngine();
  const [timeline, setTimeline] = useState<TimelineData>();
  const isUsable = state.state === 'done' || state.state === 'cancelled';
  useEffect(() => {
    if (engine === undefined || !isUsable) return;
    let isCurrent = true;
    engine.call('search.timeline', { job: state.job, buckets: 120 }).then(
      (answer) => isCurrent && setTimeline(answer),
      () => isCurrent && setTimeline(undefined),
    );
    return () => void (isCurrent = false);
  }, [engine, state.job, isUsable]);
  return timeline;
}
