/** Lets a person drag over a chart to see that part alone. */
import { Button } from '@mantine/core';
import { ZoomOut } from 'lucide-react';
import { useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent, ReactNode } from 'react';
import type { Drag } from './zoom.ts';

interface Props {
  readonly isZoomed: boolean;
  readonly onZoom: (drag: Drag) => void;
  readonly onReset: () => void;
  readonly children: ReactNode;
}

export function ZoomArea({ isZoomed, onZoom, onReset, children }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag>();
  /** Share of the plot's width; undefined outside it. */
  const placeOf = (event: ReactPointerEvent, isClamped: boolean): number | undefined => {
    const plot = plotIn(area.current);
    if (plot === undefined || plot.width === 0) return undefined;
    const share = (event.clientX - plot.left) / plot.width;
    return isClamped || (share >= 0 && share <= 1) ? Math.min(1, Math.max(0, share)) : undefined;
  };
  const move = (event: ReactPointerEvent): void => {
    const to = drag === undefined ? undefined : placeOf(event, true);
    if (drag !== undefined && to !== undefined) setDrag({ from: drag.from, to });
  };
  const mark = drag === undefined ? undefined : markOf(area.current, drag);
  return (
    <div
      className="zoom-area"
      ref={area}
      onPointerDown={(event) => {
        const from = event.button === 0 ? placeOf(event, false) : undefined;
        if (from !== undefined) setDrag({ from, to: from });
      }}
      onPointerMove={move}
      onPointerLeave={() => setDrag(undefined)}
      onPointerUp={() => {
        setDrag(undefined);
        if (drag !== undefined) onZoom(drag);
      }}
    >
      {children}
      {mark !== undefined && <div className="zoom-mark" style={mark} />}
      {isZoomed && (
        <Button
          className="zoom-reset"
          variant="default"
          size="compact-xs"
          leftSection={<ZoomOut size={12} aria-hidden />}
          onClick={onReset}
        >
          Show all
        </Button>
      )}
    </div>
  );
}

function plotIn(area: HTMLElement | null): DOMRect | undefined {
  return area?.querySelector('.recharts-cartesian-grid')?.getBoundingClientRect();
}

function markOf(area: HTMLElement | null, { from, to }: Drag) {
  const plot = plotIn(area);
  if (area === null || plot === undefined) return undefined;
  const box = area.getBoundingClientRect();
  return {
    left: plot.left - box.left + Math.min(from, to) * plot.width,
    width: Math.abs(to - from) * plot.width,
    top: plot.top - box.top,
    height: plot.height,
  };
}
