/** Is a data folder sound? Looks at everything in it and changes nothing; `repairFolder` mends what is safe to mend. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openSource } from './ingest/packed/open.ts';
import { parseConf } from './knowledge/conf-file.ts';
import { readDocuments } from './knowledge/documents.ts';
import { dashboardSchema, reportSchema } from './protocol/index.ts';
import { createFolders, dataFolderAt, lockFolder } from './store/data-folder.ts';
import type { DataFolder } from './store/data-folder.ts';
import { isLost, openDatabase, openingProblem, openReadOnly } from './store/database.ts';
import { deleteEvents } from './store/delete.ts';
import { examineDatabase } from './store/examine.ts';
import type { Examined, Finding } from './store/examine.ts';
import { dropLeftOver } from './store/leftovers.ts';
import { readLimits } from './store/limits.ts';
import { readManifest, writeWhole } from './store/manifest.ts';
import { pendingRebuild, setAside } from './store/set-aside.ts';
import { forgetTextIndex } from './store/text-index.ts';

export type { Finding };

/** Throws a StoreError where the folder is in use or cannot be written. */
export async function examineFolder(path: string): Promise<Examined> {
  const folder = dataFolderAt(path);
  if (!existsSync(folder.root)) return { imports: 0, events: 0, findings: [] };
  const unlock = lockFolder(folder);
  try {
    const database = await examineStored(folder);
    return {
      ...database,
      findings: [...database.findings, ...leftOvers(folder), ...documents(folder), ...setAsideBefore(folder)],
    };
  } finally {
    unlock();
  }
}

async function examineStored(folder: DataFolder): Promise<Examined> {
  const manifest = readManifest(folder.manifest);
  const broken = (what: string, kind: 'open' | 'set-aside'): Examined => ({
    imports: 0,
    events: 0,
    findings: [
      {
        level: 'fault',
        what,
        advice: `Run grotto doctor --repair: the database is renamed, never deleted, and ${manifest.entries.size} imports that imports.jsonl lists are done again from their files.`,
        repair: { kind },
      },
    ],
  });
  if (isLost(folder)) return broken('The database is not there any more.', 'open');
  if (!existsSync(folder.database)) return { imports: 0, events: 0, findings: [] };
  let opened: Awaited<ReturnType<typeof openReadOnly>>;
  try {
    opened = await openReadOnly(folder);
  } catch (error) {
    const { message, hint } = openingProblem(error);
    if (hint === undefined) return broken(`The database cannot be opened: ${message}.`, 'open');
    return { imports: 0, events: 0, findings: [{ level: 'fault', what: message, advice: hint }] };
  }
  try {
    return await examineDatabase(opened.connection, manifest);
  } catch (error) {
    return broken(`The database opens but cannot be read: ${openingProblem(error).message}.`, 'set-aside');
  } finally {
    opened.close();
  }
}

/** Files that a process left when it was killed. The next start removes them by itself. */
function leftOvers(folder: DataFolder): Finding[] {
  const findings: Finding[] = [];
  const spools = existsSync(folder.temporary) ? readdirSync(folder.temporary) : [];
  if (spools.length > 0)
    findings.push({
      level: 'note',
      what: `${spools.length} temporary ${spools.length === 1 ? 'file is' : 'files are'} left over from a process that was stopped.`,
      advice: 'The next start of Grotto, or grotto doctor --repair, removes them.',
      repair: { kind: 'open' },
    });
  const waiting = pendingRebuild(folder);
  if (waiting.length > 0)
    findings.push({
      level: 'note',
      what: `${waiting.length} imports of a database that was set aside are still to be done again.`,
      advice: 'The next start of Grotto, or grotto doctor --repair, goes on with it.',
      repair: { kind: 'open' },
    });
  for (const file of halfWritten(folder))
    findings.push({
      level: 'note',
      what: `${file} was being written when a process was stopped; what it was to replace is still there.`,
      advice: 'Run grotto doctor --repair to remove it.',
      repair: { kind: 'file', path: file },
    });
  return findings;
}

function halfWritten(folder: DataFolder): string[] {
  return [folder.root, folder.sourceTypes, folder.knowledge, folder.reports, folder.dashboards]
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
    .filter((path) => path.endsWith('.new') && statSync(path).isFile());
}

