/** What searches can name: lookups, macros, saved searches and event types of the data folder. */
import { existsSync, readdirSync } from 'node:fs';
import type { Names } from '../protocol/index.ts';
import { readKnowledge } from './knowledge.ts';

export function namesIn(folder: { readonly lookups: string; readonly knowledge: string }): Names {
  const { macros, savedSearches, eventTypes } = readKnowledge(folder.knowledge);
  return {
    lookups: existsSync(folder.lookups) ? readdirSync(folder.lookups).sort() : [],
    macros: [...macros].map(([name, macro]) => ({
      name: name.replace(/\(\d+\)$/, ''),
      arguments: [...macro.arguments],
      definition: macro.definition,
    })),
    savedSearches: [...savedSearches.keys()],
    eventTypes: [...eventTypes.keys()],
  };
}
