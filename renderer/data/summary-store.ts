/** What is stored: asked again whenever it may have changed, shared by all pages. */
import type { FieldInfo, ImportInfo, IndexInfo, Names, SourceTypeInfo } from '../../src/protocol/index.ts';
import { currentEngine } from '../app/engine.ts';
import { createStore, useStore } from '../ui/store.ts';

export interface DataSummary {
  /** Undefined until the engine answered once. */
  readonly indexes: readonly IndexInfo[] | undefined;
  readonly imports: readonly ImportInfo[];
  readonly fields: readonly FieldInfo[];
  readonly sourceTypes: readonly SourceTypeInfo[];
  /** Lookups, macros and the like that searches can name. */
  readonly names: Names;
  /** What the engine says on opening, such as a data folder that was mended. */
  readonly notices: readonly string[];
  /** Its path, for people to read; undefined until the engine answered. */
  readonly dataFolder: string | undefined;
  readonly error: unknown;
}

const noNames: Names = { lookups: [], macros: [], savedSearches: [], eventTypes: [] };

const summary = createStore<DataSummary>({
  indexes: undefined,
  imports: [],
  fields: [],
  sourceTypes: [],
  names: noNames,
  notices: [],
  dataFolder: undefined,
  error: undefined,
});

export function useDataSummary(): DataSummary {
  return useStore(summary);
}

/** Events that were imported with a source type. */
export function eventsOf({ imports }: DataSummary, sourceType: string): number {
  return imports.filter(({ sourcetype }) => sourcetype === sourceType).reduce((sum, { events }) => sum + events, 0);
}

export async function refreshData(): Promise<void> {
  try {
    const engine = currentEngine();
    const { notices, dataFolder } = await engine.call('engine.hello', {});
    const [{ indexes }, { imports }, { fields }, { sourcetypes }, names] = await Promise.all([
      engine.call('data.indexes', {}),
      engine.call('data.imports', {}),
      engine.call('data.fields', {}),
      engine.call('sourcetype.list', {}),
      engine.call('language.names', {}),
    ]);
    summary.set({ indexes, imports, fields, sourceTypes: sourcetypes, names, notices, dataFolder, error: undefined });
  } catch (error) {
    summary.update((now) => ({ ...now, error }));
  }
}
