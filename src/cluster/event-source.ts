/** The events of a cluster as a search sees them. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Relation } from '../plan/types.ts';
import type { Backend } from '../search/backend.ts';
import type { EventSource } from '../search/event-source.ts';
import type { TableResolver } from '../sql/tables.ts';
import { ClusterBackend } from './backend.ts';
import { readClusterCatalogue } from './catalogue.ts';
import type { ClusterClient } from './client.ts';
import { readShards } from './shards.ts';

/** For one search. */
export class ClusterEventSource implements EventSource {
  readonly #client: ClusterClient;
  readonly #isPartialAllowed: boolean;
  #isPartial = false;

  /** `isPartialAllowed`: the person takes what the shards that answer have; the search says then which are missing. */
  constructor(client: ClusterClient, isPartialAllowed = false) {
    this.#client = client;
    this.#isPartialAllowed = isPartialAllowed;
  }

  async catalogue(): ReturnType<EventSource['catalogue']> {
    await this.#client.server();
    const { dead } = this.#isPartialAllowed ? await readShards(this.#client) : { dead: [] };
    // Only a search that is labelled leaves shards out: one that dies later is an error.
    this.#isPartial = dead.length > 0;
    const problems = dead.map((shard) => `Partial: the shard ${shard} does not answer, and its events are left out.`);
    return {
      catalogue: await readClusterCatalogue(this.#client, { isPartialAllowed: this.#isPartial }),
      problems,
    };
  }

  backend(connection: DuckDBConnection, tables: TableResolver, signal: AbortSignal): Backend {
    return new ClusterBackend(this.#client, connection, tables, { signal, isPartialAllowed: this.#isPartial });
  }

  looker(): (relation: Relation) => Promise<Relation> {
    return async (relation) => relation;
  }
}
