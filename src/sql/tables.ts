/** How the plan's segments are found in the database. The store implements it; a dialect only asks. */

export interface StoredColumn {
  /** The column's real name in the table: `_time`, `_raw`, ... for the fixed ones, `f0`, `f1`, ... for fields, so that case never collides. */
  readonly physical: string;
  /** As stored; the dialect converts to the plan's type. VARCHAR[] is a multivalue. */
  readonly stored: 'VARCHAR' | 'VARCHAR[]' | 'BIGINT' | 'DOUBLE' | 'TIMESTAMP';
}

export interface SegmentTable {
  /** Table name, a plain identifier made by the store. */
  readonly table: string;
  /** SPL field name to stored column. */
  readonly columns: ReadonlyMap<string, StoredColumn>;
  /** Fields with one value for the whole segment, such as index and sourcetype. */
  readonly constants: ReadonlyMap<string, string>;
}

export interface TableResolver {
  segment(id: number): SegmentTable;
}
