/** The engine's clusters: their connections, searches over their events, and sending events to them. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ClusterClient } from './cluster/client.ts';
import { findConnection, readConnections, removeConnection, saveConnection } from './cluster/connections.ts';
import type { ClusterConnection } from './cluster/connections.ts';
import { ClusterEventSource } from './cluster/event-source.ts';
import { examine } from './cluster/examine.ts';
import type { ConnectionReport } from './cluster/examine.ts';
import { clusterStatements, sendEvents } from './cluster/send.ts';
import type { SendOutcome, SentPart } from './cluster/send.ts';
import { EngineProblem } from './protocol/index.ts';
import type { EventSource } from './search/event-source.ts';
import { loadLookup } from './search/lookups.ts';
import { dropStage } from './sql/statements.ts';
import type { DataFolder } from './store/data-folder.ts';
import type { Database } from './store/database.ts';

/** Where a password is kept is a matter of who opens the engine; undefined where none is known. */
export type PasswordOf = (connection: string) => string | undefined;

export interface SendWanted {
  readonly index: string;
  readonly connection: string;
  /** Epoch microseconds, earliest inclusive, latest exclusive. */
  readonly range: { readonly earliest?: number; readonly latest?: number };
  /** Where tables must be made: in which of the server's clusters; one node alone keeps all where none is named. */
  readonly cluster?: string;
  readonly signal?: AbortSignal;
  /** Events sent, and how many there are to send. */
  onProgress?(sent: number, total: number): void;
}

interface Surroundings {
  readonly folder: DataFolder;
  readonly passwordOf: PasswordOf;
  open(): Promise<Database>;
  /** The events here, with the fields that source types make of them. */
  events(database: Database): EventSource;
}

export class ClusterConnections {
  readonly #around: Surroundings;
  readonly #clients = new Map<string, ClusterClient>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  list(): ClusterConnection[] {
    return readConnections(this.#file);
  }

  save(connection: ClusterConnection): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    saveConnection(this.#file, connection);
  }

  remove(name: string): boolean {
    return removeConnection(this.#file, name);
  }

  test(name: string): Promise<ConnectionReport> {
    return examine(this.#client(name));
  }

  /** For one search. */
  source(name: string, isPartialAllowed: boolean): EventSource {
    return new ClusterEventSource(this.#client(name), isPartialAllowed);
  }

  /** What makes the tables of events, for an administrator to run. */
  statements(name: string, cluster: string | undefined): Promise<string[]> {
    return clusterStatements(this.#client(name), cluster);
  }

  /** To its end; what a sending before had sent already is not sent again. */
  async send(wanted: SendWanted): Promise<SendOutcome> {
    const client = this.#client(wanted.connection);
    const database = await this.#around.open();
    const connection = await database.connect();
    const made: string[] = [];
    try {
      const { catalogue } = await this.#around.events(database).catalogue(connection, async (file) => {
        const table = `sending${randomUUID().replaceAll('-', '')}`;
        made.push(table);
        const loaded = await loadLookup(this.#around.folder.lookups, file, table, connection);
        return loaded.kind === 'lookup' ? loaded : undefined;
      });
      const segments = catalogue.facts.segments.filter(({ index }) => index === wanted.index);
      if (segments.length === 0)
        throw new EngineProblem({
          kind: 'request',
          message: `There is no index "${wanted.index}" here.`,
          hint: 'grotto indexes lists them.',
        });
      const state = this.#stateFile(wanted);
      const total = segments.reduce((sum, { rowCount }) => sum + rowCount, 0);
      return await sendEvents({
        client,
        connection,
        tables: catalogue.tables,
        segments,
        range: wanted.range,
        temporary: this.#around.folder.temporary,
        name: state,
        sent: readSent(state),
        ...(wanted.cluster === undefined ? {} : { cluster: wanted.cluster }),
        ...(wanted.signal === undefined ? {} : { signal: wanted.signal }),
        onBatch(parts, sent) {
          writeSent(state, parts);
          wanted.onProgress?.(sent, total);
        },
      });
    } finally {
      for (const table of made) await connection.run(dropStage(table)).catch(() => undefined);
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    this.#clients.clear();
  }

  get #file(): string {
    return this.#around.folder.connections;
  }

  #client(name: string): ClusterClient {
    const { url, database, user, certificateAuthority } = findConnection(this.#file, name);
    const password = this.#around.passwordOf(name) ?? '';
    const key = JSON.stringify([name, url, database, user, certificateAuthority, password]);
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const client = new ClusterClient({
      url,
      database,
      user,
      password,
      ...(certificateAuthority === undefined ? {} : { certificateAuthority: readFileSync(certificateAuthority) }),
    });
    this.#clients.set(key, client);
    return client;
  }

  /** One for each index, range and place: what was sent there. */
  #stateFile({ connection, index, range }: SendWanted): string {
    const { url, database } = findConnection(this.#file, connection);
    const what = JSON.stringify([url, database, index, range.earliest ?? null, range.latest ?? null]);
    const name = createHash('sha256').update(what).digest('hex').slice(0, 16);
    return join(this.#around.folder.sent, `${name}.json`);
  }
}

function readSent(file: string): SentPart[] {
  if (!existsSync(file)) return [];
  return JSON.parse(readFileSync(file, 'utf8')) as SentPart[];
}

function writeSent(file: string, parts: readonly SentPart[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, JSON.stringify(parts));
  renameSync(`${file}.part`, file);
}
