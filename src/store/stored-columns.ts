/** Fields that an import left as expressions become columns of a table, which takes the place of the view in one transaction. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { survivesSql } from '../sql/lines.ts';
import { sqlName, sqlNumber, sqlText } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';
import type { Database } from './database.ts';
import { eventsTable, linesView, rawTable } from './segment-names.ts';

interface Pending {
  readonly segmentId: number;
  readonly fields: readonly StoredField[];
}

const fixed = [
  ['_time', 'TIMESTAMP'],
  ['_raw', 'VARCHAR USING COMPRESSION zstd'],
  ['host', 'VARCHAR'],
  ['source', 'VARCHAR'],
  ['_indextime', 'BIGINT'],
  ['linecount', 'BIGINT'],
  ['_id', 'BIGINT'],
  ['_import', 'BIGINT'],
  ['_time_source', 'VARCHAR'],
] as const;

/** Rows from which it is guessed which columns hold numbers. */
const sampledRows = 2000;
const notANumber = 'no number in column ';

/** Works behind imports, one segment after the other; wake it when an import has ended. */
export class ColumnBuilder {
  readonly #database: Database;
  #work: Promise<void> = Promise.resolve();
  #connection: DuckDBConnection | undefined;
  #closed = false;

  constructor(database: Database) {
    this.#database = database;
  }

  wake(): void {
    // Whatever goes wrong, the events stay searchable as they are, and the next start tries again.
    this.#work = this.#work.then(() => this.#all()).catch(() => undefined);
  }

  /** When no segment is waiting any more. */
  async settled(): Promise<void> {
    await this.#work;
  }

  /** What is under way is given up; it is begun anew when the database is opened again. */
  async close(): Promise<void> {
    this.#closed = true;
    const stopping = setInterval(() => this.#connection?.interrupt(), 20);
    this.#connection?.interrupt();
    await this.#work;
    clearInterval(stopping);
  }

  async #all(): Promise<void> {
    const failed = new Set<number>();
    while (!this.#closed) {
      const connection = await this.#database.connect();
      this.#connection = connection;
      try {
        const next = (await pendingSegments(connection)).find(({ segmentId }) => !failed.has(segmentId));
        if (next === undefined) return;
        try {
          await storeColumns(connection, this.#database, next);
          await connection.run('CHECKPOINT').catch(() => undefined);
        } catch {
          failed.add(next.segmentId);
        }
      } finally {
        this.#connection = undefined;
        connection.closeSync();
      }
    }
  }
}

async function pendingSegments(connection: DuckDBConnection): Promise<Pending[]> {
  const rows = (await connection.runAndReadAll('SELECT id, table_name, fields FROM segments ORDER BY id')).getRows();
  return rows.flatMap(([id, table, fields]) =>
    table === linesView(Number(id))
      ? [{ segmentId: Number(id), fields: JSON.parse(String(fields)) as StoredField[] }]
      : [],
  );
}

async function storeColumns(connection: DuckDBConnection, database: Database, pending: Pending): Promise<void> {
  try {
    await build(connection, database, pending, await guessKinds(connection, pending, ` LIMIT ${sampledRows}`));
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(notANumber))) throw error;
    // One column was guessed wrongly, and others may be: now all rows are looked at.
    await build(connection, database, pending, await guessKinds(connection, pending, ''));
  }
}

type Kind = 'BIGINT' | 'DOUBLE' | 'VARCHAR';

async function guessKinds(
  connection: DuckDBConnection,
  { segmentId, fields }: Pending,
  limit: string,
): Promise<Map<string, Kind>> {
  const kinds = new Map<string, Kind>(fields.map((field) => [field.column, 'VARCHAR']));
  if (fields.length === 0) return kinds;
  const tests = fields.flatMap(({ column }) =>
    (['BIGINT', 'DOUBLE'] as const).map(
      (kind) => `bool_and(${column} IS NULL OR coalesce(${survivesSql(kind, column)}, FALSE))`,
    ),
  );
  const names = fields.map((field) => field.column).join(', ');
  const found =
    (
      await connection.runAndReadAll(
        `SELECT ${tests.join(', ')} FROM (SELECT ${names} FROM ${sqlName(linesView(segmentId))}${limit})`,
      )
    ).getRows()[0] ?? [];
  fields.forEach(({ column }, i) => {
    if (found[2 * i] === true) kinds.set(column, 'BIGINT');
    else if (found[2 * i + 1] === true) kinds.set(column, 'DOUBLE');
  });
  return kinds;
}

async function build(
  connection: DuckDBConnection,
  database: Database,
  { segmentId, fields }: Pending,
  kinds: ReadonlyMap<string, Kind>,
): Promise<void> {
  const view = sqlName(linesView(segmentId));
  const table = eventsTable(segmentId);
  const kindOf = (field: StoredField): Kind => kinds.get(field.column) ?? 'VARCHAR';
  await connection.run('BEGIN');
  try {
    const columns = [
      ...fixed.map(([name, type]) => `${name} ${type}`),
      ...fields.map((field) => `${field.column} ${kindOf(field)}`),
    ];
    await connection.run(`CREATE TABLE ${sqlName(table)} (${columns.join(', ')})`);
    const values = [...fixed.map(([name]) => name), ...fields.map((field) => valueSql(field.column, kindOf(field)))];
    const ordered = await inTimeOrder(connection, segmentId);
    await connection.run(
      `INSERT INTO ${sqlName(table)} SELECT ${values.join(', ')} FROM ${view}${ordered ? '' : ' ORDER BY _time NULLS LAST, _id'}`,
    );
    const counts = await connection.runAndReadAll(
      `SELECT ${['count(*)', ...fields.map((field) => `count(${field.column})`)].join(', ')} FROM ${sqlName(table)}`,
    );
    const [, ...filled] = (counts.getRows()[0] ?? []).map(Number);
    const kept = fields
      .filter((field, i) => field.named === true || (filled[i] ?? 0) > 0)
      .map((field): StoredField => ({ ...field, stored: kindOf(field) }));
    // Searches that began before the swap go on reading the view: it gives the same columns out of the table.
    const same = [
      ...fixed.map(([name]) => name),
      'rowid',
      ...fields.map((field) => `CAST(${field.column} AS VARCHAR) AS ${field.column}`),
    ];
    await database.exclusively(async () => {
      await connection.run(`CREATE OR REPLACE VIEW ${view} AS SELECT ${same.join(', ')} FROM ${sqlName(table)}`);
      await connection.run(`DROP TABLE ${sqlName(rawTable(segmentId))}`);
      await connection.run(
        `UPDATE segments SET table_name = ${sqlText(table)}, fields = ${sqlText(JSON.stringify(kept))} WHERE id = ${sqlNumber(segmentId)}`,
      );
      await connection.run('COMMIT');
    });
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function valueSql(column: string, kind: Kind): string {
  if (kind === 'VARCHAR') return column;
  return `CASE WHEN ${column} IS NULL THEN NULL WHEN ${survivesSql(kind, column)} THEN CAST(${column} AS ${kind}) ELSE error(${sqlText(`${notANumber}${column}`)}) END`;
}

async function inTimeOrder(connection: DuckDBConnection, segmentId: number): Promise<boolean> {
  const found = await connection.runAndReadAll(
    `SELECT bool_and(above IS NULL OR (_time IS NOT NULL AND _time >= above)) AND count(_time) IN (0, count(*)) FROM (SELECT _time, lag(_time) OVER () AS above FROM ${sqlName(rawTable(segmentId))})`,
  );
  return found.getRows()[0]?.[0] === true;
}
