/** Looks through a database without changing it: does everything in it agree with everything else, and can it be read? */
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName } from '../sql/literal.ts';
import type { StoredField } from './catalogue.ts';
import { reason } from './data-folder.ts';
import { isoOf } from './iso-time.ts';
import type { Manifest } from './manifest.ts';
import { eventsTable, linesView, rawTable } from './segment-names.ts';
import { textIndexName, wronglyIndexed } from './text-index.ts';

export interface Finding {
  /** A fault is wrong now; a note is good to know. */
  readonly level: 'fault' | 'note';
  readonly what: string;
  readonly advice: string;
  /** What `--repair` can do about it. */
  readonly repair?:
    | { readonly kind: 'open' | 'set-aside' }
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'drop'; readonly name: string; readonly type: 'TABLE' | 'VIEW' }
    | { readonly kind: 'import'; readonly importId: number }
    | { readonly kind: 'text-index'; readonly segmentId: number };
}

/** Most rejected records of an import that are kept whole; the rest are counted. */
const keptRejected = 10_000;

const ownTables = new Set([
  'schema_version',
  'counters',
  'segments',
  'imports',
  'rejected',
  'import_details',
  'replaced',
  'replaced_rejected',
  textIndexName,
]);

interface Segment {
  readonly id: number;
  readonly table: string;
  readonly rows: number;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly fields: readonly StoredField[];
}

interface Import {
  readonly id: number;
  readonly segmentId: number | null;
  readonly file: string;
  readonly events: number;
  readonly rejected: number;
  readonly untimed: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly settings: string;
  readonly account: Readonly<Record<string, number>> | null;
}

export interface Examined {
  readonly imports: number;
  readonly events: number;
  readonly findings: readonly Finding[];
}

/** Throws what the database throws where even the list of imports cannot be read. */
export async function examineDatabase(connection: DuckDBConnection, manifest: Manifest): Promise<Examined> {
  const rows = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables() WHERE NOT internal');
  const tables = new Set(rows.getRows().map(([name]) => String(name)));
  const segments = await readSegments(connection);
  const imports = await readImports(connection, tables);
  const findings: Finding[] = [...(await strangers(connection, segments, tables)), ...(await lostNumbers(connection))];
  if ([...ownTables].some((name) => !tables.has(name)))
    findings.push({
      level: 'note',
      what: 'The database was written by an earlier Grotto.',
      advice: 'The next start brings it up to date.',
      repair: { kind: 'open' },
    });
  const bySegment = new Map(segments.map((segment) => [segment.id, segment]));
  for (const one of imports) {
    const segment = one.segmentId === null ? undefined : bySegment.get(one.segmentId);
    if (one.segmentId !== null) bySegment.delete(one.segmentId);
    findings.push(...(await examineImport(connection, one, segment, manifest)));
  }
  for (const segment of bySegment.values())
    findings.push({
      level: 'fault',
      what: `The events in ${segment.table} belong to no import.`,
      advice:
        'Searches find them, and they cannot be deleted by import. Delete their index, and import its files again.',
    });
  findings.push(...againstManifest(imports, manifest));
  if (tables.has(textIndexName) && findings.length === 0) findings.push(...(await textIndexes(connection)));
  return { imports: imports.length, events: imports.reduce((sum, one) => sum + one.events, 0), findings };
}

async function textIndexes(connection: DuckDBConnection): Promise<Finding[]> {
  const wrong = await wronglyIndexed(connection);
  return wrong.map((segmentId) => ({
    level: 'fault',
    what: `The text index of ${eventsTable(segmentId)} is wrong: searches for words may miss events.`,
    advice: 'Run grotto doctor --repair: it is thrown away and made anew.',
    repair: { kind: 'text-index', segmentId },
  }));
}

async function readSegments(connection: DuckDBConnection): Promise<Segment[]> {
  const rows = await connection.runAndReadAll(
    'SELECT id, table_name, row_count, earliest, latest, fields FROM segments ORDER BY id',
  );
  return rows.getRows().map(([id, table, count, earliest, latest, fields]) => ({
    id: Number(id),
    table: String(table),
    rows: Number(count),
    earliest: orNull(earliest),
    latest: orNull(latest),
    fields: JSON.parse(String(fields)) as StoredField[],
  }));
}

