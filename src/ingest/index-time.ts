/**
 * What a source type does to events on their way in: SEDCMD- edits their text, TRANSFORMS- drops them, moves them to
 * another host or source type, or gives them fields. In the order of Splunk: first all SEDCMD-, then all TRANSFORMS-.
 */
import type { Transforms } from '../knowledge/source-types.ts';
import { ImportError } from './error.ts';
import { compilePattern } from './pattern.ts';
import type { Found, Pattern } from './pattern.ts';
import { isTrue } from './settings.ts';
import type { Settings } from './settings.ts';
import type { ByteAccount, EventReader, ReadBatch, ReadEvent } from './types.ts';

export function changesEvents(settings: Settings): boolean {
  return Object.keys(settings).some((key) => /^(SEDCMD|TRANSFORMS)-/.test(key));
}

/** The same reader where there is nothing to do. */
export function withIndexTimeEdits(
  reader: EventReader,
  settings: Settings,
  surroundings: { readonly transforms: Transforms; readonly sourcetype: string; readonly source: string },
): EventReader {
  return changesEvents(settings) ? new EditedReader(reader, settings, surroundings) : reader;
}

interface Draft {
  raw: string;
  host: string | undefined;
  sourcetype: string;
  dropped: boolean;
  readonly fields: Map<string, string | readonly string[]>;
}
type Edit = (draft: Draft) => void;

class EditedReader implements EventReader {
  readonly columns: string[] = [];
  readonly #reader: EventReader;
  readonly #edits: readonly Edit[];
  readonly #warnings: string[] = [];
  readonly #sourcetype: string;
  readonly #changesSourcetype: boolean;
  #discardedBytes = 0;
  #discardedEvents = 0;

