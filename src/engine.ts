/** The facade of the engine: the only door that electron/ and cli/ use. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterConnections } from './cluster-connections.ts';
import type { PasswordOf } from './cluster-connections.ts';
import { FileChecks } from './ingest/file-checks.ts';
import { filesUnder } from './ingest/files-under.ts';
import { ImportBatch } from './ingest/import-batch.ts';
import { importInput } from './ingest/import-job.ts';
import type { ImportOptions } from './ingest/import-job.ts';
import { importRejected } from './ingest/import-rejected.ts';
import { ImportError } from './ingest/error.ts';
import { openSource } from './ingest/packed/open.ts';
import { Inputs } from './ingest/inputs.ts';
import { previewInput } from './ingest/preview.ts';
import type { Hints } from './ingest/understanding/types.ts';
import { documentMethods, reportSearches } from './knowledge/document-methods.ts';
import { exportMethods } from './exported-files.ts';
import { emptyKnowledge, readKnowledge } from './knowledge/knowledge.ts';
import { namesIn } from './knowledge/names.ts';
import { EngineProblem } from './protocol/index.ts';
import type {
  EngineEvent,
  EngineEventName,
  EngineMethods,
  EngineService,
  ImportedFile,
  PathGrant,
  PreviewResult,
  Problem,
  SearchState,
} from './protocol/index.ts';
import { settingsOfCollected, writeCollected } from './search/collect-rows.ts';
import type { RowsToCollect } from './search/compile-loop.ts';
import { StoredEventSource } from './search/event-source.ts';
import { placeFinder } from './search/places.ts';
import type { Knowledge, PlaceFinder } from './spl/context.ts';
import { SearchJob } from './search/job.ts';
import { toProblem as searchProblem } from './search/problem.ts';
import { StoredData } from './search/stored-data.ts';
import { compileSearch, parseSearch } from './spl/compile.ts';
import { colourTokens, describeLanguage } from './spl/language.ts';
import { parseTimeText } from './spl/relative-time.ts';
import { emptyCatalogue } from './store/catalogue.ts';
import { createFolders, dataFolderAt } from './store/data-folder.ts';
import type { DataFolder } from './store/data-folder.ts';
import { openInMemory } from './store/database.ts';
import type { Database } from './store/database.ts';
import { OpenData } from './open-data.ts';
import type { OpenDataOptions } from './open-data.ts';
import { ReapplyJobs } from './reapply-jobs.ts';
import type { ReapplyWanted } from './reapply-jobs.ts';
import { SourceTypeLibrary } from './source-type-library.ts';
import { storageMethods } from './storage-methods.ts';
import { version } from './version.ts';

export { backUp, restore } from './backup.ts';
export { examineFolder, repairFolder } from './doctor.ts';
export { EngineProblem };
export type { SearchJob };

export interface EngineOptions extends OpenDataOptions {
  readonly dataFolder: string;
  readonly passwordOf?: PasswordOf;
}

export interface SearchRequest {
  readonly spl: string;
  readonly earliest?: string;
  readonly latest?: string;
  readonly timeZone?: string;
  /** Epoch seconds. */
  readonly now?: number;
  /** To search the events of a cluster instead of those here. */
  readonly connection?: string;
  /** What the shards that answer have is enough. */
  readonly isPartialAllowed?: boolean;
}

