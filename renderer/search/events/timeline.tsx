/** Events over time as bars; drag over them to search only that stretch. */
import { useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import type { SearchState, Timeline as TimelineData } from '../../../src/protocol/index.ts';
import { formatCounted, formatTimeForSpan } from '../../ui/format.ts';
import { setRange } from '../search-store.ts';
import { frameOf, useTimeline } from './timeline-data.ts';
import type { Frame } from './timeline-data.ts';
import { TimelineTools } from './timeline-tools.tsx';
import { partColour } from './level-colour.ts';

export function Timeline({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const timeline = useTimeline(state);
  const frame = timeline === undefined ? undefined : frameOf(timeline);
  return (
    <div className="timeline">
      <Bars timeline={timeline} frame={frame} timeZone={timeZone} />
      <TimelineTools state={state} timeline={timeline} frame={frame} timeZone={timeZone} />
    </div>
  );
}

interface BarsProps {
  readonly timeline: TimelineData | undefined;
  readonly frame: Frame | undefined;
  readonly timeZone: string;
}

function Bars({ timeline, frame, timeZone }: BarsProps) {
  const bars = useRef<HTMLDivElement>(null);
  /** Fractions of the width where a drag began and is now. */
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
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
    <div
      className="timeline-bars"
      ref={bars}
      aria-label="Timeline"
      role="img"
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
            title={titleOf(bucket, timeline, timeZone)}
            style={{
              left: `${((bucket.start - frame.start) / frame.length) * 100}%`,
              width: `max(1px, calc(${(timeline.spanSeconds / frame.length) * 100}% - 1px))`,
              height: `${Math.max(4, (bucket.count / most) * 100)}%`,
            }}
          >
            {timeline.values?.map((value, i) => (
              <div
                key={value}
                style={{
                  height: `${((bucket.parts?.[i] ?? 0) / bucket.count) * 100}%`,
                  background: partColour(value, i),
                }}
              />
            ))}
          </div>
        ))}
      {drag !== undefined && (
        <div
          className="timeline-drag"
          style={{ left: `${Math.min(drag.from, drag.to) * 100}%`, width: `${Math.abs(drag.to - drag.from) * 100}%` }}
        />
      )}
    </div>
  );
}

function titleOf(bucket: TimelineData['buckets'][number], timeline: TimelineData, timeZone: string): string {
  const head = `${formatTimeForSpan(bucket.start, timeZone, timeline.spanSeconds)}: ${formatCounted(bucket.count, 'event')}`;
  const parts = (timeline.values ?? [])
    .map((value, i) => ({ value, count: bucket.parts?.[i] ?? 0 }))
    .filter(({ count }) => count > 0);
  return [head, ...parts.map(({ value, count }) => `${value}: ${formatCounted(count, 'event')}`)].join('\n');
}
