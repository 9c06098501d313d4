/**
 * The samples of test/ingest/formats/*.txt. Each begins with a line `=== title; file=NAME; events=N; first=TIME`, where TIME is ISO 8601
 * UTC or `-` for none. Further keys: `modified` (time of the file, for years left out), `charset`, `eol` (lf, crlf, cr), `type` (the
 * source type that must be found), `name` (a remark).
 */
import { readdirSync, readFileSync } from 'node:fs';
import iconv from 'iconv-lite';

export interface FormatSample {
  readonly family: string;
  readonly title: string;
  readonly file: string;
  readonly events: number;
  /** ISO 8601 UTC to the millisecond; null where the text has no time. */
  readonly first: string | null;
  readonly modified: Date;
  readonly type: string | undefined;
  readonly content: Buffer;
}

const heading = /^=== (?<title>[^;]+); (?<keys>file=.*)$/;

export function formatSamples(): FormatSample[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => samplesOf(name.replace('.txt', ''), readFileSync(`${import.meta.dirname}/${name}`, 'utf8')));
}

function samplesOf(family: string, text: string): FormatSample[] {
  const samples: FormatSample[] = [];
  let body: string[] = [];
  let finish = (): void => undefined;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const groups = heading.exec(line)?.groups;
    if (groups === undefined) {
      body.push(line);
      continue;
    }
    finish();
    body = [];
    const lines = body;
    const keys = new Map(
      (groups.keys ?? '').split('; ').map((pair): [string, string] => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
    );
    const title = groups.title ?? '';
    finish = () => {
      const end = { crlf: '\r\n', cr: '\r' }[keys.get('eol') ?? ''] ?? '\n';
      const first = keys.get('first') ?? '-';
      samples.push({
        family,
        title,
        file: keys.get('file') ?? 'some.log',
        events: Number(keys.get('events')),
        first: first === '-' ? null : new Date(first).toISOString(),
        modified: new Date(keys.get('modified') ?? '2025-06-01T12:00:00Z'),
        type: keys.get('type'),
        content: encoded(`${lines.join(end)}${end}`, keys.get('charset') ?? 'utf8'),
      });
    };
  }
  finish();
  return samples;
}

function encoded(text: string, charset: string): Buffer {
  switch (charset) {
    case 'utf8':
      return Buffer.from(text);
    case 'utf8bom':
      return Buffer.from(`\ufeff${text}`);
    case 'utf16lenobom':
      return iconv.encode(text, 'utf16le');
    case 'utf16le':
    case 'utf16be':
      return iconv.encode(`\ufeff${text}`, charset);
    default:
      return iconv.encode(text, charset);
  }
}
