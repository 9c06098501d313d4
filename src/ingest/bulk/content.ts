/** One pass over a file's bytes: what it holds is counted, and anything that the database cannot read as plain lines is noticed. */
import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface PlainLines {
  /** SHA-256 of all bytes. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly lineEnd: '\n' | '\r\n';
  /** Lines that are not blank, and their bytes without line ends. */
  readonly lines: number;
  readonly lineBytes: number;
  readonly hasEqualsSign: boolean;
  /** Characters that JavaScript counts as two. */
  readonly hasPairs: boolean;
}

const chunkBytes = 4 << 20;
const longestLine = 1 << 20;

const newline = 10;
const carriageReturn = 13;

/**
 * Undefined where the file is no UTF-8 text of lines that end in the same way, of at most a megabyte each, without NUL,
 * colour codes and the database's own delimiter. `onBytes` is told of the bytes read so far, and may throw to end it.
 */
export async function readPlainLines(path: string, onBytes: (bytes: number) => void): Promise<PlainLines | undefined> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const lines = new LineCounter();
    const buffer = Buffer.allocUnsafe(chunkBytes + longestLine);
    let kept = 0;
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, chunkBytes, null);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(kept, kept + bytesRead));
      bytes += bytesRead;
      const held = buffer.subarray(0, kept + bytesRead);
      const end = held.lastIndexOf(newline) + 1;
      if (!lines.add(held.subarray(0, end))) return undefined;
      kept = held.length - end;
      if (kept > longestLine) return undefined;
      buffer.copyWithin(0, end, held.length);
      onBytes(bytes);
    }
    if (!lines.add(buffer.subarray(0, kept))) return undefined;
    return { contentHash: hash.digest('hex'), bytes, ...lines.found() };
  } finally {
    await file.close();
  }
}

class LineCounter {
  #lines = 0;
  #lineBytes = 0;
  #hasEqualsSign = false;
  #hasPairs = false;
  /** Unknown until the first line end. */
  #returns: boolean | undefined;

  found(): Pick<PlainLines, 'lineEnd' | 'lines' | 'lineBytes' | 'hasEqualsSign' | 'hasPairs'> {
    return {
      lineEnd: this.#returns === true ? '\r\n' : '\n',
      lines: this.#lines,
      lineBytes: this.#lineBytes,
      hasEqualsSign: this.#hasEqualsSign,
      hasPairs: this.#hasPairs,
    };
  }

  /** Whole lines; false where something in them is odd. */
  add(text: Buffer): boolean {
    if (text.length === 0) return true;
    if (text.includes(0) || text.includes(0x1b) || text.includes('\u0001\u0002\u0003') || !isUtf8(text)) return false;
    if (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) return false;
    if (!this.#hasPairs && !isAscii(text))
      this.#hasPairs = [0xf0, 0xf1, 0xf2, 0xf3, 0xf4].some((b) => text.includes(b));
    if (!this.#hasEqualsSign) this.#hasEqualsSign = text.includes('=');
    if (this.#returns === undefined) {
      const end = text.indexOf(newline);
      this.#returns = end > 0 && text[end - 1] === carriageReturn;
    }
    if (!this.#returns && text.includes(carriageReturn)) return false;
    const trailing = this.#returns ? 1 : 0;
    for (let from = 0; from < text.length;) {
      const at = text.indexOf(newline, from);
      const next = at < 0 ? text.length : at;
      const end = at < 0 ? next : next - trailing;
      if (this.#returns) {
        const found = text.indexOf(carriageReturn, from);
        if (at < 0 ? found >= 0 : found !== end) return false;
      }
      if (next - from > longestLine) return false;
      if (!isBlank(text, from, end)) {
        this.#lines += 1;
        this.#lineBytes += end - from;
      }
      from = next + 1;
    }
    return true;
  }
}

function isBlank(text: Buffer, from: number, end: number): boolean {
  if (end <= from) return true;
  const first = text[from] ?? 0;
  return (first <= 0x20 || first >= 0x7f) && text.toString('utf8', from, end).trim() === '';
}
