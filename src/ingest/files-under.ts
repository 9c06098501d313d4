/** The files that a dropped folder stands for. */
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withMembers } from './packed/open.ts';

/**
 * Files of a folder, recursively, and of archives (`archive.zip:member`); a file gives itself. Hidden ones, pipes, devices and
 * links in a circle are left out.
 */
export async function filesUnder(path: string): Promise<{ readonly files: string[]; readonly skipped: string[] }> {
  const found = plainFilesUnder(path);
  const opened = await withMembers(found.files);
  return { files: opened.files, skipped: [...found.skipped, ...opened.skipped] };
}

function plainFilesUnder(path: string): { readonly files: string[]; readonly skipped: string[] } {
  const files: string[] = [];
  const skipped: string[] = [];
  const seen = new Set<string>();
  const visit = (at: string, top: boolean): void => {
    const stat = top ? statSync(at) : lstatSync(at);
    if (stat.isSymbolicLink()) {
      if (!existsSync(at)) return void skipped.push(`${at}: the link leads nowhere`);
      return visitReal(realpathSync(at));
    }
    if (stat.isDirectory()) return visitReal(realpathSync(at));
    if (stat.isFile()) addFile(at);
    else skipped.push(`${at}: no ordinary file`);
  };
  const addFile = (at: string): void => {
    const real = realpathSync(at);
    if (seen.has(real)) return;
    seen.add(real);
    files.push(at);
  };
  const visitReal = (real: string): void => {
    if (!statSync(real).isDirectory()) return visit(real, true);
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of readdirSync(real).sort()) if (!entry.startsWith('.')) visit(join(real, entry), false);
  };
  visit(resolve(path), true);
  return { files, skipped };
}
