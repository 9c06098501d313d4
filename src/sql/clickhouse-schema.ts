/** The tables that hold events on a ClickHouse server, and what they say of themselves. */
import type { Column } from '../plan/types.ts';
import { sqlInstant, sqlName, sqlText } from './clickhouse-literal.ts';
import { noTime } from './clickhouse.ts';
import type { StoredColumn } from './tables.ts';

export interface ClusterLayout {
  readonly database: string;
  /** Of remote_servers; absent where one node has all the events. */
  readonly cluster?: string;
  /** The server knows indexes of words. */
  readonly hasWordIndex: boolean;
}

export const eventsTable = 'events';
const fieldsTable = 'event_fields';

/** Columns of every event; its fields stand in `fields`, a JSON object, under the names that `fieldKey` gives. */
export const fixedColumns: ReadonlyMap<string, StoredColumn> = new Map([
  ['_time', { physical: '_time', stored: 'TIMESTAMP' }],
  ['_raw', { physical: '_raw', stored: 'VARCHAR' }],
  ['host', { physical: 'host', stored: 'VARCHAR' }],
  ['source', { physical: 'source', stored: 'VARCHAR' }],
  ['sourcetype', { physical: 'sourcetype', stored: 'VARCHAR' }],
  ['index', { physical: 'index', stored: 'VARCHAR' }],
  ['_indextime', { physical: '_indextime', stored: 'BIGINT' }],
  ['linecount', { physical: 'linecount', stored: 'BIGINT' }],
  ['_id', { physical: '_id', stored: 'BIGINT' }],
  ['_time_source', { physical: '_time_source', stored: 'VARCHAR' }],
]);

/** A field's name as a key of JSON that is no path. */
export function fieldKey(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('.', '%2E');
}

/**
 * Makes what is not there yet. With a cluster these run on every node, which the server sees to (ON CLUSTER) where it has a
 * Keeper; `onCluster: false` leaves that to who runs them.
 */
export function createStatements(layout: ClusterLayout, onCluster = true): string[] {
  const { cluster, hasWordIndex } = layout;
  const everywhere = cluster === undefined || !onCluster ? '' : ` ON CLUSTER ${sqlName(cluster)}`;
  const own = (table: string): string => tableName(layout.database, cluster === undefined ? table : `${table}_local`);
  const words = hasWordIndex ? ",\n  INDEX words lower(`_raw`) TYPE text(tokenizer = 'splitByNonAlpha')" : '';
  const events = `CREATE TABLE IF NOT EXISTS ${own(eventsTable)}${everywhere} (
  \`_id\` Int64,
  \`_time\` DateTime64(6, 'UTC'),
  \`_raw\` String CODEC(ZSTD(1)),
  \`host\` LowCardinality(String),
  \`source\` LowCardinality(String),
  \`sourcetype\` LowCardinality(String),
  \`index\` LowCardinality(String),
  \`_indextime\` Int64,
  \`linecount\` Int64,
  \`_time_source\` LowCardinality(String),
  \`fields\` JSON${words}
) ENGINE = MergeTree PARTITION BY toYYYYMM(\`_time\`) ORDER BY (\`index\`, \`sourcetype\`, \`_time\`, \`_id\`) SETTINGS non_replicated_deduplication_window = 1000`;
  const fields = `CREATE TABLE IF NOT EXISTS ${own(fieldsTable)}${everywhere} (
  \`index\` String,
  \`sourcetype\` String,
  \`name\` String,
  \`stored\` String,
  \`place\` UInt32
) ENGINE = ReplacingMergeTree ORDER BY (\`index\`, \`sourcetype\`, \`name\`, \`stored\`)`;
  return [
    `CREATE DATABASE IF NOT EXISTS ${sqlName(layout.database)}${everywhere}`,
    events,
    fields,
    ...(cluster === undefined
      ? []
      : [
          [eventsTable, 'cityHash64(`_id`)'],
          [fieldsTable, 'cityHash64(`name`)'],
        ].map(
          ([table = '', by = '']) =>
            `CREATE TABLE IF NOT EXISTS ${tableName(layout.database, table)}${everywhere} AS ${own(table)} ENGINE = Distributed(${sqlText(cluster)}, ${sqlText(layout.database)}, ${sqlText(`${table}_local`)}, ${by})`,
        )),
  ];
}

export function tableName(database: string, table: string): string {
  return `${sqlName(database)}.${sqlName(table)}`;
}

export const segmentColumns: readonly Column[] = [
  { name: 'index', type: 'string' },
  { name: 'sourcetype', type: 'string' },
  { name: 'count', type: 'number' },
  { name: 'earliest', type: 'number' },
  { name: 'latest', type: 'number' },
];

/** A row for each index and source type: how many events, and between which instants, epoch microseconds; in the order in which they were sent. */
export function segmentsStatement(database: string): string {
  const time = `nullIf(\`_time\`, ${sqlInstant(noTime)})`;
  return `SELECT toString(\`index\`) AS c0, toString(\`sourcetype\`) AS c1, toFloat64(count()) AS c2, toUnixTimestamp64Micro(min(${time})) AS c3, toUnixTimestamp64Micro(max(${time})) AS c4 FROM ${tableName(database, eventsTable)} GROUP BY c0, c1 ORDER BY min(\`_id\`), c0, c1`;
}

export const fieldColumns: readonly Column[] = [
  { name: 'index', type: 'string' },
  { name: 'sourcetype', type: 'string' },
  { name: 'name', type: 'string' },
  { name: 'stored', type: 'multivalue' },
];

/** The fields of each index and source type in the order of their files, and as what they were stored. */
export function fieldsStatement(database: string): string {
  return `SELECT \`index\` AS c0, \`sourcetype\` AS c1, \`name\` AS c2, arraySort(groupUniqArray(\`stored\`)) AS c3 FROM ${tableName(database, fieldsTable)} GROUP BY c0, c1, c2 ORDER BY c0, c1, min(\`place\`), c2`;
}

export interface SentField {
  readonly index: string;
  readonly sourcetype: string;
  readonly name: string;
  readonly stored: StoredColumn['stored'];
  readonly place: number;
}

export function insertFieldsStatement(database: string, fields: readonly SentField[]): string {
  const rows = fields.map(
    (f) => `(${[f.index, f.sourcetype, f.name, f.stored].map(sqlText).join(', ')}, ${Math.trunc(f.place)})`,
  );
  return `INSERT INTO ${tableName(database, fieldsTable)} (\`index\`, \`sourcetype\`, \`name\`, \`stored\`, \`place\`) VALUES ${rows.join(', ')}`;
}

export function insertEventsStatement(database: string): string {
  const columns = [...fixedColumns.values()].map(({ physical }) => sqlName(physical));
  return `INSERT INTO ${tableName(database, eventsTable)} (${[...columns, '`fields`'].join(', ')}) FORMAT Parquet`;
}

/** Of all events, 0 where there are none. */
export function largestNumberStatement(database: string): string {
  return `SELECT toFloat64(max(\`_id\`)) AS largest FROM ${tableName(database, eventsTable)}`;
}

export const sumsColumns: readonly Column[] = [
  { name: 'events', type: 'number' },
  { name: 'characters', type: 'number' },
];

/** Of the events with these numbers, each counted once: how many there are, and the characters of their texts. */
export function sumsStatement(database: string, first: number, last: number): string {
  return `SELECT toFloat64(count()) AS c0, toFloat64(sum(lengthUTF8(\`_raw\`))) AS c1 FROM ${tableName(database, eventsTable)} WHERE \`_id\` BETWEEN ${Math.trunc(first)} AND ${Math.trunc(last)}`;
}
