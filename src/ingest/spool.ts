/** Events to a file of lines that the database reads back exactly. Bounded memory: text is written as it comes. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { cellDelimiter, listDelimiter, spoolEscapes, spoolNull } from '../store/segment-writer.ts';
import type { SpooledField } from '../store/segment-writer.ts';
import type { ReadEvent } from './types.ts';

const special = /[\u0000\u0001\u0004\u0005\u0006\n\r]/;

const specials = /[\u0000\u0001\u0004\u0005\u0006\n\r]/g;

function escape(text: string): string {
  return special.test(text) ? text.replace(specials, (c) => `\u0004${spoolEscapes.get(c) ?? c}`) : text;
}

type Kind = 'unset' | SpooledField['kind'];

export class Spool {
  readonly path: string;
  readonly #stream: WriteStream;
  readonly #kinds: Kind[] = [];
  #buffer = '';
  events = 0;
  untimed = 0;
  /** Epoch microseconds. */
  firstTime: number | null = null;
  lastTime: number | null = null;
  inTimeOrder = true;
  /** In bytes; at least. */
  longestLine = 0;
  #previous = -Infinity;

  constructor(path: string) {
    this.path = path;
    this.#stream = createWriteStream(path, { highWaterMark: 4 << 20 });
    this.#stream.on('error', () => undefined);
  }

  /** Resolves when there is room for more. */
  async write(events: readonly ReadEvent[]): Promise<void> {
    for (const event of events) this.#add(event);
    if (this.#buffer.length > 1 << 20) await this.#flush();
  }

  #add(event: ReadEvent): void {
    this.events += 1;
    const { time } = event;
    if (time === null) {
      this.untimed += 1;
      if (this.events > 1 && this.lastTime !== null) this.inTimeOrder = false;
    } else {
      if (time < this.#previous || this.untimed > 0) this.inTimeOrder = false;
      this.#previous = time;
      if (this.firstTime === null || time < this.firstTime) this.firstTime = time;
      if (this.lastTime === null || time > this.lastTime) this.lastTime = time;
    }
    const raw = escape(event.raw);
    let line = `${time === null ? spoolNull : String(time)}${cellDelimiter}${event.timeSource}${cellDelimiter}${event.lineCount}${cellDelimiter}${event.host === undefined ? spoolNull : escape(event.host)}${cellDelimiter}${raw}`;
    for (let i = 0; i < event.values.length; i += 1) {
      const value = event.values[i];
      line += cellDelimiter;
      if (value === undefined) {
        line += spoolNull;
        continue;
      }
      if (typeof value === 'string') {
        this.#note(i, value);
        line += escape(value);
      } else {
        this.#kinds[i] = 'list';
        line += value.map(escape).join(listDelimiter);
      }
    }
    if (line.length * 3 > this.longestLine) this.longestLine = Math.max(this.longestLine, Buffer.byteLength(line));
    this.#buffer += `${line}\n`;
  }

  /** A column is numbers only while every value comes back from the number unchanged. */
  #note(place: number, value: string): void {
    const kind = this.#kinds[place] ?? 'unset';
    if (kind === 'text' || kind === 'list') return;
    const length = value.length;
    if (length === 0 || length > 15) {
      this.#kinds[place] = 'text';
      return;
    }
    let digits = true;
    for (let i = value.charCodeAt(0) === 45 && length > 1 ? 1 : 0; i < length; i += 1) {
      const c = value.charCodeAt(i);
      if (c < 48 || c > 57) {
        digits = false;
        break;
      }
    }
    if (digits) {
      const first = value.charCodeAt(0) === 45 ? 1 : 0;
      if ((value.charCodeAt(first) === 48 && length > first + 1) || value === '-0') this.#kinds[place] = 'text';
      else if (kind === 'unset') this.#kinds[place] = 'integer';
      return;
    }
    this.#kinds[place] =
      /^-?(0|[1-9]\d*)\.\d*[1-9]$/.test(value) && String(Number(value)) === value ? 'decimal' : 'text';
  }

  fields(names: readonly string[]): SpooledField[] {
    return names.map((name, i) => {
      const kind = this.#kinds[i] ?? 'text';
      return { name, kind: kind === 'unset' ? 'text' : kind };
    });
  }

  async #flush(): Promise<void> {
    const chunk = Buffer.from(this.#buffer, 'utf8');
    this.#buffer = '';
    if (this.#stream.errored !== null) throw this.#stream.errored;
    if (!this.#stream.write(chunk)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    await this.#flush();
    this.#stream.end();
    await finished(this.#stream);
  }

  abandon(): void {
    this.#stream.destroy();
  }
}
