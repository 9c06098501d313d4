/** Requests and answers about what is stored. */
import { z } from 'zod';

export const indexInfoSchema = z.object({
  index: z.string(),
  events: z.number(),
  bytes: z.number(),
  firstTime: z.string().nullable(),
  lastTime: z.string().nullable(),
  sourcetypes: z.array(z.string()),
});
export type IndexInfo = z.infer<typeof indexInfoSchema>;

export const importInfoSchema = z.object({
  importId: z.number(),
  file: z.string(),
  index: z.string(),
  sourcetype: z.string(),
  host: z.string(),
  events: z.number(),
  rejected: z.number(),
  untimed: z.number(),
  bytes: z.number(),
  at: z.string(),
});
export type ImportInfo = z.infer<typeof importInfoSchema>;

export const fieldInfoSchema = z.object({ field: z.string(), type: z.string(), sourcetypes: z.array(z.string()) });
export type FieldInfo = z.infer<typeof fieldInfoSchema>;

export const deleteParams = z.object({
  index: z.string().optional(),
  importId: z.number().int().optional(),
  /** ISO 8601: events before it. */
  before: z.string().optional(),
});
export const deleteResult = z.object({ events: z.number(), imports: z.number() });