/** `tables`: those there are; of an earlier version's some are missing. */
async function readImports(connection: DuckDBConnection, tables: ReadonlySet<string>): Promise<Import[]> {
  const account = tables.has('import_details')
    ? '(SELECT max(account) FROM import_details WHERE import_id = i.id)'
    : 'NULL';
  const rows = await connection.runAndReadAll(
    `SELECT i.id, i.segment_id, i.file, i.events, i.rejected, i.untimed, i.first_time, i.last_time, i.settings, ${account} FROM imports i ORDER BY i.id`,
  );
  return rows.getRows().map((row) => ({
    id: Number(row[0]),
    segmentId: orNull(row[1]),
    file: String(row[2]),
    events: Number(row[3]),
    rejected: Number(row[4]),
    untimed: Number(row[5]),
    first: orNull(row[6]),
    last: orNull(row[7]),
    settings: String(row[8]),
    account: typeof row[9] === 'string' ? (JSON.parse(row[9]) as Record<string, number>) : null,
  }));
}

const orNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Tables and views that nothing refers to: what a fault left behind. */
async function strangers(
  connection: DuckDBConnection,
  segments: readonly Segment[],
  tables: ReadonlySet<string>,
): Promise<Finding[]> {
  const known = new Set([...ownTables, 'rejected_events', 'text_index']);
  for (const { id, table } of segments) {
    known.add(table);
    // The view stays for searches that were reading it when its table came.
    known.add(linesView(id));
    if (table === linesView(id)) known.add(rawTable(id));
  }
  if (tables.has('replaced')) {
    const replaced = await connection.runAndReadAll(
      "SELECT json_extract_string(segment, '$.table_name'), json_extract_string(segment, '$.id') FROM replaced",
    );
    for (const [table, id] of replaced.getRows()) {
      known.add(String(table));
      known.add(linesView(Number(id)));
    }
  }
  const there = await connection.runAndReadAll(
    "SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE NOT internal AND NOT temporary UNION ALL SELECT view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal AND NOT temporary",
  );
  return there.getRows().flatMap(([name, type]): Finding[] =>
    known.has(String(name))
      ? []
      : [
          {
            level: 'fault',
            what: `${type === 'VIEW' ? 'The view' : 'The table'} ${String(name)} is left over: nothing refers to it.`,
            advice: 'It only takes room. Run grotto doctor --repair to remove it.',
            repair: { kind: 'drop', name: String(name), type: type === 'VIEW' ? 'VIEW' : 'TABLE' },
          },
        ],
  );
}

/** Numbers are never given twice: each counter stands at least where the numbers in use are. */
async function lostNumbers(connection: DuckDBConnection): Promise<Finding[]> {
  const rows = await connection.runAndReadAll(
    "SELECT name FROM counters WHERE (name = 'imports' AND value < (SELECT coalesce(max(id), 0) FROM imports)) OR (name = 'segments' AND value < (SELECT coalesce(max(id), 0) FROM segments))",
  );
  return rows.getRows().map(([name]) => ({
    level: 'fault' as const,
    what: `The count of ${String(name)} is behind the numbers in use.`,
    advice: 'The next import would fail. Set the database aside (rename grotto.duckdb) and import its files again.',
  }));
}

async function examineImport(
  connection: DuckDBConnection,
  one: Import,
  segment: Segment | undefined,
  manifest: Manifest,
): Promise<Finding[]> {
  const name = `Import ${one.id} (${one.file})`;
  const again = `Delete it (grotto delete --import ${one.id}) and import the file again.`;
  const wrong: string[] = [];
  const differ = (what: string, said: number | string | null, found: number | string | null): void => {
    if (said !== found) wrong.push(`${what}: ${String(said)} by the list of imports, ${String(found)} in its table`);
  };
  if (one.events > 0 && segment === undefined) wrong.push('its events have no table');
  wrong.push(...unbalanced(one.account));
  if (segment !== undefined) {
    let found: Awaited<ReturnType<typeof readThrough>>;
    try {
      found = await readThrough(connection, segment);
    } catch (error) {
      return [
        {
          level: 'fault',
          what: `${name} cannot be read: ${reason(error).split('\n')[0] ?? ''}.`,
          advice: 'Run grotto doctor --repair: it deletes the import and imports the file again, if the file is there.',
          repair: { kind: 'import', importId: one.id },
        },
      ];
    }
    differ('events', one.events, found.events);
    differ('rows', segment.rows, found.events);
    differ('events without a time', one.untimed, found.untimed);
    differ('first time', isoOf(segment.earliest), isoOf(found.first));
    differ('last time', isoOf(segment.latest), isoOf(found.last));
    differ('first time of the import', isoOf(one.first), isoOf(found.first));
    differ('last time of the import', isoOf(one.last), isoOf(found.last));
    const bytes = bytesOfEvents(one, manifest);
    if (bytes !== undefined) differ('bytes of text', bytes, found.bytes);
  }
  const kept = orNull(
    (
      await connection.runAndReadAll(`SELECT count(*) FROM rejected WHERE import_id = ${String(one.id)}`)
    ).getRows()[0]?.[0],
  );
  differ('rejected records', Math.min(one.rejected, keptRejected), kept);
  return wrong.length === 0 ? [] : [{ level: 'fault', what: `${name}: ${wrong.join('; ')}.`, advice: again }];
}

