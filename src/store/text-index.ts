/**
 * Where a word may stand: for every few thousand events of a segment a filter of their words. Made behind imports; a segment
 * without one is looked through in whole. It says where to look and never what is found, see docs/architecture.md.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DuckDBBitValue, DuckDBBlobValue } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { NeededWords } from '../plan/words.ts';
import { sqlName, sqlNumber } from '../sql/literal.ts';
import type { Database } from './database.ts';
import { eventsTable } from './segment-names.ts';
import { inTransaction } from './transaction.ts';
import { filterParts, mayHoldSql, saysYesToAll, WordFilters } from './word-filter.ts';

/** In a block, unless their texts are long. */
const eventsABlock = 8192;
/** Smaller segments are looked through as quickly. */
const smallestIndexed = 8 * eventsABlock;
/** Bytes of text in a block, and in what is fetched at once; both about. */
const bytesABlock = 4 << 20;
const bytesAtOnce = 24 << 20;
/** Events whose neighbours in the table come from so far away in the file are not found by ranges of their numbers. */
const farthestNeighbour = 4 * eventsABlock;
/** More ranges than these take longer to try than the events between them. */
const mostRanges = 24;

/**
 * Give it another name when words are parted or hashed in another way: an old filter would say no to what is there. `first` and
 * `last`: the smallest and the largest `_id` of a block. Each part of a filter is a column, so that a search reads only those
 * that its words are in.
 */
export const textIndexName = 'word_filters';
const partNames = Array.from({ length: filterParts }, (_, part) => partColumn(part));
const textIndexColumns = `segment_id INTEGER, first BIGINT, last BIGINT, ${partNames.map((name) => `${name} BIT`).join(', ')}`;
/** `text_index` was its name once. */
export const textIndexTables = [
  `CREATE TABLE IF NOT EXISTS ${textIndexName} (${textIndexColumns})`,
  'DROP TABLE IF EXISTS text_index',
];

interface Block {
  readonly first: number;
  readonly last: number;
  readonly words: readonly Uint8Array[];
}

/** Segments whose columns are stored, large enough, and without an index. */
export async function unindexedSegments(connection: DuckDBConnection): Promise<number[]> {
  const rows = await connection.runAndReadAll(
    `SELECT id, table_name FROM segments WHERE row_count >= ${smallestIndexed} AND id NOT IN (SELECT segment_id FROM ${textIndexName}) ORDER BY id`,
  );
  return rows.getRows().flatMap(([id, table]) => (table === eventsTable(Number(id)) ? [Number(id)] : []));
}

/** Reads the segment's texts once. Stops with nothing made when the signal is aborted. */
export async function indexSegment(
  connection: DuckDBConnection,
  database: Database,
  segmentId: number,
  signal: AbortSignal,
): Promise<void> {
  // Not kept in this process: of many events it would be much. All or nothing of it becomes the index.
  const made = `made_filters_${segmentId}`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${made} (${textIndexColumns})`);
  try {
    const appender = await connection.createAppender(made, 'main', 'temp');
    try {
      for await (const { first, last, words } of readBlocks(connection, eventsTable(segmentId))) {
        if (signal.aborted) return;
        appender.appendInteger(segmentId);
        appender.appendBigInt(BigInt(first));
        appender.appendBigInt(BigInt(last));
        for (const part of words) appender.appendBit(bitValue(part));
        appender.endRow();
      }
    } finally {
      appender.closeSync();
    }
    await database.exclusively(() =>
      inTransaction(connection, async () => {
        await connection.run(`INSERT INTO ${textIndexName} SELECT * FROM temp.${made} ORDER BY first`);
        // Of what is gone by now, be it this one.
        await connection.run(`DELETE FROM ${textIndexName} WHERE segment_id NOT IN (SELECT id FROM segments)`);
      }),
    );
  } finally {
    await connection.run(`DROP TABLE IF EXISTS temp.${made}`).catch(() => undefined);
  }
}

/** The segment is looked through until it is indexed again. */
export async function forgetTextIndex(connection: DuckDBConnection, segmentId: number): Promise<void> {
  await connection.run(`DELETE FROM ${textIndexName} WHERE segment_id = ${sqlNumber(segmentId)}`);
}

/** Segments whose index would hide events: some are in no block, or a block (three are tried) does not hold its words. */
export async function wronglyIndexed(connection: DuckDBConnection): Promise<number[]> {
  const wrong: number[] = [];
  const indexed = await connection.runAndReadAll(
    `SELECT DISTINCT s.id, s.table_name FROM segments s JOIN ${textIndexName} t ON t.segment_id = s.id ORDER BY 1`,
  );
  for (const [segment, table] of indexed.getRows()) {
    const id = Number(segment);
    const name = sqlName(String(table));
    const blocks = `(SELECT first, last, ${partNames.join(', ')}, row_number() OVER (ORDER BY first) AS place, count(*) OVER () AS blocks FROM ${textIndexName} WHERE segment_id = ${sqlNumber(id)})`;
    const outside = await connection.runAndReadAll(
      `SELECT count(*) FROM ${name} AS e WHERE NOT EXISTS (SELECT 1 FROM ${blocks} AS b WHERE e._id BETWEEN b.first AND b.last)`,
    );
    const tried = await connection.runAndReadAll(
      `SELECT first, last, ${partNames.join(', ')} FROM ${blocks} WHERE place IN (1, 1 + blocks // 2, blocks)`,
    );
    let isRight = Number(outside.getRows()[0]?.[0]) === 0;
    for (const [first, last, ...parts] of tried.getRows()) {
      const texts = await connection.runAndReadAll(
        `SELECT encode(string_agg(_raw, chr(10))) FROM ${name} WHERE _id BETWEEN ${sqlNumber(Number(first))} AND ${sqlNumber(Number(last))}`,
      );
      const [[text] = []] = texts.getRows();
      // The first byte of a BIT says how many bits of the next are none; here it is always 0.
      const filter = parts.map((part) => (part instanceof DuckDBBitValue ? part.data.subarray(1) : new Uint8Array()));
      isRight &&= text instanceof DuckDBBlobValue && saysYesToAll(filter, text.bytes);
    }
    if (!isRight) wrong.push(id);
  }
  return wrong;
}

