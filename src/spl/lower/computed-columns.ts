/** Columns that no expression gives: computed row by row, in order, by a function that may remember the rows before. */
import { column } from '../../plan/expression.ts';
import { extend, hiddenName, join, project, visibleColumns, window } from '../../plan/relation.ts';
import type { CellValue, Column, Expression, Relation } from '../../plan/types.ts';
import { computeRows, materialise } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';

export interface ComputedColumns {
  /** What the function is given of each row. */
  readonly reads: readonly Expression[];
  /** What it gives; columns of the same name are replaced. */
  readonly makes: readonly Column[];
  /** Called once for a run of the search; the function it gives is called for each row. */
  begin(): (cells: readonly CellValue[]) => readonly CellValue[];
  readonly purpose: string;
}

/** The relation with the columns added, its order kept. */
export function computedColumns(relation: Relation, computed: ComputedColumns, state: CompileState): Relation {
  const rowName = hiddenName(relation, 'place');
  const numbered = materialise(state, withRowNumber(relation, rowName), computed.purpose);
  const ordered: Relation = {
    node: numbered.node,
    order: [{ expression: column(rowName, 'number'), direction: 'ascending' }],
  };
  const narrow = project(ordered, [
    { name: 'row', value: column(rowName, 'number') },
    ...computed.reads.map((value, i) => ({ name: `read${i}`, value })),
  ]);
  const made: readonly Column[] = [
    { name: 'row', type: 'number' },
    ...computed.makes.map((one, i) => ({ name: `made${i}`, type: one.type })),
  ];
  const rows = computeRows(
    state,
    narrow,
    made,
    () => {
      const compute = computed.begin();
      return { row: ([row = null, ...cells]) => [[row, ...compute(cells)]], end: () => [] };
    },
    computed.purpose,
  );
  const hidden = computed.makes.map((_, i) => `\u0001made${i}`);
  const joined = join(
    'left',
    ordered,
    rows,
    [{ left: column(rowName, 'number'), right: column('row', 'number') }],
    computed.makes.map((one, i) => ({ name: hidden[i] ?? '', type: one.type, hidden: true, from: `made${i}` })),
  );
  const shown = extend(
    joined,
    computed.makes.map((one, i) => ({ name: one.name, value: column(hidden[i] ?? '', one.type) })),
  );
  return project(
    shown,
    visibleColumns(shown).map((one) => ({ name: one.name, value: column(one.name, one.type) })),
  );
}

/** A hidden column that counts the rows from 1 in their order. */
export function withRowNumber(relation: Relation, name: string): Relation {
  return window(
    relation,
    [
      {
        name,
        value: { operation: 'rowNumber', arguments: [], partitionBy: [], orderBy: relation.order, type: 'number' },
      },
    ],
    { hidden: true },
  );
}
