/** Builds plan nodes step by step and keeps their columns, types and row order right. Pure; every method gives a new relation. */
import { column } from './expression.ts';
import type {
  Aggregate,
  CellValue,
  Column,
  Expression,
  FieldType,
  JoinNode,
  Named,
  PlanNode,
  Relation,
  SortKey,
  WindowCall,
} from './types.ts';

/** Columns a person can see, in display order. */
export function visibleColumns(relation: Relation): readonly Column[] {
  return relation.node.columns.filter((c) => c.hidden !== true);
}

export function findColumn(relation: Relation, name: string): Column | undefined {
  return relation.node.columns.find((c) => c.name === name);
}

/**
 * A name no column of the relation has, nor one of those `beside` it; hidden names start with a character that SPL field names
 * cannot be typed with.
 */
export function hiddenName(relation: Relation, hint: string, ...beside: readonly Relation[]): string {
  const isTaken = (name: string): boolean =>
    [relation, ...beside].some(({ node }) => node.columns.some((c) => c.name === name));
  let candidate = `\u0001${hint}`;
  for (let n = 2; isTaken(candidate); n += 1) candidate = `\u0001${hint}${n}`;
  return candidate;
}

export function values(columns: readonly Column[], rows: readonly (readonly CellValue[])[]): Relation {
  const order: Column = { name: '\u0001row', type: 'number', hidden: true };
  return {
    node: { kind: 'values', columns: [...columns, order], rows: rows.map((row, i) => [...row, i]) },
    order: [{ expression: column(order.name, 'number'), direction: 'ascending' }],
  };
}

/** `count` rows with one visible or hidden number column that counts from 0. */
export function series(name: string, count: number, hidden = false): Relation {
  const only: Column = hidden ? { name, type: 'number', hidden: true } : { name, type: 'number' };
  return {
    node: { kind: 'series', count, columns: [only] },
    order: [{ expression: column(name, 'number'), direction: 'ascending' }],
  };
}

/** The rows of a materialised stage; the order keys must be columns that were materialised with it. */
export function stage(table: string, columns: readonly Column[], order: readonly SortKey[]): Relation {
  return { node: { kind: 'stage', table, columns }, order };
}

export function filter(relation: Relation, condition: Expression): Relation {
  return {
    node: { kind: 'filter', input: relation.node, condition, columns: relation.node.columns },
    order: relation.order,
  };
}

/** Adds or replaces columns. A replaced column that the order reads is first kept aside under a hidden name. */
export function extend(
  relation: Relation,
  expressions: readonly Named<Expression>[],
  options: { readonly hidden?: boolean } = {},
): Relation {
  if (expressions.length === 0) return relation;
  const safe = keepOrderAside(
    relation,
    expressions.map((e) => e.name),
  );
  const columns = [...safe.node.columns];
  for (const { name, value } of expressions) {
    const made: Column =
      options.hidden === true ? { name, type: value.type, hidden: true } : { name, type: value.type };
    const at = columns.findIndex((c) => c.name === name);
    if (at >= 0) columns[at] = made;
    else columns.push(made);
  }
  return { node: { kind: 'extend', input: safe.node, expressions, columns }, order: safe.order };
}

/** Keeps exactly the named columns in this order, and whatever hidden columns the row order needs. */
export function project(relation: Relation, expressions: readonly Named<Expression>[]): Relation {
  const wanted = new Set(columnsOfOrder(relation.order));
  const safe = keepOrderAside(relation, [...wanted]);
  const names = new Set(expressions.map((e) => e.name));
  const carried = columnsOfOrder(safe.order).filter((name) => !names.has(name));
  const all: Named<Expression>[] = [
    ...expressions,
    ...carried.map((name) => ({ name, value: column(name, typeOf(safe, name)) })),
  ];
  const columns = all.map(({ name, value }): Column =>
    carried.includes(name) ? { name, type: value.type, hidden: true } : { name, type: value.type },
  );
  return { node: { kind: 'project', input: safe.node, expressions: all, columns }, order: safe.order };
}

/** One row a group, in ascending order of the groups. */
export function aggregate(
  relation: Relation,
  groups: readonly Named<Expression>[],
  aggregates: readonly Named<Aggregate>[],
): Relation {
  const columns: Column[] = [
    ...groups.map((g) => ({ name: g.name, type: g.value.type })),
    ...aggregates.map((a) => ({ name: a.name, type: a.value.type })),
  ];
  return {
    node: { kind: 'aggregate', input: relation.node, groups, aggregates, columns },
    order: groups.map((g) => ({ expression: column(g.name, g.value.type), direction: 'ascending' as const })),
  };
}

/** A column that a join takes from its right side, and what it is called there. */
export interface TakenColumn extends Column {
  readonly from: string;
}

