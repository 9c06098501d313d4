/** The facade of the engine: the only door that electron/ and cli/ use. */
import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { importInput, isoOf } from './ingest/import-job.ts';
import type { ImportOptions } from './ingest/import-job.ts';
import { ImportError } from './ingest/error.ts';
import { fileSource, textSource } from './ingest/input.ts';
import { previewInput } from './ingest/preview.ts';
import { sourceTypes } from './ingest/sourcetypes/registry.ts';
import type { InputSource } from './ingest/types.ts';
import { understand } from './ingest/understand.ts';
import type { Hints } from './ingest/understand.ts';
import { emptyKnowledge, readKnowledge } from './knowledge/knowledge.ts';
import { readSourceTypes, saveSourceType } from './knowledge/source-types.ts';
import { EngineProblem } from './protocol/index.ts';
import type {
  EngineEvent,
  EngineEventName,
  EngineMethods,
  EngineService,
  FieldInfo,
  FileEntry,
  ImportedFile,
  ImportInfo,
  ImportInput,
  ImportProgress,
  IndexInfo,
  PathGrant,
  PreviewResult,
  Problem,
  SearchState,
  SourceTypeInfo,
} from './protocol/index.ts';
import { SearchJob } from './search/job.ts';
import { toProblem as searchProblem } from './search/problem.ts';
import { compileSearch, parseSearch } from './spl/compile.ts';
import { colourTokens, describeLanguage } from './spl/language.ts';
import { parseTimeText } from './spl/relative-time.ts';
import { emptyCatalogue, readCatalogue } from './store/catalogue.ts';
import { clearTemporary, createFolders, dataFolderAt, lockFolder } from './store/data-folder.ts';
import type { DataFolder } from './store/data-folder.ts';
import { openDatabase, openInMemory } from './store/database.ts';
import type { Database } from './store/database.ts';
import { deleteEvents } from './store/delete.ts';
import type { Deletion } from './store/delete.ts';
import { StoreError } from './store/error.ts';
import { version } from './version.ts';

export { EngineProblem };
export type { SearchJob };

export interface EngineOptions {
  readonly dataFolder: string;
  /** Bytes the database may hold in memory. */
  readonly memoryLimit?: number;
}

