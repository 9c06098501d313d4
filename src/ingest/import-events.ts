/** An input of any kind into the store: the reader's events are spooled, and the spool is stored. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeSegment } from '../store/segment-writer.ts';
import type { ImportOutcome, ImportWork } from './import-job.ts';
import { storeAlone } from './import-storing.ts';
import { openReader } from './reader.ts';
import { Spool } from './spool.ts';
import type { RejectedRecord } from './types.ts';

/** Most rejected records that are kept whole, and their characters in all; the rest are counted. */
const keptRejected = 10_000;
const keptCharacters = 32 << 20;

/** Share of the work that reading is, for progress. */
const readingShare = 0.85;

let spools = 0;

export async function importEvents(work: ImportWork): Promise<ImportOutcome> {
  const { source, understanding, folder, options } = work;
  const hash = createHash('sha256');
  const reader = openReader(source, understanding, {
    onContent: (bytes) => void hash.update(bytes),
    transforms: options.transforms,
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  });
  spools += 1;
  const spool = new Spool(join(folder.temporary, `import-${process.pid}-${spools}.spool`));
  try {
    const rejected: RejectedRecord[] = [];
    let rejectedCount = 0;
    let characters = 0;
    for await (const batch of reader.batches()) {
      work.check();
      await spool.write(batch.events);
      rejectedCount += batch.rejected.length;
      for (const record of batch.rejected) {
        characters += record.raw.length;
        if (rejected.length < keptRejected && characters <= keptCharacters) rejected.push(record);
      }
      options.onProgress?.({
        bytesDone: Math.floor(batch.bytesDone * readingShare),
        events: spool.events,
        step: 'reading',
      });
    }
    await spool.close();
    work.check();
    const contentHash = hash.digest('hex');
    const account = reader.account();
    await work.refuseRepeated(contentHash);
    const storing = (share: number): void =>
      options.onProgress?.({
        bytesDone: Math.floor(source.bytes * (readingShare + (1 - readingShare) * share)),
        events: spool.events,
        step: 'storing',
      });
    storing(0);
    const { events, untimed, firstTime, lastTime } = spool;
    const importId = await storeAlone(work, storing, (connection) =>
      writeSegment(connection, {
        ...work.record({ contentHash, account, rejected, rejectedCount }),
        spoolFiles: [spool.path],
        longestLine: spool.longestLine,
        fields: spool.fields(reader.columns),
        inTimeOrder: spool.inTimeOrder,
        events,
        untimed,
        firstTime,
        lastTime,
      }),
    );
    return {
      importId,
      events,
      rejected: rejectedCount,
      untimed,
      firstTime,
      lastTime,
      contentHash,
      account,
      warnings: reader.warnings,
    };
  } finally {
    spool.abandon();
    rmSync(spool.path, { force: true });
  }
}
