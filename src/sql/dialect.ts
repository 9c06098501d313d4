/** What a dialect is: it writes a relation of the plan as one statement of its engine. */
import { collectColumns } from '../plan/relation.ts';
import type { Column, Expression, PlanNode, Relation } from '../plan/types.ts';
import type { TableResolver } from './tables.ts';

export interface RenderedRelation {
  readonly sql: string;
  /** Visible columns, in the order of the SELECT. Their SQL names are c0, c1, ... */
  readonly columns: readonly Column[];
}

export interface RenderOptions {
  /** Hidden columns come along behind the visible ones, for a stage that later steps read. */
  readonly keepHidden?: boolean;
  /** False where nobody looks at the rows' order; default true. */
  readonly ordered?: boolean;
}

/** Throws UnavailableOperation for what its engine has no way to do. */
export type RenderRelation = (relation: Relation, tables: TableResolver, options?: RenderOptions) => RenderedRelation;

/** A SELECT under a name, and how its columns are written by those that read it. */
export interface Step {
  readonly name: string;
  column(name: string): string;
}

/** Adds the names of every column that the expression reads. */
export function addColumns(expression: Expression, into: Set<string>): void {
  const names: string[] = [];
  collectColumns(expression, names);
  for (const name of names) into.add(name);
}

export function withColumns(start: ReadonlySet<string>, expressions: readonly Expression[]): Set<string> {
  const all = new Set(start);
  for (const expression of expressions) addColumns(expression, all);
  return all;
}

/** The parts of a condition that must all hold. Where rows are chosen null is as good as false. */
export function conjuncts(condition: Expression): readonly Expression[] {
  if (condition.kind !== 'call') return [condition];
  const [first, second] = condition.arguments;
  if (condition.operation === 'and' && condition.arguments.length > 0) return condition.arguments.flatMap(conjuncts);
  const isFalse = second?.kind === 'literal' && second.value === false;
  if (condition.operation === 'coalesce' && condition.arguments.length === 2 && isFalse && first !== undefined)
    return conjuncts(first);
  return [condition];
}

/** The conditions of filters that stand right above each other, lowest first, and what they filter. */
export function filtersOver(node: PlanNode): {
  readonly conditions: readonly Expression[];
  readonly source: PlanNode;
} {
  if (node.kind !== 'filter') return { conditions: [], source: node };
  const { conditions, source } = filtersOver(node.input);
  return { conditions: [...conditions, node.condition], source };
}
