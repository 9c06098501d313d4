/** Statements to ClickHouse beside those of the plan: its version and shards, and the queries that it runs. */
import { sqlText } from './clickhouse-literal.ts';

export function killQuery(id: string): string {
  return `KILL QUERY WHERE query_id = ${sqlText(id)} OR initial_query_id = ${sqlText(id)} ASYNC`;
}

export const versionStatement = 'SELECT version() AS version';

/** Not 0 where the user may only read. */
export const readerStatement = "SELECT toUInt8(getSetting('readonly')) AS readonly";

/** How the table of events is kept: its engine, with the name of a cluster where it is spread over one. */
export function engineStatement(database: string, table: string): string {
  return `SELECT engine, engine_full FROM system.tables WHERE database = ${sqlText(database)} AND name = ${sqlText(table)}`;
}

export function shardsStatement(cluster: string): string {
  return `SELECT shard_num AS shard, any(host_name) AS host, any(port) AS port FROM system.clusters WHERE cluster = ${sqlText(cluster)} GROUP BY shard_num ORDER BY shard_num`;
}

/** Those that answer. */
export function liveShardsStatement(cluster: string): string {
  return `SELECT DISTINCT shardNum() AS shard FROM cluster(${sqlText(cluster)}, system.one) SETTINGS skip_unavailable_shards = 1`;
}

export const clustersStatement =
  "SELECT cluster, uniqExact(shard_num) AS shards FROM system.clusters WHERE cluster <> 'default' GROUP BY cluster ORDER BY cluster";
