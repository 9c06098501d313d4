/** One search: compiled, run, paged, and freed at the end. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { call, column, convert, isNotNull, isNull, numeral } from '../plan/expression.ts';
import { aggregate, filter, findColumn, limit, project, visibleColumns } from '../plan/relation.ts';
import type { CellValue, Column, Relation } from '../plan/types.ts';
import type { FieldSummaries, FieldSummary, Page, PageParams, Problem, SearchState, Timeline } from '../protocol/index.ts';
import type { CompileContext, CompileResult } from '../spl/context.ts';
import { renderRelation, stageTable } from '../sql/duckdb.ts';
import { sqlName } from '../sql/literal.ts';
import type { StoredCatalogue } from '../store/catalogue.ts';
import { emptyCatalogue, readCatalogue } from '../store/catalogue.ts';
import type { Database } from '../store/database.ts';
import { compileWithAnswers, dropStages } from './compile-loop.ts';
import type { Execution, StageReport } from './compile-loop.ts';
import { toProblem } from './problem.ts';
import { readRows } from './rows.ts';

export interface JobRequest {
  readonly spl: string;
  readonly context: Omit<CompileContext, 'answers' | 'catalogue'>;
}

type Plan = CompileResult & { readonly kind: 'plan' };

/** Shown columns of events: what a person reads first, then the fields. */
const eventColumnOrder = ['_time', '_raw', 'host', 'source', 'sourcetype', 'index'];

export class SearchJob {
  readonly id: string;
  readonly #database: Database;
  readonly #request: JobRequest;
  readonly #onState: (state: SearchState) => void;
  readonly #started = performance.now();
  readonly #stages: StageReport[] = [];
  readonly #connections = new Set<DuckDBConnection>();
  #execution: Execution | undefined;
  #catalogue: StoredCatalogue | undefined;
  #plan: Plan | undefined;
  #resultTable: string | undefined;
  #state: SearchState['state'] = 'running';
  #problem: Problem | undefined;
  #rowCount = 0;
  #eventCount: number | null = null;
  #finished: number | undefined;
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
    return [...this.#stages.map((stage) => ({ name: stage.name, sql: stage.sql })), { name: plan.presentation === 'events' ? 'events' : 'result', sql }];
  }

