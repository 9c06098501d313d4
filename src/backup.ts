/**
 * A data folder as one file, and back. The file is a tar; its last member, backup.json, has the size and the SHA-256 of every
 * other. Whatever is written is read again and compared before it gets its name.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import { z } from 'zod';
import { dataFolderAt, lockFolder, reason } from './store/data-folder.ts';
import type { DataFolder } from './store/data-folder.ts';
import { openDatabase } from './store/database.ts';
import { StoreError } from './store/error.ts';
import { version } from './version.ts';

const listName = 'backup.json';

const listSchema = z.object({
  grotto: z.string(),
  at: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});
type BackupList = z.infer<typeof listSchema>;
type Member = BackupList['files'][number];

export interface BackedUp {
  readonly file: string;
  readonly files: number;
  readonly bytes: number;
}

/** Throws a StoreError where the folder is in use, or where there is a file of that name. */
export async function backUp(dataFolder: string, file: string): Promise<BackedUp> {
  const folder = dataFolderAt(dataFolder);
  const target = resolve(file);
  if (!existsSync(folder.database)) throw new StoreError(`There is no data in ${folder.root} to back up.`);
  if (existsSync(target)) throw new StoreError(`${target} is there already.`, 'Choose another name, or move it away.');
  if (`${target}${sep}`.startsWith(`${folder.root}${sep}`))
    throw new StoreError(`${target} is inside the data folder.`, 'Choose a place outside of it, best on another disk.');
  if (!existsSync(dirname(target))) throw new StoreError(`There is no folder ${dirname(target)}.`, 'Make it first.');
  const unlock = lockFolder(folder);
  const partial = `${target}.partial`;
  try {
    // Nothing may be left in the log beside the database: it is not part of a backup.
    await checkpoint(folder);
    const list = await writeTar(folder, partial);
    await readTar(partial, async (_, content) => content.resume(), list);
    renameSync(partial, target);
    return { file: target, files: list.files.length, bytes: statSync(target).size };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `The backup could not be written: ${reason(error)}.`,
      'Nothing was changed in the data folder.',
    );
  } finally {
    rmSync(partial, { force: true });
    unlock();
  }
}

