/** Files and folders that were opened last, newest first, kept beside the window's place. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';

const most = 10;

/** Those that are still there. */
export function recentFiles(): readonly string[] {
  return read().filter((path) => existsSync(path));
}

export function rememberFiles(paths: readonly string[]): void {
  if (paths.length === 0) return;
  const others = read().filter((path) => !paths.includes(path));
  try {
    mkdirSync(dirname(listFile()), { recursive: true });
    writeFileSync(listFile(), JSON.stringify([...paths, ...others].slice(0, most)));
  } catch {
    // A place that cannot be written to only costs the list.
  }
  // The lists that the system itself keeps, where it keeps any.
  for (const path of paths) app.addRecentDocument(path);
}

function listFile(): string {
  return join(app.getPath('userData'), 'recent-files.json');
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(listFile(), 'utf8'));
    return Array.isArray(kept) ? kept.filter((path): path is string => typeof path === 'string') : [];
  } catch {
    return [];
  }
}
