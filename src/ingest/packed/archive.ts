/** Archives of files: zip, tar, and tar in any compression. Each member is a file of its own. */
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { open as openZipCallback } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ImportError } from '../error.ts';
import { ExpansionGuard, uncompress } from './compression.ts';
import type { Compression } from './compression.ts';

export type Archive =
  | { readonly kind: 'zip'; readonly path: string }
  | { readonly kind: 'tar'; readonly path: string; readonly compression: Compression | undefined };

export interface Member {
  /** Path inside the archive. */
  readonly name: string;
  /** Of its content, unpacked. */
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly modified: number;
}

const mostMembers = 100_000;

export function isZip(head: Buffer): boolean {
  return /^PK(\x03\x04|\x05\x06)/.test(head.toString('latin1', 0, 4));
}
export function isTar(head: Buffer): boolean {
  return head.length >= 262 && head.toString('latin1', 257, 262) === 'ustar';
}

/** Folders, and files that systems add for themselves, are left out. */
function isContent(name: string): boolean {
  return !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.[^/]+$|PaxHeader)/.test(name);
}

export async function membersOf(archive: Archive): Promise<Member[]> {
  const members: Member[] = [];
  const add = (member: Member): void => {
    if (members.length >= mostMembers)
      throw new ImportError(`${archive.path} holds more than ${mostMembers} files.`, {
        file: archive.path,
        hint: 'Unpack it and import the folder.',
      });
    if (isContent(member.name)) members.push(member);
  };
  if (archive.kind === 'zip') {
    const zip = await openZip(archive.path);
    try {
      for await (const entry of entriesOf(zip))
        add({ name: entry.fileName, bytes: entry.uncompressedSize, modified: entry.getLastModDate().getTime() });
    } finally {
      zip.close();
    }
    return members;
  }
  await walkTar(archive, (header) => {
    if (header.type === 'file')
      add({ name: header.name, bytes: header.size ?? 0, modified: header.mtime?.getTime() ?? Date.now() });
    return undefined;
  });
  return members;
}

/** The content of one member. The archive is read up to it, and closed when the stream ends. */
export async function openMember(archive: Archive, name: string): Promise<Readable> {
  if (archive.kind === 'zip') {
    const zip = await openZip(archive.path);
    for await (const entry of entriesOf(zip)) {
      if (entry.fileName !== name) continue;
      const guard = new ExpansionGuard(`${archive.path}:${name}`);
      guard.bytesIn = entry.compressedSize;
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null || stream === undefined) {
          guard.destroy(unreadable(archive.path, name, error));
          return;
        }
        stream.on('error', (cause: Error) => guard.destroy(unreadable(archive.path, name, cause)));
        stream.pipe(guard);
      });
      guard.on('close', () => zip.close());
      return guard;
    }
    zip.close();
    throw missing(archive.path, name);
  }
  return new Promise((resolve, reject) => {
    const output = new PassThrough();
    let found = false;
    walkTar(archive, (header, stream) => {
      if (header.name !== name || header.type !== 'file') return undefined;
      found = true;
      stream.on('error', (error: Error) => output.destroy(error));
      output.on('close', () => stream.destroy());
      stream.pipe(output);
      resolve(output);
      return output;
    }).then(
      () => (found ? undefined : reject(missing(archive.path, name))),
      (error: unknown) => {
        const problem = error instanceof Error ? error : new Error(String(error));
        if (found) output.destroy(problem);
        else reject(problem);
      },
    );
  });
}

function missing(path: string, name: string): ImportError {
  return new ImportError(`There is no file ${name} in ${path}.`, { file: path, hint: 'Check its name.' });
}

function unreadable(path: string, name: string, cause: Error | null): ImportError {
  return new ImportError(`${name} in ${path} cannot be unpacked: ${cause?.message ?? 'it is damaged'}.`, {
    file: path,
    hint: 'Encrypted and unusually packed files must be unpacked by another program first.',
  });
}

/** `take` gives the stream that a member's content goes to, if it wants it; what follows such a member is not read. */
async function walkTar(
  archive: Archive & { readonly kind: 'tar' },
  take: (
    header: { readonly name: string; readonly type?: string | null; readonly size?: number; readonly mtime?: Date },
    stream: Readable,
  ) => PassThrough | undefined,
): Promise<void> {
  const file = createReadStream(archive.path, { highWaterMark: 1 << 18 });
  const plain = archive.compression === undefined ? file : uncompress(file, archive.compression, archive.path);
  const reader = extract();
  plain.on('error', (error: Error) => reader.destroy(error));
  plain.pipe(reader);
  try {
    for await (const entry of reader) {
      const taker = take(entry.header as Parameters<typeof take>[0], entry);
      if (taker !== undefined) {
        await new Promise<void>((resolve) => taker.once('close', resolve));
        return;
      }
      entry.resume();
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`${archive.path} is damaged: it cannot be unpacked to the end.`, {
      file: archive.path,
      hint: 'Get the file again.',
    });
  } finally {
    plain.destroy();
    file.destroy();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openZipCallback(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error !== null || zip === undefined)
        reject(
          new ImportError(`${path} is damaged: its list of files cannot be read.`, {
            file: path,
            hint: 'Get the file again.',
          }),
        );
      else resolve(zip);
    });
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry, void, void> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      const done = (): void => {
        zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
      };
      const onEntry = (found: Entry): void => (done(), resolve(found));
      const onEnd = (): void => (done(), resolve(undefined));
      const onError = (error: Error): void => (done(), reject(error));
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}