/** Throws a StoreError unless the folder is empty or not there yet, and where the file is no whole backup. */
export async function restore(file: string, into: string): Promise<BackedUp> {
  const source = resolve(file);
  const root = resolve(into);
  if (!existsSync(source)) throw new StoreError(`There is no file ${source}.`, 'Check the path.');
  if (existsSync(root) && readdirSync(root).length > 0)
    throw new StoreError(`The folder ${root} is not empty; nothing was changed.`, 'Name an empty one with --into.');
  const partial = `${root}.partial`;
  if (existsSync(partial))
    throw new StoreError(`${partial} is there, left by a restore that was stopped.`, 'Remove it and try again.');
  try {
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    const list = await readTar(source, async (path, content) => {
      const place = join(partial, path);
      mkdirSync(dirname(place), { recursive: true });
      await pipeline(content, createWriteStream(place));
    });
    rmSync(root, { recursive: true, force: true });
    renameSync(partial, root);
    return { file: source, files: list.files.length, bytes: list.files.reduce((sum, one) => sum + one.bytes, 0) };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(`${source} could not be restored: ${reason(error)}.`, 'Nothing was changed.');
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function checkpoint(folder: DataFolder): Promise<void> {
  mkdirSync(folder.temporary, { recursive: true });
  const database = await openDatabase(folder);
  const connection = await database.connect();
  try {
    const [notice] = database.notices;
    if (notice !== undefined) throw new StoreError(notice, 'Run grotto doctor --repair before you make a backup.');
    await connection.run('CHECKPOINT');
  } finally {
    connection.closeSync();
    database.close();
  }
}

/** Files of a data folder that are worth keeping, by their path in it. What was set aside and what is temporary are not. */
function keptFiles(folder: DataFolder): string[] {
  const places = [
    folder.database,
    folder.manifest,
    folder.rebuild,
    folder.settings,
    folder.sourceTypes,
    folder.lookups,
    folder.places,
    folder.knowledge,
    folder.reports,
    folder.dashboards,
  ];
  const files: string[] = [];
  const visit = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else if (statSync(path).isFile()) files.push(relative(folder.root, path));
  };
  places.forEach(visit);
  return files;
}

async function writeTar(folder: DataFolder, path: string): Promise<BackupList> {
  const tar = pack();
  const written = pipeline(tar, createWriteStream(path, { mode: 0o600 }));
  // Told where it is waited for.
  written.catch(() => undefined);
  const files: Member[] = [];
  for (const name of keptFiles(folder)) {
    const place = join(folder.root, name);
    const bytes = statSync(place).size;
    const hash = createHash('sha256');
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const member = name.split(sep).join('/');
    await Promise.race([
      pipeline(createReadStream(place), counted, tar.entry({ name: member, size: bytes })),
      written.then(() => Promise.reject(new Error('the file was closed'))),
    ]);
    files.push({ path: member, bytes, sha256: hash.digest('hex') });
  }
  const list: BackupList = { grotto: version, at: new Date().toISOString(), files };
  await addText(tar, listName, `${JSON.stringify(list, null, 2)}\n`);
  tar.finalize();
  await written;
  return list;
}

function addText(tar: Pack, name: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name }, text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Gives each member to `take`, which reads it, and compares all with the list at the end, and that with `expected`. */
async function readTar(
  path: string,
  take: (path: string, content: Readable) => Promise<unknown>,
  expected?: BackupList,
): Promise<BackupList> {
  const reader = extract();
  const reading = pipeline(createReadStream(path), reader);
  reading.catch(() => undefined);
  const found: Member[] = [];
  let list: BackupList | undefined;
  try {
    for await (const entry of reader) {
      const { name, type } = entry.header;
      if (type !== 'file' || !isPlainPath(name)) throw noBackup(path, `it holds ${name}`);
      if (name === listName) {
        list = readList(await textOf(entry), path);
        continue;
      }
      const hash = createHash('sha256');
      let bytes = 0;
      const counted = new Transform({
        transform(chunk: Buffer, _, done) {
          hash.update(chunk);
          bytes += chunk.length;
          done(null, chunk);
        },
      });
      await Promise.all([take(name, counted), pipeline(entry, counted)]);
      found.push({ path: name, bytes, sha256: hash.digest('hex') });
    }
    await reading;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw noBackup(path, reason(error));
  } finally {
    reader.destroy();
  }
  if (list === undefined) throw noBackup(path, `${listName} is not in it: it was cut off, or is another kind of file`);
  compare(path, list.files, found);
  if (expected !== undefined) compare(path, expected.files, found);
  return list;
}

function compare(path: string, said: readonly Member[], found: readonly Member[]): void {
  const byPath = new Map(found.map((one) => [one.path, one]));
  for (const one of said) {
    const there = byPath.get(one.path);
    byPath.delete(one.path);
    if (there === undefined) throw noBackup(path, `${one.path} is missing`);
    if (there.bytes !== one.bytes || there.sha256 !== one.sha256)
      throw noBackup(path, `${one.path} is not what was backed up`);
  }
  const [more] = byPath.keys();
  if (more !== undefined) throw noBackup(path, `${more} was added`);
}

/** Inside the folder, and nowhere else. */
function isPlainPath(name: string): boolean {
  return /^[^/\\:\0]+(\/[^/\\:\0]+)*$/.test(name) && !name.split('/').some((part) => part === '.' || part === '..');
}

const longestList = 64 << 20;

async function textOf(entry: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestList) throw new Error(`${listName} is too long`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function readList(text: string, path: string): BackupList {
  try {
    return listSchema.parse(JSON.parse(text));
  } catch {
    throw noBackup(path, `its ${listName} cannot be read`);
  }
}

function noBackup(path: string, why: string): StoreError {
  return new StoreError(`${path} is no whole backup: ${why}.`, 'Use another copy of it. Nothing was changed.');
}
