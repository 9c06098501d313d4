/** Requests and answers of search jobs. */
import { z } from 'zod';
import { cellSchema, columnSchema } from './cells.ts';
import { problemSchema } from './problem.ts';

export const timeRangeSchema = z.object({
  /** Splunk time text (`-24h@h`, `2026-03-15T00:00:00`, epoch seconds) or absent for no bound. */
  earliest: z.string().optional(),
  latest: z.string().optional(),
});
export type TimeRange = z.infer<typeof timeRangeSchema>;

export const searchStartParams = z.object({
  spl: z.string().max(5_000_000),
  range: timeRangeSchema.default({}),
  timeZone: z.string().default('UTC'),
  /** Epoch seconds; fixes what now() means. */
  now: z.number().optional(),
  /** Limits that the search itself does not name, such as the 10,000 rows of sort, do not hold. */
  isUnlimited: z.boolean().optional(),
});
export type SearchStartParams = z.input<typeof searchStartParams>;

export const searchStateSchema = z.object({
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** `events`: rows are events, newest first, with a timeline and fields. `statistics`: rows are a table. */
  presentation: z.enum(['events', 'statistics']),
  /** What fits the result best, for the Visualisation tab. */
  suggestedChart: z.enum(['none', 'line', 'area', 'column', 'bar', 'pie', 'single']),
  columns: z.array(columnSchema),
  /** Rows that can be paged now; grows while running. */
  rowCount: z.number(),
  /** While running the rows may be those of a part of the events alone: its share, 0 .. 1. */
  preview: z.number().nullable(),
  /** Counts how often the rows that were there were replaced, as a preview is by what is final. */
  resultVersion: z.number(),
  /** Events that matched the base search; null where not counted. */
  eventCount: z.number().nullable(),
  /** Of the events, looked at: 0 .. 1; null where that cannot be told. */
  progress: z.number().nullable(),
  elapsedSeconds: z.number(),
  /** Limits that left something out and that `isUnlimited` lifts, a sentence each. */
  limits: z.array(z.string()),
  /** Other remarks, each with what to do. */
  warnings: z.array(z.string()),
  stages: z.array(z.object({ name: z.string(), rows: z.number().nullable(), seconds: z.number(), sql: z.string() })),
  problem: problemSchema.optional(),
});
export type SearchState = z.infer<typeof searchStateSchema>;

export const pageParams = z.object({
  job: z.string(),
  offset: z.number().int().nonnegative(),
  count: z.number().int().min(1).max(10_000),
  /** Sort by a column instead of the search's own order. */
  sort: z.object({ column: z.string(), descending: z.boolean() }).optional(),
});
export type PageParams = z.infer<typeof pageParams>;
export const pageResult = z.object({
  columns: z.array(columnSchema),
  rows: z.array(z.array(cellSchema)),
  offset: z.number(),
  rowCount: z.number(),
});
export type Page = z.infer<typeof pageResult>;

export const timelineParams = z.object({
  job: z.string(),
  buckets: z.number().int().min(10).max(2000).default(150),
  /** A field whose most frequent values break each bucket down. */
  by: z.string().optional(),
});
export const timelineResult = z.object({
  spanSeconds: z.number(),
  /** Start of the bucket, epoch seconds. Only buckets that hold events; `parts` as in `values`. */
  buckets: z.array(z.object({ start: z.number(), count: z.number(), parts: z.array(z.number()).optional() })),
  /** The values that break the buckets down, most frequent first; the rest of a bucket has another value or none. */
  values: z.array(z.string()).optional(),
  untimed: z.number(),
  /** What the buckets stand for; while the search runs about where its events will lie. Null where nothing has a time. */
  from: z.number().nullable(),
  to: z.number().nullable(),
});
export type Timeline = z.infer<typeof timelineResult>;

