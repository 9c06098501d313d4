/** Sends events of the data folder to a cluster, in batches that can be sent again without harm. Nothing here is changed by it. */
import { createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SegmentFacts } from '../plan/catalogue.ts';
import { EngineProblem } from '../protocol/index.ts';
import { NearBackend } from '../search/near-backend.ts';
import {
  createStatements,
  insertEventsStatement,
  insertFieldsStatement,
  largestNumberStatement,
  sumsColumns,
  sumsStatement,
} from '../sql/clickhouse-schema.ts';
import { copyToParquet } from '../sql/statements.ts';
import type { TableResolver } from '../sql/tables.ts';
import type { ClusterClient } from './client.ts';
import { examine } from './examine.ts';
import { fieldsToRegister, measuring, rangeOf, sentRows, sentSegment } from './sent-events.ts';

/** What was sent of a segment. Kept by who sends, so that a sending that was stopped goes on where it was. */
export interface SentPart {
  readonly segment: number;
  /** What the cluster's numbers of its events have more than those here. */
  readonly offset: number;
  /** Of the whole part. */
  readonly first: number;
  readonly last: number;
  readonly events: number;
  readonly characters: number;
  /** The number here of the last event that arrived. */
  readonly sentTo: number;
}

export interface SendOptions {
  readonly client: ClusterClient;
  /** For reading; temporary files may be written from it. */
  readonly connection: DuckDBConnection;
  readonly tables: TableResolver;
  /** Only these are sent. */
  readonly segments: readonly SegmentFacts[];
  /** Epoch microseconds, earliest inclusive, latest exclusive. */
  readonly range: { readonly earliest?: number; readonly latest?: number };
  /** Folder for the files of batches. */
  readonly temporary: string;
  /** Where tables must be made: in which of the server's clusters; one node alone keeps all where none is named. */
  readonly cluster?: string;
  /** Names this sending: the same for a repetition. */
  readonly name: string;
  /** Of the sending that this one continues. */
  readonly sent: readonly SentPart[];
  readonly signal?: AbortSignal;
  /** Called behind each batch that arrived. */
  onBatch(parts: readonly SentPart[], eventsSent: number): Promise<void> | void;
}

export interface SendOutcome {
  readonly events: number;
  readonly characters: number;
}

/** A batch holds at most so many events, and about so many characters of their text. */
const mostEvents = 200_000;
const mostCharacters = 64 * 2 ** 20;

/** Resolves when every event arrived, and counts and sums here and there agree. Throws EngineProblem. */
export async function sendEvents(options: SendOptions): Promise<SendOutcome> {
  await makeTables(options.client, options.cluster);
  const parts = new Map(options.sent.map((part) => [part.segment, part]));
  let eventsSent = 0;
  for (const facts of options.segments) {
    const part = await sendSegment(facts, parts, options, eventsSent);
    eventsSent += part?.events ?? 0;
  }
  const all = options.segments.flatMap(({ id }) => parts.get(id) ?? []);
  await compare(all, options);
  return {
    events: all.reduce((sum, part) => sum + part.events, 0),
    characters: all.reduce((sum, part) => sum + part.characters, 0),
  };
}

/** What makes the tables of events on a server; all of it may be run again. */
export async function clusterStatements(client: ClusterClient, cluster: string | undefined): Promise<string[]> {
  const { hasWordIndex, clusters } = await examine(client);
  if (cluster !== undefined && !clusters.includes(cluster))
    throw new EngineProblem({
      kind: 'request',
      message: `The server knows no cluster "${cluster}".`,
      hint: clusters.length === 0 ? 'It knows none; send without naming one.' : `It knows: ${clusters.join(', ')}.`,
    });
  return createStatements({
    database: client.target.database,
    hasWordIndex,
    ...(cluster === undefined ? {} : { cluster }),
  });
}

async function makeTables(client: ClusterClient, cluster: string | undefined): Promise<void> {
  const { hasEvents } = await examine(client);
  if (hasEvents) return;
  for (const statement of await clusterStatements(client, cluster)) await client.command(statement);
}

async function sendSegment(
  facts: SegmentFacts,
  parts: Map<number, SentPart>,
  options: SendOptions,
  sentBefore: number,
): Promise<SentPart | undefined> {
  const { client, connection, tables, range } = options;
  const near = new NearBackend(connection, tables);
  const events = rangeOf(range, facts);
  const [[count, first, last, characters, ...extremes] = []] = (await near.read(measuring(events, facts))).rows;
  if (typeof first !== 'number' || typeof last !== 'number' || Number(count) === 0) return undefined;
  const segment = sentSegment(facts, extremes);
  let part = parts.get(facts.id) ?? {
    segment: facts.id,
    offset: (await largestNumber(client)) + 1 - first,
    first,
    last,
    events: Number(count),
    characters: Number(characters),
    sentTo: first - 1,
  };
  parts.set(facts.id, part);
  const fields = fieldsToRegister(segment);
  if (fields.length > 0 && part.sentTo < first)
    await client.command(insertFieldsStatement(client.target.database, fields));
  const size = batchSize(part);
  const file = join(options.temporary, `send-${process.pid}-${facts.id}.parquet`);
  try {
    while (part.sentTo < last) {
      if (options.signal?.aborted === true) throw new Error('Interrupted');
      const batch = { first: part.sentTo + 1, last: Math.min(last, part.sentTo + size), offset: part.offset };
      const rows = sentRows(events, segment, batch);
      const names = rows.node.columns.map(({ name }) => name);
      await connection.run(copyToParquet(await near.statement(rows, { ordered: false }), names, file));
      await client.insert(
        insertEventsStatement(client.target.database),
        createReadStream(file),
        `${options.name}:${facts.id}:${batch.first}-${batch.last}`,
        options.signal,
      );
      part = { ...part, sentTo: batch.last };
      parts.set(facts.id, part);
      const share = (part.sentTo - first + 1) / (last - first + 1);
      await options.onBatch([...parts.values()], sentBefore + Math.round(share * part.events));
    }
  } finally {
    rmSync(file, { force: true });
  }
  return part;
}

/** Numbers, not events: a range of time leaves some out. */
function batchSize({ events, characters }: SentPart): number {
  const average = Math.max(1, characters / Math.max(1, events));
  return Math.max(1, Math.min(mostEvents, Math.floor(mostCharacters / average)));
}

async function largestNumber(client: ClusterClient): Promise<number> {
  const [row] = await client.ask(largestNumberStatement(client.target.database));
  return Number(row?.largest ?? 0);
}

/** Nothing is taken for granted: what the cluster has is counted there. */
async function compare(parts: readonly SentPart[], { client }: SendOptions): Promise<void> {
  for (const part of parts) {
    const sql = sumsStatement(client.target.database, part.first + part.offset, part.last + part.offset);
    const [[events, characters] = []] = await client.read(sql, sumsColumns);
    if (events === part.events && characters === part.characters) continue;
    throw new EngineProblem({
      kind: 'store',
      message: `The cluster has ${Number(events).toLocaleString('en')} events with ${Number(characters).toLocaleString('en')} characters of text where ${part.events.toLocaleString('en')} with ${part.characters.toLocaleString('en')} were sent.`,
      hint: 'Nothing here was changed. Look whether somebody deletes events there, or has sent to the same table at the same time.',
    });
  }
}
