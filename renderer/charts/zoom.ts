/** The part of a chart's points that was dragged over. */
import type { ChartData } from './chart-data.ts';

/** Shares of the plot's width, 0 .. 1. */
export interface Drag {
  readonly from: number;
  readonly to: number;
}

/** Shorter drags are clicks. */
const shortest = 0.01;

/**
 * The points between two places of the plot. Lines and areas place times where they are (`isContinuous`); bars stand side by
 * side. The same data where the drag is too short to mean anything or holds no two points.
 */
export function zoomed(data: ChartData, drag: Drag, isContinuous: boolean): ChartData {
  const [low, high] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
  const { points } = data;
  if (high - low < shortest) return data;
  const first = Number(points[0]?.x);
  const length = Number(points.at(-1)?.x) - first;
  const last = points.length - 1;
  const kept = points.filter((point, i) => {
    if (data.axis.isTime && isContinuous) return between((Number(point.x) - first) / length, low, high);
    // A bar is dragged over where its middle is; a line's labels stand at its ends.
    return between(isContinuous ? i / last : (i + 0.5) / points.length, low, high);
  });
  return kept.length < 2 ? data : { ...data, points: kept };
}

function between(place: number, low: number, high: number): boolean {
  return place >= low && place <= high;
}
