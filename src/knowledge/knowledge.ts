/** Macros, saved searches, event types and tags, read from plain JSON files in the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knowledge, MacroDefinition } from '../spl/context.ts';

export const emptyKnowledge: Knowledge = {
  macros: new Map(),
  savedSearches: new Map(),
  eventTypes: new Map(),
  tags: new Map(),
};

/** `tags.json`: { "error": ["eventtype=failed_login", "host=web1"] }; `eventtypes.json` and `searches.json`: names and searches. `macros.json`: { "name(2)": { "arguments": ["a", "b"], "definition": "...", "isEval": false } }. Files that are not there are empty. */
export function readKnowledge(folder: string): Knowledge {
  return {
    macros: new Map(
      Object.entries(readObject(folder, 'macros.json')).flatMap(([name, value]) => {
        const macro = value as Partial<MacroDefinition>;
        return typeof macro.definition === 'string'
          ? [
              [
                name,
                {
                  arguments: macro.arguments ?? [],
                  definition: macro.definition,
                  isEval: macro.isEval === true,
                  ...(typeof macro.validation === 'string' ? { validation: macro.validation } : {}),
                  ...(typeof macro.errorMessage === 'string' ? { errorMessage: macro.errorMessage } : {}),
                },
              ] as const,
            ]
          : [];
      }),
    ),
    savedSearches: new Map(texts(folder, 'searches.json')),
    eventTypes: new Map(texts(folder, 'eventtypes.json')),
    tags: new Map(
      Object.entries(readObject(folder, 'tags.json')).map(([tag, pairs]) => [
        tag,
        (Array.isArray(pairs) ? pairs : []).flatMap((pair: unknown) => {
          const [, field, value] = typeof pair === 'string' ? (/^([^=]+)=(.*)$/s.exec(pair) ?? []) : [];
          return field === undefined || value === undefined ? [] : [{ field, value }];
        }),
      ]),
    ),
  };
}

function texts(folder: string, file: string): [string, string][] {
  return Object.entries(readObject(folder, file)).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
}

function readObject(folder: string, file: string): Record<string, unknown> {
  const path = join(folder, file);
  if (!existsSync(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
