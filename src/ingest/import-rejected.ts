/** Rejected records read once more, with other settings: what comes of them takes their place. */
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportedFile } from '../protocol/index.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { Database } from '../store/database.ts';
import { rejectedOf } from '../store/imports.ts';
import { ImportError } from './error.ts';
import { importInput } from './import-job.ts';
import { fileSource } from './input.ts';
import type { Hints } from './understanding/types.ts';

/** Into the index that the import went into, as events of its file. Throws where it rejected nothing. */
export async function importRejected(
  importId: number,
  folder: DataFolder,
  database: Database,
  hints: Hints & { readonly signal?: AbortSignal },
): Promise<ImportedFile> {
  const connection = await database.connect();
  const found = await rejectedOf(connection, importId).finally(() => connection.closeSync());
  if (found === undefined)
    throw new ImportError(`Import ${importId} has no rejected records.`, {
      hint: 'index=_rejected | stats count by source shows which files have some.',
    });
  const path = join(folder.temporary, `rejected-${randomUUID()}`);
  try {
    writeFileSync(path, found.texts.map((text) => `${text}\n`).join(''));
    return await importInput({ ...fileSource(path), name: found.file }, folder, database, {
      sourcetype: found.sourcetype,
      ...hints,
      index: found.index,
      host: found.host,
      again: true,
      wasRejectedBy: importId,
    });
  } finally {
    rmSync(path, { force: true });
  }
}
