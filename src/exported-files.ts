/** Files made of results, handed out piece by piece: the page cannot write files itself, and may not name any. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EngineProblem } from './protocol/index.ts';
import type { EngineMethods } from './protocol/index.ts';
import type { SearchJob } from './search/job.ts';

/** Bytes of a piece. */
const piece = 4 << 20;

export function exportMethods(
  folder: { readonly temporary: string },
  job: (id: string) => SearchJob,
): Pick<EngineMethods, 'search.parquet' | 'search.exported'> {
  const paths = new Map<string, string>();
  return {
    'search.parquet': async (params) => {
      const file = randomUUID();
      const path = join(folder.temporary, `export-${file}.parquet`);
      try {
        await job(params.job).writeParquet(path);
      } catch (error) {
        rmSync(path, { force: true });
        throw error;
      }
      paths.set(file, path);
      return { file, bytes: statSync(path).size };
    },
    'search.exported': async ({ file, offset }) => {
      const path = paths.get(file);
      if (path === undefined) throw new EngineProblem({ kind: 'request', message: 'This file is not there any more.' });
      const bytes = new Uint8Array(Math.min(piece, Math.max(0, statSync(path).size - offset)));
      const handle = openSync(path, 'r');
      try {
        readSync(handle, bytes, 0, bytes.length, offset);
      } finally {
        closeSync(handle);
      }
      const isLast = offset + bytes.length >= statSync(path).size;
      if (isLast) {
        paths.delete(file);
        rmSync(path, { force: true });
      }
      return { bytes, isLast };
    },
  };
}
