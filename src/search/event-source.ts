/** The events that a search is over, and what computes over them. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadedLookup } from '../knowledge/automatic-lookups.ts';
import type { Relation } from '../plan/types.ts';
import type { TableResolver } from '../sql/tables.ts';
import { emptyCatalogue, readCatalogue } from '../store/catalogue.ts';
import type { StoredCatalogue } from '../store/catalogue.ts';
import type { Database } from '../store/database.ts';
import { importSettings } from '../store/samples.ts';
import type { Backend } from './backend.ts';
import { lookWhereWordsAre } from './look-where.ts';
import { NearBackend } from './near-backend.ts';
import { withSearchTimeFields } from './search-time.ts';
import type { SourceTypeSettings } from './search-time.ts';

export interface EventSource {
  /** What there is. `load` reads a lookup that a source type names. */
  catalogue(
    connection: DuckDBConnection,
    load: (file: string) => Promise<LoadedLookup | undefined>,
  ): Promise<{ readonly catalogue: StoredCatalogue; readonly problems: readonly string[] }>;
  /** `connection` is for the tables that the search keeps; the signal ends what runs elsewhere. */
  backend(connection: DuckDBConnection, tables: TableResolver, signal: AbortSignal): Backend;
  /** For one search: gives the same rows of a relation, found in fewer places. */
  looker(connection: DuckDBConnection): (relation: Relation) => Promise<Relation>;
}

/** The events of the data folder, with the fields that source types make of them. */
export class StoredEventSource implements EventSource {
  readonly #database: Database;
  readonly #types: SourceTypeSettings | undefined;

  constructor(database: Database, types?: SourceTypeSettings) {
    this.#database = database;
    this.#types = types;
  }

  async catalogue(
    connection: DuckDBConnection,
    load: (file: string) => Promise<LoadedLookup | undefined>,
  ): Promise<{ readonly catalogue: StoredCatalogue; readonly problems: readonly string[] }> {
    if (!this.#database.stored) return { catalogue: emptyCatalogue, problems: [] };
    const catalogue = await this.#database.remembered('catalogue', () => readCatalogue(connection));
    if (this.#types === undefined) return { catalogue, problems: [] };
    const settings = await this.#database.remembered('settings of imports', () => importSettings(connection));
    return withSearchTimeFields(catalogue, this.#types, settings, connection, load);
  }

  backend(connection: DuckDBConnection, tables: TableResolver): Backend {
    return new NearBackend(connection, tables);
  }

  looker(connection: DuckDBConnection): (relation: Relation) => Promise<Relation> {
    if (!this.#database.stored) return async (relation) => relation;
    const places: Parameters<typeof lookWhereWordsAre>[2] = new Map();
    return (relation) => lookWhereWordsAre(relation, connection, places);
  }
}