/** Reads every column of every row, so that a block that was damaged on the disk is noticed. */
async function readThrough(
  connection: DuckDBConnection,
  segment: Segment,
): Promise<{ events: number; untimed: number; first: number | null; last: number | null; bytes: number }> {
  const columns = ['host', 'source', '_indextime', 'linecount', '_id', '_time_source'].concat(
    segment.fields.map((field) => sqlName(field.column)),
  );
  const sums = columns.map((column) => `bit_xor(hash(${column}))`).join(', ');
  const rows = await connection.runAndReadAll(
    `SELECT count(*), count(*) - count(_time), epoch_us(min(_time)), epoch_us(max(_time)), sum(strlen(_raw))::BIGINT, ${sums} FROM ${sqlName(segment.table)}`,
  );
  const [events, untimed, first, last, bytes] = rows.getRows()[0] ?? [];
  return {
    events: Number(events),
    untimed: Number(untimed),
    first: orNull(first),
    last: orNull(last),
    bytes: Number(bytes ?? 0),
  };
}

/** Every byte of the file is in one of the parts. What decoding made longer is more than all. */
function unbalanced(account: Import['account']): string[] {
  if (account === null) return [];
  const { contentBytes = 0, separatorBytes = 0 } = account;
  const parts = ['eventBytes', 'separatorBytes', 'headerBytes', 'rejectedBytes', 'discardedBytes'];
  const sum = parts.reduce((total, part) => total + (account[part] ?? 0), 0);
  return sum < contentBytes || (sum > contentBytes && separatorBytes > 0)
    ? [`the account of its bytes does not add up: ${contentBytes} in the file, ${sum} in its parts`]
    : [];
}

/** Undefined where the stored text is not what the file held: settings changed it, or events were deleted since. */
function bytesOfEvents(one: Import, manifest: Manifest): number | undefined {
  const entry = manifest.entries.get(one.id);
  if (entry === undefined || entry.revised === true || entry.deletedBefore !== undefined) return undefined;
  // The process may have been stopped before the manifest said so.
  if (entry.events !== one.events || JSON.stringify(entry.settings) !== one.settings) return undefined;
  return /"(SEDCMD|TRANSFORMS|TRUNCATE)/.test(one.settings) ? undefined : one.account?.eventBytes;
}

function againstManifest(imports: readonly Import[], manifest: Manifest): Finding[] {
  const repair = { kind: 'open' } as const;
  const advice = 'The database has the last word: the next start of Grotto, or grotto doctor --repair, writes it anew.';
  const missing = imports.filter((one) => manifest.entries.get(one.id)?.events !== one.events);
  const ids = new Set(imports.map((one) => one.id));
  const gone = [...manifest.entries.keys()].filter((id) => !ids.has(id));
  const findings: Finding[] = [];
  if (manifest.unreadable.length > 0)
    findings.push({
      level: 'note',
      what: `imports.jsonl cannot be read in line ${manifest.unreadable.slice(0, 5).join(', ')}.`,
      advice,
      repair,
    });
  const stale = [...missing.map((one) => one.id), ...gone];
  if (stale.length > 0)
    findings.push({
      level: 'note',
      what: `imports.jsonl is behind the database in ${stale.length === 1 ? 'import' : 'imports'} ${stale.slice(0, 10).join(', ')}.`,
      advice,
      repair,
    });
  return findings;
}
