/** The shards behind a connection, and which of them answer. */
import { eventsTable } from '../sql/clickhouse-schema.ts';
import { engineStatement, liveShardsStatement, shardsStatement } from '../sql/clickhouse-statements.ts';
import type { ClusterClient } from './client.ts';

export interface Shards {
  /** Undefined where the events are on one node alone, or there is no table of events yet. */
  readonly cluster: string | undefined;
  readonly hasEvents: boolean;
  /** Where each is, such as host:9000. */
  readonly all: readonly string[];
  readonly dead: readonly string[];
}

export async function readShards(client: ClusterClient): Promise<Shards> {
  const [table] = await client.ask(engineStatement(client.target.database, eventsTable));
  const cluster = /^Distributed\('?([^',]+)'?/.exec(String(table?.engine_full ?? ''))?.[1];
  if (cluster === undefined) return { cluster, hasEvents: table !== undefined, all: [client.target.url], dead: [] };
  const shards = await client.ask(shardsStatement(cluster));
  const live = new Set((await client.ask(liveShardsStatement(cluster))).map(({ shard }) => Number(shard)));
  const place = (row: Readonly<Record<string, unknown>>): string => `${String(row.host)}:${String(row.port)}`;
  return {
    cluster,
    hasEvents: true,
    all: shards.map(place),
    dead: shards.filter(({ shard }) => !live.has(Number(shard))).map(place),
  };
}
