/** What a connection leads to, and what is missing there. */
import { clustersStatement } from '../sql/clickhouse-statements.ts';
import { isAtLeast } from './client.ts';
import type { ClusterClient } from './client.ts';
import { readShards } from './shards.ts';

export interface ConnectionReport {
  readonly version: string;
  /** Where each shard is. */
  readonly shards: readonly string[];
  readonly dead: readonly string[];
  /** Clusters that the server knows, in which tables could be made. */
  readonly clusters: readonly string[];
  readonly hasEvents: boolean;
  readonly hasWordIndex: boolean;
  /** Sentences on what cannot be done yet, and why. */
  readonly missing: readonly string[];
}

/** Indexes of words are no experiment from here on. */
const firstWithWordIndex = '26.2';

/** Throws EngineProblem where the server cannot be reached, lets nobody in, or is too old. */
export async function examine(client: ClusterClient): Promise<ConnectionReport> {
  const { version, isReader } = await client.server();
  const { all, dead, hasEvents } = await readShards(client);
  const clusters = (await client.ask(clustersStatement)).map(({ cluster }) => String(cluster));
  const hasWordIndex = isAtLeast(version, firstWithWordIndex);
  return {
    version,
    shards: all,
    dead,
    clusters,
    hasEvents,
    hasWordIndex,
    missing: [
      ...dead.map((shard) => `The shard ${shard} does not answer.`),
      ...(hasEvents
        ? []
        : [`The database "${client.target.database}" has no table of events yet: grotto send makes it.`]),
      ...(isReader ? ['The user may only read: searches work, sending does not.'] : []),
      ...(hasWordIndex ? [] : [`ClickHouse ${version} keeps no index of words: searches for a word read all texts.`]),
    ],
  };
}
