/** Saved source types: plain JSON files in the data folder, one each, and the fingerprints that pick them up. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SavedSourceType {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Shapes of files that are of this type. */
  readonly fingerprints: readonly string[];
}

export function readSourceTypes(folder: string): SavedSourceType[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      try {
        const parsed = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Partial<SavedSourceType>;
        if (typeof parsed.name !== 'string' || typeof parsed.settings !== 'object') return [];
        return [
          {
            name: parsed.name,
            description: parsed.description ?? '',
            category: parsed.category ?? 'Custom',
            settings: parsed.settings,
            fingerprints: parsed.fingerprints ?? [],
          },
        ];
      } catch {
        return [];
      }
    });
}

/** The file is there whole or not at all. A fingerprint belongs to the type that was saved with it last. */
export function saveSourceType(folder: string, type: SavedSourceType): void {
  mkdirSync(folder, { recursive: true });
  const before = readSourceTypes(folder);
  for (const other of before) {
    if (other.name === type.name || !other.fingerprints.some((f) => type.fingerprints.includes(f))) continue;
    write(folder, { ...other, fingerprints: other.fingerprints.filter((f) => !type.fingerprints.includes(f)) });
  }
  const own = before.find((other) => other.name === type.name);
  write(folder, { ...type, fingerprints: [...new Set([...(own?.fingerprints ?? []), ...type.fingerprints])] });
}

function write(folder: string, type: SavedSourceType): void {
  const path = join(folder, `${encodeURIComponent(type.name).replace(/\*/g, '%2A').slice(0, 150)}.json`);
  writeFileSync(`${path}.new`, `${JSON.stringify(type, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