  /** Resolves when the search has ended, in whatever way; errors are in the state. */
  async run(): Promise<void> {
    const connection = await this.#connect();
    try {
      const plan = await this.#compile(connection);
      if (this.#cancelled) throw new Error('Interrupted');
      if (plan.presentation === 'events') await this.#countEvents(connection);
      else await this.#materialiseResult(connection);
      this.#end('done');
    } catch (error) {
      if (this.#cancelled) this.#end('cancelled');
      else {
        this.#problem = toProblem(error);
        this.#end('failed');
      }
    }
  }

  async #compile(connection: DuckDBConnection): Promise<Plan> {
    this.#catalogue = this.#database.stored ? await readCatalogue(connection) : emptyCatalogue;
    this.#execution = { connection, tables: this.#catalogue.tables, name: this.id, stages: this.#stages, made: [], onStage: () => this.#report() };
    const plan = await compileWithAnswers(this.#request.spl, { ...this.#request.context, catalogue: this.#catalogue.facts }, this.#execution);
    this.#plan = plan;
    return plan;
  }

  cancel(): void {
    if (this.#state !== 'running') return;
    this.#cancelled = true;
    for (const connection of this.#connections) connection.interrupt();
  }

  /** Frees everything the search holds. */
  async close(): Promise<void> {
    this.cancel();
    if (this.#execution !== undefined) await dropStages(this.#execution);
    for (const connection of this.#connections) connection.closeSync();
    this.#connections.clear();
  }

  state(): SearchState {
    return {
      job: this.id, state: this.#state, presentation: this.#plan?.presentation ?? 'events', suggestedChart: this.#plan?.suggestedChart ?? 'none',
      columns: this.columns.map(({ name, type }) => ({ name, type })), rowCount: this.#rowCount, eventCount: this.#eventCount,
      progress: this.#state === 'running' ? null : 1, elapsedSeconds: ((this.#finished ?? performance.now()) - this.#started) / 1000,
      warnings: [...(this.#plan?.warnings ?? [])], stages: this.#stages.map((s) => ({ ...s })),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  async page(params: PageParams): Promise<Page> {
    const plan = this.#need();
    const columns = shownColumns(plan);
    const names = columns.map(({ name, type }) => ({ name, type }));
    const sql = this.#resultTable === undefined ? this.#eventPage(plan, columns, params) : resultPage(this.#resultTable, columns, params);
    const rows = await this.#read(sql);
    return { columns: names, rows: rows.map((row) => row.map(mutable)), offset: params.offset, rowCount: this.#rowCount };
  }

  /** Events over time; empty for rows that have none. */
  async timeline(buckets: number): Promise<Timeline> {
    const plan = this.#need();
    const source = plan.presentation === 'events' ? plan.relation : plan.base;
    const time = source === null ? undefined : findColumn(source, '_time');
    const nothing: Timeline = { spanSeconds: 1, buckets: [], untimed: 0, from: null, to: null };
    if (source === null || time?.type !== 'time') return nothing;
    const at = column('_time', 'time');
    const ends = aggregate(source, [], [
      { name: 'first', value: { operation: 'minimum', arguments: [at], type: 'time' } },
      { name: 'last', value: { operation: 'maximum', arguments: [at], type: 'time' } },
      { name: 'untimed', value: { operation: 'count', arguments: [], filter: isNull(at), type: 'number' } },
    ]);
    const [[first, last, untimed] = []] = await this.#readRelation(ends);
    if (typeof first !== 'number' || typeof last !== 'number') return { ...nothing, untimed: Number(untimed ?? 0) };
    const spanSeconds = timelineSpan(last - first, buckets);
    const grouped = aggregate(filter(source, isNotNull(at)), [{ name: 'start', value: call('bucketTime', 'time', at, numeral(spanSeconds), numeral(0)) }], [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }]);
    const rows = await this.#readRelation(grouped);
    return { spanSeconds, buckets: rows.map(([start, count]) => ({ start: Number(start), count: Number(count) })), untimed: Number(untimed ?? 0), from: first, to: last };
  }

  /** Coverage and distinct values of every field, or the top values of one. */
  async fields(only?: string): Promise<FieldSummaries> {
    const plan = this.#need();
    const relation = plan.relation;
    const chosen = shownColumns(plan).filter((c) => (only === undefined ? c.name !== '_raw' && c.name !== '_time' : c.name === only));
    const aggregates = chosen.flatMap((c, i) => [
      { name: `n${i}`, value: { operation: 'count' as const, arguments: [c.type === 'multivalue' ? convert(column(c.name, c.type), 'string') : column(c.name, c.type)], type: 'number' as const } },
      { name: `d${i}`, value: { operation: 'approximateDistinctCount' as const, arguments: [column(c.name, c.type)], type: 'number' as const } },
    ]);
    const [counts = []] = await this.#readRelation(aggregate(relation, [], [{ name: 'all', value: { operation: 'count', arguments: [], type: 'number' } }, ...aggregates]));
    const eventCount = Number(counts[0] ?? 0);
    const fields: FieldSummary[] = [];
    for (const [i, c] of chosen.entries()) {
      const count = Number(counts[1 + 2 * i] ?? 0);
      if (count === 0 && only === undefined) continue;
      const distinct = Math.min(count, Number(counts[2 + 2 * i] ?? 0));
      fields.push({ name: c.name, type: c.type, count, distinct, ...(only === undefined ? { top: [] } : await this.#details(relation, c)) });
    }
    return { eventCount, fields };
  }

  async #details(relation: Relation, c: Column): Promise<Pick<FieldSummary, 'top' | 'statistics'>> {
    const value = convert(column(c.name, c.type), 'string');
    const grouped = aggregate(filter(relation, isNotNull(value)), [{ name: 'value', value }], [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }]);
    const top = limit({ node: grouped.node, order: [{ expression: column('count', 'number'), direction: 'descending' }, { expression: column('value', 'string'), direction: 'ascending' }] }, 20);
    const rows = await this.#readRelation(top);
    const number = convert(column(c.name, c.type), 'number');
    const [[low, high, mean, numbers] = []] = await this.#readRelation(aggregate(relation, [], [
      { name: 'low', value: { operation: 'minimum', arguments: [number], type: 'number' } },
      { name: 'high', value: { operation: 'maximum', arguments: [number], type: 'number' } },
      { name: 'mean', value: { operation: 'average', arguments: [number], type: 'number' } },
      { name: 'numbers', value: { operation: 'count', arguments: [number], type: 'number' } },
    ]));
    return {
      top: rows.map(([one, count]) => ({ value: String(one), count: Number(count) })),
      ...(Number(numbers) > 0 && typeof low === 'number' && typeof high === 'number' && typeof mean === 'number' ? { statistics: { minimum: low, maximum: high, average: mean } } : {}),
    };
  }

  /** Every result row in order, in batches; for the command line and for exports. */
  async *rows(batch = 5000, most = Infinity): AsyncGenerator<CellValue[][], void, void> {
    for (let offset = 0; offset < Math.min(this.#rowCount, most); offset += batch) {
      const page = await this.page({ job: this.id, offset, count: Math.min(batch, most - offset) });
      yield page.rows;
    }
  }

  async #countEvents(connection: DuckDBConnection): Promise<void> {
    const plan = this.#need();
    const started = performance.now();
    const counting = aggregate(plan.relation, [], [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }]);
    const { sql } = renderRelation(counting, this.#tables());
    // The first page can be read while the rest is counted.
    this.#rowCount = 0;
    this.#report();
    const [[count] = []] = await readRows(connection, sql);
    this.#rowCount = Number(count ?? 0);
    this.#eventCount = this.#rowCount;
    this.#stages.push({ name: 'count events', rows: this.#rowCount, seconds: (performance.now() - started) / 1000, sql });
  }

  async #materialiseResult(connection: DuckDBConnection): Promise<void> {
    const plan = this.#need();
    const started = performance.now();
    const { sql } = renderRelation(plan.relation, this.#tables());
    const table = `${this.id}_result`;
    this.#execution?.made.push(table);
    await connection.run(`CREATE TABLE ${stageTable(table)} AS ${sql}`);
    this.#resultTable = table;
    const [[count] = []] = await readRows(connection, `SELECT count(*) FROM ${stageTable(table)}`);
    this.#rowCount = Number(count ?? 0);
    this.#stages.push({ name: 'result', rows: this.#rowCount, seconds: (performance.now() - started) / 1000, sql });
  }

  #eventPage(plan: Plan, columns: readonly Column[], params: PageParams): string {
    const shown = project(plan.relation, columns.map((c) => ({ name: c.name, value: column(c.name, c.type) })));
    return renderRelation(limit(shown, params.count, params.offset), this.#tables()).sql;
  }

  #tables(): StoredCatalogue['tables'] {
    if (this.#catalogue === undefined) throw new Error('The search has not begun.');
    return this.#catalogue.tables;
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
    try {
      return await readRows(connection, sql);
    } finally {
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

function resultPage(table: string, columns: readonly Column[], params: PageParams): string {
  const at = columns.findIndex((c) => c.name === params.sort?.column);
  const list = columns.map((_, i) => sqlName(`c${i}`));
  const order = at >= 0 ? ` ORDER BY c${at} ${params.sort?.descending === true ? 'DESC' : 'ASC'} NULLS LAST` : '';
  return `SELECT ${list.length > 0 ? list.join(', ') : 'NULL'} FROM ${stageTable(table)}${order} LIMIT ${params.count} OFFSET ${params.offset}`;
}

function shownColumns(plan: Plan): readonly Column[] {
  const visible = visibleColumns(plan.relation);
  if (plan.presentation === 'statistics') return visible;
  const first = eventColumnOrder.flatMap((name) => visible.find((c) => c.name === name) ?? []);
  return [...first, ...visible.filter((c) => !eventColumnOrder.includes(c.name))];
}

function mutable(cell: CellValue): string | number | boolean | null | string[] {
  return Array.isArray(cell) ? [...(cell as readonly string[])] : (cell as string | number | boolean | null);
}

function timelineSpan(seconds: number, buckets: number): number {
  const steps = [0.001, 0.01, 0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000];
  return steps.find((step) => seconds / step <= buckets) ?? 315_360_000;
}

