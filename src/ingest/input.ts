/** Opens files and pasted text: decompression, charset, and text in pieces that end at line ends, with an account of bytes. */
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { charsetOfBytes } from './charset.ts';
import { ImportError } from './error.ts';
import type { InputSource } from './types.ts';

/** A regular file; anything else (a folder, a pipe, a device) is refused by name. */
export function fileSource(path: string): InputSource {
  const full = resolve(path);
  let stat;
  try {
    stat = statSync(full);
  } catch {
    throw new ImportError(`There is no file ${full}.`, { file: full, hint: 'Check the path.' });
  }
  if (!stat.isFile())
    throw new ImportError(`${full} is no ordinary file.`, {
      file: full,
      hint: 'Pipes and devices cannot be imported; write them to a file first.',
    });
  return { name: full, path: full, bytes: stat.size, modified: stat.mtimeMs };
}

export function textSource(name: string, text: string): InputSource {
  return { name, text, bytes: Buffer.byteLength(text), modified: Date.now() };
}

/** The name without folders, without a compression ending. */
export function plainName(source: InputSource): string {
  const name = source.packed === undefined ? source.name : source.name.replace(/^.*:/, '');
  return basename(name).replace(/\.(gz|zst|bz2|xz)$/i, '');
}

/** Pieces of the content from the head, the middle and the tail; of a small file all of it. */
export function readSample(
  source: InputSource,
  bytes = 512 * 1024,
): { readonly head: Buffer; readonly middle: Buffer; readonly tail: Buffer; readonly whole: boolean } {
  const none = Buffer.alloc(0);
  if (source.path === undefined) {
    const all = Buffer.from(source.text ?? '');
    return { head: all, middle: none, tail: none, whole: true };
  }
  if (source.packed !== undefined)
    return { head: source.packed.head, middle: none, tail: none, whole: source.packed.whole };
  const file = openSync(source.path, 'r');
  try {
    const read = (position: number, length: number): Buffer => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, position));
    };
    const start = read(0, Math.min(bytes, source.bytes));
    if (source.bytes <= bytes) return { head: start, middle: none, tail: none, whole: true };
    return {
      head: start,
      middle: read(Math.floor(source.bytes / 2), bytes / 4),
      tail: read(Math.max(0, source.bytes - bytes / 4), bytes / 4),
      whole: false,
    };
  } finally {
    closeSync(file);
  }
}

/** Fewer letters than this beyond ASCII do not tell Central from Western Europe; the western charset is the commoner one. */
const fewLetters = 64;

export interface CharsetFinding {
  readonly charset: string;
  readonly why: string;
}

/** A byte order mark, else valid UTF-8, else zeros in every second place, else by the frequency of letters. */
export function findCharset(head: Buffer): CharsetFinding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { charset: 'UTF-8', why: 'it begins with the byte order mark of UTF-8' };
  if (head[0] === 0xff && head[1] === 0xfe)
    return { charset: 'UTF-16LE', why: 'it begins with the byte order mark of UTF-16LE' };
  if (head[0] === 0xfe && head[1] === 0xff)
    return { charset: 'UTF-16BE', why: 'it begins with the byte order mark of UTF-16BE' };
  const probe = head.subarray(0, 65_536);
  const zeros = [0, 0];
  for (let i = 0; i < probe.length; i += 1) if (probe[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > probe.length * 0.3) return { charset: 'UTF-16LE', why: 'every second byte is zero' };
  if (even > probe.length * 0.3) return { charset: 'UTF-16BE', why: 'every second byte is zero' };
  if (isUtf8(head)) return { charset: 'UTF-8', why: 'all of the sample is valid UTF-8' };
  let invalid = 0;
  const text = head.toString('utf8');
  for (const c of text) if (c === '\ufffd') invalid += 1;
  let high = 0;
  for (const byte of head) if (byte >= 0x80) high += 1;
  if (high > 8 && invalid / high < 0.15)
    return { charset: 'UTF-8', why: 'nearly all of the sample is valid UTF-8; a few bytes are not and are marked' };
  const known = charsetOfBytes(probe);
  const guess = known === 'windows-1252' && high >= fewLetters ? (chardet.detect(probe) ?? known) : known;
  // Of Western letters alone chardet knows better which of the related charsets it is.
  const charset = known === 'windows-1252' && !/^windows-125[0345678]$/i.test(guess) ? known : guess;
  return { charset, why: `it is no valid UTF-8, and its bytes look like ${charset}` };
}

function isUtf8(buffer: Buffer): boolean {
  // The sample may end inside a character.
  for (let cut = 0; cut < 4; cut += 1) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, buffer.length - cut));
      return true;
    } catch {
      // try without the last byte
    }
  }
  return false;
}

/** Whether text can be read in the charset of this name. */
export function isCharset(name: string): boolean {
  return iconv.encodingExists(name);
}

export function decode(buffer: Buffer, charset: string): string {
  const name = charset.toUpperCase();
  const text =
    name === 'UTF-8' || name === 'AUTO'
      ? buffer.toString('utf8')
      : iconv.decode(buffer, iconv.encodingExists(charset) ? charset : 'utf8', { stripBOM: false });
  return text;
}

export interface TextPiece {
  readonly text: string;
  /** Bytes of the file on disk read so far. */
  readonly bytesDone: number;
}

/**
 * The content as text in pieces of about `pieceBytes`. Pieces are cut anywhere between characters; a byte order mark stays out.
 * `onContent` is given the decompressed bytes.
 */
export async function* readText(
  source: InputSource,
  charset: string,
  onContent: (bytes: Buffer) => void,
  pieceBytes = 1 << 20,
): AsyncGenerator<TextPiece, void, void> {
  if (source.path === undefined) {
    onContent(Buffer.from(source.text ?? ''));
    yield { text: (source.text ?? '').replace(/^\ufeff/, ''), bytesDone: source.bytes };
    return;
  }
  const { packed } = source;
  const stream: Readable =
    packed === undefined ? createReadStream(source.path, { highWaterMark: pieceBytes }) : await packed.open();
  const utf8 = /^utf-?8$|^auto$|^(us-)?ascii$/i.test(charset);
  const decoder = utf8 ? undefined : iconv.getDecoder(iconv.encodingExists(charset) ? charset : 'utf8');
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  let done = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    onContent(bytes);
    done = packed?.bytesRead === undefined ? done + bytes.length : packed.bytesRead();
    let text: string;
    if (decoder !== undefined) text = decoder.write(bytes);
    else {
      const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
      const cut = completeUtf8(joined);
      text = joined.toString('utf8', 0, cut);
      rest = cut < joined.length ? Buffer.from(joined.subarray(cut)) : Buffer.alloc(0);
    }
    if (first && text !== '') {
      text = text.replace(/^\ufeff/, '');
      first = false;
    }
    yield { text, bytesDone: Math.min(done, source.bytes) };
  }
  const last = decoder === undefined ? rest.toString('utf8') : (decoder.end() ?? '');
  if (last !== '') yield { text: last, bytesDone: source.bytes };
}

/** Length of the buffer without a character that is cut off at its end. */
function completeUtf8(buffer: Buffer): number {
  for (let back = 1; back <= Math.min(3, buffer.length); back += 1) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte < 0x80) return buffer.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? buffer.length - back : buffer.length;
    }
  }
  return buffer.length;
}
