/** An input as a stream of events with times and fields, in file order, with every byte accounted for. */
import type { DelimitedRecord } from './delimited/records.ts';
import { spansOf } from './delimited/spans.ts';
import { dialectBySettings } from './delimited/dialect.ts';
import { RecordCutter } from './delimited/records.ts';
import { othersOutnumber, RowSorter } from './delimited/rows.ts';
import type { Row, Table } from './delimited/rows.ts';
import { EventBreaker, PatternBreaker } from './breaker.ts';
import type { BrokenEvent } from './breaker.ts';
import { plainName, readText } from './input.ts';
import { JsonCutter } from './json-cutter.ts';
import type { JsonPiece } from './json-cutter.ts';
import type { FieldValue } from './json-fields.ts';
import { LineCutter, longestEvent } from './lines.ts';
import { isTrue, patternOf, settingDefaults, unknownSettings } from './settings.ts';
import { compileFormat } from './timestamp/format.ts';
import { nothing, readCellsTime, TextTimeReader } from './timestamp/reader.ts';
import type { FoundTime } from './timestamp/reader.ts';
import type {
  ByteAccount,
  EventReader,
  InputSource,
  ReadBatch,
  ReadEvent,
  ReaderOptions,
  RejectedRecord,
  TimeSource,
} from './types.ts';
import { withIndexTimeEdits } from './index-time.ts';
import { addMessageFields, textFields } from './text-fields.ts';
import { splitNames } from './understanding/time-columns.ts';
import { timeContext } from './understanding/types.ts';
import type { Understanding } from './understanding/types.ts';
import { readHeaderLine } from './understanding/w3c.ts';

export function openReader(
  source: InputSource,
  understanding: Understanding,
  options: ReaderOptions = {},
): EventReader {
  return withIndexTimeEdits(new Reader(source, understanding, options), understanding.settings, {
    transforms: options.transforms ?? new Map(),
    sourcetype: understanding.sourcetype,
    source: source.name,
  });
}

const smallPiece = 64 << 10;

class Reader implements EventReader {
  readonly columns: string[] = [];
  readonly warnings: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #source: InputSource;
  readonly #understanding: Understanding;
  readonly #zone: string;
  readonly #spans: boolean;
  readonly #options: ReaderOptions;
  #content = 0;
  #decoded = 0;
  #separatorBytes = 0;
  #eventBytes = 0;
  #headerBytes = 0;
  #rejectedBytes = 0;
  #previousTime: number | null = null;
  /** The first event was given out. */
  #begun = false;

  constructor(source: InputSource, understanding: Understanding, options: ReaderOptions) {
    this.#source = source;
    this.#understanding = understanding;
    this.#zone = understanding.settings.TZ ?? options.timeZone ?? 'UTC';
    this.#spans = options.spans === true;
    this.#options = options;
    for (const name of understanding.columns) this.#place(name);
    const unknown = unknownSettings(understanding.settings);
    if (unknown.length > 0)
      this.warnings.push(`Settings that are not known are kept and have no effect: ${unknown.join(', ')}.`);
  }

  account(): ByteAccount {
    return {
      contentBytes: this.#content,
      eventBytes: this.#eventBytes,
      separatorBytes: this.#separatorBytes,
      headerBytes: this.#headerBytes,
      rejectedBytes: this.#rejectedBytes,
      decodingBytes: this.#content - this.#decoded,
    };
  }

  batches(): AsyncGenerator<ReadBatch, void, void> {
    switch (this.#understanding.shape) {
      case 'delimited':
      case 'w3c':
        return this.#delimited();
      case 'json':
        return this.#json();
      default:
        return this.#text();
    }
  }

