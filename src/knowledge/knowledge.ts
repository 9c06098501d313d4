/** Macros, saved searches, event types and tags, read from plain files in the data folder: stanzas as Splunk writes them, or JSON. */
import { join } from 'node:path';
import type { Knowledge, MacroDefinition } from '../spl/context.ts';
import type { Stanza } from './conf-file.ts';
import { readJsonObject, readStanzas } from './plain-files.ts';

export const emptyKnowledge: Knowledge = {
  macros: new Map(),
  savedSearches: new Map(),
  eventTypes: new Map(),
  tags: new Map(),
};

/**
 * `macros.conf`, `savedsearches.conf`, `eventtypes.conf` and `tags.conf`, with the settings that Splunk documents for each;
 * beside them `macros.json` ({ "name(2)": { "arguments": ["a", "b"], "definition": "..." } }), `searches.json` and
 * `eventtypes.json` ({ "name": "search" }). A stanza wins over JSON. Files that are not there are empty.
 */
export function readKnowledge(folder: string): Knowledge {
  const disabled = (stanza: Stanza): boolean => /^(1|true|t|yes)$/i.test(stanza.settings.disabled ?? '');
  const stanzas = (file: string): Stanza[] => readStanzas(join(folder, file)).filter((stanza) => !disabled(stanza));
  const searchesOf = (file: string): [string, string][] =>
    stanzas(file).flatMap(({ name, settings }) => (settings.search === undefined ? [] : [[name, settings.search]]));
  return {
    macros: new Map([...jsonMacros(folder), ...stanzas('macros.conf').flatMap(macroOf)]),
    savedSearches: new Map([...texts(folder, 'searches.json'), ...searchesOf('savedsearches.conf')]),
    eventTypes: new Map([...texts(folder, 'eventtypes.json'), ...searchesOf('eventtypes.conf')]),
    tags: new Map([...jsonTags(folder), ...tagsOf(stanzas('tags.conf'))]),
  };
}

/** [name(2)] with args, definition and iseval. */
function macroOf({ name, settings }: Stanza): [string, MacroDefinition][] {
  if (settings.definition === undefined) return [];
  const given = (settings.args ?? '').split(',').map((one) => one.trim());
  return [
    [
      name,
      {
        arguments: given.filter((one) => one !== ''),
        definition: settings.definition,
        isEval: /^(1|true|t|yes)$/i.test(settings.iseval ?? ''),
        ...(settings.validation === undefined ? {} : { validation: settings.validation }),
        ...(settings.errormsg === undefined ? {} : { errorMessage: settings.errormsg }),
      },
    ],
  ];
}

/** [field=value] with tag = enabled; a value may be written as in a URL. */
function tagsOf(stanzas: readonly Stanza[]): Knowledge['tags'] {
  const tags = new Map<string, { readonly field: string; readonly value: string }[]>();
  for (const { name, settings } of stanzas) {
    const at = name.indexOf('=');
    if (at <= 0) continue;
    const pair = { field: name.slice(0, at).trim(), value: decoded(name.slice(at + 1).trim()) };
    for (const [tag, state] of Object.entries(settings)) {
      if (state.toLowerCase() === 'enabled') tags.set(tag, [...(tags.get(tag) ?? []), pair]);
    }
  }
  return tags;
}

function jsonTags(folder: string): [string, { readonly field: string; readonly value: string }[]][] {
  return Object.entries(readJsonObject(join(folder, 'tags.json'))).map(([tag, pairs]) => [
    tag,
    (Array.isArray(pairs) ? pairs : []).flatMap((pair: unknown) => {
      const [, field, value] = typeof pair === 'string' ? (/^([^=]+)=(.*)$/s.exec(pair) ?? []) : [];
      return field === undefined || value === undefined ? [] : [{ field, value }];
    }),
  ]);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function jsonMacros(folder: string): [string, MacroDefinition][] {
  return Object.entries(readJsonObject(join(folder, 'macros.json'))).flatMap(
    ([name, value]): [string, MacroDefinition][] => {
      const macro = value as Partial<MacroDefinition>;
      if (typeof macro.definition !== 'string') return [];
      return [
        [
          name,
          {
            arguments: macro.arguments ?? [],
            definition: macro.definition,
            isEval: macro.isEval === true,
            ...(typeof macro.validation === 'string' ? { validation: macro.validation } : {}),
            ...(typeof macro.errorMessage === 'string' ? { errorMessage: macro.errorMessage } : {}),
          },
        ],
      ];
    },
  );
}

function texts(folder: string, file: string): [string, string][] {
  return Object.entries(readJsonObject(join(folder, file))).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
}
