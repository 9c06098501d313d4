/** What the catalogue knows of indexes and imports, as lists. Times are microseconds since 1970, UTC; null where no event has one. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { sqlNumber, sqlText } from '../sql/literal.ts';
import { readCatalogue } from './catalogue.ts';

export interface StoredIndex {
  readonly index: string;
  readonly events: number;
  readonly bytes: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly sourcetypes: readonly string[];
}

export interface StoredImport {
  readonly id: number;
  readonly file: string;
  readonly index: string;
  readonly sourcetype: string;
  readonly host: string;
  readonly events: number;
  readonly rejected: number;
  readonly untimed: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
}

export interface StoredField {
  readonly field: string;
  readonly type: string;
  readonly sourcetypes: readonly string[];
}

const nullable = (value: DuckDBValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

export async function listIndexes(connection: DuckDBConnection): Promise<StoredIndex[]> {
  const rows = await connection.runAndReadAll(
    'SELECT index_name, sum(events)::BIGINT, sum(bytes)::BIGINT, min(first_time), max(last_time), list(DISTINCT sourcetype)::VARCHAR[] FROM imports GROUP BY index_name ORDER BY index_name',
  );
  return rows.getRowsJS().map(([index, events, bytes, first, last, types]) => ({
    index: String(index),
    events: Number(events),
    bytes: Number(bytes),
    firstTime: first === null ? null : Number(first),
    lastTime: last === null ? null : Number(last),
    sourcetypes: (types as readonly unknown[]).map(String).sort(),
  }));
}

/** Newest first. */
export async function listImports(connection: DuckDBConnection): Promise<StoredImport[]> {
  const rows = await connection.runAndReadAll(
    'SELECT id, file, index_name, sourcetype, host, events, rejected, untimed, bytes, imported_at FROM imports ORDER BY id DESC',
  );
  return rows.getRows().map(([id, file, index, sourcetype, host, events, rejected, untimed, bytes, at]) => ({
    id: Number(id),
    file: String(file),
    index: String(index),
    sourcetype: String(sourcetype),
    host: String(host),
    events: Number(events),
    rejected: Number(rejected),
    untimed: Number(untimed),
    bytes: Number(bytes),
    importedAt: nullable(at) ?? 0,
  }));
}

