/** Files that were damaged: seeds of every format, mutated, read as an import would. Every byte must be accounted for. */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { pack } from 'tar-stream';
import { ImportError } from '../../src/ingest/error.ts';
import { openSource } from '../../src/ingest/packed/open.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { sourceTypes } from '../../src/ingest/sourcetypes/registry.ts';
import { lostBytes } from '../../src/ingest/types.ts';
import { understand } from '../../src/ingest/understand.ts';

export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
}

const stack = `2026-03-01 10:00:00,123 ERROR [main] Boom\njava.lang.IllegalStateException: boom\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\nCaused by: x\n\n`;
const csv = `time,user,"a ""b""",amount\n2026-03-01 10:00:00,ann,"x, y",1.50\n2026-03-01 10:00:01,bob,"two\nlines",007\n`;
const json = `{"time":"2026-03-01T10:00:00Z","a":{"b":[1,2,{"c":"d"}]},"e":null,"f":"g\\u0041"}\n`;
const w3c = `#Version: 1.0\n#Fields: date time c-ip cs-uri-stem sc-status\n2026-03-01 10:00:00 10.0.0.1 /a 200\n2026-03-01 10:00:01 10.0.0.2 - 404\n`;

const texts: readonly (readonly [string, string])[] = [
  ...sourceTypes.flatMap((type) =>
    type.samples.map((sample, i): [string, string] => [`${type.name}-${i}.log`, `${sample.line}\n`.repeat(6)]),
  ),
  ['stack.log', stack.repeat(4)],
  ['table.csv', csv.repeat(1) + csv.split('\n').slice(1).join('\n').repeat(5)],
  ['semicolon.csv', csv.replaceAll(',', ';')],
  ['tabs.tsv', csv.replaceAll(',', '\t')],
  ['preamble.csv', `Report of March\n\n${csv}\nTotal,,,3\n`],
  ['lines.json', json.repeat(6)],
  ['array.json', `[\n${json.trim()},\n${json}]\n`],
  [
    'pretty.json',
    JSON.stringify(
      Array.from({ length: 3 }, () => JSON.parse(json) as unknown),
      null,
      2,
    ),
  ],
  ['iis.log', w3c],
  ['pairs.log', 'time=2026-03-01T10:00:00Z a=1 b="x y" c=\'z\'\n'.repeat(6)],
  ['crlf.log', '2026-03-01T10:00:00Z a\r\n2026-03-01T10:00:01Z b\r\n\r\n2026-03-01T10:00:02Z c\r'],
];

export async function seeds(): Promise<Seed[]> {
  const plain = texts.map(([name, text]): Seed => ({ name, bytes: Buffer.from(text) }));
  const inCharset = ['utf16-le', 'utf16-be', 'windows-1252', 'shift_jis', 'gb18030'].map((charset): Seed => ({
    name: `${charset}.log`,
    bytes: iconv.encode('\ufeff2026-03-01 10:00:00 Größe naïve 日本 a=1\n'.repeat(8), charset),
  }));
  const some = plain.slice(0, 4);
  const archive = await tarOf(some);
  return [
    ...plain,
    ...inCharset,
    ...plain.slice(0, 6).map(({ name, bytes }): Seed => ({ name: `${name}.gz`, bytes: gzipSync(bytes) })),
    { name: 'twice.log.gz', bytes: gzipSync(gzipSync(Buffer.from(stack))) },
    { name: 'one.tar', bytes: await tarOf(some.slice(0, 1)) },
    { name: 'several.tar.gz', bytes: gzipSync(archive) },
  ];
}

async function tarOf(files: readonly Seed[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, bytes } of files) tar.entry({ name }, bytes);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const special = [
  '\0',
  '"',
  "'",
  '\r',
  '\n',
  '\r\n',
  '\ufeff',
  '\u0001\u0002\u0003',
  '\u0004n',
  '\u0005',
  '\u0006',
  ',',
  ';',
  '\t',
  '{',
  '}',
  '[',
  ']',
  '\\',
  '=',
  '\u202e',
  '\ud800',
  '99999999999999999999',
  '-',
  '<b>',
  '\x1b[31m',
  '%s',
].map((text) => Buffer.from(text));

/** One to six changes. `next` gives whole numbers below the one asked for. */
export function mutated(seed: Buffer, all: readonly Seed[], next: (below: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (let i = next(6); i >= 0; i -= 1) {
    const at = next(bytes.length + 1);
    const length = next(Math.min(64, bytes.length - at + 1));
    const around = (put: Buffer, cut = 0): Buffer =>
      Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
    switch (next(8)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
        break;
      case 1:
        bytes = around(Buffer.alloc(0), length);
        break;
      case 2:
        bytes = around(bytes.subarray(at, at + length));
        break;
      case 3:
        bytes = around(Buffer.from(Array.from({ length: next(16) }, () => next(256))));
        break;
      case 4:
        bytes = bytes.subarray(0, at);
        break;
      case 5: {
        const other = all[next(all.length)]?.bytes ?? bytes;
        bytes = around(other.subarray(next(other.length), next(other.length + 1)), length);
        break;
      }
      case 6:
        bytes = around(
          Buffer.concat(Array.from({ length: next(200) }, () => bytes.subarray(at, at + Math.min(8, length)))),
        );
        break;
      default:
        bytes = around(special[next(special.length)] ?? Buffer.alloc(0), next(4));
    }
    if (bytes.length > 200_000) bytes = bytes.subarray(0, 200_000);
  }
  return bytes;
}

/** Reads the bytes as a file of that path; throws what is no ImportError, and where bytes are lost or counted twice. */
export async function mustAccount(path: string, bytes: Buffer): Promise<'read' | 'refused'> {
  writeFileSync(path, bytes);
  try {
    const source = await openSource(path);
    const understanding = understand(source, {});
    const reader = openReader(source, understanding);
    let [content, events] = [0, 0];
    for await (const batch of openReader(source, understanding, {
      onContent: (part) => (content += part.length),
    }).batches())
      events += batch.events.length;
    let [eventBytes, rejectedBytes, again] = [0, 0, 0];
    for await (const batch of reader.batches()) {
      again += batch.events.length;
      for (const event of batch.events) eventBytes += Buffer.byteLength(event.raw);
      for (const record of batch.rejected) rejectedBytes += Buffer.byteLength(record.raw);
    }
    const account = reader.account();
    const lost = lostBytes(account);
    const wrong = [
      ...(again === events ? [] : [`${events} events, then ${again}`]),
      ...(account.contentBytes === content
        ? []
        : [`${content} bytes of content, ${account.contentBytes} accounted for`]),
      ...(account.eventBytes === eventBytes
        ? []
        : [`${eventBytes} bytes in events, ${account.eventBytes} accounted for`]),
      ...(account.rejectedBytes === rejectedBytes
        ? []
        : [`${rejectedBytes} bytes rejected, ${account.rejectedBytes} accounted for`]),
      ...(lost === 0 ? [] : [`${lost} of ${content} bytes are in no part`]),
    ];
    if (wrong.length > 0) throw new Error(`The account of bytes is wrong: ${wrong.join('; ')}.`);
    return 'read';
  } catch (error) {
    if (error instanceof ImportError) return 'refused';
    throw error;
  }
}
