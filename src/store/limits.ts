/**
 * How much memory and how much of the disk the engine may take. Set in settings.json in the data folder, such as
 * {"memory": "2 GB", "temporaryDisk": "50 GB"}; what is not set comes from the machine.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { freeBytes } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';

export interface Limits {
  /** Bytes that the database may hold in memory. */
  readonly memory: number;
  /** Bytes of temporary files that it may write where memory does not suffice. */
  readonly temporaryDisk: number;
}

/** With less the database cannot do much. */
const least: Limits = { memory: 256 * 2 ** 20, temporaryDisk: 16 * 2 ** 20 };

const units = { MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 } as const;

/** What a setting says: a size with its unit, or bytes; undefined where it is neither. */
function bytesOf(value: unknown): number | undefined {
  // A few bytes are a size whose unit was forgotten.
  if (typeof value === 'number') return value >= units.MB ? Math.floor(value) : undefined;
  const [, number, unit] = (typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*([MGT]B)\s*$/i.exec(value) : null) ?? [];
  const factor = new Map<string, number>(Object.entries(units)).get(unit?.toUpperCase() ?? '');
  return number === undefined || factor === undefined ? undefined : Math.floor(Number(number) * factor);
}

/** A quarter of the machine's memory, at most 4 GB; half of what is free on the disk. */
export function limitsOfMachine(folder: DataFolder): Limits {
  let free = 10 * 2 ** 30;
  try {
    free = freeBytes(folder);
  } catch {
    // A disk that does not tell is taken to have room.
  }
  return { memory: Math.min(4 * 2 ** 30, Math.floor(totalmem() / 4)), temporaryDisk: Math.floor(free / 2) };
}

/** What the file says; what it says wrongly is told and left out. */
export function readSetLimits(folder: DataFolder, problems: string[] = []): Partial<Limits> {
  const set: { -readonly [K in keyof Limits]?: Limits[K] } = {};
  for (const [key, value] of Object.entries(readSettings(folder.settings, problems))) {
    if (key !== 'memory' && key !== 'temporaryDisk') {
      problems.push(`${folder.settings}: there is no setting "${key}"; there are memory and temporaryDisk.`);
      continue;
    }
    const bytes = bytesOf(value);
    if (bytes === undefined)
      problems.push(`${folder.settings}: ${key} is no size; write for example "2 GB" or "500 MB".`);
    else set[key] = bytes;
  }
  return set;
}

/** A limit that is left out comes from the machine again. Holds from the next opening on. */
export function writeSetLimits(folder: DataFolder, limits: Partial<Limits>): void {
  const spelled = Object.entries(limits).map(([key, bytes]) => [key, sizeText(bytes)]);
  writeFileSync(folder.settings, `${JSON.stringify(Object.fromEntries(spelled), null, 2)}\n`);
}

function sizeText(bytes: number): string | number {
  const unit = bytes % units.GB === 0 ? 'GB' : 'MB';
  return bytes % units[unit] === 0 ? `${bytes / units[unit]} ${unit}` : bytes;
}

/** `given` goes before the file, whatever it is. Problems of the file are told; what it says wrongly is not followed. */
export function readLimits(
  folder: DataFolder,
  given: Partial<Limits> = {},
): { readonly limits: Limits; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const set = readSetLimits(folder, problems);
  const wanted = { ...limitsOfMachine(folder), ...set };
  return {
    limits: {
      memory: Math.max(least.memory, wanted.memory),
      temporaryDisk: Math.max(least.temporaryDisk, wanted.temporaryDisk),
      ...given,
    },
    problems,
  };
}

function readSettings(path: string, problems: string[]): object {
  if (!existsSync(path)) return {};
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
    problems.push(`${path} holds no object; it is not followed.`);
  } catch (error) {
    problems.push(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return {};
}
