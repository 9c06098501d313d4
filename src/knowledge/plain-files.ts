/** The plain files beside the database. One that is not there, or holds something else, is empty. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseConf } from './conf-file.ts';
import type { Stanza } from './conf-file.ts';

export function readStanzas(path: string): readonly Stanza[] {
  return existsSync(path) ? parseConf(readFileSync(path, 'utf8')).stanzas : [];
}

export function readJsonObject(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The file is there whole or not at all. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

export function writeJson(path: string, content: unknown): void {
  writeWhole(path, `${JSON.stringify(content, null, 2)}\n`);
}
