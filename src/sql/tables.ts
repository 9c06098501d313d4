/** How the plan's segments are found in the database. The store implements it; a dialect only asks. */
import type { Expression, FieldType } from '../plan/types.ts';
import { sqlName } from './literal.ts';

export interface StoredColumn {
  /** The column's real name in the table: `_time`, `_raw`, ... for the fixed ones, `f0`, `f1`, ... for fields, so that case never collides. */
  readonly physical: string;
  /** The column holds JSON, and the value stands under this key of it, which is no path: a dot in it is written %2E, a % %25. */
  readonly key?: string;
  /** As stored; the dialect converts to the plan's type. VARCHAR[] is a multivalue. */
  readonly stored: 'VARCHAR' | 'VARCHAR[]' | 'BIGINT' | 'DOUBLE' | 'TIMESTAMP';
}

/** What a stored column is to the plan. */
export const storedTypes: Readonly<Record<StoredColumn['stored'], FieldType>> = {
  VARCHAR: 'string',
  'VARCHAR[]': 'multivalue',
  BIGINT: 'number',
  DOUBLE: 'number',
  TIMESTAMP: 'time',
};

export interface SegmentTable {
  /** Table name, a plain identifier made by the store. */
  readonly table: string;
  /** Where a table holds several segments: which values of which columns tell this one's rows. */
  readonly only?: ReadonlyMap<string, string>;
  /** SPL field name to stored column. */
  readonly columns: ReadonlyMap<string, StoredColumn>;
  /** Fields with one value for the whole segment, such as index and sourcetype. */
  readonly constants: ReadonlyMap<string, string>;
  /** Search-time fields: expressions over the stored columns, each in the type of `storedTypes`. They go before those. */
  readonly derived?: ReadonlyMap<string, Expression>;
}

export interface TableResolver {
  segment(id: number): SegmentTable;
  /** Scans read about this share (0 .. 1) of each table, in blocks: for a first look. */
  readonly sample?: number;
}

/** Names under which a stage's columns stand in its table, in the order in which `renderRelation` with keepHidden wrote them. */
export function stageColumn(index: number): string {
  return `c${index}`;
}

export function stageTable(table: string): string {
  return `stages.${sqlName(table)}`;
}
