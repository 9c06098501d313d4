/** Reads what is stored: segments for the compiler, their tables for the dialect, and lists for people. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Catalogue, SegmentFacts } from '../plan/catalogue.ts';
import { storedTypes } from '../sql/tables.ts';
import type { SegmentTable, StoredColumn, TableResolver } from '../sql/tables.ts';

/** A field as the catalogue keeps it: SPL name, real column, stored type. */
export interface StoredField {
  readonly name: string;
  readonly column: string;
  readonly stored: StoredColumn['stored'];
  /** The file names it, so that it is there even where no event has it. */
  readonly named?: boolean;
}

export interface StoredCatalogue {
  readonly facts: Catalogue;
  readonly tables: TableResolver;
}

const fixedColumns: ReadonlyMap<string, StoredColumn> = new Map([
  ['_time', { physical: '_time', stored: 'TIMESTAMP' }],
  ['_raw', { physical: '_raw', stored: 'VARCHAR' }],
  ['host', { physical: 'host', stored: 'VARCHAR' }],
  ['source', { physical: 'source', stored: 'VARCHAR' }],
  ['_indextime', { physical: '_indextime', stored: 'BIGINT' }],
  ['linecount', { physical: 'linecount', stored: 'BIGINT' }],
  ['_id', { physical: '_id', stored: 'BIGINT' }],
  ['_time_source', { physical: '_time_source', stored: 'VARCHAR' }],
]);

/** Rejected records are a segment of their own; no import has this number. */
const rejectedSegment = 0;
/** Columns of the view rejected_events behind the fixed ones. */
const rejectedFields: readonly StoredField[] = [
  { name: 'line_number', column: 'f0', stored: 'BIGINT' },
  { name: 'byte_offset', column: 'f1', stored: 'BIGINT' },
  { name: 'reason', column: 'f2', stored: 'VARCHAR' },
  { name: 'orig_sourcetype', column: 'f3', stored: 'VARCHAR' },
  { name: 'orig_index', column: 'f4', stored: 'VARCHAR' },
];

export async function readCatalogue(connection: DuckDBConnection): Promise<StoredCatalogue> {
  const rows = (
    await connection.runAndReadAll(
      'SELECT id, table_name, index_name, sourcetype, row_count, earliest, latest, fields FROM segments ORDER BY id',
    )
  ).getRows();
  const segments: SegmentFacts[] = [];
  const tables = new Map<number, SegmentTable>();
  for (const row of rows) {
    const [id, table, index, sourcetype, rowCount, earliest, latest, fieldsJson] = row as [
      number,
      string,
      string,
      string,
      bigint,
      bigint | null,
      bigint | null,
      string,
    ];
    // Written by the segment writer of this program, inside the same transaction.
    const stored = JSON.parse(fieldsJson) as StoredField[];
    // A column of a file that is called _time or _raw does not take the event's own place; the text still has it.
    const fields = stored.filter(({ name }) => !(name.startsWith('_') && fixedColumns.has(name)));
    segments.push({
      id,
      index,
      sourcetype,
      rowCount: Number(rowCount),
      ...(earliest === null ? {} : { earliest: Number(earliest) }),
      ...(latest === null ? {} : { latest: Number(latest) }),
      fields: fields.map((f) => ({ name: f.name, type: storedTypes[f.stored] })),
      derived: [],
    });
    tables.set(id, {
      table,
      columns: new Map([
        ...fixedColumns,
        ...fields.map((f): [string, StoredColumn] => [f.name, { physical: f.column, stored: f.stored }]),
      ]),
      constants: new Map([
        ['index', index],
        ['sourcetype', sourcetype],
      ]),
    });
  }
  const rejected = Number((await connection.runAndReadAll('SELECT count(*) FROM rejected')).getRows()[0]?.[0] ?? 0);
  if (rejected > 0) {
    segments.push({
      id: rejectedSegment,
      index: '_rejected',
      sourcetype: 'rejected',
      rowCount: rejected,
      fields: rejectedFields.map((f) => ({ name: f.name, type: storedTypes[f.stored] })),
      derived: [],
    });
    tables.set(rejectedSegment, {
      table: 'rejected_events',
      columns: new Map([
        ...fixedColumns,
        ...rejectedFields.map((f): [string, StoredColumn] => [f.name, { physical: f.column, stored: f.stored }]),
      ]),
      constants: new Map([
        ['index', '_rejected'],
        ['sourcetype', 'rejected'],
      ]),
    });
  }
  return {
    facts: { segments },
    tables: {
      segment(id) {
        const table = tables.get(id);
        if (table === undefined) throw new Error(`There is no segment ${id}.`);
        return table;
      },
    },
  };
}

export const emptyCatalogue: StoredCatalogue = {
  facts: { segments: [] },
  tables: {
    segment(id) {
      throw new Error(`There is no segment ${id}.`);
    },
  },
};
