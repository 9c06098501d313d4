/** Where the scroll bar stands for a row of a list that is taller than its box may be. */

/** Taller boxes are more than a browser can lay out, pixels. */
export const tallestBox = 8_000_000;
/** Pixels at each end where the bar moves as far as the rows do, so that the ends are reached in even steps. */
const even = 100_000;

export interface LongList {
  readonly count: number;
  /** Expected height of a row, pixels. */
  readonly rowHeight: number;
  /** Heights of what is seen and of the box, pixels. */
  readonly view: number;
  readonly height: number;
}

/** The scroll offset that stands for a row (with a fraction) at the top edge. */
export function placeOf(row: number, list: LongList): number {
  const [whole, way] = waysOf(list);
  const at = Math.min(whole, Math.max(0, row * list.rowHeight));
  if (whole <= way) return at;
  const edge = Math.min(even, way / 4);
  if (at < edge) return at;
  if (at > whole - edge) return way - (whole - at);
  return edge + ((at - edge) * (way - 2 * edge)) / (whole - 2 * edge);
}

/** The row (with a fraction) that a scroll offset stands for. */
export function rowAt(offset: number, list: LongList): number {
  const [whole, way] = waysOf(list);
  const at = Math.min(way, Math.max(0, offset));
  if (whole <= way) return at / list.rowHeight;
  const edge = Math.min(even, way / 4);
  const pixels =
    at < edge
      ? at
      : at > way - edge
        ? whole - (way - at)
        : edge + ((at - edge) * (whole - 2 * edge)) / (way - 2 * edge);
  return pixels / list.rowHeight;
}

/** How far the rows can move, were they all laid out, and how far the bar can. */
function waysOf({ count, rowHeight, view, height }: LongList): [number, number] {
  return [Math.max(0, count * rowHeight - view), Math.max(0, height - view)];
}
