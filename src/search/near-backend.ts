/** Relations computed by the database here. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Relation } from '../plan/types.ts';
import type { RenderOptions } from '../sql/dialect.ts';
import { renderRelation } from '../sql/duckdb.ts';
import { firstRows } from '../sql/statements.ts';
import type { TableResolver } from '../sql/tables.ts';
import type { Backend, KeepOptions, Statement } from './backend.ts';
import { makeStage, readRows } from './rows.ts';

export class NearBackend implements Backend {
  readonly isNear = true;
  readonly #connection: DuckDBConnection;
  readonly #tables: TableResolver;

  constructor(connection: DuckDBConnection, tables: TableResolver) {
    this.#connection = connection;
    this.#tables = tables;
  }

  get share(): number | null {
    const { percentage } = this.#connection.progress;
    return percentage > 0 ? Math.min(0.99, percentage / 100) : null;
  }

  async statement(relation: Relation, options: RenderOptions = {}): Promise<string> {
    return renderRelation(relation, this.#tables, options).sql;
  }

  async read(relation: Relation, most?: number): Promise<Statement> {
    const { sql } = renderRelation(relation, this.#tables);
    return { sql, rows: await readRows(this.#connection, most === undefined ? sql : firstRows(sql, most)) };
  }

  async keep(relation: Relation, table: string, options: KeepOptions = {}): Promise<{ sql: string; rows: number }> {
    const { sql } = renderRelation(relation, this.#tables, options);
    return { sql, rows: await makeStage(this.#connection, table, sql) };
  }
}