export interface Engine extends EngineService {
  /** The page knows a path only by the id that this gives; `id` makes an earlier grant hold again. Throws where nothing is there. */
  grantPath(path: string, id?: string): PathGrant;
  /** `sourceName`: what the field `source` shall say instead of the path, such as `stdin`. */
  importPath(
    path: string,
    options: Omit<ImportOptions, 'again'> & { readonly again?: boolean; readonly sourceName?: string },
  ): Promise<ImportedFile>;
  previewPath(path: string, options: Hints & { readonly limit: number }): Promise<PreviewResult>;
  readonly filesUnder: typeof filesUnder;
  /** Applies settings to events that are there, to its end. */
  reapply(wanted: ReapplyWanted, signal?: AbortSignal): Promise<{ readonly events: number; readonly imports: number }>;
  /** Runs to its end; close the job when its rows were read. Throws EngineProblem. */
  search(request: SearchRequest): Promise<SearchJob>;
  /** The SQL of each stage; stages that later ones depend on are run. Throws EngineProblem. */
  explain(request: SearchRequest): Promise<readonly { readonly name: string; readonly sql: string }[]>;
  /** Parses and plans without data. */
  check(spl: string): { readonly parsed: boolean; readonly planned: boolean; readonly problem?: Problem };
  /** What the person should know of the opening of the data folder; nothing before it was opened. */
  readonly notices: readonly string[];
  /** Clusters to search and to send events to. */
  readonly clusters: ClusterConnections;
  /** When the fields of everything imported are stored as columns, and its words are indexed; it can be searched before. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Opens nothing yet: the database is opened, and the folder locked, by the first thing that needs it. */
export function createEngine(options: EngineOptions): Engine {
  return new LocalEngine(options);
}

/** Anything thrown by the engine, as the person should read it. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ImportError) {
    return {
      kind: 'import',
      message: error.message,
      ...(error.file === undefined ? {} : { file: error.file }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
  return searchProblem(error);
}

class LocalEngine implements Engine {
  readonly filesUnder = filesUnder;
  readonly #folder: DataFolder;
  readonly #placeOf: PlaceFinder;
  readonly #inputs = new Inputs();
  readonly #listeners = new Map<EngineEventName, Set<(payload: never) => void>>();
  readonly #searches = new Map<string, SearchJob>();
  readonly #imports = new Map<string, ImportBatch>();
  readonly #sourceTypes: SourceTypeLibrary;
  readonly #data: OpenData;
  readonly #stored = new StoredData(
    () => this.#data.exists(),
    () => this.#data.open(),
    () => this.#folder.manifest,
  );
  readonly #checks = new FileChecks((progress) => this.#emit('import.checked', progress), toProblem);
  readonly #reapplyJobs: ReapplyJobs;
  readonly clusters: ClusterConnections;
  readonly methods: EngineMethods;

  constructor(options: EngineOptions) {
    this.#folder = dataFolderAt(options.dataFolder);
    this.#placeOf = placeFinder(this.#folder.places);
    this.#sourceTypes = new SourceTypeLibrary(this.#folder.sourceTypes, {
      prepare: () => createFolders(this.#folder),
      importedSettings: (name) => this.#stored.settingsOf(name),
      source: (input) => this.#inputs.source(input),
    });
    this.#data = new OpenData(this.#folder, options, (given) => this.#sourceTypes.hints(given), toProblem);
    this.#reapplyJobs = new ReapplyJobs({
      types: this.#sourceTypes,
      open: () => this.#data.openSettled(),
      toProblem,
      report: (progress) => this.#emit('reapply.progress', progress),
    });
    this.clusters = new ClusterConnections({
      folder: this.#folder,
      passwordOf: options.passwordOf ?? (() => undefined),
      open: async () => (await this.#data.openSettled()).database,
      events: (database) => this.#storedEvents(database),
    });
    this.methods = {
      'engine.hello': async () => ({
        version,
        dataFolder: this.#folder.root,
        notices: await this.#data.open().then(() => [...this.#data.notices]),
      }),
      'import.expand': async ({ inputs }) => this.#inputs.expand(inputs, this.#sourceTypes.hints({}), toProblem),
      'import.preview': async (params) =>
        previewInput(await this.#inputs.source(params.input), {
          limit: params.limit,
          extent: params.extent,
          ...this.#sourceTypes.hints(params),
        }),
      'import.check': async (params) => ({
        job: this.#checks.start(await this.#inputs.source(params.input), this.#sourceTypes.hints(params)),
      }),
      'import.cancelCheck': async ({ job }) => {
        this.#checks.cancel(job);
        return {};
      },
      'import.start': async (params) => ({ job: await this.#startImport(params) }),
      'import.cancel': async ({ job }) => {
        this.#imports.get(job)?.cancel();
        return {};
      },
      'import.rejected': async ({ importId, ...given }) => {
        const imported = await importRejected(
          importId,
          this.#folder,
          await this.#data.open(),
          this.#sourceTypes.hints(given),
        );
        void this.#data.workBehind();
        return imported;
      },
      ...this.#sourceTypes.methods,
      ...this.#reapplyJobs.methods,
      'search.start': async (params) => ({ job: await this.#startSearch(params) }),
      'search.cancel': async ({ job }) => {
        this.#searches.get(job)?.cancel();
        return {};
      },
      'search.close': async ({ job }) => {
        const search = this.#searches.get(job);
        this.#searches.delete(job);
        await search?.close();
        return {};
      },
      'search.page': async (params) => this.#job(params.job).page(params),
      'search.timeline': async ({ job, buckets, by }) => this.#job(job).timeline(buckets, by),
      'search.around': async ({ job, offset, count }) => this.#job(job).around(offset, count),
      'search.fields': async ({ job, field, newest }) => this.#job(job).fields(field, newest),
      'search.patterns': async ({ job, ...wanted }) => this.#job(job).patterns(wanted),
      'search.totals': async ({ job }) => this.#job(job).totals(),
      ...exportMethods(this.#folder, (job) => this.#job(job)),
      'search.check': async ({ spl }) => {
        const problem = spl.trim() === '' ? undefined : this.check(spl).problem;
        return { problems: problem === undefined ? [] : [problem], tokens: colourTokens(spl) };
      },
      'language.help': async () => ({ entries: describeLanguage() }),
      'language.names': async () => namesIn(this.#folder),
      ...documentMethods(this.#folder, (spl) => this.check(spl).problem?.message),
      ...storageMethods({
        folder: this.#folder,
        stored: this.#stored,
        open: () => this.#data.open(),
        openSettled: () => this.#data.openSettled(),
        removed: (removals) => this.#emit('retention.applied', { removals }),
      }),
    };
  }

  subscribe<E extends EngineEventName>(event: E, listener: (payload: EngineEvent<E>) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set);
    set.add(listener);
    return () => void set.delete(listener);
  }

  #emit<E extends EngineEventName>(event: E, payload: EngineEvent<E>): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (payload: EngineEvent<E>) => void)(payload);
  }

  get notices(): readonly string[] {
    return this.#data.notices;
  }

  settled(): Promise<void> {
    return this.#data.settled();
  }

  async close(): Promise<void> {
    for (const job of this.#searches.values()) await job.close();
    this.#searches.clear();
    for (const batch of this.#imports.values()) batch.cancel();
    this.#checks.cancelAll();
    this.#reapplyJobs.cancelAll();
    await this.clusters.close();
    await this.#data.close();
  }

  // ---------------------------------------------------------------- import
  grantPath(path: string, id?: string): PathGrant {
    return this.#inputs.grant(path, id);
  }

  async importPath(
    path: string,
    options: Omit<ImportOptions, 'again'> & { readonly again?: boolean; readonly sourceName?: string },
  ): Promise<ImportedFile> {
    const source = await openSource(path);
    const database = await this.#data.open();
    const imported = await importInput(
      options.sourceName === undefined ? source : { ...source, name: options.sourceName },
      this.#folder,
      database,
      { again: false, ...this.#sourceTypes.hints(options), ...options },
    );
    void this.#data.workBehind();
    return imported;
  }

  reapply(wanted: ReapplyWanted, signal?: AbortSignal): Promise<{ readonly events: number; readonly imports: number }> {
    return this.#reapplyJobs.run(wanted, signal);
  }

  async previewPath(path: string, options: Hints & { readonly limit: number }): Promise<PreviewResult> {
    return previewInput(await openSource(path), { extent: 'whole', ...this.#sourceTypes.hints(options), ...options });
  }

  /** Events that a search made; the file in between is gone afterwards. */
  async #collect(rows: RowsToCollect, now: number): Promise<void> {
    await this.#data.open(); // before the file is made: opening empties the temporary folder
    const path = join(this.#folder.temporary, `collect-${randomUUID()}.jsonl`);
    try {
      const { count, lists } = await writeCollected(path, rows.columns, rows.rows, now);
      if (count === 0) return;
      await this.importPath(path, {
        index: rows.index,
        sourcetype: rows.sourcetype,
        settings: { ...settingsOfCollected(lists) },
        sourceName: rows.source,
        again: true,
        ...(rows.host === undefined ? {} : { host: rows.host }),
      });
    } finally {
      rmSync(path, { force: true });
    }
  }