export const fieldSummaryParams = z.object({
  job: z.string(),
  /** Absent: every field with its coverage and distinct count. Present: one field with its top values. */
  field: z.string().optional(),
  /** Look at so many of the newest events found, not at all of them. */
  newest: z.number().int().min(1).max(1_000_000).optional(),
});
export const fieldSummarySchema = z.object({
  name: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'time', 'multivalue']),
  /** Events that have it. */
  count: z.number(),
  distinct: z.number(),
  top: z.array(z.object({ value: z.string(), count: z.number() })),
  /** Numbers only. */
  statistics: z
    .object({
      minimum: z.number(),
      maximum: z.number(),
      average: z.number(),
      median: z.number(),
      /** Of a sample; null for a single number. */
      standardDeviation: z.number().nullable(),
    })
    .optional(),
});
export type FieldSummary = z.infer<typeof fieldSummarySchema>;
export const fieldSummaryResult = z.object({ eventCount: z.number(), fields: z.array(fieldSummarySchema) });
export type FieldSummaries = z.infer<typeof fieldSummaryResult>;

export const aroundParams = z.object({
  job: z.string(),
  /** Row of an event. */
  offset: z.number().int().nonnegative(),
  /** Events wanted on each side. */
  count: z.number().int().min(1).max(500).default(25),
});
/** The events beside one, in the order of their file. */
export const aroundResult = z.object({
  source: z.string(),
  events: z.array(z.object({ time: z.number().nullable(), raw: z.string(), isAsked: z.boolean() })),
});
export type EventsAround = z.infer<typeof aroundResult>;

export const patternsParams = z.object({
  job: z.string(),
  /** Look at the first so many events of the result. */
  events: z.number().int().min(1).max(100_000_000).default(50_000),
  /** Answer the most frequent so many. */
  most: z.number().int().min(1).max(1_000).default(200),
});
/** Groups of events that differ only in numbers, addresses, times and the like; most frequent first. */
export const patternsResult = z.object({
  /** Events looked at. */
  eventCount: z.number(),
  patterns: z.array(
    z.object({
      /** The first line of an event with what differs replaced: `<ip> - - [<web time>] "*" <number>`. */
      shape: z.string(),
      /** RE2; the events of the shape match it. */
      expression: z.string(),
      count: z.number(),
      example: z.string(),
      /** Epoch seconds; null where no event has a time. */
      first: z.number().nullable(),
      last: z.number().nullable(),
    }),
  ),
});
export type Patterns = z.infer<typeof patternsResult>;

/** Sum and largest value of each column of numbers, over all rows. */
export const totalsResult = z.object({
  columns: z.array(z.object({ name: z.string(), sum: z.number().nullable(), maximum: z.number().nullable() })),
});
export type Totals = z.infer<typeof totalsResult>;

export const checkParams = z.object({ spl: z.string().max(5_000_000) });
/** One token of the search text with the class that colours it. */
export const tokenSchema = z.object({
  start: z.number(),
  end: z.number(),
  class: z.enum([
    'command',
    'function',
    'field',
    'string',
    'number',
    'operator',
    'keyword',
    'option',
    'macro',
    'comment',
    'pipe',
    'term',
  ]),
});
export const checkResult = z.object({ problems: z.array(problemSchema), tokens: z.array(tokenSchema) });
export type CheckResult = z.infer<typeof checkResult>;

/** Help of a command or function, read from its own file. */
export const helpEntrySchema = z.object({
  name: z.string(),
  kind: z.enum(['command', 'eval function', 'stats function']),
  summary: z.string(),
  syntax: z.string(),
  options: z.array(z.object({ name: z.string(), summary: z.string() })),
  examples: z.array(z.object({ search: z.string(), explanation: z.string() })),
});
export type HelpEntry = z.infer<typeof helpEntrySchema>;

export const namesSchema = z.object({
  /** Files of the folder of lookups. */
  lookups: z.array(z.string()),
  /** Without the count of arguments. */
  macros: z.array(z.object({ name: z.string(), arguments: z.array(z.string()), definition: z.string() })),
  savedSearches: z.array(z.string()),
  eventTypes: z.array(z.string()),
});
export type Names = z.infer<typeof namesSchema>;

/** A file that the engine made of a job's rows, read piece by piece; reading the last one removes it. */
export const exportedFileSchema = z.object({ file: z.string(), bytes: z.number() });
export const exportedPartSchema = z.object({ bytes: z.instanceof(Uint8Array<ArrayBuffer>), isLast: z.boolean() });
