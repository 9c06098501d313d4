/** Every byte of a file is in an event, a separator, a header or a rejected record, whatever the file is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, expect, test } from 'vitest';
import { fileSource } from '../../src/ingest/input.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { lostBytes } from '../../src/ingest/types.ts';
import type { ByteAccount } from '../../src/ingest/types.ts';
import { understand } from '../../src/ingest/understand.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-account-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function accountOf(content: Buffer, pieceBytes: number): Promise<ByteAccount> {
  const path = join(folder, 'sample');
  writeFileSync(path, content);
  const source = fileSource(path);
  const reader = openReader(source, understand(source), { pieceBytes });
  for await (const batch of reader.batches()) expect(batch.rejected).toEqual([]);
  return reader.account();
}

const object = '{"at":"2026-01-01T00:00:00Z","text":"ä {\\"x\\"}"}';
const objects = `${object}\n`.repeat(5);
const table = `id,at,note\n${'1,2026-01-01,"two\nlines"\n'.repeat(9)}`;
const log = `2026-01-01 00:00:01 one ä\n  more\n\n2026-01-01 00:00:02 two\n\n`.repeat(5);

test.each<[string, string, number, number]>([
  ['objects, one a line', objects, 5, 0],
  ['objects behind each other', object.repeat(4), 0, 0],
  ['an array', `[\n${Array.from({ length: 5 }, () => object).join(',\n')}\n]\n`, 13, 0],
  ['an array in one line', `[ ${Array.from({ length: 5 }, () => object).join(' , ')} ]`, 16, 0],
  ['an array of objects over several lines', JSON.stringify([{ a: 1 }, { a: 2 }], null, 2), 10, 0],
  ['a list in an object', `{"Records": [${object},\n ${object}]}\n`, 19, 0],
  ['objects with other lines between them', `start 5\n${objects}\n\n--\n${object}\nend`, 10, 0],
  ['an object that never ends', `${objects}{"a": [1,\n2\n`, 7, 0],
  ['text between objects', `${object} and ${object}\n`, 1, 5],
  ['a table', table, 10, 0],
  ['a table with rows of blanks', `${table}\n  \n,,\n1,2026-01-01,x`, 15, 0],
  ['events of several lines', log, 20, 0],
])('%s', async (_, text, separators, lost) => {
  for (const pieceBytes of [1 << 20, 7]) {
    const account = await accountOf(Buffer.from(text), pieceBytes);
    expect(lostBytes(account)).toBe(lost);
    expect(account).toMatchObject({ separatorBytes: separators, decodingBytes: 0 });
  }
  for (const [charset, ends] of [
    ['utf8', '\r\n'],
    ['utf16-le', '\n'],
    ['latin1', '\n'],
  ] as const) {
    const encoded = iconv.encode(text.replaceAll('\n', ends), charset, { addBOM: charset !== 'latin1' });
    expect(lostBytes(await accountOf(encoded, 1 << 20))).toBe(lost);
  }
});
