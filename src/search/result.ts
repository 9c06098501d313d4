/** Where the rows of a search are paged from. What a job holds is a table in the database, never rows in JavaScript. */
import { column } from '../plan/expression.ts';
import { aggregate, findColumn, limit, project, sort, stage, visibleColumns } from '../plan/relation.ts';
import type { Column, PlanNode, Relation, SortKey } from '../plan/types.ts';
import type { PageParams } from '../protocol/index.ts';
import type { CompileResult } from '../spl/context.ts';
import { renderRelation } from '../sql/duckdb.ts';
import { emptyRowsOfStage, pageOfStage } from '../sql/statements.ts';
import type { Execution } from './compile-loop.ts';
import { makeStage, readRows } from './rows.ts';

export type Plan = CompileResult & { readonly kind: 'plan' };

export interface SearchResult {
  readonly rowCount: number;
  /** The same rows, for looking at them in other ways without searching again. */
  readonly rows: Relation;
  /** SQL that gives the rows of a page, columns as in `shownColumns`. */
  page(params: Pick<PageParams, 'offset' | 'count' | 'sort'>): string;
}

/** Shown columns of events: what a person reads first, then the fields. */
const firstColumns = ['_time', '_raw', 'host', 'source', 'sourcetype', 'index'];

export function shownColumns(plan: Plan): readonly Column[] {
  const visible = visibleColumns(plan.relation);
  if (plan.presentation === 'statistics') return visible;
  const first = firstColumns.flatMap((name) => visible.find((c) => c.name === name) ?? []);
  return [...first, ...visible.filter((c) => !firstColumns.includes(c.name))];
}

/**
 * Runs the plan as far as paging needs it. Events that only a time range chose are read from their tables page by page;
 * of events that a condition chose their numbers are kept, so that the condition is tried once; anything else is kept whole.
 */
export function prepareResult(plan: Plan, execution: Execution): Promise<SearchResult> {
  const kept = plan.presentation === 'events' ? wayToEvents(plan.relation) : 'whole';
  switch (kept) {
    case 'nothing':
      return pageFromTables(plan, execution);
    case 'numbers':
      return keepNumbers(plan, execution);
    case 'whole':
      return keepWhole(plan, execution);
    default:
      throw new Error(`Unknown way ${String(kept satisfies never)}`);
  }
}

function wayToEvents(relation: Relation): 'nothing' | 'numbers' | 'whole' {
  if (findColumn(relation, '_id') === undefined) return 'whole';
  let node: PlanNode = relation.node;
  let conditions = 0;
  while (node.kind === 'filter' || node.kind === 'project' || node.kind === 'extend') {
    if (node.kind === 'filter') conditions += 1;
    else if (node.expressions.some((e) => e.name === '_id' && !(e.value.kind === 'column' && e.value.name === '_id')))
      return 'whole';
    node = node.input;
  }
  if (node.kind !== 'scan') return 'whole';
  return conditions === 0 ? 'nothing' : 'numbers';
}

/** Exactly the shown columns, in the asked order. */
function shownPart(plan: Plan, relation: Relation, params: { readonly sort?: PageParams['sort'] }): Relation {
  const columns = shownColumns(plan);
  const shown = project(
    relation,
    columns.map((c) => ({ name: c.name, value: column(c.name, c.type) })),
  );
  const by = columns.find((c) => c.name === params.sort?.column);
  if (by === undefined) return shown;
  return sort(shown, [
    { expression: column(by.name, by.type), direction: params.sort?.descending === true ? 'descending' : 'ascending' },
  ]);
}

async function pageFromTables(plan: Plan, execution: Execution): Promise<SearchResult> {
  const counting = aggregate(
    plan.relation,
    [],
    [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
  );
  const rowCount = await timed(execution, 'count events', async () => {
    const { sql } = renderRelation(counting, execution.tables);
    const [[count] = []] = await readRows(execution.connection, sql);
    return { sql, rows: Number(count ?? 0) };
  });
  return {
    rowCount,
    rows: plan.relation,
    page: (params) =>
      renderRelation(limit(shownPart(plan, plan.relation, params), params.count, params.offset), execution.tables).sql,
  };
}

async function keepNumbers(plan: Plan, execution: Execution): Promise<SearchResult> {
  const id = { name: 'id', value: column('_id', 'number') };
  const numbers: Column = { name: id.name, type: 'number' };
  const table = newTable(execution);
  const rowCount = await timed(execution, 'find events', async () => {
    const { sql } = renderRelation(project(plan.relation, [id]), execution.tables);
    return { sql, rows: await makeStage(execution.connection, table, sql) };
  });
  const all: Relation = stage(table, [numbers], []);
  // The numbers say which events; the conditions need not be tried again.
  const unfiltered = withoutFilters(plan.relation.node);
  const those = (chosen: Relation): Relation => ({
    node: {
      kind: 'join',
      type: 'semi',
      left: unfiltered,
      right: chosen.node,
      on: [{ left: column('_id', 'number'), right: column(numbers.name, 'number') }],
      take: unfiltered.columns.map((c) => ({ name: c.name, side: 'left' as const, from: c.name })),
      columns: unfiltered.columns,
    },
    order: plan.relation.order,
  });
  return {
    rowCount,
    rows: those(all),
    page(params) {
      const page =
        params.sort === undefined
          ? shownPart(plan, those(limit(all, params.count, params.offset)), params)
          : limit(shownPart(plan, those(all), params), params.count, params.offset);
      return renderRelation(page, execution.tables).sql;
    },
  };
}

/** Of a chain of steps that keep every row, and filters; the filters' places are closed. */
function withoutFilters(node: PlanNode): PlanNode {
  if (node.kind === 'filter') return withoutFilters(node.input);
  if (node.kind === 'project' || node.kind === 'extend') return { ...node, input: withoutFilters(node.input) };
  return node;
}

async function keepWhole(plan: Plan, execution: Execution): Promise<SearchResult> {
  const columns = shownColumns(plan);
  const table = newTable(execution);
  const rowCount = await timed(execution, 'result', async () => {
    const { sql } = renderRelation(shownPart(plan, plan.relation, {}), execution.tables);
    return { sql, rows: await makeStage(execution.connection, table, sql) };
  });
  // The table's own order is the search's.
  const kept = stage(table, columns.length > 0 ? columns : [{ name: 'empty', type: 'string' }], []);
  return {
    rowCount,
    rows: kept,
    page(params) {
      if (columns.length === 0) return emptyRowsOfStage(table, params.count, params.offset);
      const by = columns.find((c) => c.name === params.sort?.column);
      if (by === undefined) return pageOfStage(table, params.count, params.offset);
      const key: SortKey = {
        expression: column(by.name, by.type),
        direction: params.sort?.descending === true ? 'descending' : 'ascending',
      };
      return renderRelation(limit({ ...kept, order: [key] }, params.count, params.offset), execution.tables).sql;
    },
  };
}

function newTable(execution: Execution): string {
  const table = `${execution.name}_${execution.made.length}`;
  execution.made.push(table);
  return table;
}

async function timed(
  execution: Execution,
  name: string,
  run: () => Promise<{ readonly sql: string; readonly rows: number }>,
): Promise<number> {
  const started = performance.now();
  const { sql, rows } = await run();
  execution.stages.push({ name, rows, seconds: (performance.now() - started) / 1000, sql });
  return rows;
}
