/** Rows that a search keeps here, put into the plan itself, so that it can be computed elsewhere. */
import type { CellValue, PlanNode, Relation } from '../plan/types.ts';
import { EngineProblem } from '../protocol/index.ts';

/** Of one statement: rows of lookups, subsearches and steps before, and their size as text. */
export const mostRows = 100_000;
export const mostCharacters = 32 * 2 ** 20;

/** All columns of a part of a plan, hidden ones too; at most so many rows. */
export type ReadPart = (node: PlanNode, most: number) => Promise<readonly (readonly CellValue[])[]>;

export async function withRowsInside(relation: Relation, read: ReadPart): Promise<Relation> {
  const left = { rows: mostRows, characters: mostCharacters };
  return { ...relation, node: await inside(relation.node, read, left) };
}

/** Whether events are read by it. */
export function hasScan(node: PlanNode): boolean {
  return node.kind === 'scan' || inputsOf(node).some(hasScan);
}

function hasStage(node: PlanNode): boolean {
  return node.kind === 'stage' || inputsOf(node).some(hasStage);
}

function inputsOf(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'scan':
    case 'values':
    case 'series':
    case 'stage':
      return [];
    case 'join':
      return [node.left, node.right];
    case 'union':
      return node.inputs;
    default:
      return [node.input];
  }
}

async function inside(node: PlanNode, read: ReadPart, left: { rows: number; characters: number }): Promise<PlanNode> {
  if (!hasStage(node)) return node;
  if (!hasScan(node)) {
    const rows = await read(node, left.rows + 1);
    left.rows -= rows.length;
    for (const row of rows) for (const cell of row) left.characters -= sizeOf(cell);
    if (left.rows < 0 || left.characters < 0)
      throw new EngineProblem({
        kind: 'search',
        message: `This search would take more rows to the cluster than can travel with it: ${mostRows.toLocaleString('en')} rows, or ${mostCharacters / 2 ** 20} MB of text.`,
        hint: 'Take a smaller lookup, or fewer rows and fields of the subsearch.',
      });
    return { kind: 'values', rows, columns: node.columns };
  }
  switch (node.kind) {
    case 'scan':
    case 'values':
    case 'series':
    case 'stage':
      return node;
    case 'join':
      return { ...node, left: await inside(node.left, read, left), right: await inside(node.right, read, left) };
    case 'union': {
      const inputs: PlanNode[] = [];
      for (const input of node.inputs) inputs.push(await inside(input, read, left));
      return { ...node, inputs };
    }
    default:
      return { ...node, input: await inside(node.input, read, left) };
  }
}

function sizeOf(cell: CellValue): number {
  if (cell === null) return 4;
  return typeof cell === 'object' ? cell.reduce((sum, value) => sum + value.length + 4, 0) : String(cell).length + 4;
}
