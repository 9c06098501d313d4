/** Events that conditions chose: their numbers and times are kept, so that each condition is tried once. */
import { allRows, rowsOf } from '../plan/chosen-rows.ts';
import { column } from '../plan/expression.ts';
import { findColumn, limit, project, stage } from '../plan/relation.ts';
import type { Column, Named, Relation } from '../plan/types.ts';
import type { Expression } from '../plan/types.ts';
import { appendToStage, createEmptyStage } from '../sql/statements.ts';
import { newTable } from './compile-loop.ts';
import type { Execution } from './compile-loop.ts';
import { scanOf, slicesOf } from './event-slices.ts';
import { eventsOfPage } from './page-events.ts';
import { inOrder, shownPart, timed } from './result.ts';
import type { Plan, SearchResult, WantedPage } from './result.ts';
import { estimateShares } from './time-shares.ts';
import type { TimeShares } from './time-shares.ts';
import type { ReadRelation } from './timeline.ts';

export class FoundEvents implements SearchResult {
  readonly #plan: Plan;
  readonly #execution: Execution;
  readonly #read: ReadRelation;
  readonly #isStreamed: boolean;
  readonly #table: string;
  readonly #kept: readonly Named<Expression>[];
  #shares: TimeShares | undefined;
  rowCount = 0;
  share: number | null = 0;

  constructor(plan: Plan, execution: Execution, read: ReadRelation, isStreamed: boolean) {
    this.#plan = plan;
    this.#execution = execution;
    this.#read = read;
    this.#isStreamed = isStreamed;
    this.#table = newTable(execution);
    this.#kept = [
      { name: '_id', value: column('_id', 'number') },
      ...(findColumn(plan.relation, '_time')?.type === 'time'
        ? [{ name: '_time', value: column('_time', 'time') }]
        : []),
    ];
  }

  /** The numbers say which events; the conditions need not be tried again. */
  get rows(): Relation {
    return this.#those(this.times);
  }

  get times(): Relation {
    return stage(this.#table, this.#columns, []);
  }

  newest(count: number): Relation {
    return this.rowCount <= count ? this.rows : this.#those(limit(this.times, count));
  }

  get frame(): SearchResult['frame'] {
    return this.#shares;
  }

  get #columns(): Column[] {
    return this.#kept.map(({ name, value }) => ({ name, type: value.type }));
  }

  async run(onRows: () => Promise<void>): Promise<void> {
    const { backend, connection, tables, facts } = this.#execution;
    const { relation } = this.#plan;
    const whole = await backend.statement(project(relation, this.#kept));
    await connection.run(createEmptyStage(this.#table, whole));
    const scan = scanOf(relation.node);
    if (this.#isStreamed && scan !== undefined) this.#shares = await estimateShares(scan, facts, tables, connection);
    await timed(this.#execution, 'find events', async () => {
      for (const slice of slicesOf(relation, this.#shares)) {
        if (this.#execution.isCancelled?.() === true) throw new Error('Interrupted');
        const sql = await backend.statement(project(slice.relation, this.#kept));
        const { rowsChanged } = await connection.run(appendToStage(this.#table, sql));
        this.rowCount += rowsChanged;
        this.share = slice.share;
        if (slice.share < 1) await onRows();
      }
      return { sql: whole, rows: this.rowCount };
    });
  }

  async page(params: WantedPage): Promise<Relation> {
    const all = this.times;
    const events = { node: allRows(this.#plan.relation.node), order: this.#plan.relation.order };
    const sorted = params.sort === undefined ? all : inOrder(this.#plan, this.#those(all), params);
    const own = await eventsOfPage(events, sorted, params, this.#execution.facts, this.#read);
    return own !== undefined || params.sort === undefined
      ? shownPart(this.#plan, own ?? this.#those(limit(all, params.count, params.offset)), params)
      : limit(shownPart(this.#plan, this.#those(all), params), params.count, params.offset);
  }

  #those(chosen: Relation): Relation {
    return {
      node: rowsOf(allRows(this.#plan.relation.node), chosen.node),
      order: this.#plan.relation.order,
    };
  }
}
