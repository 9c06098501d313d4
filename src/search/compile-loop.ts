/** Runs the compiler until it has a plan, giving it the rows it asks for on the way. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SegmentFacts } from '../plan/catalogue.ts';
import { visibleColumns } from '../plan/relation.ts';
import type { Answer, CellValue, Need, Relation } from '../plan/types.ts';
import { compileSearch } from '../spl/compile.ts';
import type { CompileContext, CompileResult } from '../spl/context.ts';
import { dropStage } from '../sql/statements.ts';
import type { TableResolver } from '../sql/tables.ts';
import type { Backend } from './backend.ts';
import { computeStage } from './compute.ts';
import { loadLookup } from './lookups.ts';

export interface RowsToCollect {
  readonly index: string;
  readonly sourcetype: string;
  readonly source: string;
  readonly host?: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly CellValue[])[]>;
}
export type Collect = (rows: RowsToCollect) => Promise<void>;

export interface StageReport {
  readonly name: string;
  readonly rows: number | null;
  readonly seconds: number;
  readonly sql: string;
}

export interface Execution {
  /** For the tables that the search keeps. */
  readonly connection: DuckDBConnection;
  readonly backend: Backend;
  readonly tables: TableResolver;
  /** The same rows, found in fewer places: see lookWhereWordsAre. */
  look(relation: Relation): Promise<Relation>;
  readonly facts: readonly SegmentFacts[];
  /** Folder of lookup files; absent where there is none. */
  readonly lookups?: string;
  /** Writes rows into an index; absent where there is no data folder. */
  readonly collect?: Collect;
  /** Prefix of this search's temporary tables. */
  readonly name: string;
  readonly stages: StageReport[];
  /** Temporary tables made so far; the owner drops them. */
  readonly made: string[];
  readonly onStage?: () => void;
  /** Between two statements there is nothing to interrupt: asked before each. */
  isCancelled?(): boolean;
}

const maximumRounds = 200;

export async function compileWithAnswers(
  text: string,
  context: Omit<CompileContext, 'answers'>,
  execution: Execution,
): Promise<CompileResult & { kind: 'plan' }> {
  const answers = new Map<string, Answer>();
  for (let round = 0; round < maximumRounds; round += 1) {
    const result = compileSearch(text, { ...context, answers });
    if (result.kind === 'plan')
      return {
        ...result,
        relation: await execution.look(result.relation),
        base: result.base === null ? null : await execution.look(result.base),
      };
    if (execution.isCancelled?.() === true) throw new Error('Interrupted');
    for (const need of result.needs) answers.set(need.key, await answer(need, execution));
  }
  throw new Error(`The search asked for more than ${maximumRounds} steps in between.`);
}

async function answer(need: Need, execution: Execution): Promise<Answer> {
  const started = performance.now();
  const report = (rows: number | null, sql: string): void => {
    execution.stages.push({ name: need.purpose, rows, seconds: (performance.now() - started) / 1000, sql });
    execution.onStage?.();
  };
  switch (need.kind) {
    case 'materialise': {
      const table = newTable(execution);
      const relation = await execution.look(need.relation);
      const { sql, rows } = await execution.backend.keep(relation, table, { keepHidden: true, ordered: false });
      report(rows, sql);
      return { kind: 'materialise', table, rowCount: rows };
    }
    case 'rows': {
      const { sql, rows } = await execution.backend.read(await execution.look(need.relation), need.limit + 1);
      report(rows.length, sql);
      const width = visibleColumns(need.relation).length;
      const kept = rows.slice(0, need.limit).map((row) => row.slice(0, width));
      return { kind: 'rows', rows: kept, truncated: rows.length > need.limit };
    }
    case 'compute': {
      const [source, table] = [newTable(execution), newTable(execution)];
      const { sql } = await execution.backend.keep(await execution.look(need.relation), source);
      const rows = await computeStage(execution, source, table, need);
      await execution.connection.run(dropStage(source));
      report(rows, sql);
      return { kind: 'materialise', table, rowCount: rows };
    }
    case 'lookup': {
      if (execution.lookups === undefined) return { kind: 'absent' };
      const table = newTable(execution);
      return loadLookup(execution.lookups, need.name, table, execution.connection);
    }
    default:
      throw new Error(`Unknown need ${JSON.stringify(need satisfies never)}`);
  }
}

/** A name for one more table that this search keeps rows in. */
export function newTable(execution: Execution): string {
  const table = `${execution.name}_${execution.made.length}`;
  execution.made.push(table);
  return table;
}

export async function dropStages(execution: Execution): Promise<void> {
  for (const table of execution.made.splice(0)) await execution.connection.run(dropStage(table)).catch(() => undefined);
}
