/** What a person should be told of a file once its events were read, in words that say what to do. */

export interface ReadingOutcome {
  readonly events: number;
  /** Events with a time of their own. */
  readonly timed: number;
  /** Epoch microseconds; null where no event has a time. */
  readonly lastTime: number | null;
}

const dayMilliseconds = 86_400_000;

export function warningsOfReading({ events, timed, lastTime }: ReadingOutcome, now = Date.now()): string[] {
  const warnings: string[] = [];
  if (events === 0) warnings.push('The file holds no events.');
  else if (timed === 0)
    warnings.push(
      'No event has a time of its own. Choose where it stands under Timestamp, or go on without: such events are found by searches over all time only.',
    );
  else if (timed < events * 0.95)
    warnings.push(
      `${(events - timed).toLocaleString('en-US')} of ${events.toLocaleString('en-US')} events have no time of their own.`,
    );
  if (lastTime !== null && lastTime / 1000 > now + 2 * dayMilliseconds)
    warnings.push('Some events lie in the future. Is the time zone or the order of day and month right?');
  return warnings;
}
