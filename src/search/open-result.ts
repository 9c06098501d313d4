/** Chooses where the rows of a search are paged from. */
import { findColumn } from '../plan/relation.ts';
import type { PlanNode, Relation } from '../plan/types.ts';
import type { Execution } from './compile-loop.ts';
import { FoundEvents } from './found-events.ts';
import { KeptRows } from './kept-rows.ts';
import type { Plan, SearchResult } from './result.ts';
import { StoredEvents } from './stored-events.ts';
import type { ReadRelation } from './timeline.ts';

/**
 * The plan run as far as paging needs it. Events that only a time range chose are read from their tables page by page;
 * of events that a condition chose their numbers are kept, so that the condition is tried once, where they are near; anything
 * else is kept whole.
 * `isStreamed`: rows are wanted while the search runs.
 */
export function openResult(plan: Plan, execution: Execution, read: ReadRelation, isStreamed: boolean): SearchResult {
  const kept = plan.presentation === 'events' ? wayToEvents(plan.relation, execution.backend.isNear) : 'whole';
  switch (kept) {
    case 'nothing':
      return new StoredEvents(plan, execution, read, isStreamed);
    case 'numbers':
      return new FoundEvents(plan, execution, isStreamed);
    case 'whole':
      return new KeptRows(plan, execution);
    default:
      throw new Error(`Unknown way ${String(kept satisfies never)}`);
  }
}

function wayToEvents(relation: Relation, isNear: boolean): 'nothing' | 'numbers' | 'whole' {
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
  return conditions === 0 || !isNear ? 'nothing' : 'numbers';
}