  async #startImport(params: Parameters<EngineMethods['import.start']>[0]): Promise<string> {
    const files = await Promise.all(
      params.files.map(async (file) => ({ file, source: await this.#inputs.sourceForImport(file.input) })),
    );
    const batch = new ImportBatch(
      files.map(({ file, source }) => ({
        source,
        options: {
          ...this.#sourceTypes.hints({ ...file, timeZone: params.timeZone }),
          index: params.index,
          again: params.again,
          onlyNew: params.onlyNew === true,
          ...(params.host === undefined ? {} : { host: params.host }),
        },
      })),
      {
        folder: this.#folder,
        open: () => this.#data.open(),
        undo: async (importId) => void (await this.#stored.delete({ importId })),
        toProblem,
        report: (progress) => this.#emit('import.progress', progress),
      },
    );
    this.#imports.set(batch.job, batch);
    void batch.run().finally(() => {
      this.#imports.delete(batch.job);
      void this.#data.workBehind();
    });
    return batch.job;
  }

  // ---------------------------------------------------------------- search
  async #newJob(
    request: SearchRequest & { readonly isWatched?: boolean; readonly isUnlimited?: boolean },
    onState: (state: SearchState) => void,
  ): Promise<SearchJob> {
    const now = request.now ?? Date.now() / 1000;
    const timeZone = request.timeZone ?? 'UTC';
    const bound = (text: string | undefined): number | undefined => {
      if (text === undefined || text.trim() === '') return undefined;
      const seconds = parseTimeText(text, now, timeZone);
      if (seconds === undefined)
        throw new EngineProblem({
          kind: 'request',
          message: `"${text}" is no time.`,
          hint: 'Write for example -24h@h, 2026-03-15T08:00:00 or epoch seconds.',
        });
      return Math.round(seconds * 1e6);
    };
    const earliest = bound(request.earliest);
    const latest = bound(request.latest);
    const database = this.#data.exists() ? await this.#data.open() : await this.#memory();
    return new SearchJob(
      `s${randomUUID().replace(/-/g, '')}`,
      database,
      {
        spl: request.spl,
        isWatched: request.isWatched === true,
        lookups: this.#folder.lookups,
        collect: (rows) => this.#collect(rows, now),
        events:
          request.connection === undefined
            ? this.#storedEvents(database)
            : this.clusters.source(request.connection, request.isPartialAllowed === true),
        context: {
          now,
          timeZone,
          range: { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) },
          defaultIndexes: ['main'],
          knowledge: this.#knowledge(),
          placeOf: this.#placeOf,
          checkOnly: false,
          isUnlimited: request.isUnlimited === true,
        },
      },
      onState,
    );
  }

  #storedEvents(database: Database): StoredEventSource {
    return new StoredEventSource(database, this.#sourceTypes.settings());
  }

  #knowledge(): Knowledge {
    const read = readKnowledge(this.#folder.knowledge);
    return { ...read, savedSearches: new Map([...read.savedSearches, ...reportSearches(this.#folder.reports)]) };
  }

  #inMemory: Promise<Database> | undefined;
  #memory(): Promise<Database> {
    this.#inMemory ??= openInMemory();
    return this.#inMemory;
  }

  async search(request: SearchRequest): Promise<SearchJob> {
    const job = await this.#newJob(request, () => undefined);
    await job.run();
    const { problem } = job.state();
    if (problem !== undefined) {
      await job.close();
      throw new EngineProblem(problem);
    }
    return job;
  }

  async explain(request: SearchRequest): Promise<readonly { readonly name: string; readonly sql: string }[]> {
    const job = await this.#newJob(request, () => undefined);
    try {
      return await job.explain();
    } catch (error) {
      throw new EngineProblem(toProblem(error));
    } finally {
      await job.close();
    }
  }

  async #startSearch(params: Parameters<EngineMethods['search.start']>[0]): Promise<string> {
    const job = await this.#newJob(
      {
        isWatched: true,
        spl: params.spl,
        timeZone: params.timeZone,
        isUnlimited: params.isUnlimited === true,
        ...(params.range.earliest === undefined ? {} : { earliest: params.range.earliest }),
        ...(params.range.latest === undefined ? {} : { latest: params.range.latest }),
        ...(params.now === undefined ? {} : { now: params.now }),
      },
      (state) => this.#emit('search.state', state),
    );
    this.#searches.set(job.id, job);
    // The answer with the job's id goes out before its first state.
    setImmediate(() => void job.run());
    return job.id;
  }

  #job(id: string): SearchJob {
    const job = this.#searches.get(id);
    if (job === undefined)
      throw new EngineProblem({ kind: 'request', message: 'This search is no longer there.', hint: 'Run it again.' });
    return job;
  }

  check(spl: string): { parsed: boolean; planned: boolean; problem?: Problem } {
    const context = {
      now: Date.now() / 1000,
      timeZone: 'UTC',
      range: {},
      catalogue: emptyCatalogue.facts,
      defaultIndexes: ['*'],
      knowledge: emptyKnowledge,
      answers: new Map(),
      checkOnly: true,
    };
    let parsed = false;
    try {
      parseSearch(spl, context);
      parsed = true;
      compileSearch(spl, context);
      return { parsed, planned: true };
    } catch (error) {
      return { parsed, planned: false, problem: toProblem(error) };
    }
  }
}
