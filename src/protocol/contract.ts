/** The whole contract between the engine and whoever calls it: every method with its parameters and its result. */
import { z } from 'zod';
import * as dashboards from './dashboards.ts';
import * as data from './data.ts';
import * as imports from './import.ts';
import * as reapply from './reapply.ts';
import * as search from './search.ts';
import * as storage from './storage.ts';

const nothing = z.object({});

export const contract = {
  'engine.hello': {
    params: nothing,
    result: z.object({ version: z.string(), dataFolder: z.string(), notices: z.array(z.string()) }),
  },
  'import.expand': { params: imports.expandParams, result: imports.expandResult },
  'import.preview': { params: imports.previewParams, result: imports.previewResult },
  'import.check': { params: imports.fileCheckParams, result: z.object({ job: z.string() }) },
  'import.cancelCheck': { params: z.object({ job: z.string() }), result: nothing },
  'import.start': { params: imports.importStartParams, result: z.object({ job: z.string() }) },
  'import.cancel': { params: z.object({ job: z.string() }), result: nothing },
  /** Its events take the place of the rejected records, all or nothing. */
  'import.rejected': { params: imports.importRejectedParams, result: imports.importedFileSchema },
  'sourcetype.list': { params: nothing, result: z.object({ sourcetypes: z.array(imports.sourceTypeSchema) }) },
  'sourcetype.save': { params: imports.saveSourceTypeParams, result: imports.sourceTypeSchema },
  /** A saved one; a pretrained one of that name is there again. Events keep their source type. */
  'sourcetype.delete': { params: z.object({ name: z.string() }), result: nothing },
  'sourcetype.import': { params: imports.importConfParams, result: imports.importConfResult },
  'sourcetype.export': { params: imports.exportConfParams, result: imports.exportConfResult },
  'reapply.preview': { params: reapply.reapplyParams, result: reapply.reapplyPreview },
  'reapply.start': { params: reapply.reapplyParams, result: z.object({ job: z.string() }) },
  'reapply.cancel': { params: z.object({ job: z.string() }), result: nothing },
  /** Brings back what the last one of this source type replaced: `events` is how many came back, 0 where there was none. */
  'reapply.undo': { params: z.object({ sourcetype: z.string() }), result: z.object({ events: z.number() }) },
  'search.start': { params: search.searchStartParams, result: z.object({ job: z.string() }) },
  'search.cancel': { params: z.object({ job: z.string() }), result: nothing },
  /** Frees the job's temporary tables. */
  'search.close': { params: z.object({ job: z.string() }), result: nothing },
  'search.page': { params: search.pageParams, result: search.pageResult },
  'search.timeline': { params: search.timelineParams, result: search.timelineResult },
  'search.fields': { params: search.fieldSummaryParams, result: search.fieldSummaryResult },
  'search.around': { params: search.aroundParams, result: search.aroundResult },
  'search.patterns': { params: search.patternsParams, result: search.patternsResult },
  'search.totals': { params: z.object({ job: z.string() }), result: search.totalsResult },
  /** All rows, in order, as a Parquet file. */
  'search.parquet': { params: z.object({ job: z.string() }), result: search.exportedFileSchema },
  'search.exported': {
    params: z.object({ file: z.string(), offset: z.number().int().nonnegative() }),
    result: search.exportedPartSchema,
  },
  'search.check': { params: search.checkParams, result: search.checkResult },
  'language.help': { params: nothing, result: z.object({ entries: z.array(search.helpEntrySchema) }) },
  /** What the data folder's files name, for completion. */
  'language.names': { params: nothing, result: search.namesSchema },
  'report.list': {
    params: nothing,
    result: z.object({
      reports: z.array(dashboards.reportSchema),
      unreadable: z.array(dashboards.unreadableSchema),
    }),
  },
  'report.save': { params: z.object({ report: dashboards.reportSchema }), result: nothing },
  'report.delete': { params: z.object({ name: z.string() }), result: nothing },
  'dashboard.list': {
    params: nothing,
    result: z.object({
      dashboards: z.array(dashboards.keptDashboardSchema),
      unreadable: z.array(dashboards.unreadableSchema),
    }),
  },
  /** Unknown content is looked at, and refused with what is wrong with it. */
  'dashboard.check': {
    params: z.object({ dashboard: z.unknown() }),
    result: z.object({ findings: z.array(dashboards.findingSchema) }),
  },
  'dashboard.save': { params: z.object({ dashboard: z.unknown() }), result: dashboards.dashboardSchema },
  'dashboard.delete': { params: z.object({ name: z.string() }), result: nothing },
  'data.indexes': { params: nothing, result: z.object({ indexes: z.array(data.indexInfoSchema) }) },
  'data.imports': { params: nothing, result: z.object({ imports: z.array(data.importInfoSchema) }) },
  'data.fields': {
    params: z.object({ index: z.string().optional() }),
    result: z.object({ fields: z.array(data.fieldInfoSchema) }),
  },
  'data.delete': { params: data.deleteParams, result: data.deleteResult },
  'data.disk': { params: nothing, result: storage.diskUseResult },
  'retention.list': { params: nothing, result: storage.retentionList },
  /** In place of the rule that the index had; one without limits takes it away. Removes nothing yet. */
  'retention.set': { params: storage.retentionSchema, result: storage.retentionList },
  /** What this rule would take away now. */
  'retention.preview': { params: storage.retentionSchema, result: storage.removals },
  /** Removes what the rules say. */
  'retention.apply': { params: nothing, result: storage.removals },
  'settings.get': { params: nothing, result: storage.engineSettingsResult },
  'settings.set': { params: storage.engineSettingsSchema, result: storage.engineSettingsResult },
} as const;

/** What the engine says unasked. */
export const engineEvents = {
  'import.progress': imports.importProgressSchema,
  'import.checked': imports.fileCheckProgressSchema,
  'reapply.progress': reapply.reapplyProgressSchema,
  'search.state': search.searchStateSchema,
  /** Rules of retention removed events. */
  'retention.applied': storage.removals,
} as const;

export type Contract = typeof contract;
export type Method = keyof Contract;
/** As the caller writes it: defaults may be left out. */
export type Params<M extends Method> = z.input<Contract[M]['params']>;
/** As the engine reads it: defaults filled in. */
export type ParsedParams<M extends Method> = z.output<Contract[M]['params']>;
export type Result<M extends Method> = z.output<Contract[M]['result']>;
export type EngineEvents = typeof engineEvents;
export type EngineEventName = keyof EngineEvents;
export type EngineEvent<E extends EngineEventName> = z.output<EngineEvents[E]>;

/** What an engine must offer to be served: one async function a method. Errors it throws may carry a `problem`. */
export type EngineMethods = { readonly [M in Method]: (params: ParsedParams<M>) => Promise<Result<M>> };
export interface EngineService {
  readonly methods: EngineMethods;
  /** Calls the listener for every event from now on; the answer stops it. */
  subscribe<E extends EngineEventName>(event: E, listener: (payload: EngineEvent<E>) => void): () => void;
}