/** What people keep: it is their work, so nothing here is ever mended by itself. */
function documents(folder: DataFolder): Finding[] {
  const findings: Finding[] = [];
  const add = (file: string, message: string): void => {
    findings.push({
      level: 'fault',
      what: `${file} cannot be read: ${message.replace(/\s*\n\s*/g, ' ')}`,
      advice: 'It is left out until you correct it in a text editor, or move it away.',
    });
  };
  for (const { file, message } of readDocuments(folder.reports, reportSchema).unreadable)
    add(join(folder.reports, file), message);
  for (const { file, message } of readDocuments(folder.dashboards, dashboardSchema).unreadable)
    add(join(folder.dashboards, file), message);
  for (const place of [folder.sourceTypes, folder.knowledge]) {
    for (const name of existsSync(place) ? readdirSync(place).sort() : []) {
      const path = join(place, name);
      try {
        if (name.endsWith('.json')) JSON.parse(readFileSync(path, 'utf8'));
        if (name.endsWith('.conf'))
          for (const problem of parseConf(readFileSync(path, 'utf8')).problems) add(path, problem);
      } catch (error) {
        add(path, error instanceof Error ? error.message : String(error));
      }
    }
  }
  for (const problem of readLimits(folder).problems)
    findings.push({
      level: 'fault',
      what: problem,
      advice: 'Correct it in a text editor; until then it is not followed.',
    });
  return findings;
}

/** Databases that were set aside, and what of theirs is not in this one. */
function setAsideBefore(folder: DataFolder): Finding[] {
  const there = new Set(
    [...readManifest(folder.manifest).entries.values()].map((one) => `${one.index} ${one.contentHash}`),
  );
  const prefix = `${basename(folder.database)}.unreadable-`;
  return readdirSync(folder.root)
    .filter((name) => name.startsWith(prefix) && !name.endsWith('.wal'))
    .map((name) => {
      const list = `${folder.manifest}.${name.slice(basename(folder.database).length + 1)}`;
      const lost = [...readManifest(list).entries.values()].filter(
        (one) => !there.has(`${one.index} ${one.contentHash}`),
      );
      const files = lost.slice(0, 5).map((one) => one.file);
      return {
        level: 'note',
        what: `${name} is a database that was set aside${lost.length === 0 ? '; all of its imports are here again' : `; ${lost.length} of its imports are not here: ${files.join(', ')}${lost.length > 5 ? ', ...' : ''}`}.`,
        advice:
          lost.length === 0
            ? 'Delete it when you do not need it any more.'
            : 'Import those files again where you have them, then delete it.',
      };
    });
}

/**
 * Mends what was found, as far as nothing can be lost by it; `open` opens the folder once as the app does, which removes what
 * is left over and imports again what a database that was set aside held. Gives what was done.
 */
export async function repairFolder(
  path: string,
  findings: readonly Finding[],
  open: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const repairs = findings.flatMap((finding) => finding.repair ?? []);
  if (repairs.length === 0) return [];
  const folder = dataFolderAt(path);
  const done: string[] = [];
  const unlock = lockFolder(folder);
  try {
    if (repairs.some((repair) => repair.kind === 'set-aside'))
      done.push(`The database was set aside as ${setAside(folder)}.`);
    for (const repair of repairs) {
      if (repair.kind !== 'file') continue;
      rmSync(repair.path, { force: true });
      done.push(`${repair.path} was removed.`);
    }
    if (repairs.some((repair) => repair.kind !== 'open' && repair.kind !== 'file' && repair.kind !== 'set-aside'))
      done.push(...(await repairInside(folder, repairs)));
  } finally {
    unlock();
  }
  return [...done, ...(await open())];
}

type Repair = NonNullable<Finding['repair']>;

async function repairInside(folder: DataFolder, repairs: readonly Repair[]): Promise<string[]> {
  createFolders(folder);
  const database = await openDatabase(folder);
  const connection = await database.connect();
  const done: string[] = [];
  try {
    const { entries } = readManifest(folder.manifest);
    for (const repair of repairs) {
      if (repair.kind === 'drop') {
        await dropLeftOver(connection, repair);
        done.push(`${repair.name} was removed.`);
      }
      if (repair.kind === 'text-index') {
        await forgetTextIndex(connection, repair.segmentId);
        done.push(
          `The text index of segment ${repair.segmentId} was thrown away; it is made anew behind the next start.`,
        );
      }
      if (repair.kind !== 'import') continue;
      const entry = entries.get(repair.importId);
      const source = entry === undefined ? undefined : await openSource(entry.file).catch(() => undefined);
      if (entry === undefined || source?.bytes !== entry.bytes) {
        done.push(`Import ${repair.importId} was left as it is: its file is not there as it was.`);
        continue;
      }
      writeWhole(folder.rebuild, [...pendingRebuild(folder), entry]);
      await database.exclusively(() => deleteEvents(connection, { importId: repair.importId }));
      done.push(`Import ${repair.importId} was deleted, to import ${entry.file} again.`);
    }
    await connection.run('CHECKPOINT');
  } finally {
    connection.closeSync();
    database.close();
  }
  return done;
}
