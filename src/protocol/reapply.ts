/** Requests and answers about applying changed settings to events that are there already. */
import { z } from 'zod';
import { problemSchema } from './problem.ts';

export const reapplyParams = z.object({
  sourcetype: z.string(),
  index: z.string().optional(),
  /** Over those that the events were imported with and those that the source type has now; an empty value takes one away. */
  settings: z.record(z.string(), z.string()).default({}),
  timeZone: z.string().optional(),
});

const sampleSchema = z.object({
  /** Epoch seconds, UTC. */
  time: z.number().nullable(),
  raw: z.string(),
  fields: z.record(z.string(), z.string()),
});

export const reapplyPreview = z.object({
  importCount: z.number(),
  eventCount: z.number(),
  /** True where event breaks or cells change, so that the files themselves are read again. */
  readsFiles: z.boolean(),
  /** About 20 events as they are and as they would be; null where one side has none. */
  samples: z.array(z.object({ before: sampleSchema.nullable(), after: sampleSchema.nullable() })),
  warnings: z.array(z.string()),
});
export type ReapplyPreview = z.infer<typeof reapplyPreview>;

export const reapplyProgressSchema = z.object({
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  step: z.enum(['reading', 'storing']),
  eventsDone: z.number(),
  eventCount: z.number(),
  problem: problemSchema.optional(),
});
export type ReapplyProgress = z.infer<typeof reapplyProgressSchema>;
