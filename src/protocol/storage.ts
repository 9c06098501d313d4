/** Requests and answers about room: what each index takes, how long it is kept, and what the engine may use. */
import { z } from 'zod';

export const diskUseResult = z.object({
  /** The database's file with its log, bytes. */
  databaseBytes: z.number(),
  /** What searches and imports under way have put aside, bytes. */
  temporaryBytes: z.number(),
  /** Free on the disk of the data folder, bytes. */
  freeBytes: z.number(),
  /** About what the events take in the database, bytes. */
  indexes: z.array(z.object({ index: z.string(), bytes: z.number() })),
});
export type DiskUse = z.infer<typeof diskUseResult>;

/** How long the events of an index are kept; null: no such limit. */
export const retentionSchema = z.object({
  index: z.string().min(1),
  /** Events older than so many days go. Those without a time stay. */
  maxAgeDays: z.number().positive().max(36_500).nullable(),
  /** While the index takes more bytes in the database, its import with the oldest events goes; the last one stays. */
  maxBytes: z.number().positive().nullable(),
});
export type Retention = z.infer<typeof retentionSchema>;

/** What a rule takes away, or would take away. */
export const removalSchema = z.object({
  index: z.string(),
  events: z.number(),
  imports: z.number(),
  reason: z.enum(['age', 'size']),
  /** ISO 8601. */
  at: z.string(),
});
export type Removal = z.infer<typeof removalSchema>;

export const retentionList = z.object({
  rules: z.array(retentionSchema),
  /** The last removals, newest first. */
  removals: z.array(removalSchema),
});
export const removals = z.object({ removals: z.array(removalSchema) });

/** What the database may use, bytes; null: as it is by itself. In force from the next start. */
export const engineSettingsSchema = z.object({
  memoryBytes: z.number().int().min(268_435_456).nullable().default(null),
  temporaryBytes: z.number().int().min(1_000_000).nullable().default(null),
});
export type EngineSettings = z.infer<typeof engineSettingsSchema>;
export const engineSettingsResult = z.object({
  settings: engineSettingsSchema,
  /** What null stands for on this computer. */
  byItself: z.object({ memoryBytes: z.number(), temporaryBytes: z.number() }),
});
export type EngineSettingsAnswer = z.infer<typeof engineSettingsResult>;
