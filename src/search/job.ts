/** One search: compiled, run, paged, and freed at the end. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { column } from '../plan/expression.ts';
import { aggregate } from '../plan/relation.ts';
import type { CellValue, Column, Relation } from '../plan/types.ts';
import { EngineProblem } from '../protocol/index.ts';
import type { LoadedLookup } from '../knowledge/automatic-lookups.ts';
import type {
  EventsAround,
  FieldSummaries,
  Page,
  PageParams,
  Patterns,
  Problem,
  SearchState,
  Timeline,
  Totals,
} from '../protocol/index.ts';
import { compileSearch } from '../spl/compile.ts';
import type { CompileContext } from '../spl/context.ts';
import type { StoredCatalogue } from '../store/catalogue.ts';
import { emptyCatalogue } from '../store/catalogue.ts';
import type { Borrowed, Database } from '../store/database.ts';
import { readAround } from './around.ts';
import { compileWithAnswers, dropStages } from './compile-loop.ts';
import type { Collect, Execution, StageReport } from './compile-loop.ts';
import { carryOut } from './effects.ts';
import { StoredEventSource } from './event-source.ts';
import type { EventSource } from './event-source.ts';
import { readField, readFields } from './field-summary.ts';
import { limitProblem } from './limit-problem.ts';
import { limitsThatBit } from './limits.ts';
import { loadLookup } from './lookups.ts';
import { writeParquet } from './parquet.ts';
import { readPatterns } from './patterns.ts';
import { Previews } from './previews.ts';
import { isOvertaken, toProblem } from './problem.ts';
import { openResult } from './open-result.ts';
import { shownColumns } from './result.ts';
import type { Plan, SearchResult } from './result.ts';
import { readTimeline } from './timeline.ts';

export interface JobRequest {
  readonly spl: string;
  readonly context: Omit<CompileContext, 'answers' | 'catalogue'>;
  /** Folder of lookup files. */
  readonly lookups?: string;
  readonly collect?: Collect;
  /** The events to search; those of the database itself, as they are stored, where none is named. */
  readonly events?: EventSource;
  /** Somebody looks on: rows are wanted while the search runs, and the number of events behind a table. */
  readonly isWatched?: boolean;
}

/** While a search runs its state is told this often, milliseconds. */
const reportEvery = 250;
/** How long a search waits for its first page to be read, milliseconds. */
const longestLook = 200;
/** Enough events to tell fields with few values from those with very many. */
const sampledEvents = 20_000;
/** A search that deletions overtake so often is given up. */
const mostAttempts = 5;

export class SearchJob {
  readonly id: string;
  readonly #database: Database;
  readonly #request: JobRequest;
  readonly #events: EventSource;
  /** Ends the search; what was found can still be read. */
  readonly #ending = new AbortController();
  /** Ends readings of its rows. */
  readonly #closing = new AbortController();
  readonly #onState: (state: SearchState) => void;
  readonly #started = performance.now();
  readonly #stages: StageReport[] = [];
  readonly #connections = new Set<DuckDBConnection>();
  readonly #readings = new Set<Promise<unknown>>();
  #execution: Execution | undefined;
  #catalogue: StoredCatalogue | undefined;
  #plan: Plan | undefined;
  #result: SearchResult | undefined;
  #state: SearchState['state'] = 'running';
  #problem: Problem | undefined;
  #eventCount: number | null = null;
  #finished: number | undefined;
  #running: Promise<void> | undefined;
  #borrowed: Borrowed | undefined;
  #previews: Previews | undefined;
  #previewing: Promise<void> | undefined;
  #limits: string[] = [];
  #isLookedAt = false;
  #isPreviewWanted = true;
  #furthest: number | null = null;
  #remarks: readonly string[] = [];
  #cancelled = false;

  constructor(id: string, database: Database, request: JobRequest, onState: (state: SearchState) => void) {
    this.id = id;
    this.#database = database;
    this.#request = request;
    this.#events = request.events ?? new StoredEventSource(database);
    this.#onState = onState;
  }

  get columns(): readonly Column[] {
    const { plan } = this.#shown();
    return plan === undefined ? [] : shownColumns(plan);
  }

