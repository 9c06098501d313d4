/**
 * Fields that only some segments have, each asked of those alone: all fields of many segments at once make a table too wide to
 * be read in a reasonable time.
 */
import { eventColumns } from '../plan/catalogue.ts';
import type { SegmentFacts } from '../plan/catalogue.ts';
import type { Column, PlanNode, Relation, ScanNode } from '../plan/types.ts';

export interface FieldPart {
  /** The events that can have the fields; others have none of them. */
  readonly relation: Relation;
  readonly columns: readonly Column[];
}

/** Fewer segments are asked at once. */
const many = 4;

/** Together the parts hold each column once. Fields made on the way, and such as every event has, are asked of all events. */
export function fieldParts(
  relation: Relation,
  columns: readonly Column[],
  facts: readonly SegmentFacts[],
): readonly FieldPart[] {
  const scan = scanBelow(relation.node);
  if (scan === undefined || scan.segments.length < many) return [{ relation, columns }];
  const segments = facts.filter(({ id }) => scan.segments.includes(id));
  const owners = new Map<string, number[]>();
  for (const { id, fields, derived } of segments)
    for (const { name } of [...fields, ...derived]) owners.set(name, [...(owners.get(name) ?? []), id]);
  const parts = new Map<string, { segments: readonly number[]; columns: Column[] }>();
  for (const column of columns) {
    const isEverywhere = eventColumns.some(({ name }) => name === column.name);
    const own = !isEverywhere && isOfScan(relation.node, column.name) ? owners.get(column.name) : undefined;
    const key = own?.join() ?? '';
    const part = parts.get(key) ?? { segments: own ?? scan.segments, columns: [] };
    part.columns.push(column);
    parts.set(key, part);
  }
  return [...parts.values()].map((part) => ({
    relation: { ...relation, node: withSegments(relation.node, [...new Set(part.segments)]) },
    columns: part.columns,
  }));
}

/** Below steps that give a row at most for each of its own. */
function scanBelow(node: PlanNode): ScanNode | undefined {
  switch (node.kind) {
    case 'scan':
      return node;
    case 'filter':
    case 'project':
    case 'extend':
      return scanBelow(node.input);
    case 'join':
      return node.type === 'semi' ? scanBelow(node.left) : undefined;
    default:
      return undefined;
  }
}

/** Whether a column shows one of the scan under its own name, unchanged. */
function isOfScan(node: PlanNode, name: string): boolean {
  switch (node.kind) {
    case 'filter':
      return isOfScan(node.input, name);
    case 'join':
      return isOfScan(node.left, name);
    case 'project':
    case 'extend': {
      const made = node.expressions.find((one) => one.name === name)?.value;
      const isSame = made === undefined ? node.kind === 'extend' : made.kind === 'column' && made.name === name;
      return isSame && isOfScan(node.input, name);
    }
    default:
      return node.kind === 'scan';
  }
}

function withSegments(node: PlanNode, segments: readonly number[]): PlanNode {
  switch (node.kind) {
    case 'scan':
      return { ...node, segments };
    case 'filter':
    case 'project':
    case 'extend':
      return { ...node, input: withSegments(node.input, segments) };
    case 'join':
      return { ...node, left: withSegments(node.left, segments) };
    default:
      return node;
  }
}
