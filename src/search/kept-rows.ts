/** Rows that are kept in a table of their own, all at once. */
import { limit, stage } from '../plan/relation.ts';
import type { Relation } from '../plan/types.ts';
import { renderRelation } from '../sql/duckdb.ts';
import { emptyRowsOfStage, pageOfStage } from '../sql/statements.ts';
import { newTable } from './compile-loop.ts';
import type { Execution } from './compile-loop.ts';
import { shownColumns, shownPart, timed } from './result.ts';
import type { Plan, SearchResult, WantedPage } from './result.ts';
import { makeStage } from './rows.ts';

export class KeptRows implements SearchResult {
  readonly #plan: Plan;
  readonly #execution: Execution;
  readonly #table: string;
  readonly #kept: Relation;
  rowCount = 0;
  share: number | null = null;

  constructor(plan: Plan, execution: Execution) {
    this.#plan = plan;
    this.#execution = execution;
    this.#table = newTable(execution);
    const columns = shownColumns(plan);
    // The table's own order is the search's.
    this.#kept = stage(this.#table, columns.length > 0 ? columns : [{ name: 'empty', type: 'string' }], []);
  }

  get rows(): Relation {
    return this.share === 1 ? this.#kept : this.#plan.relation;
  }

  get times(): Relation {
    return this.rows;
  }

  newest(count: number): Relation {
    return limit(this.rows, count);
  }

  async run(): Promise<void> {
    const { connection, tables } = this.#execution;
    this.rowCount = await timed(this.#execution, 'result', async () => {
      const { sql } = renderRelation(shownPart(this.#plan, this.#plan.relation, {}), tables);
      return { sql, rows: await makeStage(connection, this.#table, sql) };
    });
    this.share = 1;
  }

  page(params: WantedPage): Promise<string> {
    if (shownColumns(this.#plan).length === 0)
      return Promise.resolve(emptyRowsOfStage(this.#table, params.count, params.offset));
    if (params.sort === undefined) return Promise.resolve(pageOfStage(this.#table, params.count, params.offset));
    const page = limit(shownPart(this.#plan, this.#kept, params), params.count, params.offset);
    return Promise.resolve(renderRelation(page, this.#execution.tables).sql);
  }
}
