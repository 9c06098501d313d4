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
  Problem,
  SearchState,
  Timeline,
  Totals,
} from '../protocol/index.ts';
import { compileSearch } from '../spl/compile.ts';
import type { CompileContext } from '../spl/context.ts';
import { renderRelation } from '../sql/duckdb.ts';
import type { StoredCatalogue } from '../store/catalogue.ts';
import { emptyCatalogue, readCatalogue } from '../store/catalogue.ts';
import type { Database } from '../store/database.ts';
import { readAround } from './around.ts';
import { compileWithAnswers, dropStages } from './compile-loop.ts';
import type { Collect, Execution, StageReport } from './compile-loop.ts';
import { carryOut } from './effects.ts';
import { readField, readFields } from './field-summary.ts';
import { loadLookup } from './lookups.ts';
import { limitProblem } from './limit-problem.ts';
import { isOvertaken, toProblem } from './problem.ts';
import { prepareResult, shownColumns } from './result.ts';
import type { Plan, SearchResult } from './result.ts';
import { readRows } from './rows.ts';
import { withSearchTimeFields } from './search-time.ts';
import type { SourceTypeSettings } from './search-time.ts';
import { readTimeline } from './timeline.ts';

export interface JobRequest {
  readonly spl: string;
  readonly context: Omit<CompileContext, 'answers' | 'catalogue'>;
  /** Folder of lookup files. */
  readonly lookups?: string;
  readonly collect?: Collect;
  /** What the source types make of events when they are searched. */
  readonly sourceTypes?: SourceTypeSettings;
  /** Count the events behind a table as well: a second look at them. */
  readonly countEvents?: boolean;
}

/** While a search runs its state is told this often, milliseconds. */
const reportEvery = 250;
/** A search that deletions overtake so often is given up. */
const mostAttempts = 5;

export class SearchJob {
  readonly id: string;
  readonly #database: Database;
  readonly #request: JobRequest;
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
  #cancelled = false;

  constructor(id: string, database: Database, request: JobRequest, onState: (state: SearchState) => void) {
    this.id = id;
    this.#database = database;
    this.#request = request;
    this.#onState = onState;
  }

