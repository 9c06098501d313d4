/** What the ways of keeping a search's rows have in common. A job holds tables in the database, never rows in JavaScript. */
import { column } from '../plan/expression.ts';
import { project, sort, visibleColumns } from '../plan/relation.ts';
import type { Column, Relation } from '../plan/types.ts';
import type { PageParams } from '../protocol/index.ts';
import type { CompileResult } from '../spl/context.ts';
import type { Execution } from './compile-loop.ts';

export type Plan = CompileResult & { readonly kind: 'plan' };

export type WantedPage = Pick<PageParams, 'offset' | 'count' | 'sort'>;

/** Rows that can be read while they are still being found. */
export interface SearchResult {
  /** Rows that can be paged now. */
  readonly rowCount: number;
  /** Of the events to be searched, looked at so far: 0 .. 1; null where that cannot be told. */
  readonly share: number | null;
  /** The rows, for looking at them in other ways without searching again. */
  readonly rows: Relation;
  /** The first rows of those found. */
  newest(count: number): Relation;
  /** The same rows with their times, where those can be had for less. */
  readonly times: Relation;
  /** Between which instants (epoch microseconds) the rows lie once all are found, about. */
  readonly frame?: { readonly earliest: number; readonly latest: number } | undefined;
  /** Finds the rows, once; `onRows` hears of each step and may hold the next one back. */
  run(onRows: () => Promise<void>): Promise<void>;
  /** The rows of a page, columns as in `shownColumns`. */
  page(params: WantedPage): Promise<Relation>;
}

/** Shown columns of events: what a person reads first, then the fields. */
const firstColumns = ['_time', '_raw', 'host', 'source', 'sourcetype', 'index'];

export function shownColumns(plan: Plan): readonly Column[] {
  const visible = visibleColumns(plan.relation);
  if (plan.presentation === 'statistics') return visible;
  const first = firstColumns.flatMap((name) => visible.find((c) => c.name === name) ?? []);
  return [...first, ...visible.filter((c) => !firstColumns.includes(c.name))];
}

/** Exactly the shown columns, in the asked order. */
export function shownPart(plan: Plan, relation: Relation, params: Pick<WantedPage, 'sort'>): Relation {
  return project(
    inOrder(plan, relation, params),
    shownColumns(plan).map((c) => ({ name: c.name, value: column(c.name, c.type) })),
  );
}

/** In the asked order; in that of the search where none is asked. */
export function inOrder(plan: Plan, relation: Relation, params: Pick<WantedPage, 'sort'>): Relation {
  const by = shownColumns(plan).find((c) => c.name === params.sort?.column);
  if (by === undefined) return relation;
  return sort(relation, [
    { expression: column(by.name, by.type), direction: params.sort?.descending === true ? 'descending' : 'ascending' },
  ]);
}

export async function timed(
  execution: Execution,
  name: string,
  run: () => Promise<{ readonly sql: string; readonly rows: number }>,
): Promise<number> {
  const started = performance.now();
  const { sql, rows } = await run();
  execution.stages.push({ name, rows, seconds: (performance.now() - started) / 1000, sql });
  return rows;
}
