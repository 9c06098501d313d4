/** What the indexes take on the disk, and how long they are kept. */
import { useEffect } from 'react';
import type { DiskUse, Removal, Retention } from '../../src/protocol/index.ts';
import { currentEngine, useEngineConnection } from '../app/engine.ts';
import { createStore, useStore } from '../ui/store.ts';
import { useDataSummary } from './summary-store.ts';

interface Storage {
  /** Undefined until the engine answered. */
  readonly disk: DiskUse | undefined;
  readonly rules: readonly Retention[];
  readonly removals: readonly Removal[];
}

const storage = createStore<Storage>({ disk: undefined, rules: [], removals: [] });

export async function refreshStorage(): Promise<void> {
  const engine = currentEngine();
  const [disk, retention] = await Promise.all([engine.call('data.disk', {}), engine.call('retention.list', {})]);
  storage.set({ disk, ...retention });
}

/** Asked again whenever what is stored changed. */
export function useStorage(): Storage {
  const { generation } = useEngineConnection();
  const { imports } = useDataSummary();
  useEffect(() => void refreshStorage().catch(() => undefined), [generation, imports]);
  return useStore(storage);
}
