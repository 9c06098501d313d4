/** ISO 8601, UTC, milliseconds; null where there is no time. `micros`: epoch microseconds. */
export function isoOf(micros: number | null): string | null {
  return micros === null ? null : new Date(micros / 1000).toISOString();
}
