/** Rows that are kept in a table of their own, all at once. */
import { limit, stage } from '../plan/relation.ts';
import type { Relation } from '../plan/types.ts';
import { newTable } from './compile-loop.ts';
import type { Execution } from './compile-loop.ts';
import { shownColumns, shownPart, timed } from './result.ts';
import type { Plan, SearchResult, WantedPage } from './result.ts';

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
    this.rowCount = await timed(this.#execution, 'result', () =>
      this.#execution.backend.keep(shownPart(this.#plan, this.#plan.relation, {}), this.#table),
    );
    this.share = 1;
  }

  async page(params: WantedPage): Promise<Relation> {
    const rows = params.sort === undefined ? this.#kept : shownPart(this.#plan, this.#kept, params);
    return limit(rows, params.count, params.offset);
  }
}
