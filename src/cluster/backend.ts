/** Relations over events computed by a ClickHouse cluster; those over rows that the search keeps are computed here. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { limit } from '../plan/relation.ts';
import type { CellValue, Relation } from '../plan/types.ts';
import { EngineProblem } from '../protocol/index.ts';
import type { Backend, KeepOptions, Statement } from '../search/backend.ts';
import { NearBackend } from '../search/near-backend.ts';
import { StageWriter } from '../search/stage-writer.ts';
import { renderRelation } from '../sql/clickhouse.ts';
import type { RenderOptions, RenderedRelation } from '../sql/dialect.ts';
import type { TableResolver } from '../sql/tables.ts';
import type { ClusterClient, QueryOptions } from './client.ts';
import { hasScan, withRowsInside } from './travel.ts';

/** Rows that one step of a search may bring here. */
export const mostKept = 10_000_000;

export class ClusterBackend implements Backend {
  readonly isNear = false;
  share: number | null = null;
  readonly #client: ClusterClient;
  readonly #connection: DuckDBConnection;
  readonly #near: NearBackend;
  readonly #tables: TableResolver;
  readonly #options: QueryOptions;

  constructor(
    client: ClusterClient,
    connection: DuckDBConnection,
    tables: TableResolver,
    options: Omit<QueryOptions, 'onProgress'>,
  ) {
    this.#client = client;
    this.#connection = connection;
    this.#near = new NearBackend(connection, tables);
    this.#tables = tables;
    this.#options = { ...options, onProgress: (share) => void (this.share = share) };
  }

  async statement(relation: Relation, options: RenderOptions = {}): Promise<string> {
    return hasScan(relation.node)
      ? (await this.#render(relation, options)).sql
      : this.#near.statement(relation, options);
  }

  async read(relation: Relation, most?: number): Promise<Statement> {
    if (!hasScan(relation.node)) return this.#near.read(relation, most);
    const { sql, columns } = await this.#render(most === undefined ? relation : limit(relation, most));
    return { sql, rows: await this.#client.read(sql, columns, this.#options) };
  }

  async keep(relation: Relation, table: string, options: KeepOptions = {}): Promise<{ sql: string; rows: number }> {
    if (!hasScan(relation.node)) return this.#near.keep(relation, table, options);
    const { sql, columns } = await this.#render(relation, options);
    const writer = await StageWriter.create(this.#connection, table, columns);
    try {
      for await (const rows of this.#client.rows(sql, columns, this.#options)) {
        if (writer.count + rows.length > mostKept) throw tooMany();
        writer.write(rows);
        if (options.onRows === undefined) continue;
        writer.flush();
        options.onRows(writer.count);
      }
    } finally {
      writer.close();
    }
    return { sql, rows: writer.count };
  }

  async #render(relation: Relation, options: RenderOptions = {}): Promise<RenderedRelation> {
    const complete = await withRowsInside(relation, async (node, most): Promise<readonly (readonly CellValue[])[]> => {
      const columns = node.columns.map(({ hidden: _, ...column }) => column);
      return (await this.#near.read({ node: { ...node, columns }, order: [] }, most)).rows;
    });
    return renderRelation(complete, this.#tables, options);
  }
}

function tooMany(): EngineProblem {
  return new EngineProblem({
    kind: 'search',
    message: `A step of this search would bring more than ${mostKept.toLocaleString('en')} rows here.`,
    hint: 'Summarise them on the cluster first, with stats for example, or search a shorter range of time.',
  });
}