  #place(name: string): number {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.columns.length;
      this.columns.push(name);
      this.#places.set(name, place);
    }
    return place;
  }

  async *#pieces(): ReturnType<typeof readText> {
    const onContent = (bytes: Buffer): void => {
      this.#content += bytes.length;
      this.#options.onContent?.(bytes);
    };
    const { charset, settings } = this.#understanding;
    // What comes of a small piece is gone before it has to be moved in memory; a LINE_BREAKER looks at its rest again for each.
    const usual = settings.LINE_BREAKER === undefined ? smallPiece : undefined;
    for await (const piece of readText(this.#source, charset, onContent, this.#options.pieceBytes ?? usual)) {
      this.#decoded += Buffer.byteLength(piece.text);
      yield piece;
    }
  }

  /** Where an event has no time of its own: that of the event before it, as Splunk does; else the file's. */
  #settle(found: FoundTime | Omit<FoundTime, 'spans'>): { readonly time: number | null; readonly source: TimeSource } {
    const config = this.#understanding.settings.DATETIME_CONFIG;
    if (config === 'CURRENT') return { time: Date.now() * 1000, source: 'current' };
    if (config === 'NONE') return { time: Math.round(this.#source.modified * 1000), source: 'file_time' };
    if (found.time !== null) {
      const { MAX_DAYS_AGO: ago, MAX_DAYS_HENCE: hence } = this.#understanding.settings;
      const days = (found.time / 1000 - Date.now()) / 86_400_000;
      if ((ago !== undefined && -days > Number(ago)) || (hence !== undefined && days > Number(hence)))
        return this.#previousTime === null
          ? { time: Date.now() * 1000, source: 'current' }
          : { time: this.#previousTime, source: 'previous' };
      this.#previousTime = found.time;
      return { time: found.time, source: found.source };
    }
    return this.#previousTime === null
      ? { time: null, source: 'none' }
      : { time: this.#previousTime, source: 'previous' };
  }

  /** Of a row or an object: without a time it does not borrow one from another. */
  #ownTime(found: Omit<FoundTime, 'spans'>): { readonly time: number | null; readonly source: TimeSource } {
    return found.time === null && !/^(CURRENT|NONE)$/.test(this.#understanding.settings.DATETIME_CONFIG ?? '')
      ? { time: null, source: 'none' }
      : this.#settle(found);
  }

  // ---------------------------------------------------------------- text
  async *#text(): AsyncGenerator<ReadBatch, void, void> {
    const { settings, definition, latestTimeStart, automaticFormat, otherFormats = [] } = this.#understanding;
    const context = timeContext(this.#source, this.#zone, settings);
    const timeReader = (): TextTimeReader =>
      new TextTimeReader(
        settings,
        automaticFormat === undefined ? undefined : compileFormat(automaticFormat),
        context,
        { latestStart: latestTimeStart, name: plainName(this.#source), others: otherFormats.map(compileFormat) },
      );
    const times = timeReader();
    const merging = isTrue(settings.SHOULD_LINEMERGE ?? 'true');
    const byDate = merging && times.canRead && settings.BREAK_ONLY_BEFORE_DATE?.toLowerCase() !== 'false';
    // Lines are looked at before the events they make up: each needs its own way through the days of clock times.
    const lineTimes = timeReader();
    const starts = byDate ? (line: string): boolean => lineTimes.begins(line) : undefined;
    const custom =
      settings.LINE_BREAKER !== undefined && settings.LINE_BREAKER !== settingDefaults.LINE_BREAKER
        ? patternOf(settings, 'LINE_BREAKER', 'break')
        : undefined;
    const lines = new LineCutter();
    // Whoever gives LINE_BREAKER means the events, unless merging is asked for as well.
    const breaker =
      custom === undefined || isTrue(settings.SHOULD_LINEMERGE)
        ? new EventBreaker(settings, starts, custom !== undefined)
        : new EventBreaker({ ...settings, SHOULD_LINEMERGE: 'false' }, undefined, true);
    const pattern = custom === undefined ? undefined : new PatternBreaker(custom, settings.LINE_BREAKER);
    const cutOff = (): EventBreaker['cut'] => breaker.cut.splice(0);
    const extract = (event: BrokenEvent): ReadEvent => {
      const found = times.canRead ? times.read(event.text) : nothing;
      const { fields, host } = textFields(event.text, definition, settings);
      const values: (FieldValue | undefined)[] = [];
      for (const [name, value] of fields) values[this.#place(name)] = value;
      return this.#event(event, this.#settle(found), this.#spans ? found.spans : [], values, host);
    };
    for await (const piece of this.#pieces()) {
      const broken: BrokenEvent[] = [];
      breaker.push(pattern === undefined ? lines.push(piece.text) : pattern.push(piece.text, false), broken);
      yield* this.#emit(broken, cutOff(), extract, piece.bytesDone, merging);
    }
    const broken: BrokenEvent[] = [];
    breaker.push(pattern === undefined ? lines.finish() : pattern.push('', true), broken);
    breaker.flush(broken);
    this.#separatorBytes = breaker.separatorBytes;
    yield* this.#emit(broken, cutOff(), extract, this.#source.bytes, merging);
  }

  *#emit(
    broken: readonly BrokenEvent[],
    cutOff: EventBreaker['cut'],
    extract: (event: BrokenEvent) => ReadEvent,
    bytesDone: number,
    borrows: boolean,
  ): Generator<ReadBatch> {
    const events: ReadEvent[] = [];
    const rejected: RejectedRecord[] = cutOff.map(({ text, lineNumber, byteOffset }) => {
      this.#rejectedBytes += Buffer.byteLength(text);
      const reason = `TRUNCATE = ${this.#understanding.settings.TRUNCATE ?? ''} cut this off the end of its line.`;
      return { raw: text, lineNumber, byteOffset, reason };
    });
    for (const event of broken) {
      if (event.text.length > longestEvent) {
        rejected.push({
          raw: event.text.slice(0, 10_000),
          lineNumber: event.lineNumber,
          byteOffset: this.#eventBytes,
          reason: `The event is ${event.text.length} characters long; at most ${longestEvent} can be kept.`,
        });
        this.#rejectedBytes += Buffer.byteLength(event.text);
      } else events.push(extract(event));
    }
    const [first, second] = events;
    if (first !== undefined && !this.#begun) {
      this.#begun = true;
      // A banner before the first time belongs to that.
      if (borrows && first.timeSource === 'none' && second !== undefined && second.time !== null)
        events[0] = { ...first, time: second.time, timeSource: 'next' };
    }
    yield { events, rejected, bytesDone };
  }

  #event(
    event: { readonly text: string; readonly lineNumber: number; readonly lineCount: number },
    at: { readonly time: number | null; readonly source: TimeSource },
    spans: ReadEvent['timeSpans'],
    values: readonly (FieldValue | undefined)[],
    host?: string,
  ): ReadEvent {
    this.#eventBytes += Buffer.byteLength(event.text);
    return {
      raw: event.text,
      time: at.time,
      timeSource: at.source,
      timeSpans: spans,
      lineNumber: event.lineNumber,
      lineCount: event.lineCount,
      values,
      ...(host === undefined ? {} : { host }),
    };
  }

  // ---------------------------------------------------------------- delimited
  async *#delimited(): AsyncGenerator<ReadBatch, void, void> {
    const { settings, dialect, columns, shape } = this.#understanding;
    let context = timeContext(this.#source, this.#zone, settings);
    const w3c = shape === 'w3c';
    const spelling = dialectBySettings(settings, dialect?.dialect);
    const { delimiter } = spelling;
    const profile = w3c ? null : (dialect?.profile ?? null);
    const cutter = new RecordCutter(spelling, profile?.columnCount);
    const lines = new LineCutter();
    const format =
      settings.TIME_FORMAT === undefined || settings.TIME_FORMAT === ''
        ? undefined
        : compileFormat(settings.TIME_FORMAT);
    const prefix = patternOf(settings, 'TIME_PREFIX');
    const missing = patternOf(settings, 'MISSING_VALUE_REGEX');
    const preamble = patternOf(settings, 'PREAMBLE_REGEX');
    const timeNames = settings.TIMESTAMP_FIELDS === undefined ? [] : splitNames(settings.TIMESTAMP_FIELDS);
    let names: readonly string[] = columns;
    let timePlaces = timeNames.map((name) => names.indexOf(name)).filter((i) => i >= 0);
    if (timeNames.length > 0 && timePlaces.length < timeNames.length) {
      this.warnings.push(
        `TIMESTAMP_FIELDS names a column that is not there: ${timeNames.filter((n) => !names.includes(n)).join(', ')}. The columns are: ${names.join(', ')}.`,
      );
    }
    const rowReader = timePlaces.length === 0 ? new TextTimeReader(settings, undefined, context) : undefined;
    const firstRecord = dialect?.records[dialect.firstRecord];
    const headerRecord =
      dialect === undefined ? undefined : dialect.records[dialect.firstRecord + dialect.headerRecords - 1];
    const dataFrom =
      dialect === undefined || dialect.headerRecords === 0 || headerRecord === undefined
        ? (firstRecord?.lineNumber ?? 1)
        : headerRecord.lineNumber + headerRecord.lineCount;
    const table: Table = {
      dialect: spelling,
      profile,
      header: dialect?.headerRecords === 1 ? (firstRecord?.cells ?? []) : [],
      dataFrom: w3c ? 1 : dataFrom,
    };
    const rows = new RowSorter({ ...table, keepsOthers: othersOutnumber(table, dialect?.records ?? []) });
    let ragged = 0,
      oddQuotes = 0;

    const take = (row: Row, events: ReadEvent[], rejected: RejectedRecord[]): void => {
      const { record } = row;
      if (w3c && record.raw.startsWith('#')) {
        this.#headerBytes += Buffer.byteLength(record.raw);
        const { columns: named, endOfDay } = readHeaderLine(record.raw);
        if (endOfDay !== undefined) context = { ...context, reference: endOfDay };
        if (named !== undefined) {
          names = named;
          timePlaces = timeNames.map((name) => names.indexOf(name)).filter((i) => i >= 0);
        }
        return;
      }
      if (preamble?.test(record.raw) === true) {
        this.#headerBytes += Buffer.byteLength(record.raw);
        return;
      }
      if (row.kind === 'header' || row.kind === 'blank') {
        this.#headerBytes += Buffer.byteLength(record.raw);
        return;
      }
      if (row.kind === 'rejected') {
        rejected.push({
          raw: record.raw,
          lineNumber: record.lineNumber,
          byteOffset: this.#eventBytes + this.#headerBytes + this.#rejectedBytes + cutter.separatorBytes,
          reason: row.reason,
        });
        this.#rejectedBytes += Buffer.byteLength(record.raw);
        return;
      }
      if (record.odd) oddQuotes += 1;
      if (record.cells.length !== names.length) ragged += 1;
      const values: (string | undefined)[] = [];
      for (let i = 0; i < record.cells.length; i += 1) {
        const cell = record.cells[i] ?? '';
        if (cell === '' || (w3c && cell === '-') || missing?.test(cell) === true) continue;
        values[this.#place(names[i] ?? `field${i + 1}`)] = cell;
      }
      let found: Omit<FoundTime, 'spans'> = nothing;
      let spans: ReadEvent['timeSpans'] = [];
      if (timePlaces.length > 0 && format !== undefined) {
        const cells = timePlaces.map((i) => record.cells[i] ?? '');
        const read = readCellsTime(cells, format, prefix, context);
        found = read;
        if (this.#spans && read.time !== null) spans = spansOf(record, timePlaces, delimiter, read);
      } else if (rowReader?.canRead === true) {
        ({ spans, ...found } = rowReader.read(record.raw));
      }
      const at = this.#ownTime(found);
      events.push(
        this.#event(
          { text: record.raw, lineNumber: record.lineNumber, lineCount: record.lineCount },
          at,
          spans,
          values,
        ),
      );
    };
    for await (const piece of this.#pieces()) {
      const records: DelimitedRecord[] = [];
      cutter.push(lines.push(piece.text), records);
      const events: ReadEvent[] = [];
      const rejected: RejectedRecord[] = [];
      for (const row of rows.push(records)) take(row, events, rejected);
      yield { events, rejected, bytesDone: piece.bytesDone };
    }
    const records: DelimitedRecord[] = [];
    cutter.push(lines.finish(), records);
    cutter.finish(records);
    const events: ReadEvent[] = [];
    const rejected: RejectedRecord[] = [];
    for (const row of [...rows.push(records), ...rows.finish()]) take(row, events, rejected);
    this.#separatorBytes = cutter.separatorBytes;
    this.warnings.push(...rows.warnings());
    if (ragged > 0)
      this.warnings.push(
        `${ragged} rows have another number of cells than the header; their cells were kept in place.`,
      );
    if (oddQuotes > 0) this.warnings.push(`${oddQuotes} rows have a quote where none can stand; it was kept as text.`);
    yield { events, rejected, bytesDone: this.#source.bytes };
  }

  // ---------------------------------------------------------------- JSON
  async *#json(): AsyncGenerator<ReadBatch, void, void> {
    const { settings, definition } = this.#understanding;
    const context = timeContext(this.#source, this.#zone, settings);
    const timeNames = settings.TIMESTAMP_FIELDS === undefined ? [] : splitNames(settings.TIMESTAMP_FIELDS);
    const format =
      settings.TIME_FORMAT === undefined || settings.TIME_FORMAT === ''
        ? undefined
        : compileFormat(settings.TIME_FORMAT);
    const prefix = patternOf(settings, 'TIME_PREFIX');
    const lines = new LineCutter();
    const cutter = new JsonCutter(this.#understanding.listPath);
    const take = ({ text, lineNumber, lineCount, fields, isLine }: JsonPiece): ReadEvent => {
      const place = { text, lineNumber, lineCount };
      if (fields === undefined) {
        if (!isLine) return this.#event(place, nothing, [], []);
        const reader = new TextTimeReader({ MAX_TIMESTAMP_LOOKAHEAD: '64' }, format, context);
        const found = reader.read(text);
        return this.#event(place, found, found.spans, []);
      }
      const values: (FieldValue | undefined)[] = [];
      addMessageFields(fields, definition);
      for (const [name, value] of fields) values[this.#place(name)] = value;
      const cells = timeNames.flatMap((name) => {
        const value = fields.get(name);
        return value === undefined ? [] : [typeof value === 'string' ? value : (value[0] ?? '')];
      });
      const found: Omit<FoundTime, 'spans'> =
        cells.length > 0 && format !== undefined ? readCellsTime(cells, format, prefix, context) : nothing;
      const spans =
        this.#spans && found.time !== null
          ? cells.flatMap((cell) => {
              const start = text.indexOf(cell);
              return start < 0 ? [] : [{ start, end: start + cell.length }];
            })
          : [];
      return this.#event(place, this.#ownTime(found), spans, values);
    };
    for await (const piece of this.#pieces()) {
      const pieces: JsonPiece[] = [];
      cutter.push(lines.push(piece.text), pieces);
      yield { events: pieces.map(take), rejected: [], bytesDone: piece.bytesDone };
    }
    const pieces: JsonPiece[] = [];
    cutter.push(lines.finish(), pieces);
    cutter.finish(pieces);
    this.#separatorBytes = cutter.separatorBytes;
    this.#headerBytes = cutter.headerBytes;
    if (cutter.junk > 0)
      this.warnings.push(`${cutter.junk} lines are no JSON; they were kept as events without fields.`);
    yield { events: pieces.map(take), rejected: [], bytesDone: this.#source.bytes };
  }
}
