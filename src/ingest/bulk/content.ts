/**
 * One pass over a file's bytes before the database reads it: what it holds is counted, and anything that the database could not
 * read as lines of events is noticed. Where events hold line ends, a copy is written in which they are lines all the same.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Where the bytes of a file went, as far as a scanner has come. */
export interface ScannedBytes {
  readonly events: number;
  readonly eventBytes: number;
  /** Line ends and blank lines. */
  readonly separatorBytes: number;
  readonly headerBytes: number;
  /** Of a byte order mark. */
  readonly markBytes: number;
}

/** What a scanner has counted, and how the lines end. */
export class Scanned implements ScannedBytes {
  events = 0;
  eventBytes = 0;
  separatorBytes = 0;
  headerBytes = 0;
  markBytes = 0;
  /** Carriage returns end lines too; unknown until the first line end. */
  returns: boolean | undefined;

  get lineEnd(): '\n' | '\r\n' {
    return this.returns === true ? '\r\n' : '\n';
  }

  get bytes(): ScannedBytes {
    const { events, eventBytes, separatorBytes, headerBytes, markBytes } = this;
    return { events, eventBytes, separatorBytes, headerBytes, markBytes };
  }
}

export interface ContentScanner {
  /**
   * Looks at the whole events that `held` begins with, and gives their bytes; the rest comes again with more behind it.
   * Undefined: only the reader can read this file. Bytes may be changed in place where an event's line would end too early.
   */
  take(held: Buffer, atEnd: boolean): number | undefined;
  /** Bytes were changed. */
  readonly changed: boolean;
  /** Lines before the events, and the byte at which the events begin. */
  readonly headerLines: number;
  readonly dataStart: number;
  readonly scanned: Scanned;
}

export interface Content extends ScannedBytes {
  /** SHA-256 of all bytes. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly lineEnd: '\n' | '\r\n';
  /** It stands in the copy, without the lines of a header. */
  readonly copied: boolean;
  readonly headerLines: number;
}

const chunkBytes = 4 << 20;
/** Bytes; an event that is longer is left to the reader. */
export const longestLine = 1 << 20;

/**
 * Undefined where the scanner gives up, or the file is no UTF-8 text of events of at most a megabyte each, without NUL and the
 * database's own delimiter. `goOn` is told of the bytes read so far; where it says false that was all.
 */
export async function readContent(
  path: string,
  copyPath: string,
  scanner: ContentScanner,
  goOn: (bytes: number) => boolean,
): Promise<Content | undefined> {
  const file = await open(path, 'r');
  let copy: FileHandle | undefined;
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(chunkBytes + longestLine);
    let kept = 0;
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, chunkBytes, null);
      const atEnd = bytesRead === 0;
      hash.update(buffer.subarray(kept, kept + bytesRead));
      const held = buffer.subarray(0, kept + bytesRead);
      const from = bytes - kept;
      bytes += bytesRead;
      if (held.includes(0) || held.includes('\u0001\u0002\u0003')) return undefined;
      const taken = scanner.take(held, atEnd);
      if (taken === undefined || !isUtf8(held.subarray(0, taken))) return undefined;
      if (copy === undefined && scanner.changed) {
        copy = await open(copyPath, 'w');
        await copyRange(file, copy, scanner.dataStart, from);
      }
      if (copy !== undefined) await copy.write(held.subarray(Math.max(0, scanner.dataStart - from), taken));
      if (atEnd) break;
      kept = held.length - taken;
      if (kept > longestLine) return undefined;
      buffer.copyWithin(0, taken, held.length);
      if (!goOn(bytes)) return undefined;
    }
    return {
      contentHash: hash.digest('hex'),
      bytes,
      lineEnd: scanner.scanned.lineEnd,
      copied: copy !== undefined,
      headerLines: scanner.headerLines,
      ...scanner.scanned.bytes,
    };
  } finally {
    await copy?.close();
    await file.close();
  }
}

async function copyRange(from: FileHandle, to: FileHandle, start: number, end: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let at = start; at < end;) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(chunkBytes, end - at), at);
    if (bytesRead === 0) return;
    await to.write(buffer, 0, bytesRead);
    at += bytesRead;
  }
}

/** Whether the bytes between two places read as nothing but blanks. */
export function isBlank(text: Buffer, from: number, end: number): boolean {
  if (end <= from) return true;
  const first = text[from] ?? 0;
  return (first <= 0x20 || first >= 0x7f) && text.toString('utf8', from, end).trim() === '';
}

export const newline = 10;
export const carriageReturn = 13;

/** The bytes of a byte order mark that the text begins with: 3 or 0. */
export function markBytes(text: Buffer): number {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0;
}
