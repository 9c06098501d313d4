/** Grouping as stats does it: rows without a group field are left out, a multivalue group field counts for each value. */
import { and, column, isNotNull } from '../../plan/expression.ts';
import { aggregate, filter, findColumn, project, sort } from '../../plan/relation.ts';
import type { Column, Expression, Named, Relation } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { planAggregates } from '../functions/stats.ts';
import type { LoweredCall } from '../functions/stats.ts';
import { sortKeysOf } from './sort-keys.ts';

/** Multivalue columns among the named become one row a value. */
export function expandGroups(relation: Relation, names: readonly string[]): Relation {
  return names.reduce((current, name) => {
    const found = findColumn(current, name);
    if (found?.type !== 'multivalue') return current;
    const columns: Column[] = current.node.columns.map((c) => (c.name === name ? { ...c, type: 'string' } : c));
    return { node: { kind: 'expand', input: current.node, column: name, columns }, order: current.order };
  }, relation);
}

export function groupColumns(relation: Relation, names: readonly string[], state: CompileState): Named<Expression>[] {
  return names.map((name) => {
    const found = findColumn(relation, name);
    if (found === undefined) warnUnknownField(state, relation, name);
    return {
      name,
      value: found === undefined ? { kind: 'literal', value: null, type: 'string' } : column(found.name, found.type),
    };
  });
}

/** One row a group, groups in ascending order, then the calls' columns. */
export function groupBy(
  relation: Relation,
  groups: readonly Named<Expression>[],
  calls: readonly LoweredCall[],
): Relation {
  const complete = groups.length === 0 ? relation : filter(relation, and(...groups.map((g) => isNotNull(g.value))));
  // A field that groups takes no part in values(*), and keeps its own value.
  const isGroup = (name: string | undefined): boolean => groups.some((group) => group.name === name);
  const { aggregates, outputs } = planAggregates(
    calls.filter((one) => !isGroup(one.name) && !isGroup(one.wildcardField)),
  );
  const grouped = aggregate(complete, groups, aggregates);
  const shown = project(grouped, [
    ...groups.map((g) => ({ name: g.name, value: column(g.name, g.value.type) })),
    ...outputs,
  ]);
  const bare: Relation = { node: shown.node, order: [] };
  const keys = groups.map((g) => ({
    field: g.name,
    descending: false,
    method: 'auto' as const,
    position: 0,
    length: 0,
  }));
  return sort(bare, sortKeysOf(keys, bare));
}
