/** An error as the person sees it: what happened, where, and what to do next. */
import { z } from 'zod';

export const problemSchema = z.object({
  kind: z.enum(['search', 'import', 'store', 'request', 'cancelled', 'internal']),
  message: z.string(),
  /** 0-based offset in the search text, in UTF-16 units. */
  position: z.number().int().nonnegative().optional(),
  length: z.number().int().nonnegative().optional(),
  hint: z.string().optional(),
  /** What would be right in the place of the marked text: offered as a one-key fix. */
  replacement: z.string().optional(),
  file: z.string().optional(),
  /** 1-based. */
  lineNumber: z.number().int().positive().optional(),
  byteOffset: z.number().int().nonnegative().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
