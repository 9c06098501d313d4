/** A file that was imported before and has grown since: what is new in it can be imported by itself. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { importsOfFile } from '../store/imports.ts';
import type { ImportOfFile } from '../store/imports.ts';
import { ImportError } from './error.ts';
import type { InputSource } from './types.ts';
import { understand } from './understand.ts';
import type { Hints, Understanding } from './understanding/types.ts';

/** The import that has the file's beginning; undefined where none has, or the file has not grown. */
export async function findBeginning(
  connection: DuckDBConnection,
  source: InputSource,
  index: string,
  check: () => void,
): Promise<ImportOfFile | undefined> {
  if (source.path === undefined || source.packed !== undefined) return undefined;
  const known = (await importsOfFile(connection, source.name, index))
    .filter(({ coveredBytes }) => coveredBytes > 0 && coveredBytes <= source.bytes)
    .sort((a, b) => a.coveredBytes - b.coveredBytes);
  const last = known.at(-1);
  if (last === undefined || known[0]?.coveredBytes === source.bytes) return undefined;
  const hash = createHash('sha256');
  let at = 0;
  let longest: ImportOfFile | undefined;
  for await (const piece of createReadStream(source.path, { end: last.coveredBytes - 1, highWaterMark: 4 << 20 })) {
    check();
    let chunk = piece as Buffer;
    for (; known[0] !== undefined && known[0].coveredBytes <= at + chunk.length; known.shift()) {
      const length = known[0].coveredBytes - at;
      hash.update(chunk.subarray(0, length));
      chunk = chunk.subarray(length);
      at += length;
      if (hash.copy().digest('hex') === known[0].contentHash) longest = known[0];
    }
    hash.update(chunk);
    at += chunk.length;
  }
  return longest?.coveredBytes === source.bytes ? undefined : longest;
}

/** Says what can be done about it. */
export function offerNewBytes(source: InputSource, before: ImportOfFile): ImportError {
  const grown = source.bytes - before.coveredBytes;
  return new ImportError(
    `It was imported before (import ${before.id}) and has grown since: ${grown.toLocaleString('en-US')} bytes are new.`,
    {
      file: source.name,
      hint: 'Add only those (on the command line: --only-new), or import all of it once more (--again).',
    },
  );
}

export interface NewPart {
  /** What was added, as a file of its own. */
  readonly source: InputSource;
  readonly understanding: Understanding;
  /** SHA-256 of the whole file up to the end of the part. */
  readonly contentHash: string;
}

/** Copies what was added to `path`. Throws where the file ended within a line when it was imported. */
export async function cutNewPart(
  source: InputSource,
  before: ImportOfFile,
  hints: Hints,
  path: string,
  check: () => void,
): Promise<NewPart> {
  const hash = createHash('sha256');
  const out = createWriteStream(path);
  let at = 0;
  let last = 0;
  try {
    for await (const piece of createReadStream(source.path ?? '', {
      end: source.bytes - 1,
      highWaterMark: 4 << 20,
    })) {
      check();
      const chunk = piece as Buffer;
      hash.update(chunk);
      const from = Math.max(0, before.coveredBytes - at);
      if (from > 0) last = chunk[Math.min(from, chunk.length) - 1] ?? last;
      at += chunk.length;
      if (from < chunk.length && !out.write(chunk.subarray(from))) await once(out, 'drain');
    }
    out.end();
    await finished(out);
  } finally {
    out.destroy();
  }
  if (last !== 10 && last !== 13)
    throw new ImportError(
      `When it was imported before (import ${before.id}), the file ended within a line: its last event is not whole.`,
      {
        file: source.name,
        hint: `Delete import ${before.id} and import the whole file again.`,
      },
    );
  const found = understand(source, {
    ...hints,
    sourcetype: hints.sourcetype ?? before.sourcetype,
    settings: { ...before.settings, ...hints.settings },
  });
  return {
    source: { ...source, path, bytes: at - before.coveredBytes },
    // The header stands above what was there before.
    understanding:
      found.dialect === undefined
        ? found
        : { ...found, dialect: { ...found.dialect, records: [], firstRecord: 0, headerRecords: 0 } },
    contentHash: hash.digest('hex'),
  };
}
