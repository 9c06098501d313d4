/** Requests and answers of the import wizard and of import jobs. */
import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** Where bytes come from: a grant that the main process gave for a dropped or chosen path, or pasted text. Never a path. */
export const inputSchema = z.union([
  z.object({ kind: z.literal('grant'), id: z.string() }),
  z.object({ kind: z.literal('text'), name: z.string(), text: z.string().max(50_000_000) }),
]);
export type ImportInput = z.infer<typeof inputSchema>;

/** Source type settings under Splunk's names (props.conf): TIME_FORMAT, LINE_BREAKER, EXTRACT-x, ... */
export const settingsSchema = z.record(z.string(), z.string());
export type Settings = z.infer<typeof settingsSchema>;

/** A folder opened into the files in it; a single file gives itself. */
export const expandParams = z.object({ inputs: z.array(inputSchema) });
export const fileEntrySchema = z.object({
  input: inputSchema,
  name: z.string(),
  /** Folder part as the person sees it, for display only. */
  folder: z.string(),
  bytes: z.number(),
  /** Files with the same key have the same source type and header and are corrected together. */
  group: z.string(),
  sourcetype: z.string(),
  confidence: z.number(),
  /** Set when this content was imported before. */
  importedBefore: z.object({ importId: z.number(), index: z.string(), at: z.string() }).optional(),
  problem: problemSchema.optional(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;
export const expandResult = z.object({ files: z.array(fileEntrySchema), warnings: z.array(z.string()) });

export const previewParams = z.object({
  input: inputSchema,
  /** Absent: found by itself. */
  sourcetype: z.string().optional(),
  /** Changes on top of the source type. */
  settings: settingsSchema.optional(),
  timeZone: z.string().optional(),
  /** Events wanted in the answer. */
  limit: z.number().int().min(1).max(2000).default(100),
  /** `sample`: only the first part of the file is read, for an answer within 300 ms; `import.check` counts the rest. `whole`: counts are those of the whole file. */
  extent: z.enum(['sample', 'whole']).default('sample'),
});
export type PreviewParams = z.input<typeof previewParams>;

export const previewEventSchema = z.object({
  /** Epoch seconds with a fraction, UTC; null where no time was found. */
  time: z.number().nullable(),
  timeSource: z.enum(['parsed', 'year_inferred', 'previous', 'next', 'file_name', 'file_time', 'current', 'none']),
  raw: z.string(),
  /** Where the time was read: offsets in `raw`, UTF-16 units; several for date and time in two columns. */
  timeSpans: z.array(z.object({ start: z.number(), end: z.number() })),
  /** 1-based line of the file on which the event starts. */
  lineNumber: z.number(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  problem: z.string().optional(),
});
export type PreviewEvent = z.infer<typeof previewEventSchema>;

/** One thing that was decided, and why: shown beside its control. */
export const decisionSchema = z.object({
  about: z.enum([
    'sourcetype',
    'charset',
    'compression',
    'event_breaks',
    'timestamp',
    'zone',
    'delimiter',
    'header',
    'fields',
  ]),
  value: z.string(),
  why: z.string(),
  confidence: z.number().min(0).max(1),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A time that could have been used: column or place, its format, and how many of the sampled events it fits. */
export const timeCandidateSchema = z.object({
  label: z.string(),
  settings: settingsSchema,
  fits: z.number(),
  of: z.number(),
  example: z.string(),
});
export type TimeCandidate = z.infer<typeof timeCandidateSchema>;

export const previewResult = z.object({
  name: z.string(),
  bytes: z.number(),
  sourcetype: z.string(),
  confidence: z.number(),
  /** Effective settings, only those that differ from the defaults. */
  settings: settingsSchema,
  charset: z.string(),
  columns: z.array(z.string()),
  decisions: z.array(decisionSchema),
  timeCandidates: z.array(timeCandidateSchema),
  /** Set when nothing in the file decides between two readings such as 03/04/2024: both, for the person to choose. */
  ambiguity: z
    .object({
      question: z.string(),
      readings: z.array(z.object({ label: z.string(), settings: settingsSchema, examples: z.array(z.string()) })),
    })
    .optional(),
  events: z.array(previewEventSchema),
  /** Of the part that was read. */
  eventCount: z.number(),
  timedCount: z.number(),
  rejectedCount: z.number(),
  bytesRead: z.number(),
  complete: z.boolean(),
  firstTime: z.number().nullable(),
  lastTime: z.number().nullable(),
  warnings: z.array(z.string()),
  problem: problemSchema.optional(),
});
export type PreviewResult = z.infer<typeof previewResult>;

export const fileCheckParams = previewParams.omit({ limit: true, extent: true });
export type FileCheckParams = z.input<typeof fileCheckParams>;

/** How far a whole file was read behind its preview, and what was found. */
export const fileCheckProgressSchema = z.object({
  job: z.string(),
  isDone: z.boolean(),
  bytesDone: z.number(),
  bytes: z.number(),
  events: z.number(),
  /** Events with a time of their own. */
  timed: z.number(),
  rejected: z.number(),
  /** Epoch seconds; null where none. */
  firstTime: z.number().nullable(),
  lastTime: z.number().nullable(),
  /** Shapes of the events without a time and of the rejected records, most frequent first; at most 20. */
  odd: z.array(
    z.object({
      /** The beginning of the first such text. */
      example: z.string(),
      /** Of the first, 1-based. */
      lineNumber: z.number(),
      reason: z.string(),
      count: z.number(),
    }),
  ),
  problem: problemSchema.optional(),
});
export type FileCheckProgress = z.infer<typeof fileCheckProgressSchema>;

export const importStartParams = z.object({
  files: z.array(
    z.object({ input: inputSchema, sourcetype: z.string().optional(), settings: settingsSchema.optional() }),
  ),
  index: z.string(),
  host: z.string().optional(),
  timeZone: z.string().optional(),
  /** Import content that is already there once more. */
  again: z.boolean().default(false),
  /** Of a file that has grown since it was imported, import only what is new. */
  onlyNew: z.boolean().optional(),
});

export const importRejectedParams = z.object({
  /** The import whose rejected records are to be read again. */
  importId: z.number().int(),
  /** Default: as that import. */
  sourcetype: z.string().optional(),
  settings: settingsSchema.optional(),
  timeZone: z.string().optional(),
});
export type ImportStartParams = z.input<typeof importStartParams>;

/** Where every byte of the content went: contentBytes is the sum of all others. */
const accountSchema = z.object({
  contentBytes: z.number(),
  eventBytes: z.number(),
  separatorBytes: z.number(),
  headerBytes: z.number(),
  rejectedBytes: z.number(),
  /** By how much the file is longer than its text in UTF-8: a byte order mark, another charset. */
  decodingBytes: z.number(),
  /** Of events that a transform sent to the null queue. */
  discardedBytes: z.number().optional(),
  discardedEvents: z.number().optional(),
});

export const importedFileSchema = z.object({
  importId: z.number(),
  file: z.string(),
  index: z.string(),
  sourcetype: z.string(),
  host: z.string(),
  events: z.number(),
  rejected: z.number(),
  untimed: z.number(),
  bytes: z.number(),
  account: accountSchema,
  /** ISO 8601 UTC or null. */
  firstTime: z.string().nullable(),
  lastTime: z.string().nullable(),
  seconds: z.number(),
  warnings: z.array(z.string()),
});
export type ImportedFile = z.infer<typeof importedFileSchema>;

export const importProgressSchema = z.object({
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  currentFile: z.string(),
  filesDone: z.number(),
  fileCount: z.number(),
  bytesDone: z.number(),
  byteCount: z.number(),
  bytesPerSecond: z.number(),
  /** The same of the file that is being imported. */
  fileBytesDone: z.number(),
  fileByteCount: z.number(),
  fileBytesPerSecond: z.number(),
  events: z.number(),
  /** `reading`, `storing`: what is happening now, in a word. */
  step: z.string(),
  imported: z.array(importedFileSchema),
  /** Files that failed; the others go on. */
  problems: z.array(problemSchema),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

export const saveSourceTypeParams = z.object({
  name: z.string().min(1).max(200),
  description: z.string().default(''),
  category: z.string().default('Custom'),
  settings: settingsSchema,
  /** A type that was not saved before begins with what its newest import was read with: that held for its events until now. */
  keepsImported: z.boolean().optional(),
  /** A file whose shape (header, pattern of lines) will make this source type be picked up next time. */
  fingerprintOf: inputSchema.optional(),
});
export type SaveSourceTypeParams = z.input<typeof saveSourceTypeParams>;

/** Text of props.conf and transforms.conf files to take over. */
export const importConfParams = z.object({ props: z.string(), transforms: z.string().optional() });
export const importConfResult = z.object({
  sourcetypes: z.array(z.string()),
  transforms: z.array(z.string()),
  warnings: z.array(z.string()),
});
/** All that is saved, or one source type with the transforms that it names, as text of such files. */
export const exportConfParams = z.object({ name: z.string().optional() });
export const exportConfResult = z.object({ props: z.string(), transforms: z.string() });

export const sourceTypeSchema = z.object({
  name: z.string(),
  description: z.string(),
  category: z.string(),
  origin: z.enum(['built-in', 'saved']),
  settings: settingsSchema,
});
export type SourceTypeInfo = z.infer<typeof sourceTypeSchema>;
