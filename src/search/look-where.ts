/** Puts into a plan where the words that it needs can stand, as the text index of each segment tells it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { PlanNode, Relation, ScanNode } from '../plan/types.ts';
import { combined, neededWords } from '../plan/words.ts';
import type { NeededWords } from '../plan/words.ts';
import { placesOfWords } from '../store/text-index.ts';

type Places = NonNullable<ScanNode['within']>;

/** The same rows out of fewer events. Give the same `known` for the relations of one search: what was asked is not asked again. */
export async function lookWhereWordsAre(
  relation: Relation,
  connection: DuckDBConnection,
  known: Map<string, Promise<Places>>,
): Promise<Relation> {
  const ask = (scan: ScanNode, needed: NeededWords): Promise<Places> => {
    const key = JSON.stringify([scan.segments, needed]);
    const places = known.get(key) ?? placesOfWords(connection, scan.segments, needed);
    known.set(key, places);
    return places;
  };
  return { ...relation, node: await below(relation.node, [], ask) };
}

/** `needed`: of the filters right above the node. */
async function below(
  node: PlanNode,
  needed: readonly NeededWords[],
  ask: (scan: ScanNode, needed: NeededWords) => Promise<Places>,
): Promise<PlanNode> {
  switch (node.kind) {
    case 'scan': {
      const all = combined('all', needed);
      return all.kind === 'unknown' ? node : { ...node, within: await ask(node, all) };
    }
    case 'filter':
      return { ...node, input: await below(node.input, [...needed, neededWords(node.condition)], ask) };
    case 'join':
      return { ...node, left: await below(node.left, [], ask), right: await below(node.right, [], ask) };
    case 'union': {
      const inputs: PlanNode[] = [];
      for (const input of node.inputs) inputs.push(await below(input, [], ask));
      return { ...node, inputs };
    }
    case 'values':
    case 'series':
    case 'stage':
      return node;
    default:
      return { ...node, input: await below(node.input, [], ask) };
  }
}
