/** Compressed bytes as a stream of what they hold: gzip, Zstandard, bzip2, xz. */
import { PassThrough, Readable, Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import unbzip2Stream from 'unbzip2-stream';
import xz from 'xz-decompress';
import { ImportError } from '../error.ts';

export type Compression = 'gzip' | 'Zstandard' | 'bzip2' | 'xz';

/** By the first bytes, whatever the name says. */
export function compressionOf(head: Buffer): Compression | undefined {
  if (head.length > 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length > 3 && head.readUInt32LE(0) === 0xfd2fb528) return 'Zstandard';
  if (head.length > 3 && (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50) return 'Zstandard';
  if (/^BZh[1-9](1AY&SY|\x17rE8P\x90)/.test(head.toString('latin1', 0, 10))) return 'bzip2';
  if (head.toString('latin1', 0, 6) === '\xfd7zXZ\0') return 'xz';
  return undefined;
}

export function uncompress(input: Readable, compression: Compression, name: string): Readable {
  const guard = new ExpansionGuard(name, input instanceof ExpansionGuard ? { within: input } : {});
  if (guard.depth > mostLayers) {
    input.destroy();
    guard.destroy(
      new ImportError(`${name} is packed more than ${mostLayers} times over. It was not read.`, {
        file: name,
        hint: 'Unpack it and import what it holds.',
      }),
    );
    return guard;
  }
  let end = Buffer.alloc(0);
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      guard.bytesIn += chunk.length;
      if (compression === 'xz') {
        // The library reads the first xz stream of a file only; the rest must not be lost without a word.
        const seam = Buffer.concat([end, chunk]);
        if (seam.includes(xzSeam)) {
          done(severalStreams(name));
          return;
        }
        end = seam.subarray(-xzSeam.length);
      }
      done(null, chunk);
    },
  });
  counted.on('error', (error) => guard.destroy(error));
  input.on('error', (error) => counted.destroy(error));
  input.pipe(counted);
  const output = plainStream(counted, compression);
  output.on('error', (error) => guard.destroy(error instanceof ImportError ? error : damaged(name, compression)));
  guard.on('close', () => {
    output.destroy();
    counted.destroy();
    input.destroy();
  });
  return output.pipe(guard);
}

/** The end of one xz stream and the beginning of another. */
const xzSeam = Buffer.from('YZ\xfd7zXZ\0', 'latin1');

function severalStreams(name: string): ImportError {
  return new ImportError(`${name} holds several xz files one after the other.`, {
    file: name,
    hint: 'Unpack it with xz -d and import what it held.',
  });
}

function damaged(name: string, compression: Compression): ImportError {
  return new ImportError(`${name} is damaged: its ${compression} compression cannot be read to the end.`, {
    file: name,
    hint: 'Get the file again.',
  });
}

function plainStream(input: Readable, compression: Compression): Readable {
  switch (compression) {
    case 'gzip': {
      const gunzip = createGunzip();
      input.on('error', (error) => gunzip.destroy(error));
      return input.pipe(gunzip);
    }
    case 'Zstandard': {
      const zstandard = new ZstandardStream();
      input.on('error', (error) => zstandard.destroy(error));
      return input.pipe(zstandard);
    }
    case 'bzip2':
      return bzip2Stream(input);
    case 'xz':
      return Readable.fromWeb(
        new xz.XzReadableStream(Readable.toWeb(input) as ReadableStream<Uint8Array>) as Parameters<
          typeof Readable.fromWeb
        >[0],
      );
  }
}

/** The library's stream is of an older kind that does not pass on errors and back pressure. */
function bzip2Stream(input: Readable): Readable {
  const output = new PassThrough();
  const stream = unbzip2Stream();
  stream.on('data', (chunk: Buffer) => {
    if (output.write(chunk)) return;
    stream.pause();
    output.once('drain', () => stream.resume());
  });
  stream.on('end', () => output.end());
  stream.on('error', (error: Error) => output.destroy(error));
  input.pipe(stream);
  return output;
}

class ZstandardStream extends Transform {
  readonly #decompress = new Decompress((data) => void this.push(Buffer.from(data)));

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#attempt(() => void this.#decompress.push(new Uint8Array(chunk)), done);
  }

  override _flush(done: TransformCallback): void {
    this.#attempt(() => void this.#decompress.push(new Uint8Array(0), true), done);
  }

  #attempt(step: () => void, done: TransformCallback): void {
    try {
      step();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** From this many bytes on, content may be at most so many times as large as what it was packed into. */
const suspiciousBytes = 1 << 30;
const mostExpansion = 300;
/** Nobody packs what is packed already so often. */
const mostLayers = 5;

/** Ends a stream that unpacks to far more than any log does: a file made to fill a disk. */
export class ExpansionGuard extends Transform {
  bytesIn = 0;
  #bytesOut = 0;
  readonly #name: string;
  readonly #limits: { readonly bytes: number; readonly times: number };
  /** Of what is packed several times over: the layer around this one. */
  readonly #within: ExpansionGuard | undefined;
  /** 1 for a layer that is in no other. */
  readonly depth: number;

  constructor(
    name: string,
    {
      within,
      limits = { bytes: suspiciousBytes, times: mostExpansion },
    }: {
      readonly within?: ExpansionGuard;
      readonly limits?: { readonly bytes: number; readonly times: number };
    } = {},
  ) {
    super();
    this.#name = name;
    this.#limits = limits;
    this.#within = within;
    this.depth = (within?.depth ?? 0) + 1;
  }

  /** Bytes of the outermost layer that were read. */
  get packedBytes(): number {
    return this.#within?.packedBytes ?? this.bytesIn;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#bytesOut += chunk.length;
    if (this.#bytesOut > this.#limits.bytes && this.#bytesOut > this.packedBytes * this.#limits.times) {
      done(
        new ImportError(
          `${this.#name} unpacks to more than ${this.#limits.times} times its size, as files do that were made to fill a disk. It was not read further.`,
          { file: this.#name, hint: 'If you trust it, unpack it and import what it holds.' },
        ),
      );
    } else done(null, chunk);
  }
}
