/** Events that conditions choose out of a scan: which way they can be read first as numbers only, and later as they are. */
import { column } from './expression.ts';
import { collectColumns, join } from './relation.ts';
import type { PlanNode, ScanNode } from './types.ts';

export interface ChosenRows {
  readonly scan: ScanNode;
  /** Whether anything was chosen, or all events of the scan stay. */
  readonly isChosen: boolean;
  /** Whether events were chosen by their place among others. */
  readonly hasWindow: boolean;
  /** Columns of the scan that the needed ones are made of. */
  readonly columns: ReadonlySet<string>;
}

/**
 * Undefined where the rows are no events of one scan with their own `_id`, or where a needed column was counted over rows that
 * a filter took away: it could not be counted again from those that are left.
 */
export function chosenRows(top: PlanNode, neededColumns: Iterable<string>): ChosenRows | undefined {
  let needed = new Set([...neededColumns, '_id']);
  let isChosen = false;
  let hasWindow = false;
  for (let node = top; ; node = node.input) {
    switch (node.kind) {
      case 'scan':
        return node.columns.some(({ name }) => name === '_id')
          ? { scan: node, isChosen, hasWindow, columns: needed }
          : undefined;
      case 'filter':
        isChosen = true;
        break;
      case 'window':
        if (node.calls.some(({ name }) => needed.has(name))) return undefined;
        hasWindow = true;
        break;
      case 'project':
      case 'extend': {
        const made = node.expressions.find(({ name }) => name === '_id')?.value;
        if (made === undefined ? node.kind === 'project' : made.kind !== 'column' || made.name !== '_id')
          return undefined;
        const below: string[] = [];
        for (const { name, value } of node.expressions) {
          if (needed.has(name)) collectColumns(value, below);
          if (node.kind === 'extend') needed.delete(name);
        }
        needed = new Set(node.kind === 'extend' ? [...needed, ...below, '_id'] : below);
        break;
      }
      default:
        return undefined;
    }
  }
}

/** Every event that the scan gives, with the columns that were made for it. */
export function allRows(node: PlanNode): PlanNode {
  if (node.kind === 'filter' || node.kind === 'window') return allRows(node.input);
  if (node.kind === 'project' || node.kind === 'extend') return { ...node, input: allRows(node.input) };
  return node;
}

/** The rows of `all` whose `_id` is one of `chosen`. */
export function rowsOf(all: PlanNode, chosen: PlanNode): PlanNode {
  const id = column('_id', 'number');
  return join('semi', { node: all, order: [] }, { node: chosen, order: [] }, [{ left: id, right: id }]).node;
}

/**
 * The same rows, where a window that chooses them would carry more columns through its sorting than it looks at: it is given
 * their numbers only, and the rest is read of the events that are left.
 */
export function chosenFirst(node: PlanNode, needed: ReadonlySet<string>): PlanNode | undefined {
  if (node.kind !== 'filter') return undefined;
  const wide = chosenRows(node, needed);
  if (wide?.hasWindow !== true) return undefined;
  // A text is long; some numbers more are not worth a second reading.
  if (!wide.columns.has('_raw') && wide.columns.size < manyColumns) return undefined;
  const number = column('_id', 'number');
  const chosen: PlanNode = {
    kind: 'project',
    input: node,
    expressions: [{ name: '_id', value: number }],
    columns: [{ name: '_id', type: 'number' }],
  };
  return rowsOf(allRows(node), chosen);
}

const manyColumns = 6;