  get columns(): readonly Column[] {
    return this.#plan === undefined ? [] : shownColumns(this.#plan);
  }

  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** The SQL of each stage without running the last one. */
  async explain(): Promise<{ name: string; sql: string }[]> {
    const plan = await this.#compile(await this.#connect());
    const { sql } = renderRelation(plan.relation, this.#tables());
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
    const connection = await this.#connect();
    const clock = setInterval(() => this.#report(), reportEvery);
    try {
      const plan = await this.#findRows(connection);
      for (const effect of plan.effects) await carryOut(effect, this.#begun());
      if (plan.presentation === 'events') this.#eventCount = this.#result?.rowCount ?? null;
      else if (this.#request.countEvents === true) {
        // The rows can be paged while this goes on.
        this.#report();
        await this.#countBase(connection, plan);
      }
      this.#end(this.#cancelled ? 'cancelled' : 'done');
    } catch (error) {
      if (this.#cancelled) this.#end('cancelled');
      else {
        this.#problem = limitProblem(error, this.#request.spl, this.#request.context) ?? toProblem(error);
        this.#end('failed');
      }
    } finally {
      clearInterval(clock);
    }
  }

  /** Once more where events were deleted or replaced between the look at the catalogue and the reading. */
  async #findRows(connection: DuckDBConnection): Promise<Plan> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const plan = await this.#compile(connection);
        if (this.#cancelled) throw new Error('Interrupted');
        this.#result = await prepareResult(plan, this.#begun());
        return plan;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (this.#cancelled || attempt === mostAttempts || !isOvertaken(message)) throw error;
        if (this.#execution !== undefined) await dropStages(this.#execution);
        this.#stages.length = 0;
      }
    }
  }

  async #compile(connection: DuckDBConnection): Promise<Plan> {
    this.#catalogue = this.#database.stored ? await readCatalogue(connection) : emptyCatalogue;
    const types = this.#request.sourceTypes;
    const made: string[] = [];
    const complete =
      this.#database.stored && types !== undefined
        ? await withSearchTimeFields(this.#catalogue, types, connection, (file) =>
            this.#loadLookup(file, connection, made),
          )
        : { catalogue: this.#catalogue, problems: [] };
    this.#catalogue = complete.catalogue;
    this.#execution = {
      connection,
      tables: this.#catalogue.tables,
      name: this.id,
      stages: this.#stages,
      made,
      onStage: () => this.#report(),
      isCancelled: () => this.#cancelled,
      ...(this.#request.lookups === undefined ? {} : { lookups: this.#request.lookups }),
      ...(this.#request.collect === undefined ? {} : { collect: this.#request.collect }),
    };
    const plan = await compileWithAnswers(
      this.#request.spl,
      { ...this.#request.context, catalogue: this.#catalogue.facts },
      this.#execution,
    );
    this.#plan = { ...plan, warnings: [...plan.warnings, ...complete.problems] };
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
    for (const connection of this.#connections) connection.interrupt();
  }

  /** Frees everything the search holds. */
  async close(): Promise<void> {
    this.cancel();
    await this.#running;
    for (const connection of this.#connections) connection.interrupt();
    await Promise.allSettled(this.#readings);
    if (this.#execution !== undefined) await dropStages(this.#execution);
    for (const connection of this.#connections) connection.closeSync();
    this.#connections.clear();
  }

  state(): SearchState {
    return {
      job: this.id,
      state: this.#state,
      presentation: this.#plan?.presentation ?? 'events',
      suggestedChart: this.#plan?.suggestedChart ?? 'none',
      columns: this.columns.map(({ name, type }) => ({ name, type })),
      rowCount: this.#result?.rowCount ?? 0,
      eventCount: this.#eventCount,
      progress: this.#state === 'running' ? null : 1,
      elapsedSeconds: ((this.#finished ?? performance.now()) - this.#started) / 1000,
      warnings: [...(this.#plan?.warnings ?? [])],
      stages: this.#stages.map((s) => ({ ...s })),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  async page(params: PageParams): Promise<Page> {
    const plan = this.#need();
    const rows = this.#result === undefined ? [] : await this.#read(this.#result.page(params));
    const columns = shownColumns(plan);
    return {
      columns: columns.map(({ name, type }) => ({ name, type })),
      rows: rows.map((row) => row.slice(0, columns.length).map(mutable)),
      offset: params.offset,
      rowCount: this.#result?.rowCount ?? 0,
    };
  }

  /** The events found, over time; of a table the events it was made of. */
  timeline(buckets: number, by?: string): Promise<Timeline> {
    const plan = this.#need();
    const events = plan.presentation === 'events' ? (this.#result?.rows ?? plan.relation) : plan.base;
    return readTimeline(events, buckets, by, (relation) => this.#readRelation(relation));
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
    return readAround(this.#result?.rows ?? plan.relation, all.relation, offset, count, (relation) =>
      this.#readRelation(relation),
    );
  }

  /** Coverage and distinct values of every field, or the top values of one. */
  async fields(only?: string): Promise<FieldSummaries> {
    const plan = this.#need();
    const columns = shownColumns(plan);
    const rows = this.#result?.rows ?? plan.relation;
    if (only === undefined) return readFields(rows, columns, (relation) => this.#readRelation(relation));
    const one = columns.find((c) => c.name === only);
    if (one === undefined)
      throw new EngineProblem({ kind: 'request', message: `The events found have no field "${only}".` });
    return readField(rows, one, (relation) => this.#readRelation(relation));
  }

  /** Sum and largest value of every column of numbers. */
  async totals(): Promise<Totals> {
    const plan = this.#need();
    const numeric = shownColumns(plan).filter((c) => c.type === 'number');
    if (numeric.length === 0) return { columns: [] };
    const [row = []] = await this.#readRelation(
      aggregate(
        this.#result?.rows ?? plan.relation,
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
  async #countBase(connection: DuckDBConnection, plan: Plan): Promise<void> {
    if (plan.base === null) return;
    const { sql } = renderRelation(
      aggregate(plan.base, [], [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }]),
      this.#tables(),
    );
    const [[count] = []] = await readRows(connection, sql);
    this.#eventCount = Number(count ?? 0);
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
    if (this.#plan === undefined) throw new Error('The search has no plan yet.');
    return this.#plan;
  }

  async #readRelation(relation: Relation): Promise<CellValue[][]> {
    return this.#read(renderRelation(relation, this.#tables()).sql);
  }

  /** Each reading has a connection of its own, so that a page can be read while the search goes on. */
  async #read(sql: string): Promise<CellValue[][]> {
    const connection = await this.#connect();
    const reading = readRows(connection, sql);
    this.#readings.add(reading);
    try {
      return await reading;
    } finally {
      this.#readings.delete(reading);
      this.#connections.delete(connection);
      connection.closeSync();
    }
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