  /** What can be looked at now: the search's own rows, or those of a preview until they are there. */
  #shown(): { readonly plan: Plan | undefined; readonly result: SearchResult | undefined } {
    return this.#previews?.current ?? { plan: this.#plan, result: this.#result };
  }

  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** The SQL of each stage without running the last one. */
  async explain(): Promise<{ name: string; sql: string }[]> {
    const execution = await this.#prepare();
    const plan = await this.#compile(execution);
    const sql = await execution.backend.statement(plan.relation);
    return [
      ...this.#stages.map((stage) => ({ name: stage.name, sql: stage.sql })),
      { name: plan.presentation === 'events' ? 'events' : 'result', sql },
    ];
  }

  /** Resolves when the search has ended, in whatever way; errors are in the state. */
  run(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    const clock = setInterval(() => this.#report(), reportEvery);
    try {
      const isWatched = this.#request.isWatched === true;
      const { execution, plan, result } = await this.#findRows(isWatched);
      this.#previews?.replace();
      for (const effect of plan.effects) await carryOut(effect, execution);
      if (plan.presentation === 'events') this.#eventCount = result.rowCount;
      else if (isWatched) {
        // The rows can be paged while this goes on.
        this.#report();
        await this.#countBase(execution, plan);
      }
      if (isWatched) this.#limits = await limitsThatBit(plan.limits, (relation) => this.#readRelation(relation));
      this.#end(this.#cancelled ? 'cancelled' : 'done');
    } catch (error) {
      if (this.#cancelled) this.#end('cancelled');
      else {
        this.#previews?.replace();
        this.#problem = limitProblem(error, this.#request.spl, this.#request.context) ?? toProblem(error);
        this.#end('failed');
      }
    } finally {
      this.#previews?.stop();
      clearInterval(clock);
    }
  }

  /** Once more where events were deleted or replaced between the look at the catalogue and the reading. */
  async #findRows(isWatched: boolean): Promise<{ execution: Execution; plan: Plan; result: SearchResult }> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const execution = await this.#prepare();
        if (isWatched && execution.backend.isNear) this.#previewing = this.#startPreviews(execution);
        const plan = await this.#compile(execution);
        if (this.#cancelled) throw new Error('Interrupted');
        const result = openResult(plan, execution, (relation) => this.#readRelation(relation), isWatched);
        this.#result = result;
        // Events that come as they are found need no preview.
        if (result.share !== null) {
          this.#isPreviewWanted = false;
          this.#previews?.replace();
        }
        await result.run(() => this.#showRows());
        return { execution, plan, result };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (this.#cancelled || attempt === mostAttempts || !isOvertaken(message)) throw error;
        this.#previews?.stop();
        await this.#previewing;
        this.#result = undefined;
        if (this.#execution !== undefined) await dropStages(this.#execution);
        this.#stages.length = 0;
      }
    }
  }

  /** The first rows are looked at before the search goes on: they would have to share the processors with it. */
  async #showRows(): Promise<void> {
    this.#report();
    if ((this.#result?.rowCount ?? 0) === 0 || this.#isLookedAt) return;
    const began = performance.now();
    while (!this.#isLookedAt && !this.#cancelled && performance.now() - began < longestLook)
      await new Promise((resolve) => setTimeout(resolve, 5));
    this.#isLookedAt = true;
  }

  /** What a person can look at while rows that only come at the end are waited for. */
  async #startPreviews(execution: Execution): Promise<void> {
    const { stages: _stages, onStage: _onStage, ...shared } = execution;
    const connection = await this.#database.connect();
    const previews = new Previews(this.#request.spl, this.#context(), {
      ...shared,
      connection,
      name: `${this.id}_part`,
      stages: [],
      made: [],
      backendOver: (tables) => this.#events.backend(connection, tables, this.#ending.signal),
    });
    this.#previews = previews;
    if (this.#state === 'running' && this.#isPreviewWanted) await previews.run(() => this.#report());
  }

  #context(): Omit<CompileContext, 'answers'> {
    return { ...this.#request.context, catalogue: this.#catalogue?.facts ?? emptyCatalogue.facts };
  }

  /** What is stored, with the fields that source types make of it. */
  async #prepare(): Promise<Execution> {
    const connection = await this.#borrow();
    const made: string[] = [];
    const { catalogue, problems } = await this.#events.catalogue(connection, (file) =>
      this.#loadLookup(file, connection, made),
    );
    this.#catalogue = catalogue;
    this.#remarks = problems;
    this.#execution = {
      connection,
      backend: this.#events.backend(connection, catalogue.tables, this.#ending.signal),
      look: this.#events.looker(connection),
      tables: catalogue.tables,
      facts: catalogue.facts.segments,
      name: this.id,
      stages: this.#stages,
      made,
      onStage: () => this.#report(),
      isCancelled: () => this.#cancelled,
      ...(this.#request.lookups === undefined ? {} : { lookups: this.#request.lookups }),
      ...(this.#request.collect === undefined ? {} : { collect: this.#request.collect }),
    };
    return this.#execution;
  }

  async #compile(execution: Execution): Promise<Plan> {
    const plan = await compileWithAnswers(this.#request.spl, this.#context(), execution);
    this.#plan = { ...plan, warnings: [...plan.warnings, ...this.#remarks] };
    return this.#plan;
  }

  /** Of a LOOKUP- setting. */
  async #loadLookup(file: string, connection: DuckDBConnection, made: string[]): Promise<LoadedLookup | undefined> {
    if (this.#request.lookups === undefined) return undefined;
    const table = `${this.id}_lookup${made.length}`;
    made.push(table);
    const loaded = await loadLookup(this.#request.lookups, file, table, connection);
    return loaded.kind === 'lookup' ? loaded : undefined;
  }

  cancel(): void {
    if (this.#state !== 'running') return;
    this.#cancelled = true;
    this.#ending.abort();
    for (const connection of this.#connections) connection.interrupt();
    this.#borrowed?.connection.interrupt();
    this.#previews?.stop();
  }

  /** Frees everything the search holds. */
  async close(): Promise<void> {
    this.cancel();
    await this.#running;
    this.#closing.abort();
    for (const connection of this.#connections) connection.interrupt();
    await Promise.allSettled(this.#readings);
    await this.#previewing;
    await this.#previews?.close();
    if (this.#execution !== undefined) await dropStages(this.#execution);
    for (const connection of this.#connections) connection.closeSync();
    this.#connections.clear();
    this.#borrowed?.giveBack();
    this.#borrowed = undefined;
  }

  state(): SearchState {
    const { plan, result } = this.#shown();
    const preview = this.#previews?.current?.share ?? null;
    return {
      job: this.id,
      state: this.#state,
      presentation: plan?.presentation ?? 'events',
      suggestedChart: plan?.suggestedChart ?? 'none',
      columns: this.columns.map(({ name, type }) => ({ name, type })),
      rowCount: result?.rowCount ?? 0,
      preview,
      resultVersion: this.#previews?.version ?? 0,
      eventCount:
        this.#eventCount ?? (plan?.presentation === 'events' && preview === null ? (result?.rowCount ?? null) : null),
      progress: this.#progress(),
      elapsedSeconds: ((this.#finished ?? performance.now()) - this.#started) / 1000,
      limits: this.#limits,
      warnings: [...(this.#plan?.warnings ?? [])],
      stages: this.#stages.map((s) => ({ ...s })),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Never smaller than it was: a later stage begins at nothing again. */
  #progress(): number | null {
    if (this.#state !== 'running') return 1;
    const share = this.#result?.share ?? this.#execution?.backend.share ?? null;
    if (share !== null) this.#furthest = Math.max(this.#furthest ?? 0, share);
    return this.#furthest;
  }

  async page(params: PageParams): Promise<Page> {
    const columns = shownColumns(this.#need());
    const { result } = this.#shown();
    const rowCount = result?.rowCount ?? 0;
    const rows =
      result === undefined || rowCount <= params.offset ? [] : await this.#readRelation(await result.page(params));
    if (rowCount > 0) this.#isLookedAt = true;
    return {
      columns: columns.map(({ name, type }) => ({ name, type })),
      rows: rows.map((row) => row.slice(0, columns.length).map(mutable)),
      offset: params.offset,
      rowCount,
    };
  }

  /** Writes all rows into a Parquet file, in order. */
  async writeParquet(path: string): Promise<void> {
    const plan = this.#need();
    const names = shownColumns(plan).map(({ name }) => name);
    const { result } = this.#shown();
    const refusal = (message: string): EngineProblem => new EngineProblem({ kind: 'request', message });
    if (result === undefined || result.rowCount === 0 || names.length === 0)
      throw refusal('There are no rows to write.');
    const connection = await this.#connect();
    try {
      const { isNear } = this.#events.backend(connection, this.#tables(), this.#closing.signal);
      if (!isNear && plan.presentation === 'events')
        throw refusal('These events stand in a cluster: save them as CSV or JSON lines.');
      const rows = await result.page({ offset: 0, count: result.rowCount });
      await writeParquet(rows, names, path, connection, this.#tables());
    } finally {
      this.#connections.delete(connection);
      connection.closeSync();
    }
  }

  /** The events found, over time; of a table the events it was made of. While the search runs: those found so far. */
  timeline(buckets: number, by?: string): Promise<Timeline> {
    const plan = this.#need();
    const read = (relation: Relation): Promise<CellValue[][]> => this.#readRelation(relation);
    if (plan.presentation !== 'events') return readTimeline(plan.base, buckets, by, read);
    const rows = by === undefined ? this.#shown().result?.times : this.#shown().result?.rows;
    const frame = this.#state === 'running' ? this.#shown().result?.frame : undefined;
    return readTimeline(rows ?? plan.relation, buckets, by, read, frame);
  }

  /** The events before and after one in its file, whether the search found them or not. */
  around(offset: number, count: number): Promise<EventsAround> {
    const plan = this.#need();
    const all = compileSearch('index=*', {
      ...this.#request.context,
      range: {},
      catalogue: this.#catalogue?.facts ?? emptyCatalogue.facts,
      answers: new Map(),
    });
    if (all.kind !== 'plan') throw new Error('Every event of every index is always a plan.');
    return readAround(this.#shown().result?.rows ?? plan.relation, all.relation, offset, count, (relation) =>
      this.#readRelation(relation),
    );
  }

  /** Coverage and distinct values of every field, or the top values of one; of the newest events alone where told so. */
  async fields(only?: string, newest?: number): Promise<FieldSummaries> {
    const plan = this.#need();
    const columns = shownColumns(plan);
    const rows =
      (newest === undefined ? this.#shown().result?.rows : this.#shown().result?.newest(newest)) ?? plan.relation;
    if (only === undefined) {
      const isMany = newest === undefined && (this.#shown().result?.rowCount ?? 0) > 10 * sampledEvents;
      const sample = isMany ? this.#shown().result?.newest(sampledEvents) : undefined;
      const facts = this.#catalogue?.facts.segments ?? [];
      return readFields(rows, columns, (relation) => this.#readRelation(relation), { sample, facts });
    }
    const one = columns.find((c) => c.name === only);
    if (one === undefined)
      throw new EngineProblem({ kind: 'request', message: `The events found have no field "${only}".` });
    return readField(rows, one, (relation) => this.#readRelation(relation));
  }

  patterns(wanted: { readonly events: number; readonly most: number }): Promise<Patterns> {
    const rows = this.#result?.rows ?? this.#need().relation;
    return readPatterns(rows, wanted, (relation) => this.#readRelation(relation));
  }

  /** Sum and largest value of every column of numbers. */
  async totals(): Promise<Totals> {
    const plan = this.#need();
    const numeric = shownColumns(plan).filter((c) => c.type === 'number');
    if (numeric.length === 0) return { columns: [] };
    const [row = []] = await this.#readRelation(
      aggregate(
        this.#shown().result?.rows ?? plan.relation,
        [],
        numeric.flatMap((c, i) =>
          (['sum', 'maximum'] as const).map((operation) => ({
            name: `${operation}${i}`,
            value: { operation, arguments: [column(c.name, c.type)], type: 'number' as const },
          })),
        ),
      ),
    );
    const finite = (cell: CellValue | undefined): number | null =>
      typeof cell === 'number' && Number.isFinite(cell) ? cell : null;
    return {
      columns: numeric.map((c, i) => ({ name: c.name, sum: finite(row[2 * i]), maximum: finite(row[2 * i + 1]) })),
    };
  }

  /** Every result row in order, in batches; for the command line and for exports. */
  async *rows(batch = 5000, most = Infinity): AsyncGenerator<CellValue[][], void, void> {
    for (let offset = 0; offset < Math.min(this.#result?.rowCount ?? 0, most); offset += batch) {
      const page = await this.page({ job: this.id, offset, count: Math.min(batch, most - offset) });
      yield page.rows;
    }
  }

  /** How many events the base search found: what a table was made of. */
  async #countBase({ backend }: Execution, plan: Plan): Promise<void> {
    if (plan.base === null) return;
    const { rows } = await backend.read(
      aggregate(plan.base, [], [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }]),
    );
    this.#eventCount = Number(rows[0]?.[0] ?? 0);
  }

  #tables(): StoredCatalogue['tables'] {
    if (this.#catalogue === undefined) throw new Error('The search has not begun.');
    return this.#catalogue.tables;
  }

  #begun(): Execution {
    if (this.#execution === undefined) throw new Error('The search has not begun.');
    return this.#execution;
  }

  #need(): Plan {
    const { plan } = this.#shown();
    if (plan === undefined) throw new Error('The search has no plan yet.');
    return plan;
  }

  /** Each reading has a connection of its own, so that a page can be read while the search goes on. */
  async #readRelation(relation: Relation): Promise<CellValue[][]> {
    const connection = await this.#connect();
    const reading = this.#events.backend(connection, this.#tables(), this.#closing.signal).read(relation);
    this.#readings.add(reading);
    try {
      return (await reading).rows.map((row) => [...row]);
    } finally {
      this.#readings.delete(reading);
      this.#connections.delete(connection);
      connection.closeSync();
    }
  }

  /** For the search itself. */
  async #borrow(): Promise<DuckDBConnection> {
    this.#borrowed = await this.#database.borrow();
    return this.#borrowed.connection;
  }

  async #connect(): Promise<DuckDBConnection> {
    const connection = await this.#database.connect();
    this.#connections.add(connection);
    return connection;
  }

  #report(): void {
    this.#onState(this.state());
  }

  #end(state: SearchState['state']): void {
    this.#state = state;
    this.#finished = performance.now();
    this.#report();
  }
}

function mutable(cell: CellValue): string | number | boolean | null | string[] {
  return Array.isArray(cell) ? [...(cell as readonly string[])] : (cell as string | number | boolean | null);
}
