/** What the compiler may know about stored data: plain facts, made by the store before a search is compiled. */
import type { Column, Expression, Named } from './types.ts';

/** A table of events of one index and one source type. Its columns hold at least the fixed ones of `eventColumns`. */
export interface SegmentFacts {
  readonly id: number;
  readonly index: string;
  readonly sourcetype: string;
  readonly rowCount: number;
  /** Epoch microseconds; absent when no event has a time. */
  readonly earliest?: number;
  readonly latest?: number;
  /** Extracted fields stored as columns, in file order, without the fixed ones. SPL names: case matters. */
  readonly fields: readonly Column[];
  /** Search-time fields: expressions over the stored columns; one with the name of a stored field takes its place. */
  readonly derived: readonly Named<Expression>[];
}

export interface Catalogue {
  readonly segments: readonly SegmentFacts[];
}

/** Columns that every segment has, under these SPL names. `_id` orders events as they stood in their file and is unique. */
export const eventColumns: readonly Column[] = [
  { name: '_time', type: 'time' },
  { name: '_raw', type: 'string' },
  { name: 'host', type: 'string' },
  { name: 'source', type: 'string' },
  { name: 'sourcetype', type: 'string' },
  { name: 'index', type: 'string' },
  { name: '_indextime', type: 'number' },
  { name: 'linecount', type: 'number' },
  { name: '_id', type: 'number' },
  { name: '_time_source', type: 'string' },
];
