/** Chooses where the rows of a search are paged from. */
import { chosenRows } from '../plan/chosen-rows.ts';
import { columnsOfOrder, visibleColumns } from '../plan/relation.ts';
import type { Relation } from '../plan/types.ts';
import type { Execution } from './compile-loop.ts';
import { scanOf } from './event-slices.ts';
import { FoundEvents } from './found-events.ts';
import { KeptRows } from './kept-rows.ts';
import type { Plan, SearchResult } from './result.ts';
import { StoredEvents } from './stored-events.ts';
import type { ReadRelation } from './timeline.ts';

/**
 * The plan run as far as paging needs it. Events that only a time range chose are read from their tables page by page;
 * of events that conditions chose, be it by their place among others, the numbers are kept, so that the conditions are tried
 * once, where they are near; anything else is kept whole.
 * `isStreamed`: rows are wanted while the search runs.
 */
export function openResult(plan: Plan, execution: Execution, read: ReadRelation, isStreamed: boolean): SearchResult {
  const kept = plan.presentation === 'events' ? wayToEvents(plan.relation, execution.backend.isNear) : 'whole';
  switch (kept) {
    case 'nothing':
      return new StoredEvents(plan, execution, read, isStreamed);
    case 'numbers':
      return new FoundEvents(plan, execution, read, isStreamed);
    case 'whole':
      return new KeptRows(plan, execution);
    default:
      throw new Error(`Unknown way ${String(kept satisfies never)}`);
  }
}

function wayToEvents(relation: Relation, isNear: boolean): 'nothing' | 'numbers' | 'whole' {
  const shown = visibleColumns(relation).map(({ name }) => name);
  const rows = chosenRows(relation.node, [...shown, ...columnsOfOrder(relation.order)]);
  if (rows === undefined) return 'whole';
  if (!rows.isChosen && !rows.hasWindow) return 'nothing';
  if (isNear) return 'numbers';
  // A condition may be tried again for each page; places among all the events are not found out more than once.
  return scanOf(relation.node) === undefined ? 'whole' : 'nothing';
}
