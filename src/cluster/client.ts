/** Talks to ClickHouse: reads rows as they come, tells how far it is, and can be cancelled so that every shard stops. */
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createClient } from '@clickhouse/client';
import type { ClickHouseClient, Row } from '@clickhouse/client';
import type { CellValue, Column } from '../plan/types.ts';
import { clickhouseSettings } from '../sql/clickhouse-settings.ts';
import { killQuery, readerStatement, versionStatement } from '../sql/clickhouse-statements.ts';
import { clusterProblem, tooOld } from './problem.ts';

export interface ConnectionTarget {
  /** Of the HTTP interface: http://host:8123 or https://host:8443 */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Certificate authorities to trust beside the well-known ones, PEM. */
  readonly certificateAuthority?: Buffer;
}

export interface QueryOptions {
  readonly signal?: AbortSignal;
  /** A shard that does not answer is left out; who asks for it must say so beside the rows. */
  readonly isPartialAllowed?: boolean;
  /** Of the rows to be read, read so far: 0 .. 1. */
  onProgress?(share: number): void;
}

export interface Server {
  readonly version: string;
  /** The user may only read, whatever is asked; `readonly` cannot be set for one. */
  readonly isReader: boolean;
}

/** The oldest that has what the dialect needs; it is a release with long support. */
const oldestVersion = '25.8';

/** Of years and months such as 25.8.1.2. */
export function isAtLeast(version: string, least: string): boolean {
  const [have = [], want = []] = [version, least].map((text) => text.split('.').map(Number));
  for (const [i, part] of want.entries()) {
    if ((have[i] ?? 0) !== part) return (have[i] ?? 0) > part;
  }
  return true;
}

/** Seconds a query may take at all. */
const longestQuery = 3600;
/** Milliseconds without a byte, progress included, until the network counts as lost. */
const longestSilence = 60_000;

export class ClusterClient {
  readonly target: ConnectionTarget;
  readonly #client: ClickHouseClient;
  #server: Promise<Server> | undefined;

  constructor(target: ConnectionTarget) {
    this.target = target;
    this.#client = createClient({
      url: target.url,
      username: target.user,
      password: target.password,
      application: 'grotto',
      request_timeout: longestSilence,
      compression: { response: false, request: false },
      log: { level: 127 },
      ...(target.certificateAuthority === undefined ? {} : { tls: { ca_cert: target.certificateAuthority } }),
    });
  }

  /** Batches of rows of a statement of the dialect. Throws EngineProblem. */
  async *rows(
    sql: string,
    columns: readonly Column[],
    options: QueryOptions = {},
  ): AsyncGenerator<CellValue[][], void, void> {
    const id = randomUUID();
    try {
      const result = await this.#client.query({
        query: sql,
        format: 'JSONEachRowWithProgress',
        query_id: id,
        clickhouse_settings: await this.#settings(options),
        ...(options.signal === undefined ? {} : { abort_signal: options.signal }),
      });
      for await (const batch of result.stream()) {
        const rows = (batch as Row[]).flatMap((line) => {
          const read = JSON.parse(line.text) as Line;
          if (read.progress !== undefined) report(read.progress, options);
          return read.row === undefined ? [] : [cellsOf(read.row, columns)];
        });
        if (rows.length > 0) yield rows;
      }
      if (options.signal?.aborted === true) throw new Error('Interrupted');
    } catch (error) {
      if (options.signal?.aborted === true) await this.#stop(id);
      throw clusterProblem(error, this.target, options.signal);
    }
  }

  /** All rows of a statement that is known to give few. */
  async read(sql: string, columns: readonly Column[], options: QueryOptions = {}): Promise<CellValue[][]> {
    const all: CellValue[][] = [];
    for await (const rows of this.rows(sql, columns, options)) all.push(...rows);
    return all;
  }

  /** Of a statement about the server itself: every value as JSON has it. */
  async ask(sql: string): Promise<Readonly<Record<string, unknown>>[]> {
    try {
      const result = await this.#client.query({ query: sql, format: 'JSONEachRow' });
      return await result.json<Record<string, unknown>>();
    } catch (error) {
      throw clusterProblem(error, this.target);
    }
  }

  /** Asked once. Throws EngineProblem where it is too old, or cannot be asked. */
  server(): Promise<Server> {
    const asked = this.#server ?? this.#askServer();
    this.#server = asked;
    // A server that could not be reached is asked again the next time.
    asked.catch(() => void (this.#server = undefined));
    return asked;
  }

  async #askServer(): Promise<Server> {
    const [found] = await this.ask(versionStatement);
    const version = String(found?.version);
    if (!isAtLeast(version, oldestVersion)) throw tooOld(this.target, version);
    const [user] = await this.ask(readerStatement);
    return { version, isReader: Number(user?.readonly) !== 0 };
  }

  /** Makes or drops something. */
  async command(sql: string): Promise<void> {
    try {
      await this.#client.command({ query: sql, clickhouse_settings: { distributed_foreground_insert: 1 } });
    } catch (error) {
      throw clusterProblem(error, this.target);
    }
  }

  /** Sends a Parquet file into a table; `token` lets the server pass over one that it has already. */
  async insert(sql: string, file: Readable, token: string, signal?: AbortSignal): Promise<void> {
    try {
      const { stream } = await this.#client.exec({
        query: sql,
        values: file,
        clickhouse_settings: {
          insert_deduplication_token: token,
          input_format_try_infer_dates: 0,
          input_format_try_infer_datetimes: 0,
          distributed_foreground_insert: 1,
        },
        ...(signal === undefined ? {} : { abort_signal: signal }),
      });
      for await (const _ of stream as AsyncIterable<unknown>);
    } catch (error) {
      throw clusterProblem(error, this.target, signal);
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #settings(options: QueryOptions): Promise<Record<string, string | number>> {
    const { isReader } = await this.server();
    return {
      ...clickhouseSettings,
      ...(isReader ? {} : { readonly: 2 }),
      cancel_http_readonly_queries_on_client_close: 1,
      max_execution_time: longestQuery,
      skip_unavailable_shards: options.isPartialAllowed === true ? 1 : 0,
    };
  }

  /** Where the closed connection was not enough. A user who may not stop queries has the server's own way left. */
  async #stop(id: string): Promise<void> {
    await this.#client.command({ query: killQuery(id) }).catch(() => undefined);
  }
}

interface Line {
  readonly row?: Readonly<Record<string, unknown>>;
  readonly progress?: { readonly read_rows?: string | number; readonly total_rows_to_read?: string | number };
}

function report(progress: NonNullable<Line['progress']>, options: QueryOptions): void {
  const total = Number(progress.total_rows_to_read ?? 0);
  if (total > 0) options.onProgress?.(Math.min(1, Number(progress.read_rows ?? 0) / total));
}

/** As the dialect writes results: times are microseconds, no list is an empty one. */
function cellsOf(row: Readonly<Record<string, unknown>>, columns: readonly Column[]): CellValue[] {
  return columns.map(({ type }, i) => {
    const value = row[`c${i}`];
    if (value === null || value === undefined) return null;
    switch (type) {
      case 'number':
        return Number(value);
      case 'time':
        return Number(value) / 1e6;
      case 'boolean':
        return value === true || value === 1;
      case 'multivalue': {
        const list = value as readonly string[];
        return list.length === 0 ? null : list;
      }
      case 'string':
        return String(value);
      default:
        throw new Error(`Unknown type ${String(type satisfies never)}`);
    }
  });
}
