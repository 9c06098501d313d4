/** Events that are counted, and read from their tables page by page: those that only indexes and times chose, and all that are not near. */
import { aggregate, limit } from '../plan/relation.ts';
import type { Relation, ScanNode } from '../plan/types.ts';
import type { Execution } from './compile-loop.ts';
import { isNewestFirst, scanOf, withRange } from './event-slices.ts';
import { OffsetIndex } from './offset-index.ts';
import { eventsOfPage } from './page-events.ts';
import { inOrder, shownPart, timed } from './result.ts';
import type { Plan, SearchResult, WantedPage } from './result.ts';
import { estimateShares } from './time-shares.ts';
import type { TimeShares } from './time-shares.ts';
import type { ReadRelation } from './timeline.ts';

/** Shorter lists are read from their beginning. */
const long = 200_000;

export class StoredEvents implements SearchResult {
  readonly #plan: Plan;
  readonly #execution: Execution;
  readonly #read: ReadRelation;
  readonly #isStreamed: boolean;
  #shares: TimeShares | undefined;
  #index: OffsetIndex | undefined;
  rowCount = 0;
  share: number | null = 0;

  constructor(plan: Plan, execution: Execution, read: ReadRelation, isStreamed: boolean) {
    this.#plan = plan;
    this.#execution = execution;
    this.#read = read;
    this.#isStreamed = isStreamed;
  }

  get rows(): Relation {
    return this.#plan.relation;
  }

  get times(): Relation {
    return this.#plan.relation;
  }

  newest(count: number): Relation {
    const { relation } = this.#plan;
    const scan = scanOf(relation.node);
    if (this.rowCount <= count) return relation;
    if (this.#shares === undefined || scan === undefined) return limit(relation, count);
    // About so many, by their time: sorting for exactly so many costs more than looking at them.
    return withRange(relation, scan, this.#shares.timeAt(Math.min(1, count / this.#shares.events)), scan.latest);
  }

  async run(): Promise<void> {
    const { backend, connection, tables, facts } = this.#execution;
    const counting = aggregate(
      this.#plan.relation,
      [],
      [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
    );
    this.rowCount = await timed(this.#execution, 'count events', async () => {
      const { sql, rows } = await backend.read(counting);
      return { sql, rows: Number(rows[0]?.[0] ?? 0) };
    });
    const scan = scanOf(this.#plan.relation.node);
    if (
      backend.isNear &&
      this.#isStreamed &&
      this.rowCount > long &&
      scan !== undefined &&
      isNewestFirst(this.#plan.relation, scan)
    ) {
      this.#shares = await estimateShares(scan, facts, tables, connection);
      if (this.#shares !== undefined) this.#index = new OffsetIndex(scan, this.#shares, this.#read);
    }
    this.share = 1;
  }

  async page(params: WantedPage): Promise<Relation> {
    const scan = scanOf(this.#plan.relation.node);
    const count = Math.min(params.count, this.rowCount - params.offset);
    const isPlain = params.sort === undefined && count > 0 && scan !== undefined;
    const place = isPlain ? await this.#index?.locate(params.offset, count) : undefined;
    if (place === undefined || scan === undefined)
      return this.#pageOf(this.#plan.relation, params.count, params.offset, params);
    return this.#pageOf(this.#within(scan, place), params.count, place.skip, params);
  }

  #within(
    scan: ScanNode,
    place: { readonly earliest: number | undefined; readonly latest: number | undefined },
  ): Relation {
    return withRange(this.#plan.relation, scan, place.earliest, place.latest);
  }

  async #pageOf(relation: Relation, count: number, offset: number, params: WantedPage): Promise<Relation> {
    const sorted = inOrder(this.#plan, relation, params);
    const own = await eventsOfPage(relation, sorted, { count, offset }, this.#execution.facts, this.#read);
    return limit(shownPart(this.#plan, own ?? relation, params), count, own === undefined ? offset : 0);
  }
}
