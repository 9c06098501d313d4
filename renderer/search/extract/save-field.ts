/** Keeps an extraction with its source type, where every search from now on finds it. */
import type { SourceTypeInfo } from '../../../src/protocol/index.ts';
import { currentEngine } from '../../app/engine.ts';
import { refreshData } from '../../data/summary-store.ts';

/** `known`: the source type as it is now, with all its settings; undefined where none has its name. */
export async function saveField(
  sourcetype: string,
  known: SourceTypeInfo | undefined,
  field: string,
  expression: string,
): Promise<void> {
  await currentEngine().call('sourcetype.save', {
    name: sourcetype,
    description: known?.description ?? '',
    ...(known === undefined ? {} : { category: known.category }),
    keepsImported: true,
    settings: { ...(known?.origin === 'saved' ? known.settings : {}), [`EXTRACT-${field}`]: expression },
  });
  await refreshData();
}

/** Why a field cannot have this name; undefined where it can. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'Give the field a name.';
  if (!/^[A-Za-z]\w*$/.test(name)) return 'Letters, digits and _; a letter first.';
  if (/^(source|sourcetype|index|host|punct|linecount)$/.test(name)) return 'Every event has a field of this name.';
  return undefined;
}