async function* readBlocks(connection: DuckDBConnection, table: string): AsyncGenerator<Block, void, void> {
  const name = sqlName(table);
  const read = async (sql: string): Promise<readonly (readonly unknown[])[]> =>
    (await connection.runAndReadAll(sql)).getRows();
  const [[bytes] = []] = await read(`SELECT avg(strlen(_raw)) FROM (SELECT _raw FROM ${name} LIMIT 2000)`);
  const [[first, last, distance] = []] = await read(
    `SELECT min(_id), max(_id), avg(abs(_id - above)) FROM (SELECT _id, lag(_id) OVER () AS above FROM ${name})`,
  );
  if (first === null || first === undefined || Number(distance) > farthestNeighbour) return;
  const wanted = bytesABlock / Math.max(1, Number(bytes));
  const size = Math.max(1, Math.min(eventsABlock, 2 ** Math.floor(Math.log2(wanted))));
  const atOnce = size * Math.max(1, Math.floor(bytesAtOnce / (size * Math.max(1, Number(bytes)))));
  const filters = new WordFilters();
  const readFrom = (from: number): Promise<readonly (readonly unknown[])[]> =>
    read(
      `SELECT min(_id), max(_id), encode(string_agg(_raw, chr(10))) FROM ${name} WHERE _id >= ${sqlNumber(from)} AND _id < ${sqlNumber(from + atOnce)} GROUP BY (_id - ${sqlNumber(from)}) // ${sqlNumber(size)}`,
    );
  let next = readFrom(Number(first));
  for (let from = Number(first); from <= Number(last); from += atOnce) {
    const rows = await next;
    // The database reads on while words are looked at here.
    if (from + atOnce <= Number(last)) {
      next = readFrom(from + atOnce);
      next.catch(() => undefined);
    }
    for (const [least, most, text] of rows) {
      const words = filters.filterOf(text instanceof DuckDBBlobValue ? text.bytes : new Uint8Array());
      yield { first: Number(least), last: Number(most), words };
      // Whoever asks for something in between is answered.
      await nextTurn();
    }
  }
}

/** Of every segment that has an index the ranges of `_id`, both ends inclusive, in which events with these words may be. */
export async function placesOfWords(
  connection: DuckDBConnection,
  segments: readonly number[],
  needed: NeededWords,
): Promise<ReadonlyMap<number, readonly (readonly [number, number])[]>> {
  const found = new Map<number, [number, number][]>();
  if (needed.kind === 'unknown' || segments.length === 0) return found;
  const rows = await connection.runAndReadAll(
    `SELECT segment_id, CASE WHEN ${neededSql(needed)} THEN first END, last FROM ${textIndexName}
     WHERE segment_id IN (${segments.map(sqlNumber).join(', ')}) ORDER BY segment_id, first`,
  );
  for (const [segment, first, last] of rows.getRows()) {
    const ranges = found.get(Number(segment)) ?? [];
    found.set(Number(segment), ranges);
    if (first !== null) ranges.push([Number(first), Number(last)]);
  }
  return new Map([...found].map(([segment, ranges]) => [segment, fewer(ranges)]));
}

function neededSql(needed: NeededWords): string {
  switch (needed.kind) {
    case 'unknown':
      return 'TRUE';
    case 'word':
      return mayHoldSql(needed.word, partColumn);
    default:
      return `(${needed.parts.map(neededSql).join(needed.kind === 'all' ? ' AND ' : ' OR ')})`;
  }
}

function partColumn(part: number): string {
  return `words_${part}`;
}

/** A BIT begins with a byte that says how many bits of the next are none. */
function bitValue(bytes: Uint8Array): DuckDBBitValue {
  const data = new Uint8Array(bytes.length + 1);
  data.set(bytes, 1);
  return new DuckDBBitValue(data);
}

/** The same and more: ranges that touch or lie close are one. */
function fewer(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const joined: [number, number][] = [];
  const gaps = ranges.slice(1).map(([first], i) => first - (ranges[i]?.[1] ?? first));
  const widest = [...gaps].sort((a, b) => b - a)[mostRanges - 1] ?? 1;
  ranges.forEach(([first, last], i) => {
    const before = joined.at(-1);
    if (before !== undefined && (gaps[i - 1] ?? 0) <= widest) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  });
  return joined;
}
