/** A folder of JSON documents, one file each, named after what it holds. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Documents<T> {
  readonly documents: readonly T[];
  /** Files that are not what they should be; they stay where they are. */
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}

/** In the order of their names; nothing where there is no folder. */
export function readDocuments<T>(folder: string, schema: z.ZodType<T>): Documents<T> {
  const documents: T[] = [];
  const unreadable: { file: string; message: string }[] = [];
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  for (const file of files.sort()) {
    try {
      const read = schema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      if (read.success) documents.push(read.data);
      else unreadable.push({ file, message: z.prettifyError(read.error) });
    } catch (error) {
      unreadable.push({ file, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { documents, unreadable };
}

/** The file is there whole or not at all. */
export function saveDocument(folder: string, name: string, document: unknown): void {
  mkdirSync(folder, { recursive: true });
  const path = pathOf(folder, name);
  writeFileSync(`${path}.new`, `${JSON.stringify(document, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

export function deleteDocument(folder: string, name: string): void {
  rmSync(pathOf(folder, name), { force: true });
}

function pathOf(folder: string, name: string): string {
  return join(folder, `${encodeURIComponent(name).replaceAll('%20', ' ').replaceAll('*', '%2A').slice(0, 150)}.json`);
}
