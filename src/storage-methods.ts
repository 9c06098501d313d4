/** What callers can ask about stored events, the room they take, and how long they are kept. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonObject, writeJson } from './knowledge/plain-files.ts';
import { removalSchema, retentionSchema } from './protocol/index.ts';
import type { EngineMethods, EngineSettings, Removal, Retention } from './protocol/index.ts';
import type { StoredData } from './search/stored-data.ts';
import type { DataFolder } from './store/data-folder.ts';
import type { Database } from './store/database.ts';
import { deleteEvents } from './store/delete.ts';
import { folderUse, importSizes } from './store/disk-use.ts';
import { limitsOfMachine, readSetLimits, writeSetLimits } from './store/limits.ts';
import { syncManifest } from './store/manifest.ts';
import { planRemoval } from './store/retention.ts';

type StorageMethod =
  | 'data.indexes'
  | 'data.imports'
  | 'data.fields'
  | 'data.delete'
  | 'data.disk'
  | 'retention.list'
  | 'retention.set'
  | 'retention.preview'
  | 'retention.apply'
  | 'settings.get'
  | 'settings.set';

export interface StorageSurroundings {
  readonly folder: DataFolder;
  readonly stored: StoredData;
  open(): Promise<Database>;
  /** With all columns stored: a view has no rows to delete. */
  openSettled(): Promise<{ readonly database: Database }>;
  /** Rules removed events. */
  removed(removals: Removal[]): void;
}

const kept = z.object({ rules: z.array(retentionSchema), removals: z.array(removalSchema) });
/** Removals that are remembered. */
const mostRemovals = 50;
const noRules = { rules: [], removals: [] };

export function storageMethods(around: StorageSurroundings): Pick<EngineMethods, StorageMethod> {
  const { folder, stored } = around;
  const retentionFile = join(folder.root, 'retention.json');
  const readKept = (): z.infer<typeof kept> => kept.safeParse(readJsonObject(retentionFile)).data ?? noRules;
  const apply = async (): Promise<Removal[]> => {
    const { rules } = readKept();
    if (rules.length === 0 || !existsSync(folder.database)) return [];
    const { database } = await around.openSettled();
    const done: Removal[] = [];
    for (const rule of rules) done.push(...(await applyRule(database, rule, folder.manifest)));
    if (done.length > 0) {
      const now = readKept();
      writeJson(retentionFile, { ...now, removals: [...done, ...now.removals].slice(0, mostRemovals) });
      around.removed(done);
    }
    return done;
  };
  return {
    'data.indexes': async () => ({ indexes: await stored.indexes() }),
    'data.imports': async () => ({ imports: await stored.imports() }),
    'data.fields': async ({ index }) => ({ fields: await stored.fields(index) }),
    'data.delete': async (params) => {
      if (params.before !== undefined) await around.openSettled();
      return stored.delete(params);
    },
    'data.disk': async () => {
      const use = folderUse(folder);
      if (!existsSync(folder.database)) return { ...use, indexes: [] };
      const sizes = await withConnection(await around.open(), importSizes);
      const indexes = new Map<string, number>();
      for (const { importId, index } of await stored.imports())
        indexes.set(index, (indexes.get(index) ?? 0) + (sizes.get(importId) ?? 0));
      return { ...use, indexes: [...indexes].map(([index, bytes]) => ({ index, bytes })) };
    },
    'retention.list': async () => readKept(),
    'retention.set': async (rule) => {
      mkdirSync(folder.root, { recursive: true });
      const now = readKept();
      const others = now.rules.filter(({ index }) => index !== rule.index);
      const isRule = rule.maxAgeDays !== null || rule.maxBytes !== null;
      writeJson(retentionFile, { ...now, rules: isRule ? [...others, rule] : others });
      return readKept();
    },
    'retention.preview': async (rule) => {
      if (!existsSync(folder.database)) return { removals: [] };
      const { database } = await around.openSettled();
      const planned = await withConnection(database, (connection) => planRemoval(connection, rule, Date.now()));
      return { removals: planned === undefined ? [] : [removalOf(planned)] };
    },
    'retention.apply': async () => ({ removals: await apply() }),
    'settings.get': async () => engineSettings(folder),
    'settings.set': async ({ memoryBytes, temporaryBytes }) => {
      mkdirSync(folder.root, { recursive: true });
      writeSetLimits(folder, {
        ...(memoryBytes === null ? {} : { memory: memoryBytes }),
        ...(temporaryBytes === null ? {} : { temporaryDisk: temporaryBytes }),
      });
      return engineSettings(folder);
    },
  };
}

/** What the person set for this data folder, and what holds where nothing was set. */
function engineSettings(folder: DataFolder): {
  readonly settings: EngineSettings;
  readonly byItself: { readonly memoryBytes: number; readonly temporaryBytes: number };
} {
  const set = readSetLimits(folder);
  const machine = limitsOfMachine(folder);
  return {
    settings: { memoryBytes: set.memory ?? null, temporaryBytes: set.temporaryDisk ?? null },
    byItself: { memoryBytes: machine.memory, temporaryBytes: machine.temporaryDisk },
  };
}

/** Age first, then size: each deletion is whole or not at all. */
async function applyRule(database: Database, rule: Retention, manifest: string): Promise<Removal[]> {
  const done: Removal[] = [];
  for (const reason of ['age', 'size'] as const) {
    const removal = await withConnection(database, async (connection) => {
      const planned = await planRemoval(connection, rule, Date.now());
      if (planned?.reason !== reason) return undefined;
      let [events, imports] = [0, 0];
      for (const deletion of planned.deletions) {
        const deleted = await database.exclusively(() => deleteEvents(connection, deletion));
        // What cannot be written now is made up for by the next start.
        await syncManifest(connection, manifest, { before: deletion.before }).catch(() => undefined);
        events += deleted.events;
        imports += deleted.imports;
      }
      await connection.run('CHECKPOINT').catch(() => undefined);
      return removalOf({ ...planned, events, imports });
    });
    if (removal !== undefined) done.push(removal);
  }
  return done;
}

function removalOf({ index, reason, events, imports }: Omit<Removal, 'at'>): Removal {
  return { index, reason, events, imports, at: new Date().toISOString() };
}

async function withConnection<T>(
  database: Database,
  use: (connection: Awaited<ReturnType<Database['connect']>>) => Promise<T>,
): Promise<T> {
  const connection = await database.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
  }
}
