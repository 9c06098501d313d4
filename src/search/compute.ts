/** Runs a procedure over the rows of a stage, page by page, and keeps the rows it gives in another. */
import type { Need } from '../plan/types.ts';
import { pageOfStage } from '../sql/statements.ts';
import type { Execution } from './compile-loop.ts';
import { readRows } from './rows.ts';
import { StageWriter } from './stage-writer.ts';

const page = 10_000;

/** The number of rows made. */
export async function computeStage(
  execution: Execution,
  source: string,
  table: string,
  need: Need & { kind: 'compute' },
): Promise<number> {
  const { connection } = execution;
  const writer = await StageWriter.create(connection, table, need.columns);
  const procedure = need.begin();
  const width = need.relation.node.columns.filter((column) => column.hidden !== true).length;
  for (let offset = 0; ; offset += page) {
    if (execution.isCancelled?.() === true) throw new Error('Interrupted');
    const rows = await readRows(connection, pageOfStage(source, page, offset));
    for (const row of rows) writer.write(procedure.row(row.slice(0, width)));
    writer.flush();
    if (rows.length < page) break;
  }
  writer.write(procedure.end());
  writer.close();
  return writer.count;
}
