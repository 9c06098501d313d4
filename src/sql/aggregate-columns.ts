/** What an aggregation reads, whatever the dialect. */
import type { Aggregate, Expression, Named, PlanNode } from '../plan/types.ts';

/** Of an aggregation only what something above needs: the aggregates, and the expressions that they and the groups are made of. */
export function neededAggregates(
  node: PlanNode & { readonly kind: 'aggregate' },
  needed: ReadonlySet<string>,
): { readonly used: readonly Named<Aggregate>[]; readonly read: readonly Expression[] } {
  const used = node.aggregates.filter(({ name }) => needed.has(name));
  const read = [
    ...node.groups.map(({ value }) => value),
    ...used.flatMap(({ value }) => [
      ...value.arguments,
      ...(value.filter ? [value.filter] : []),
      ...(value.orderBy ?? []).map(({ expression }) => expression),
    ]),
  ];
  return { used, read };
}
