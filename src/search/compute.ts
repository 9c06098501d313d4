/** Runs a procedure over the rows of a stage, page by page, and keeps the rows it gives in another. */
import { DuckDBTimestampValue, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import type { DuckDBAppender } from '@duckdb/node-api';
import { cellText, cellValues } from '../plan/cell.ts';
import type { CellValue, Column, FieldType, Need } from '../plan/types.ts';
import { createNumberedStage, pageOfStage } from '../sql/statements.ts';
import type { Execution } from './compile-loop.ts';
import { readRows } from './rows.ts';

const page = 10_000;

/** The number of rows made. */
export async function computeStage(
  execution: Execution,
  source: string,
  table: string,
  need: Need & { kind: 'compute' },
): Promise<number> {
  const { connection } = execution;
  await connection.run(createNumberedStage(table, need.columns));
  const appender = await connection.createAppender(table, 'main', 'stages');
  let count = 0;
  const write = (rows: readonly (readonly CellValue[])[]): void => {
    for (const row of rows) {
      need.columns.forEach((column: Column, i) => append(appender, column.type, row[i] ?? null));
      appender.appendBigInt(BigInt(count));
      appender.endRow();
      count += 1;
    }
  };
  const procedure = need.begin();
  const width = need.relation.node.columns.filter((column) => column.hidden !== true).length;
  for (let offset = 0; ; offset += page) {
    if (execution.isCancelled?.() === true) throw new Error('Interrupted');
    const rows = await readRows(connection, pageOfStage(source, page, offset));
    for (const row of rows) write(procedure.row(row.slice(0, width)));
    appender.flushSync();
    if (rows.length < page) break;
  }
  write(procedure.end());
  appender.closeSync();
  return count;
}

function append(appender: DuckDBAppender, type: FieldType, value: CellValue): void {
  if (value === null) {
    appender.appendNull();
    return;
  }
  switch (type) {
    case 'number':
      appender.appendDouble(Number(value));
      return;
    case 'boolean':
      appender.appendBoolean(value === true);
      return;
    case 'time':
      appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Math.round(Number(value) * 1e6))));
      return;
    case 'multivalue':
      appender.appendList(listValue(cellValues(value)), LIST(VARCHAR));
      return;
    case 'string':
      appender.appendVarchar(cellText(value) ?? '');
      return;
    default:
      throw new Error(`Unknown type ${String(type satisfies never)}`);
  }
}
