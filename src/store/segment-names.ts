/** What a segment's parts are called in the database. */

/** The events with their fields as columns. */
export const eventsTable = (segmentId: number): string => `events_${segmentId}`;
/** Text and times alone, until the columns are stored. */
export const rawTable = (segmentId: number): string => `raw_${segmentId}`;
/** The same columns as the events' table has, as expressions over the raw one. */
export const linesView = (segmentId: number): string => `lines_${segmentId}`;
