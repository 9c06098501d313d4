/** Grouping as stats does it: rows without a group field are left out, a multivalue group field counts for each value. */
import { and, column, isNotNull } from '../../plan/expression.ts';
import { aggregate, filter, findColumn, project, sort } from '../../plan/relation.ts';
import type { Column, Expression, Named, PlanNode, Relation } from '../../plan/types.ts';
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

/** Whether a step since the rows were read made the field out of others. */
function isComputed(value: Expression, node: PlanNode): boolean {
  if (value.kind !== 'column') return value.kind !== 'literal';
  switch (node.kind) {
    case 'extend':
    case 'project': {
      const made = node.expressions.find((e) => e.name === value.name)?.value;
      return isComputed(made ?? value, node.input);
    }
    case 'filter':
    case 'limit':
      return isComputed(value, node.input);
    default:
      return false;
  }
}

/** One row a group, groups in ascending order, then the calls' columns. */
export function groupBy(
  relation: Relation,
  groups: readonly Named<Expression>[],
  calls: readonly LoweredCall[],
): Relation {
  // Of a field that is computed the filter would compute it a second time: its groups without a value are dropped afterwards.
  const stored = groups.filter((g) => !isComputed(g.value, relation.node));
  const computed = groups.filter((g) => isComputed(g.value, relation.node));
  const complete = stored.length === 0 ? relation : filter(relation, and(...stored.map((g) => isNotNull(g.value))));
  // A field that groups takes no part in values(*), and keeps its own value.
  const isGroup = (name: string | undefined): boolean => groups.some((group) => group.name === name);
  const { aggregates, outputs } = planAggregates(
    calls.filter((one) => !isGroup(one.name) && !isGroup(one.wildcardField)),
  );
  const every = aggregate(complete, groups, aggregates);
  const grouped =
    computed.length === 0 ? every : filter(every, and(...computed.map((g) => isNotNull(column(g.name, g.value.type)))));
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
