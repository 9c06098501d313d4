/** Events that are stored already, as an input that the reader reads as it reads a file: the same events, with other settings. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';
import type { StoredSegment } from '../../store/replaced.ts';
import type { Settings } from '../settings.ts';
import type { InputSource } from '../types.ts';
import { understand } from '../understand.ts';
import type { Hints, Understanding } from '../understanding/types.ts';

/** Settings that say where events or cells begin and end: stored text does not have what lay between. */
const cutting =
  /^(CHARSET|SHOULD_LINEMERGE|LINE_BREAKER|BREAK_ONLY_BEFORE(_DATE)?|MUST_(NOT_)?BREAK_(AFTER|BEFORE)|MAX_EVENTS|TRUNCATE|INDEXED_EXTRACTIONS|FIELD_DELIMITER|FIELD_QUOTE|HEADER_.*|FIELD_NAMES|FIELD_HEADER_REGEX|PREAMBLE_REGEX)$/;

/** Settings that differ, of those that need the file itself. */
export function cuttingChanges(before: Settings, after: Settings): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => cutting.test(key) && before[key] !== after[key],
  );
}

export interface StoredInput {
  readonly source: InputSource;
  readonly understanding: Understanding;
}

/** Writes the texts to `path` and says how they are to be read. */
export async function storedInput(
  segment: StoredSegment,
  settings: Settings,
  hints: Hints,
  texts: AsyncIterable<readonly string[]>,
  path: string,
): Promise<StoredInput> {
  const structured = settings.INDEXED_EXTRACTIONS !== undefined;
  const between = structured ? '\n' : `\n\u001e${randomUUID()}\u001e\n`;
  const bytes = await writeTexts(path, texts, between);
  const source: InputSource = {
    name: segment.file,
    path,
    bytes,
    modified: segment.modified ?? segment.importedAt,
  };
  // What was done to the text when it came in is done.
  const given = Object.fromEntries(
    Object.entries(settings).filter(
      ([key]) => !/^(HEADER_|FIELD_NAMES|FIELD_HEADER_REGEX|PREAMBLE_REGEX|TRUNCATE|MAX_EVENTS|BREAK_|MUST_)/.test(key),
    ),
  );
  const names = segment.fields.map(({ name }) => name);
  const found = understand(source, {
    ...hints,
    sourcetype: segment.sourcetype,
    settings: {
      ...given,
      CHARSET: 'UTF-8',
      ...(structured
        ? { FIELD_NAMES: 'a' }
        : {
            SHOULD_LINEMERGE: 'false',
            LINE_BREAKER: `(${between.replace(/\n/g, '\\n').replace(/\u001e/g, '\\x1e')})`,
          }),
    },
  });
  if (found.shape !== 'delimited' || found.dialect === undefined) return { source, understanding: found };
  return {
    source,
    understanding: {
      ...found,
      columns: names,
      dialect: { ...found.dialect, headerRecords: 0, header: [], firstRecord: 0, profile: null },
    },
  };
}

async function writeTexts(path: string, texts: AsyncIterable<readonly string[]>, between: string): Promise<number> {
  const stream = createWriteStream(path);
  let bytes = 0;
  try {
    for await (const batch of texts) {
      const chunk = Buffer.from(batch.map((text) => text + between).join(''));
      bytes += chunk.length;
      if (!stream.write(chunk)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
    return bytes;
  } catch (error) {
    stream.destroy();
    throw error;
  }
}