  constructor(reader: EventReader, settings: Settings, around: Parameters<typeof withIndexTimeEdits>[2]) {
    this.#reader = reader;
    this.columns.push(...reader.columns);
    this.#sourcetype = around.sourcetype;
    const keys = Object.keys(settings).sort();
    const chosen = keys
      .filter((key) => key.startsWith('TRANSFORMS-'))
      .flatMap((key) => (settings[key] ?? '').split(',').map((name) => ({ key, name: name.trim() })))
      .filter(({ name }) => name !== '');
    this.#changesSourcetype = chosen.some(({ name }) =>
      /^MetaData:Sourcetype$/i.test(around.transforms.get(name)?.DEST_KEY ?? ''),
    );
    this.#edits = [
      ...keys.filter((key) => key.startsWith('SEDCMD-')).flatMap((key) => sedEdits(key, settings[key] ?? '')),
      ...chosen.flatMap(({ key, name }) => this.#transform(key, name, around)),
    ];
  }

  get warnings(): readonly string[] {
    return [...this.#reader.warnings, ...this.#warnings];
  }

  account(): ByteAccount {
    const account = this.#reader.account();
    return {
      ...account,
      eventBytes: account.eventBytes - this.#discardedBytes,
      discardedBytes: this.#discardedBytes,
      discardedEvents: this.#discardedEvents,
    };
  }

  async *batches(): AsyncGenerator<ReadBatch, void, void> {
    for await (const batch of this.#reader.batches())
      yield { ...batch, events: batch.events.flatMap((event) => this.#edited(event)) };
  }

  #edited(event: ReadEvent): ReadEvent[] {
    const draft: Draft = {
      raw: event.raw,
      host: event.host,
      sourcetype: this.#sourcetype,
      dropped: false,
      fields: new Map(),
    };
    event.values.forEach((value, i) => {
      const name = this.#reader.columns[i];
      if (value !== undefined && name !== undefined) draft.fields.set(name, value);
    });
    for (const edit of this.#edits) edit(draft);
    if (draft.dropped) {
      this.#discardedEvents += 1;
      this.#discardedBytes += Buffer.byteLength(event.raw);
      return [];
    }
    if (this.#changesSourcetype) draft.fields.set('sourcetype', draft.sourcetype);
    const values: (string | readonly string[] | undefined)[] = [];
    for (const [name, value] of draft.fields) values[this.#place(name)] = value;
    const { host: _, ...rest } = event;
    return [{ ...rest, raw: draft.raw, values, ...(draft.host === undefined ? {} : { host: draft.host }) }];
  }

  #place(name: string): number {
    const found = this.columns.indexOf(name);
    return found >= 0 ? found : this.columns.push(name) - 1;
  }

  #transform(key: string, name: string, around: Parameters<typeof withIndexTimeEdits>[2]): Edit[] {
    const stanza = around.transforms.get(name);
    if (stanza === undefined) {
      this.#warnings.push(`${key} names the transform ${name}, which transforms.conf does not have; it has no effect.`);
      return [];
    }
    const pattern = patternIn(`REGEX of the transform ${name}`, stanza.REGEX ?? '');
    const read = sourceOf(stanza.SOURCE_KEY ?? '_raw', around.source);
    const destination = (stanza.DEST_KEY ?? '').toLowerCase();
    const format = stanza.FORMAT ?? '';
    const each = (write: (draft: Draft, found: Found) => void): Edit[] => [
      (draft) => {
        const found = pattern.find(read(draft));
        if (found !== null) write(draft, found);
      },
    ];
    const prefixed = (found: Found): string => filled(format, found).replace(/^(host|sourcetype|source)::/i, '');
    switch (destination) {
      case 'queue':
        return each((draft) => (draft.dropped = /^nullqueue$/i.test(format)));
      case '_raw':
        return each((draft, found) => (draft.raw = filled(format, found)));
      case 'metadata:host':
        return each((draft, found) => (draft.host = prefixed(found)));
      case 'metadata:sourcetype':
        return each((draft, found) => (draft.sourcetype = prefixed(found)));
      case '':
      case '_meta':
        if (stanza.WRITE_META === undefined ? destination !== '_meta' : !isTrue(stanza.WRITE_META)) break;
        return [(draft) => writeFields(draft, pattern, read(draft), format, isTrue(stanza.REPEAT_MATCH))];
      default:
    }
    this.#warnings.push(
      `The transform ${name} has no effect: it goes to ${stanza.DEST_KEY ?? 'no key, and WRITE_META is not true'}. There are queue, _raw, MetaData:Host, MetaData:Sourcetype and fields.`,
    );
    return [];
  }
}

function writeFields(draft: Draft, pattern: Pattern, text: string, format: string, repeat: boolean): void {
  for (
    let found = pattern.find(text);
    found !== null;
    found = pattern.find(text, Math.max(found.end, found.start + 1))
  ) {
    const match = found;
    const pairs = [...format.matchAll(/([^\s:]+)::("[^"]*"|\S+)/g)].map(
      (pair) => [filled(pair[1] ?? '', match), filled((pair[2] ?? '').replace(/^"|"$/g, ''), match)] as const,
    );
    const named = Object.entries(match.named).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    for (const [name, value] of pairs.length > 0 ? pairs : named) {
      const before = repeat ? draft.fields.get(name) : undefined;
      draft.fields.set(name, before === undefined ? value : [before, value].flat());
    }
    if (!repeat) return;
  }
}

function sourceOf(key: string, source: string): (draft: Draft) => string {
  switch (key.toLowerCase()) {
    case '_raw':
      return (draft) => draft.raw;
    case 'metadata:host':
      return (draft) => `host::${draft.host ?? ''}`;
    case 'metadata:source':
      return () => `source::${source}`;
    case 'metadata:sourcetype':
      return (draft) => `sourcetype::${draft.sourcetype}`;
    default: {
      const name = key.replace(/^fields?:/i, '');
      return (draft) => [draft.fields.get(name) ?? ''].flat().join(' ');
    }
  }
}

/** $1 and \1 are the first group, $0 the whole match is not kept, as in Splunk a group that took no part is empty. */
function filled(format: string, found: Found): string {
  return format.replace(/[$\\](\d)/g, (_, number: string) => found.groups[Number(number) - 1] ?? '');
}

function patternIn(where: string, source: string): Pattern {
  try {
    return compilePattern(source);
  } catch (error) {
    throw new ImportError(`${where} cannot be used: ${error instanceof Error ? error.message : String(error)}.`, {
      hint: 'Correct it.',
    });
  }
}

/** s/regex/replacement/flags with g or the number of the match, or y/abc/xyz/; several behind each other. */
function sedEdits(key: string, script: string): Edit[] {
  const edits: Edit[] = [];
  let rest = script.trim();
  while (rest !== '') {
    const parts = /^[sy]/.test(rest) ? cutAt(rest.slice(2), rest[1] ?? '/') : undefined;
    if (parts === undefined)
      throw new ImportError(`${key} is no sed script: "${rest}".`, {
        hint: 'Write s/regex/replacement/g or y/abc/xyz/ .',
      });
    const [from, to, behind] = parts;
    if (rest.startsWith('y')) {
      const map = new Map([...from].map((character, i) => [character, [...to][i] ?? character]));
      edits.push((draft) => (draft.raw = [...draft.raw].map((character) => map.get(character) ?? character).join('')));
      rest = behind.trim();
    } else {
      const flags = /^[gi\d]*/.exec(behind)?.[0] ?? '';
      const pattern = patternIn(key, flags.includes('i') ? `(?i)${from}` : from);
      const only = Number(/\d+/.exec(flags)?.[0] ?? 1);
      edits.push((draft) => (draft.raw = replaced(draft.raw, pattern, to, flags.includes('g') ? undefined : only)));
      rest = behind.slice(flags.length).replace(/^[\s;]+/, '');
    }
  }
  return edits;
}

/** All matches, or only the one of that number. */
function replaced(text: string, pattern: Pattern, to: string, only: number | undefined): string {
  let out = '';
  let done = 0;
  let number = 0;
  for (
    let found = pattern.find(text);
    found !== null;
    found = pattern.find(text, Math.max(found.end, found.start + 1))
  ) {
    number += 1;
    if (only !== undefined && number < only) continue;
    const match = found;
    out += text.slice(done, match.start);
    out += to.replace(/\\(\d|.)/g, (_, c: string) =>
      /\d/.test(c) ? (match.groups[Number(c) - 1] ?? '') : c === 'n' ? '\n' : c,
    );
    done = match.end;
    if (only !== undefined) break;
  }
  return out + text.slice(done);
}

function cutAt(body: string, separator: string): readonly [string, string, string] | undefined {
  const parts: string[] = [''];
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i] ?? '';
    if (c === separator) {
      if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? '', body.slice(i + 1)];
      parts.push('');
      continue;
    }
    const escaped = c === '\\' && body[i + 1] !== undefined;
    parts[parts.length - 1] += !escaped ? c : body[i + 1] === separator ? separator : c + (body[i + 1] ?? '');
    if (escaped) i += 1;
  }
  return undefined;
}
