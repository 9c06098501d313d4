/** A path as an input: a plain file, a compressed one, or `archive.zip:member`. */
import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { resolve } from 'node:path';
import { ImportError } from '../error.ts';
import { fileSource } from '../input.ts';
import type { InputSource } from '../types.ts';
import { isTar, isZip, membersOf, openMember } from './archive.ts';
import type { Archive, Member } from './archive.ts';
import { compressionOf, uncompress } from './compression.ts';

/** Of packed content this much is unpacked for a look at it. */
const headBytes = 1 << 20;

/** Throws an ImportError where there is nothing to read, or several files. */
export async function openSource(path: string): Promise<InputSource> {
  const full = resolve(path);
  const place = existsSync(full) ? undefined : memberPlace(full);
  if (place !== undefined) {
    const archive = await archiveAt(place.path);
    if (archive !== undefined) return memberSource(archive, place.member);
  }
  const source = fileSource(full);
  const archive = await archiveAt(full);
  if (archive !== undefined) {
    const [only, ...others] = await membersOf(archive);
    if (only !== undefined && others.length === 0) return memberSource(archive, only.name);
    throw new ImportError(`${full} holds ${others.length + (only === undefined ? 0 : 1)} files.`, {
      file: full,
      hint: `Name one of them, such as ${full}:${only?.name ?? 'name'}.`,
    });
  }
  if (compressionOf(firstBytes(full)) === undefined) return source;
  let file: ReturnType<typeof createReadStream> | undefined;
  const open = async (): Promise<Readable> => {
    file = createReadStream(full, { highWaterMark: 1 << 20 });
    return plainContent(file, full);
  };
  return { ...source, packed: { open, bytesRead: () => file?.bytesRead ?? 0, ...(await headOf(await open())) } };
}

/** Files, with the members of archives in their place: `archive.zip:member`. */
export async function withMembers(
  files: readonly string[],
): Promise<{ readonly files: string[]; readonly skipped: string[] }> {
  const all: string[] = [];
  const skipped: string[] = [];
  for (const file of files) {
    try {
      const archive = await archiveAt(file);
      if (archive === undefined) all.push(file);
      else for (const member of await membersOf(archive)) all.push(`${file}:${member.name}`);
    } catch (error) {
      skipped.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { files: all, skipped };
}

/** `archive:member` in its parts. Either may hold colons itself: the longest path that is a file counts. */
export function memberPlace(full: string): { readonly path: string; readonly member: string } | undefined {
  for (let at = full.lastIndexOf(':'); at > 0; at = full.lastIndexOf(':', at - 1)) {
    const path = full.slice(0, at);
    if (existsSync(path) && statSync(path).isFile()) return { path, member: full.slice(at + 1) };
  }
  return undefined;
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(512);
    return buffer.subarray(0, readSync(file, buffer, 0, 512, 0));
  } finally {
    closeSync(file);
  }
}

async function archiveAt(path: string): Promise<Archive | undefined> {
  const head = firstBytes(path);
  if (isZip(head)) return { kind: 'zip', path };
  if (isTar(head)) return { kind: 'tar', path, compression: undefined };
  const compression = compressionOf(head);
  if (compression === undefined) return undefined;
  const { head: content } = await headOf(uncompress(createReadStream(path), compression, path), 512);
  return isTar(content) ? { kind: 'tar', path, compression } : undefined;
}

async function memberSource(archive: Archive, name: string): Promise<InputSource> {
  const full = `${archive.path}:${name}`;
  const member: Member | undefined = (await membersOf(archive)).find((one) => one.name === name);
  if (member === undefined)
    throw new ImportError(`There is no file ${name} in ${archive.path}.`, { file: full, hint: 'Check its name.' });
  const open = async (): Promise<Readable> => plainContent(await openMember(archive, name), full);
  return {
    name: full,
    path: archive.path,
    bytes: member.bytes,
    modified: member.modified,
    packed: { open, ...(await headOf(await open())) },
  };
}

/** Compression that the content itself has is undone as well. */
async function plainContent(stream: Readable, name: string): Promise<Readable> {
  const first = await new Promise<Buffer | null>((resolve, reject) => {
    const look = (): void => {
      const chunk = stream.read() as Buffer | null;
      if (chunk === null && !stream.readableEnded) return void stream.once('readable', look);
      stream.off('error', reject).off('end', end);
      // Put back before the stream can say that it has ended.
      if (chunk !== null) stream.unshift(chunk);
      resolve(chunk);
    };
    const end = (): void => resolve(null);
    stream.once('error', reject).once('end', end).once('readable', look);
  });
  if (first === null) {
    const empty = new PassThrough();
    empty.end();
    return empty;
  }
  const compression = compressionOf(first);
  return compression === undefined ? stream : plainContent(uncompress(stream, compression, name), name);
}

/** What the stream begins with; it is closed after. */
async function headOf(
  stream: Readable,
  bytes = headBytes,
): Promise<{ readonly head: Buffer; readonly whole: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bytes) break;
  }
  return { head: Buffer.concat(chunks).subarray(0, bytes), whole: length <= bytes };
}
