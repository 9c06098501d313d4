/** Result cells and columns as they cross the process boundary. */
import { z } from 'zod';

/** Times are epoch seconds with a fraction, in columns of type `time`. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type Cell = z.infer<typeof cellSchema>;

export const columnSchema = z.object({
  name: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'time', 'multivalue']),
});
export type ResultColumn = z.infer<typeof columnSchema>;
