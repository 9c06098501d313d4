/** Writes rows that were made outside of the database into a table of stages. */
import { DuckDBTimestampValue, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { cellText, cellValues } from '../plan/cell.ts';
import type { CellValue, Column, FieldType } from '../plan/types.ts';
import { createNumberedStage } from '../sql/statements.ts';

export class StageWriter {
  readonly #appender: DuckDBAppender;
  readonly #columns: readonly Column[];
  #count = 0;

  private constructor(appender: DuckDBAppender, columns: readonly Column[]) {
    this.#appender = appender;
    this.#columns = columns;
  }

  /** A new table of these columns, and behind them the row's number. */
  static async create(connection: DuckDBConnection, table: string, columns: readonly Column[]): Promise<StageWriter> {
    await connection.run(createNumberedStage(table, columns));
    return new StageWriter(await connection.createAppender(table, 'main', 'stages'), columns);
  }

  get count(): number {
    return this.#count;
  }

  write(rows: readonly (readonly CellValue[])[]): void {
    for (const row of rows) {
      this.#columns.forEach((column, i) => append(this.#appender, column.type, row[i] ?? null));
      this.#appender.appendBigInt(BigInt(this.#count));
      this.#appender.endRow();
      this.#count += 1;
    }
  }

  /** What was written can be read now. */
  flush(): void {
    this.#appender.flushSync();
  }

  close(): void {
    this.#appender.closeSync();
  }
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
