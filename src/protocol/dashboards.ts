/** Reports and dashboards as they are kept: plain JSON that people read, edit and keep in git. */
import { z } from 'zod';

export const chartTypes = [
  'line',
  'area',
  'column',
  'bar',
  'pie',
  'single',
  'scatter',
  'bubble',
  'gauge',
  'heatmap',
  'histogram',
  'map',
] as const;
export const chartTypeSchema = z.enum(chartTypes);

/** A name is a file's name too. */
const nameSchema = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(120)
  .refine((name) => !/^\.|[/\\\p{Cc}]/u.test(name), 'No slashes, and no dot at the start.');

/** Absent: as the result suggests. */
const look = {
  chart: chartTypeSchema.optional(),
  stacked: z.enum(['no', 'yes', 'percent']).optional(),
  /** What a line or an area does where a value is missing: stop, go to zero, or go on to the next value. */
  nulls: z.enum(['gaps', 'zero', 'connect']).optional(),
};
const range = { earliest: z.string().optional(), latest: z.string().optional() };

export const reportSchema = z.strictObject({
  name: nameSchema,
  description: z.string().default(''),
  search: z.string().min(1),
  ...range,
  ...look,
});
export type Report = z.infer<typeof reportSchema>;

/** Stands in searches and texts as $token$; $token|s$ puts the value in quotes. */
const tokenSchema = z.string().regex(/^[A-Za-z_]\w*$/, 'A token is a word such as host.');
const choiceSchema = z.strictObject({ label: z.string(), value: z.string() });

export const dashboardInputSchema = z.discriminatedUnion('kind', [
  /** The range of every panel that has none of its own. */
  z.strictObject({ kind: z.literal('time'), label: z.string().default('Time'), ...range }),
  z.strictObject({ kind: z.literal('text'), token: tokenSchema, label: z.string(), default: z.string().default('') }),
  z.strictObject({
    kind: z.enum(['dropdown', 'multiselect']),
    token: tokenSchema,
    label: z.string(),
    default: z.string().default('*'),
    choices: z.array(choiceSchema).default([]),
    /** A search whose rows give further choices, by their first column. */
    search: z.string().optional(),
    /** Of a multiselect: its values become (field="a" OR field="b"). */
    field: z.string().optional(),
  }),
]);
export type DashboardInput = z.infer<typeof dashboardInputSchema>;

export const panelSchema = z.strictObject({
  title: z.string().default(''),
  kind: z.enum(['chart', 'table', 'events', 'text']),
  /** What a text panel says; other panels show it below their title. */
  text: z.string().optional(),
  search: z.string().optional(),
  ...range,
  ...look,
  /** Of twelve columns. */
  width: z.number().int().min(1).max(12).default(6),
  /** Pixels. */
  height: z.number().int().min(80).max(2_000).default(280),
});
export type DashboardPanel = z.infer<typeof panelSchema>;

export const dashboardSchema = z.strictObject({
  name: nameSchema,
  description: z.string().default(''),
  /** Seconds between two runs of all panels; absent: only when asked. */
  refreshSeconds: z.number().int().min(5).optional(),
  inputs: z.array(dashboardInputSchema).default([]),
  panels: z.array(panelSchema).default([]),
});
export type Dashboard = z.infer<typeof dashboardSchema>;

/** `shipped`: comes with the program; saving it under its name makes it the person's own. */
export const keptDashboardSchema = z.object({ origin: z.enum(['saved', 'shipped']), dashboard: dashboardSchema });
export type KeptDashboard = z.infer<typeof keptDashboardSchema>;

/** A kept file that cannot be read: named, never thrown away. */
export const unreadableSchema = z.object({ file: z.string(), message: z.string() });

/** What is wrong with a dashboard, and where in it, such as `panels[2].search`. */
export const findingSchema = z.object({ path: z.string(), message: z.string() });
export type Finding = z.infer<typeof findingSchema>;
