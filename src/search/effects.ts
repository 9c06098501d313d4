/** What a search writes once its rows are there. */
import { column } from '../plan/expression.ts';
import { project, visibleColumns } from '../plan/relation.ts';
import type { CellValue, Relation } from '../plan/types.ts';
import { EngineProblem } from '../protocol/index.ts';
import type { Effect } from '../spl/context.ts';
import { pageOfStage } from '../sql/statements.ts';
import { newTable } from './compile-loop.ts';
import type { Execution } from './compile-loop.ts';
import { writeLookup } from './lookups.ts';
import { readRows } from './rows.ts';

const batch = 5000;

export async function carryOut(effect: Effect, execution: Execution): Promise<void> {
  if (execution.isCancelled?.() === true) throw new Error('Interrupted');
  switch (effect.kind) {
    case 'writeLookup': {
      if (execution.lookups === undefined)
        throw new EngineProblem({ kind: 'search', message: 'There is no data folder to write a lookup into.' });
      // Inner fields such as _time and _raw are written too; hidden columns are not.
      const columns = visibleColumns(effect.relation);
      const rows = readAll(
        project(
          effect.relation,
          columns.map((c) => ({ name: c.name, value: column(c.name, c.type) })),
        ),
        execution,
      );
      await writeLookup(execution.lookups, { ...effect, columns: columns.map((c) => c.name), rows });
      return;
    }
    case 'collect': {
      if (execution.collect === undefined)
        throw new EngineProblem({ kind: 'search', message: 'There is no data folder to write events into.' });
      const { relation, ...where } = effect;
      const columns = visibleColumns(relation);
      const rows = readAll(
        project(
          relation,
          columns.map((c) => ({ name: c.name, value: column(c.name, c.type) })),
        ),
        execution,
      );
      await execution.collect({ ...where, columns: columns.map((c) => c.name), rows });
      return;
    }
    default:
      throw new Error(`Unknown effect ${JSON.stringify(effect satisfies never)}`);
  }
}

/** Through a table, so that the relation is computed once however many batches there are. */
async function* readAll(relation: Relation, execution: Execution): AsyncGenerator<CellValue[][], void, void> {
  const table = newTable(execution);
  await execution.backend.keep(relation, table);
  const width = visibleColumns(relation).length;
  for (let offset = 0; ; offset += batch) {
    const rows = (await readRows(execution.connection, pageOfStage(table, batch, offset))).map((row) =>
      row.slice(0, width),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < batch) return;
  }
}