export interface ImportOfFile {
  readonly id: number;
  /** Bytes of the file from its beginning that are imported, by this import and those that it continues. */
  readonly coveredBytes: number;
  /** SHA-256 of those bytes. */
  readonly contentHash: string;
  readonly sourcetype: string;
  readonly host: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** What an import keeps of the one that it continues, beside its account of bytes. */
export interface Continued {
  readonly continues?: number;
  readonly precedingBytes?: number;
}

/** Imports of a file whose beginning is still there, newest first. */
export async function importsOfFile(
  connection: DuckDBConnection,
  file: string,
  index: string,
): Promise<ImportOfFile[]> {
  return readImports(connection, `i.file = ${sqlText(file)} AND i.index_name = ${sqlText(index)}`);
}

/** The import that brought the same content into the same index; undefined where there is none. */
export async function findImportOf(
  connection: DuckDBConnection,
  contentHash: string,
  index: string,
): Promise<{ readonly id: number; readonly file: string } | undefined> {
  const [found] = await readImports(
    connection,
    `i.content_hash = ${sqlText(contentHash)} AND i.index_name = ${sqlText(index)} AND i.events > 0`,
  );
  return found;
}

/** Of the newest import of a source type: one, or none. */
export async function newestSettings(
  connection: DuckDBConnection,
  sourcetype: string,
): Promise<Record<string, string>[]> {
  const rows = await connection.runAndReadAll(
    `SELECT settings FROM imports WHERE sourcetype = ${sqlText(sourcetype)} ORDER BY id DESC LIMIT 1`,
  );
  return rows.getRows().map(([settings]) => JSON.parse(String(settings)) as Record<string, string>);
}

async function readImports(
  connection: DuckDBConnection,
  condition: string,
): Promise<(ImportOfFile & { readonly file: string })[]> {
  const rows = await connection.runAndReadAll(
    `SELECT i.id, i.file, i.content_hash, i.sourcetype, i.host, i.settings, d.account FROM imports i LEFT JOIN import_details d ON d.import_id = i.id WHERE ${condition} ORDER BY i.id DESC`,
  );
  const found = rows.getRows().map(([id, file, hash, sourcetype, host, settings, account]) => {
    const {
      contentBytes = 0,
      precedingBytes = 0,
      ...rest
    } = JSON.parse(account === null ? '{}' : String(account)) as Continued & { readonly contentBytes?: number };
    return {
      id: Number(id),
      file: String(file),
      coveredBytes: precedingBytes + contentBytes,
      contentHash: String(hash),
      sourcetype: String(sourcetype),
      host: String(host),
      settings: JSON.parse(String(settings)) as Record<string, string>,
      continues: rest.continues,
    };
  });
  if (found.every(({ continues }) => continues === undefined)) return found;
  const all = await connection.runAndReadAll(
    `SELECT i.id, json_extract_string(d.account, '$.continues') FROM imports i LEFT JOIN import_details d ON d.import_id = i.id`,
  );
  const before = new Map(
    all.getRows().map(([id, continues]) => [Number(id), continues === null ? 0 : Number(continues)]),
  );
  // Of what continues a deleted import the beginning is missing.
  const isWhole = (id: number): boolean => id === 0 || (before.has(id) && isWhole(before.get(id) ?? 0));
  return found.filter(({ id }) => isWhole(id));
}

/** The texts of an import's rejected records in file order, and what it was. Undefined where there are none. */
export async function rejectedOf(
  connection: DuckDBConnection,
  importId: number,
): Promise<
  | {
      readonly file: string;
      readonly index: string;
      readonly sourcetype: string;
      readonly host: string;
      readonly texts: readonly string[];
    }
  | undefined
> {
  const rows = await connection.runAndReadAll(
    `SELECT i.file, i.index_name, i.sourcetype, i.host, r.raw FROM rejected r JOIN imports i ON i.id = r.import_id WHERE i.id = ${sqlNumber(importId)} ORDER BY r.byte_offset, r.line_number`,
  );
  const found = rows.getRows();
  const [first] = found;
  if (first === undefined) return undefined;
  const [file, index, sourcetype, host] = first.map(String);
  return {
    file: file ?? '',
    index: index ?? '',
    sourcetype: sourcetype ?? '',
    host: host ?? '',
    texts: found.map((row) => String(row[4])),
  };
}

/** How many imports there are of each content in each index, by `index hash`. */
export async function countContents(connection: DuckDBConnection): Promise<Map<string, number>> {
  const rows = await connection.runAndReadAll('SELECT index_name, content_hash, count(*) FROM imports GROUP BY ALL');
  return new Map(rows.getRows().map(([index, hash, count]) => [`${String(index)} ${String(hash)}`, Number(count)]));
}

export async function contentHashOf(connection: DuckDBConnection, importId: number): Promise<string | undefined> {
  const rows = await connection.runAndReadAll(`SELECT content_hash FROM imports WHERE id = ${sqlNumber(importId)}`);
  const [found] = rows.getRows();
  return found === undefined ? undefined : String(found[0]);
}

/** Fields over all segments, of one index where it is named; one that is a number only in places counts as text. */
export async function listFields(connection: DuckDBConnection, index?: string): Promise<StoredField[]> {
  const { facts } = await readCatalogue(connection);
  const found = new Map<string, { type: string; sourcetypes: Set<string> }>();
  for (const segment of facts.segments) {
    if (index !== undefined && segment.index !== index) continue;
    for (const field of segment.fields) {
      const entry = found.get(field.name) ?? { type: field.type, sourcetypes: new Set<string>() };
      if (entry.type !== field.type) entry.type = 'string';
      entry.sourcetypes.add(segment.sourcetype);
      found.set(field.name, entry);
    }
  }
  return [...found].map(([field, { type, sourcetypes }]) => ({ field, type, sourcetypes: [...sourcetypes].sort() }));
}
