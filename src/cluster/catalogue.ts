/** What a cluster has, for the compiler and the dialect: an index and source type there is a segment. */
import type { Catalogue, SegmentFacts } from '../plan/catalogue.ts';
import type { CellValue } from '../plan/types.ts';
import {
  eventsTable,
  fieldColumns,
  fieldKey,
  fieldsStatement,
  fixedColumns,
  segmentColumns,
  segmentsStatement,
} from '../sql/clickhouse-schema.ts';
import { storedTypes } from '../sql/tables.ts';
import type { SegmentTable, StoredColumn, TableResolver } from '../sql/tables.ts';
import type { ClusterClient, QueryOptions } from './client.ts';

export async function readClusterCatalogue(
  client: ClusterClient,
  options: QueryOptions = {},
): Promise<{ readonly facts: Catalogue; readonly tables: TableResolver }> {
  const { database } = client.target;
  const found = await client.read(segmentsStatement(database), segmentColumns, options);
  const fields = fieldsOf(await client.read(fieldsStatement(database), fieldColumns, options));
  const segments: SegmentFacts[] = [];
  const tables: SegmentTable[] = [];
  for (const [index, sourcetype, count, earliest, latest] of found) {
    const only = new Map([
      ['index', String(index)],
      ['sourcetype', String(sourcetype)],
    ]);
    const own = fields.get(keyOf(String(index), String(sourcetype))) ?? [];
    segments.push({
      id: segments.length + 1,
      index: String(index),
      sourcetype: String(sourcetype),
      rowCount: Number(count),
      ...(typeof earliest === 'number' ? { earliest } : {}),
      ...(typeof latest === 'number' ? { latest } : {}),
      fields: own.map(([name, column]) => ({ name, type: storedTypes[column.stored] })),
      derived: [],
    });
    tables.push({
      table: `${database}.${eventsTable}`,
      columns: new Map([...fixedColumns, ...own]),
      constants: new Map(),
      only,
    });
  }
  return {
    facts: { segments },
    tables: {
      segment(id) {
        const table = tables[id - 1];
        if (table === undefined) throw new Error(`There is no segment ${id}.`);
        return table;
      },
    },
  };
}

const keyOf = (index: string, sourcetype: string): string => JSON.stringify([index, sourcetype]);

function fieldsOf(rows: readonly (readonly CellValue[])[]): Map<string, (readonly [string, StoredColumn])[]> {
  const all = new Map<string, (readonly [string, StoredColumn])[]>();
  for (const [index, sourcetype, name, stored] of rows) {
    const key = keyOf(String(index), String(sourcetype));
    const column: StoredColumn = {
      physical: 'fields',
      key: fieldKey(String(name)),
      stored: commonStored(Array.isArray(stored) ? (stored as readonly string[]) : []),
    };
    all.set(key, [...(all.get(key) ?? []), [String(name), column]]);
  }
  return all;
}

/** What holds all of them: one sending may have found only numbers where another found words. */
function commonStored(stored: readonly string[]): StoredColumn['stored'] {
  const types = new Set(stored);
  if (types.has('VARCHAR[]')) return 'VARCHAR[]';
  if ([...types].every((type) => type === 'BIGINT')) return 'BIGINT';
  return [...types].every((type) => type === 'BIGINT' || type === 'DOUBLE') ? 'DOUBLE' : 'VARCHAR';
}
