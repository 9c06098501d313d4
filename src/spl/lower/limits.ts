/** Limits that hold where the person named none, as Splunk has them: each says so when it leaves rows out, and can be lifted. */
import { limit } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import type { CompileState } from '../compile-state.ts';

/** The first `most` rows, unless limits are lifted. `what` is a sentence for the person, said only if there were more. */
export function withDefaultLimit(relation: Relation, most: number, what: string, state: CompileState): Relation {
  if (state.context.isUnlimited === true) return relation;
  state.limits.push({ what, rows: most, relation: { node: relation.node, order: [] } });
  return limit(relation, most);
}

/** A limit that is known to have left something out. */
export function noteLimit(what: string, state: CompileState): void {
  if (state.limits.every((one) => one.what !== what)) state.limits.push({ what, rows: 0, relation: null });
}
