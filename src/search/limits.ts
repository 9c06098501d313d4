/** Which of the limits that nobody asked for left something out. */
import { aggregate, limit } from '../plan/relation.ts';
import type { LimitWatch } from '../spl/context.ts';
import type { ReadRelation } from './timeline.ts';

/** What each of them says, once. Looks at no more rows than it must. */
export async function limitsThatBit(limits: readonly LimitWatch[], read: ReadRelation): Promise<string[]> {
  const bit = new Set<string>();
  for (const { what, rows, relation } of limits) {
    if (relation === null) bit.add(what);
    else {
      const counted = aggregate(
        limit(relation, rows + 1),
        [],
        [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
      );
      const [[count] = []] = await read(counted);
      if (Number(count) > rows) bit.add(what);
    }
  }
  return [...bit];
}
