/** What passes between the parts of the importer: bytes -> text -> events with times and fields -> the store. */
import type { Transforms } from '../knowledge/source-types.ts';
import type { Readable } from 'node:stream';

/** Content that must be unpacked to be read. */
export interface PackedContent {
  /** The content from its beginning; errors of the stream are ImportErrors. */
  open(): Promise<Readable>;
  /** What it begins with, unpacked. */
  readonly head: Buffer;
  /** The head is all of it. */
  readonly whole: boolean;
  /** Bytes of the file on disk read so far, where that tells how far reading has come. */
  bytesRead?(): number;
}

/** A file (or pasted text) that can be opened more than once. */
export interface InputSource {
  /** Absolute path, `archive.zip:member`, or a name for pasted text: what `source` will hold. */
  readonly name: string;
  /** Path on disk when there is one. */
  readonly path?: string;
  /** Pasted text, or standard input already spooled is a path. */
  readonly text?: string;
  readonly packed?: PackedContent;
  /** Bytes on disk (compressed size for compressed files). */
  readonly bytes: number;
  /** Modification time, epoch milliseconds; used for years that a file leaves out. */
  readonly modified: number;
}

export type TimeSource =
  'parsed' | 'year_inferred' | 'previous' | 'next' | 'file_name' | 'file_time' | 'current' | 'none';

/** An event as the reader gives it. `values` is aligned with the reader's `columns`, which may grow from batch to batch. */
export interface ReadEvent {
  readonly raw: string;
  /** Epoch microseconds, UTC; null where none. */
  readonly time: number | null;
  readonly timeSource: TimeSource;
  /** Where the time was read in `raw`, UTF-16 offsets; only filled when the reader was opened with `spans: true`. */
  readonly timeSpans: readonly { readonly start: number; readonly end: number }[];
  /** 1-based line of the (decoded) file. */
  readonly lineNumber: number;
  readonly lineCount: number;
  /** From the event itself (syslog), else the import's. */
  readonly host?: string;
  readonly values: readonly (string | readonly string[] | undefined)[];
}

export interface RejectedRecord {
  readonly raw: string;
  readonly lineNumber: number;
  readonly byteOffset: number;
  readonly reason: string;
}

/** A batch of events in file order. Bytes are of the file's content after decompression. */
export interface ReadBatch {
  readonly events: readonly ReadEvent[];
  readonly rejected: readonly RejectedRecord[];
  /** Bytes of the file on disk consumed so far, for progress. */
  readonly bytesDone: number;
}

/**
 * Where every byte of a file went, each kind counted by itself: contentBytes is the sum of all others. Texts count as UTF-8;
 * `decodingBytes` is how much longer the file is than its text, for a byte order mark or another charset. Below 0 where it is shorter.
 */
export interface ByteAccount {
  readonly contentBytes: number;
  readonly eventBytes: number;
  readonly separatorBytes: number;
  readonly headerBytes: number;
  readonly rejectedBytes: number;
  readonly decodingBytes: number;
  /** Of events that a transform sent to the null queue. */
  readonly discardedBytes?: number | undefined;
  readonly discardedEvents?: number | undefined;
}

/** Bytes that are in no event, no separator, and nothing else that was counted: 0 unless something was lost. */
export function lostBytes(account: ByteAccount): number {
  const { contentBytes, eventBytes, separatorBytes, headerBytes, rejectedBytes, decodingBytes } = account;
  return (
    contentBytes -
    (eventBytes + separatorBytes + headerBytes + rejectedBytes + decodingBytes + (account.discardedBytes ?? 0))
  );
}

export interface EventReader {
  /** Field names found so far; names are only ever added at the end. */
  readonly columns: readonly string[];
  batches(): AsyncGenerator<ReadBatch, void, void>;
  /** Valid once `batches` has ended. */
  account(): ByteAccount;
  readonly warnings: readonly string[];
}

export interface ReaderOptions {
  /** Zone of times that name none, where TZ is not set. */
  readonly timeZone?: string;
  /** Also tell where in the text each time stands. */
  readonly spans?: boolean;
  /** What TRANSFORMS- settings name. */
  readonly transforms?: Transforms | undefined;
  /** Bytes read at once; default a megabyte. Small pieces come sooner, and let others have a turn. */
  readonly pieceBytes?: number;
  /** Given every piece of the content, after decompression. */
  readonly onContent?: (bytes: Buffer) => void;
}
