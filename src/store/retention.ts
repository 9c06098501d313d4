/** Which events rules of retention take away: a plan first, which deleting or a preview then follows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlInstant, sqlName, sqlText } from '../sql/literal.ts';
import type { Deletion } from './delete.ts';
import { importSizes } from './disk-use.ts';

export interface RetentionRule {
  readonly index: string;
  readonly maxAgeDays: number | null;
  readonly maxBytes: number | null;
}

export interface PlannedRemoval {
  readonly index: string;
  readonly reason: 'age' | 'size';
  readonly events: number;
  readonly imports: number;
  readonly deletions: readonly Deletion[];
}

/** `now`: epoch milliseconds. Call it again after its removals by age: those by size count what is there. */
export async function planRemoval(
  connection: DuckDBConnection,
  rule: RetentionRule,
  now: number,
): Promise<PlannedRemoval | undefined> {
  return (await byAge(connection, rule, now)) ?? (await bySize(connection, rule));
}

async function byAge(
  connection: DuckDBConnection,
  rule: RetentionRule,
  now: number,
): Promise<PlannedRemoval | undefined> {
  if (rule.maxAgeDays === null) return undefined;
  const before = Math.round((now - rule.maxAgeDays * 86_400_000) * 1_000);
  const segments = await connection.runAndReadAll(
    `SELECT s.table_name FROM imports i JOIN segments s ON s.id = i.segment_id WHERE i.index_name = ${sqlText(rule.index)} AND s.earliest < ${before}`,
  );
  let events = 0;
  for (const [table] of segments.getRows()) {
    const counted = await connection.runAndReadAll(
      `SELECT count(*) FROM ${sqlName(String(table))} WHERE _time < ${sqlInstant(before)}`,
    );
    events += Number(counted.getRows()[0]?.[0] ?? 0);
  }
  if (events === 0) return undefined;
  const deletions = [{ index: rule.index, before }];
  return { index: rule.index, reason: 'age', events, imports: segments.getRows().length, deletions };
}

async function bySize(connection: DuckDBConnection, rule: RetentionRule): Promise<PlannedRemoval | undefined> {
  if (rule.maxBytes === null) return undefined;
  const imports = await connection.runAndReadAll(
    `SELECT id, events FROM imports WHERE index_name = ${sqlText(rule.index)} AND segment_id IS NOT NULL ORDER BY last_time NULLS FIRST, id`,
  );
  const sizes = await importSizes(connection);
  const oldestFirst = imports.getRows().map(([id, events]) => ({ id: Number(id), events: Number(events) }));
  let bytes = oldestFirst.reduce((sum, { id }) => sum + (sizes.get(id) ?? 0), 0);
  const gone: typeof oldestFirst = [];
  for (const one of oldestFirst.slice(0, -1)) {
    if (bytes <= rule.maxBytes) break;
    bytes -= sizes.get(one.id) ?? 0;
    gone.push(one);
  }
  if (gone.length === 0) return undefined;
  return {
    index: rule.index,
    reason: 'size',
    events: gone.reduce((sum, { events }) => sum + events, 0),
    imports: gone.length,
    deletions: gone.map(({ id }) => ({ importId: id })),
  };
}
