/** Statements to ClickHouse beside those of the plan: its version and shards, and the queries that it runs. */
import { sqlText } from './clickhouse-literal.ts';

export function killQuery(id: string): string {
  return `KILL QUERY WHERE query_id = ${sqlText(id)} OR initial_query_id = ${sqlText(id)} ASYNC`;
}
