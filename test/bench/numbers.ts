/** Numbers as the bench sums them up and writes them. */

/** The median; of an even number of values the larger of the two in the middle; NaN of none. */
export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Of seconds; a dash where nothing was measured. */
export function milliseconds(seconds: number | undefined): string {
  return seconds === undefined ? '-' : (seconds * 1000).toFixed(1);
}