/** The rows of the left side, in its order, with all its columns and those taken from the right side behind them. */
export function join(
  type: JoinNode['type'],
  left: Relation,
  right: Relation,
  on: JoinNode['on'],
  taken: readonly TakenColumn[] = [],
): Relation {
  return {
    node: {
      kind: 'join',
      type,
      left: left.node,
      right: right.node,
      on,
      take: [
        ...left.node.columns.map(({ name }) => ({ name, side: 'left' as const, from: name })),
        ...taken.map(({ name, from }) => ({ name, side: 'right' as const, from })),
      ],
      columns: [...left.node.columns, ...taken.map(({ from: _from, ...made }): Column => made)],
    },
    order: left.order,
  };
}

export function window(
  relation: Relation,
  calls: readonly Named<WindowCall>[],
  options: { readonly hidden?: boolean } = {},
): Relation {
  const safe = keepOrderAside(
    relation,
    calls.map((c) => c.name),
  );
  const columns = [...safe.node.columns];
  for (const { name, value } of calls) {
    const made: Column =
      options.hidden === true ? { name, type: value.type, hidden: true } : { name, type: value.type };
    const at = columns.findIndex((c) => c.name === name);
    if (at >= 0) columns[at] = made;
    else columns.push(made);
  }
  return { node: { kind: 'window', input: safe.node, calls, columns }, order: safe.order };
}

/** The first rows in the relation's order. */
export function limit(relation: Relation, count: number | null, offset = 0): Relation {
  return {
    node: { kind: 'limit', input: relation.node, order: relation.order, count, offset, columns: relation.node.columns },
    order: relation.order,
  };
}

/**
 * A new order; the order before settles ties. Key expressions that are more than a column are kept in hidden columns,
 * so that later steps may change the fields they were made of.
 */
export function sort(relation: Relation, keys: readonly SortKey[]): Relation {
  let current = relation;
  const settled: SortKey[] = [];
  for (const key of keys) {
    const name = hiddenName(current, 'key');
    current = extend(current, [{ name, value: key.expression }], { hidden: true });
    settled.push({ ...key, expression: column(name, key.expression.type) });
  }
  return { node: current.node, order: [...settled, ...current.order] };
}

/** The same rows in the opposite order. */
export function reverse(relation: Relation): Relation {
  return {
    node: relation.node,
    order: relation.order.map((key) => ({
      ...key,
      direction: key.direction === 'ascending' ? ('descending' as const) : ('ascending' as const),
      nulls: (key.nulls ?? 'last') === 'last' ? ('first' as const) : ('last' as const),
    })),
  };
}

/** Hidden columns removed: what a person sees, still in order as long as the caller sorts by `relation.order` first. */
export function columnsOfOrder(order: readonly SortKey[]): string[] {
  const names: string[] = [];
  for (const { expression } of order) collectColumns(expression, names);
  return [...new Set(names)];
}

/** Every column name an expression reads. */
export function collectColumns(expression: Expression, into: string[]): void {
  switch (expression.kind) {
    case 'column':
      into.push(expression.name);
      return;
    case 'literal':
    case 'variable':
      return;
    case 'call':
      for (const argument of expression.arguments) collectColumns(argument, into);
      return;
    case 'case':
      for (const branch of expression.branches) {
        collectColumns(branch.when, into);
        collectColumns(branch.then, into);
      }
      if (expression.otherwise) collectColumns(expression.otherwise, into);
      return;
    case 'convert':
      collectColumns(expression.operand, into);
      return;
    case 'each':
      collectColumns(expression.list, into);
      collectColumns(expression.body, into);
      return;
    default: {
      const never: never = expression;
      throw new Error(`Unknown expression ${String(never)}`);
    }
  }
}

function typeOf(relation: Relation, name: string): FieldType {
  const found = findColumn(relation, name);
  if (!found) throw new Error(`Plan error: no column ${JSON.stringify(name)}`);
  return found.type;
}

/** Copies visible columns that the order reads, and that are about to change or go, into hidden columns. */
function keepOrderAside(relation: Relation, endangered: readonly string[]): Relation {
  const read = columnsOfOrder(relation.order).filter(
    (name) => endangered.includes(name) && findColumn(relation, name)?.hidden !== true,
  );
  if (read.length === 0) return relation;
  let node: PlanNode = relation.node;
  const renamed = new Map<string, string>();
  const expressions: Named<Expression>[] = [];
  const columns = [...node.columns];
  for (const name of read) {
    const hidden = hiddenName({ node: { ...node, columns }, order: [] }, 'order');
    const type = typeOf(relation, name);
    renamed.set(name, hidden);
    expressions.push({ name: hidden, value: column(name, type) });
    columns.push({ name: hidden, type, hidden: true });
  }
  node = { kind: 'extend', input: node, expressions, columns };
  return {
    node,
    order: relation.order.map((key) => ({ ...key, expression: renameColumns(key.expression, renamed) })),
  };
}

function renameColumns(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  // Order keys are plain columns after `sort` and `aggregate`; anything else would have been kept aside there.
  if (expression.kind !== 'column') return expression;
  const name = names.get(expression.name);
  return name === undefined ? expression : { ...expression, name };
}