export interface SearchRequest {
  readonly spl: string;
  readonly earliest?: string;
  readonly latest?: string;
  readonly timeZone?: string;
  /** Epoch seconds. */
  readonly now?: number;
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
  /** Files of a folder, recursively; a file gives itself. Hidden ones, pipes, devices and links in a circle are left out. */
  filesUnder(path: string): { readonly files: string[]; readonly skipped: string[] };
  /** Runs to its end; close the job when its rows were read. Throws EngineProblem. */
  search(request: SearchRequest): Promise<SearchJob>;
  /** The SQL of each stage; stages that later ones depend on are run. Throws EngineProblem. */
  explain(request: SearchRequest): Promise<readonly { readonly name: string; readonly sql: string }[]>;
  /** Parses and plans without data. */
  check(spl: string): { readonly parsed: boolean; readonly planned: boolean; readonly problem?: Problem };
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
  readonly #folder: DataFolder;
  readonly #options: EngineOptions;
  readonly #grants = new Map<string, string>();
  readonly #listeners = new Map<EngineEventName, Set<(payload: never) => void>>();
  readonly #searches = new Map<string, SearchJob>();
  readonly #imports = new Map<string, AbortController>();
  #database: Promise<Database> | undefined;
  #unlock: (() => void) | undefined;
  readonly methods: EngineMethods;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#folder = dataFolderAt(options.dataFolder);
    this.methods = {
      'engine.hello': async () => ({
        version,
        dataFolder: this.#folder.root,
        notices: [...(await this.#open()).notices],
      }),
      'import.expand': async ({ inputs }) => this.#expand(inputs),
      'import.preview': async (params) =>
        previewInput(this.#source(params.input), {
          limit: params.limit,
          extent: params.extent,
          ...this.#hints(params),
        }),
      'import.start': async (params) => ({ job: this.#startImport(params) }),
      'import.cancel': async ({ job }) => {
        this.#imports.get(job)?.abort();
        return {};
      },
      'sourcetype.list': async () => ({ sourcetypes: this.#sourceTypes() }),
      'sourcetype.save': async (params) => {
        createFolders(this.#folder);
        const fingerprints =
          params.fingerprintOf === undefined
            ? []
            : [
                understand(this.#source(params.fingerprintOf), {}).fingerprint,
                understand(this.#source(params.fingerprintOf), { settings: params.settings }).fingerprint,
              ];
        saveSourceType(this.#folder.sourceTypes, {
          name: params.name,
          description: params.description,
          category: params.category,
          settings: params.settings,
          fingerprints: [...new Set(fingerprints)],
        });
        return {
          name: params.name,
          description: params.description,
          category: params.category,
          origin: 'saved',
          settings: params.settings,
        };
      },
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
      'search.timeline': async ({ job, buckets }) => this.#job(job).timeline(buckets),
      'search.fields': async ({ job, field }) => this.#job(job).fields(field),
      'search.check': async ({ spl }) => {
        const problem = spl.trim() === '' ? undefined : this.check(spl).problem;
        return { problems: problem === undefined ? [] : [problem], tokens: colourTokens(spl) };
      },
      'language.help': async () => ({ entries: describeLanguage() }),
      'data.indexes': async () => ({ indexes: await this.#indexes() }),
      'data.imports': async () => ({ imports: await this.#importList() }),
      'data.fields': async ({ index }) => ({ fields: await this.#fields(index) }),
      'data.delete': async (params) => this.#delete(params),
    };
  }

  subscribe<E extends EngineEventName>(event: E, listener: (payload: EngineEvent<E>) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set);
    set.add(listener as (payload: never) => void);
    return () => void set.delete(listener as (payload: never) => void);
  }

  #emit<E extends EngineEventName>(event: E, payload: EngineEvent<E>): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (payload: EngineEvent<E>) => void)(payload);
  }

  async #open(): Promise<Database> {
    this.#database ??= (async () => {
      createFolders(this.#folder);
      this.#unlock = lockFolder(this.#folder);
      try {
        clearTemporary(this.#folder);
        return await openDatabase(
          this.#folder,
          this.#options.memoryLimit === undefined ? {} : { memoryLimit: this.#options.memoryLimit },
        );
      } catch (error) {
        this.#unlock();
        this.#database = undefined;
        throw error;
      }
    })();
    return this.#database;
  }

  async close(): Promise<void> {
    for (const job of this.#searches.values()) await job.close();
    this.#searches.clear();
    for (const controller of this.#imports.values()) controller.abort();
    if (this.#database !== undefined) (await this.#database).close();
    this.#database = undefined;
    this.#unlock?.();
    this.#unlock = undefined;
  }

  // ---------------------------------------------------------------- import
  grantPath(path: string, id: string = randomUUID()): PathGrant {
    const full = resolve(path);
    const stat = statSync(full);
    this.#grants.set(id, full);
    return { id, name: basename(full), bytes: stat.size, isDirectory: stat.isDirectory() };
  }

  #path(id: string): string {
    const path = this.#grants.get(id);
    if (path === undefined)
      throw new EngineProblem({ kind: 'import', message: 'This file is no longer known.', hint: 'Drop it again.' });
    return path;
  }

  #source(input: ImportInput): InputSource {
    return input.kind === 'text' ? textSource(input.name, input.text) : fileSource(this.#path(input.id));
  }

  #hints(params: {
    readonly sourcetype?: string | undefined;
    readonly settings?: Record<string, string> | undefined;
    readonly timeZone?: string | undefined;
  }): Hints {
    const saved = readSourceTypes(this.#folder.sourceTypes);
    return {
      ...(params.sourcetype === undefined ? {} : { sourcetype: params.sourcetype }),
      ...(params.settings === undefined ? {} : { settings: params.settings }),
      ...(params.timeZone === undefined ? {} : { timeZone: params.timeZone }),
      bySavedFingerprint: (fingerprint) => saved.find((type) => type.fingerprints.includes(fingerprint)),
      savedType: (name) => saved.find((type) => type.name === name)?.settings,
    };
  }

  filesUnder(path: string): { files: string[]; skipped: string[] } {
    const files: string[] = [];
    const skipped: string[] = [];
    const seen = new Set<string>();
    const visit = (at: string, top: boolean): void => {
      const stat = top ? statSync(at) : lstatSync(at);
      if (stat.isSymbolicLink()) {
        if (!existsSync(at)) return void skipped.push(`${at}: the link leads nowhere`);
        return visitReal(realpathSync(at));
      }
      if (stat.isDirectory()) return visitReal(realpathSync(at));
      if (stat.isFile()) addFile(at);
      else skipped.push(`${at}: no ordinary file`);
    };
    const addFile = (at: string): void => {
      const real = realpathSync(at);
      if (seen.has(real)) return;
      seen.add(real);
      files.push(at);
    };
    const visitReal = (real: string): void => {
      if (!statSync(real).isDirectory()) return visit(real, true);
      if (seen.has(real)) return;
      seen.add(real);
      for (const entry of readdirSync(real).sort()) if (!entry.startsWith('.')) visit(join(real, entry), false);
    };
    visit(resolve(path), true);
    return { files, skipped };
  }

  #expand(inputs: readonly ImportInput[]): { files: FileEntry[]; warnings: string[] } {
    const files: FileEntry[] = [];
    const warnings: string[] = [];
    for (const input of inputs) {
      if (input.kind === 'text') {
        files.push(this.#entry(input, ''));
        continue;
      }
      const root = this.#path(input.id);
      const found = this.filesUnder(root);
      warnings.push(...found.skipped);
      const single = found.files.length === 1 && found.files[0] === root;
      for (const file of found.files) {
        const grant = single ? input : { kind: 'grant' as const, id: this.grantPath(file).id };
        files.push(this.#entry(grant, single ? '' : relative(dirname(root), dirname(file))));
      }
    }
    return { files, warnings };
  }

  #entry(input: ImportInput, folder: string): FileEntry {
    try {
      const source = this.#source(input);
      const known = understand(source, this.#hints({}));
      return {
        input,
        name: basename(source.name),
        folder,
        bytes: source.bytes,
        group: known.fingerprint,
        sourcetype: known.sourcetype,
        confidence: known.confidence,
      };
    } catch (error) {
      const name = input.kind === 'text' ? input.name : basename(this.#path(input.id));
      return {
        input,
        name,
        folder,
        bytes: 0,
        group: `unreadable:${name}`,
        sourcetype: '',
        confidence: 0,
        problem: toProblem(error),
      };
    }
  }

  async importPath(
    path: string,
    options: Omit<ImportOptions, 'again'> & { readonly again?: boolean; readonly sourceName?: string },
  ): Promise<ImportedFile> {
    const source = fileSource(path);
    const database = await this.#open();
    return importInput(
      options.sourceName === undefined ? source : { ...source, name: options.sourceName },
      this.#folder,
      database,
      { again: false, ...this.#hints(options), ...options },
    );
  }

  async previewPath(path: string, options: Hints & { readonly limit: number }): Promise<PreviewResult> {
    return previewInput(fileSource(path), { extent: 'whole', ...this.#hints(options), ...options });
  }

  #startImport(params: Parameters<EngineMethods['import.start']>[0]): string {
    const job = `import-${randomUUID()}`;
    const controller = new AbortController();
    this.#imports.set(job, controller);
    const sources = params.files.map((file) => this.#source(file.input));
    const total = sources.reduce((sum, s) => sum + s.bytes, 0);
    const started = performance.now();
    const progress: ImportProgress = {
      job,
      state: 'running',
      currentFile: '',
      filesDone: 0,
      fileCount: sources.length,
      bytesDone: 0,
      byteCount: total,
      bytesPerSecond: 0,
      events: 0,
      step: 'reading',
      imported: [],
      problems: [],
    };
    let reported = 0;
    let before = 0;
    let eventsBefore = 0;
    const report = (force: boolean): void => {
      if (!force && performance.now() - reported < 100) return;
      reported = performance.now();
      progress.bytesPerSecond = progress.bytesDone / Math.max(0.001, (reported - started) / 1000);
      this.#emit('import.progress', {
        ...progress,
        imported: [...progress.imported],
        problems: [...progress.problems],
      });
    };
    void (async () => {
      for (const [i, source] of sources.entries()) {
        if (controller.signal.aborted) break;
        const file = params.files[i];
        progress.currentFile = basename(source.name);
        report(true);
        try {
          const database = await this.#open();
          const imported = await importInput(source, this.#folder, database, {
            ...this.#hints({ ...(file ?? {}), timeZone: params.timeZone }),
            index: params.index,
            again: params.again,
            signal: controller.signal,
            ...(params.host === undefined ? {} : { host: params.host }),
            onProgress: ({ bytesDone, events, step }) => {
              progress.bytesDone = Math.max(progress.bytesDone, before + bytesDone);
              progress.events = eventsBefore + events;
              progress.step = step;
              report(false);
            },
          });
          progress.imported.push(imported);
          eventsBefore += imported.events;
        } catch (error) {
          if (!controller.signal.aborted) progress.problems.push({ ...toProblem(error), file: basename(source.name) });
        }
        before += source.bytes;
        progress.bytesDone = before;
        progress.events = eventsBefore;
        progress.filesDone += 1;
      }
      progress.state = controller.signal.aborted
        ? 'cancelled'
        : progress.imported.length === 0 && progress.problems.length > 0
          ? 'failed'
          : 'done';
      this.#imports.delete(job);
      report(true);
    })();
    return job;
  }

  #sourceTypes(): SourceTypeInfo[] {
    const saved = readSourceTypes(this.#folder.sourceTypes).map((t): SourceTypeInfo => ({
      name: t.name,
      description: t.description,
      category: t.category,
      origin: 'saved',
      settings: { ...t.settings },
    }));
    return [
      ...saved,
      ...sourceTypes
        .filter((t) => !saved.some((s) => s.name === t.name))
        .map((t): SourceTypeInfo => ({
          name: t.name,
          description: t.description,
          category: t.category,
          origin: 'built-in',
          settings: { ...t.settings },
        })),
    ];
  }

  // ---------------------------------------------------------------- search
  async #newJob(request: SearchRequest & { readonly countEvents?: boolean }, onState: (state: SearchState) => void): Promise<SearchJob> {
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
    const database =
      existsSync(this.#folder.database) || this.#database !== undefined ? await this.#open() : await this.#memory();
    return new SearchJob(
      `s${randomUUID().replace(/-/g, '')}`,
      database,
      {
        spl: request.spl,
        countEvents: request.countEvents === true,
        lookups: this.#folder.lookups,
        context: {
          now,
          timeZone,
          range: { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) },
          defaultIndexes: ['main'],
          knowledge: readKnowledge(this.#folder.knowledge),
          checkOnly: false,
        },
      },
      onState,
    );
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
        countEvents: true,
        spl: params.spl,
        timeZone: params.timeZone,
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

  // ---------------------------------------------------------------- data
  async #query(sql: string): Promise<unknown[][]> {
    if (!existsSync(this.#folder.database)) return [];
    const connection = await (await this.#open()).connect();
    try {
      return (await connection.runAndReadAll(sql)).getRows();
    } finally {
      connection.closeSync();
    }
  }

  async #indexes(): Promise<IndexInfo[]> {
    const rows = await this.#query(
      'SELECT index_name, sum(events)::BIGINT, sum(bytes)::BIGINT, min(first_time), max(last_time), list(DISTINCT sourcetype)::VARCHAR[] FROM imports GROUP BY index_name ORDER BY index_name',
    );
    return rows.map(([index, events, bytes, first, last, types]) => ({
      index: String(index),
      events: Number(events),
      bytes: Number(bytes),
      firstTime: isoOf(first === null ? null : Number(first)),
      lastTime: isoOf(last === null ? null : Number(last)),
      sourcetypes: [...(types as { items: readonly unknown[] }).items].map(String).sort(),
    }));
  }

  async #importList(): Promise<ImportInfo[]> {
    const rows = await this.#query(
      'SELECT id, file, index_name, sourcetype, host, events, rejected, untimed, bytes, imported_at FROM imports ORDER BY id DESC',
    );
    return rows.map(([id, file, index, sourcetype, host, events, rejected, untimed, bytes, at]) => ({
      importId: Number(id),
      file: String(file),
      index: String(index),
      sourcetype: String(sourcetype),
      host: String(host),
      events: Number(events),
      rejected: Number(rejected),
      untimed: Number(untimed),
      bytes: Number(bytes),
      at: new Date(Number(at)).toISOString(),
    }));
  }

  async #fields(index: string | undefined): Promise<FieldInfo[]> {
    if (!existsSync(this.#folder.database)) return [];
    const connection = await (await this.#open()).connect();
    try {
      const { facts } = await readCatalogue(connection);
      const found = new Map<string, { type: string; sourcetypes: Set<string> }>();
      for (const segment of facts.segments) {
        if (index !== undefined && segment.index !== index) continue;
        for (const field of segment.fields) {
          const entry = found.get(field.name) ?? { type: field.type, sourcetypes: new Set<string>() };
          if (entry.type !== field.type) entry.type = 'string';
          entry.sourcetypes.add(segment.sourcetype);
          found.set(field.name, entry);
        }
      }
      return [...found].map(([field, { type, sourcetypes }]) => ({
        field,
        type,
        sourcetypes: [...sourcetypes].sort(),
      }));
    } finally {
      connection.closeSync();
    }
  }

  async #delete(params: {
    readonly index?: string | undefined;
    readonly importId?: number | undefined;
    readonly before?: string | undefined;
  }): Promise<{ events: number; imports: number }> {
    const before = params.before === undefined ? undefined : parseTimeText(params.before, Date.now() / 1000, 'UTC');
    if (params.before !== undefined && before === undefined)
      throw new StoreError(`"${params.before}" is no time.`, 'Write for example 2026-01-01 or -30d.');
    if (params.index === undefined && params.importId === undefined && before === undefined)
      throw new StoreError('Nothing was named to delete.', 'Name an index, an import or a time.');
    const wanted: Deletion = {
      ...(params.index === undefined ? {} : { index: params.index }),
      ...(params.importId === undefined ? {} : { importId: params.importId }),
      ...(before === undefined ? {} : { before: Math.round(before * 1e6) }),
    };
    const database = await this.#open();
    const connection = await database.connect();
    try {
      const deleted = await database.exclusively(() => deleteEvents(connection, wanted));
      await connection.run('CHECKPOINT').catch(() => undefined);
      return deleted;
    } finally {
      connection.closeSync();
    }
  }
}
