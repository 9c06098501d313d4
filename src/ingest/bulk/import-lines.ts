/** A file of plain lines into the store by the database itself: searchable at once, its columns are built behind it. */
import { constants, copyFileSync, linkSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LinesDiffer, writeLineSegment } from '../../store/line-segment.ts';
import type { ImportOutcome, ImportWork } from '../import-job.ts';
import { storeAlone } from '../import-storing.ts';
import { planCells } from './cell-import.ts';
import { readContent } from './content.ts';
import { planLines } from './line-import.ts';

const worthwhile = 4 << 20;
/** Share of the work that looking through the bytes is, for progress. */
const readingShare = 0.25;

let links = 0;

/** Undefined where only the reader can read the file exactly; then nothing was kept of it. */
export async function importLines(work: ImportWork): Promise<ImportOutcome | undefined> {
  const { source, understanding, options, folder } = work;
  const { path } = source;
  if (path === undefined || source.packed !== undefined || source.bytes < (options.bulkFrom ?? worthwhile))
    return undefined;
  const plan = planLines(source, understanding, options.timeZone) ?? planCells(source, understanding, options.timeZone);
  if (plan === undefined) return undefined;
  links += 1;
  const linked = join(folder.temporary, `import-${process.pid}-${links}.lines`);
  const copy = join(folder.temporary, `import-${process.pid}-${links}.copy.lines`);
  try {
    bringIntoReach(path, linked);
    const before = statSync(linked);
    const content = await readContent(linked, copy, plan.scanner, (bytes) => {
      work.check();
      options.onProgress?.({ bytesDone: Math.floor(bytes * readingShare), events: 0, step: 'reading' });
      return plan.fits();
    });
    if (content === undefined || content.bytes !== before.size || !plan.fits()) return undefined;
    await work.refuseRepeated(content.contentHash);
    const storing = (share: number): void =>
      options.onProgress?.({
        bytesDone: Math.floor(source.bytes * (readingShare + (1 - readingShare) * share)),
        events: content.events,
        step: 'storing',
      });
    storing(0);
    const { contentHash } = content;
    const account = {
      contentBytes: content.bytes,
      eventBytes: content.eventBytes,
      separatorBytes: content.separatorBytes,
      headerBytes: content.headerBytes,
      rejectedBytes: 0,
      decodingBytes: content.markBytes,
    };
    const { time, timeSource, hostField, odd } = plan;
    const stored = await storeAlone(work, storing, (connection) =>
      writeLineSegment(connection, {
        ...work.record({ contentHash, account, rejected: [], rejectedCount: 0 }),
        path: content.copied ? copy : linked,
        lineEnd: content.lineEnd,
        headerLines: content.copied ? 0 : content.headerLines,
        events: content.events,
        time,
        timeSource,
        fields: plan.fields(),
        ...(hostField === undefined ? {} : { hostField }),
        ...(odd === undefined ? {} : { odd }),
        unchanged: () => {
          const now = statSync(linked);
          return now.size === before.size && now.mtimeMs === before.mtimeMs;
        },
      }),
    );
    return {
      ...stored,
      rejected: 0,
      contentHash,
      account,
      warnings: [],
    };
  } catch (error) {
    if (error instanceof LinesDiffer) return undefined;
    throw error;
  } finally {
    rmSync(linked, { force: true });
    rmSync(copy, { force: true });
  }
}

/** The database reads in its own folder only. A second name for the file costs nothing; on another disk it is copied. */
function bringIntoReach(path: string, linked: string): void {
  try {
    // Of a link a second name would be a link again, and lead out of the folder.
    linkSync(realpathSync(path), linked);
  } catch {
    copyFileSync(path, linked, constants.COPYFILE_FICLONE);
  }
}
