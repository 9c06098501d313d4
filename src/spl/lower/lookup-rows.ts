/** A lookup's rows in the order of its file. */
import { column } from '../../plan/expression.ts';
import { stage, values } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { fetchLookup } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { SearchError } from '../syntax/error.ts';
import type { Name } from '../syntax/tree.ts';

/** A lookup that is not there is an error at its name; when only checking it is one without columns. */
export function lookupRows(name: Name, state: CompileState): Relation {
  const lookup = fetchLookup(state, name.text, `lookup ${name.text}`);
  if (lookup === undefined) {
    if (state.context.checkOnly) return values([], []);
    throw new SearchError(`There is no lookup "${name.text}".`, {
      position: name.position,
      length: name.length,
      hint: 'Put a CSV file of that name into the folder lookups of the data folder, or write one with outputlookup.',
    });
  }
  const order = lookup.columns.filter((one) => one.hidden === true);
  return stage(
    lookup.table,
    lookup.columns,
    order.map((one) => ({ expression: column(one.name, one.type), direction: 'ascending' as const })),
  );
}
