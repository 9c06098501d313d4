/** Finds out what an input is: source type, charset, event breaks, where the time stands and how it is written; and says why. */
import type { Decision, TimeCandidate } from '../protocol/index.ts';
import { decode, findCharset, plainName, readSample } from './input.ts';
import { LineCutter, withoutColours } from './lines.ts';
import type { Line } from './lines.ts';
import { jsonFields, parseObject } from './json-fields.ts';
import { cutSample, findDialect } from './delimited/dialect.ts';
import type { DialectFinding } from './delimited/dialect.ts';
import { delimiterOf } from './settings.ts';
import type { Settings } from './settings.ts';
import type { SourceType } from './sourcetypes/definition.ts';
import { sourceTypeNamed, sourceTypes } from './sourcetypes/registry.ts';
import { compileFormat } from './timestamp/format.ts';
import type { TimeContext } from './timestamp/format.ts';
import { recogniseInCells, recogniseInText } from './timestamp/recognise.ts';
import type { RecognisedTime } from './timestamp/recognise.ts';
import type { InputSource } from './types.ts';

export type Shape = 'delimited' | 'json' | 'w3c' | 'text';

export interface Understanding {
  readonly sourcetype: string;
  readonly confidence: number;
  readonly shape: Shape;
  /** All that the reader needs: what was found, under what the source type and the person have set. */
  readonly settings: Settings;
  readonly charset: string;
  readonly decisions: readonly Decision[];
  readonly timeCandidates: readonly TimeCandidate[];
  readonly ambiguity?: {
    readonly question: string;
    readonly readings: readonly {
      readonly label: string;
      readonly settings: Settings;
      readonly examples: readonly string[];
    }[];
  };
  readonly warnings: readonly string[];
  /** For delimited files: names of the columns, in order. */
  readonly columns: readonly string[];
  readonly dialect?: DialectFinding;
  /** Pretrained definition whose field extraction applies. */
  readonly definition: SourceType | undefined;
  /** What tells this kind of file from others: a saved source type is picked up by it. */
  readonly fingerprint: string;
  /** The format found by itself; TIME_FORMAT in the settings goes before it. */
  readonly automaticFormat?: string;
  /** For text: a line begins an event where its time starts no later than this. */
  readonly latestTimeStart: number;
}

export interface Hints {
  readonly sourcetype?: string;
  /** A saved source type's settings, or a person's changes: they go before what is found. */
  readonly settings?: Settings;
  readonly timeZone?: string;
  /** A saved source type for a fingerprint. */
  readonly bySavedFingerprint?: (
    fingerprint: string,
  ) => { readonly name: string; readonly settings: Settings } | undefined;
  readonly savedType?: (name: string) => Settings | undefined;
}

export function timeContext(source: InputSource, zone: string): TimeContext {
  return { zone, reference: source.modified };
}

export function understand(source: InputSource, hints: Hints = {}): Understanding {
  const sample = readSample(source);
  const given = hints.settings ?? {};
  const charsetFound = findCharset(sample.head);
  const charset = given.CHARSET !== undefined && given.CHARSET !== 'AUTO' ? given.CHARSET : charsetFound.charset;
  const lines = linesOf(decode(sample.head, charset), sample.whole);
  const later = [sample.middle, sample.tail].flatMap((part) => linesOf(decode(part, charset), true).slice(1, -1));
  const decisions: Decision[] = [
    {
      about: 'charset',
      value: charset,
      why: given.CHARSET === undefined ? charsetFound.why : 'you set it',
      confidence: 0.95,
    },
  ];
  const first = describe(source, lines, later, hints, given, charset, decisions);
  if (hints.sourcetype === undefined && hints.bySavedFingerprint !== undefined) {
    const saved = hints.bySavedFingerprint(first.fingerprint);
    if (saved !== undefined) {
      const again = describe(
        source,
        lines,
        later,
        { ...hints, sourcetype: saved.name },
        { ...saved.settings, ...given },
        charset,
        decisions.slice(0, 1),
      );
      const why = `a file of the same shape was saved as ${saved.name}`;
      return {
        ...again,
        sourcetype: saved.name,
        confidence: 0.99,
        decisions: again.decisions.map((d) =>
          d.about === 'sourcetype' ? { ...d, value: saved.name, why, confidence: 0.99 } : d,
        ),
      };
    }
  }
  return first;
}

function linesOf(text: string, whole: boolean): Line[] {
  const cutter = new LineCutter();
  const lines = cutter.push(text.replace(/^\ufeff/, ''));
  const rest = cutter.finish();
  return whole || lines.length === 0 ? [...lines, ...rest] : lines;
}

function describe(
  source: InputSource,
  lines: readonly Line[],
  later: readonly Line[],
  hints: Hints,
  given: Settings,
  charset: string,
  decisions: Decision[],
): Understanding {
  const zone = given.TZ ?? hints.timeZone ?? 'UTC';
  const context = timeContext(source, zone);
  const saved = hints.sourcetype === undefined ? undefined : hints.savedType?.(hints.sourcetype);
  const named = hints.sourcetype === undefined ? undefined : sourceTypeNamed(hints.sourcetype);
  const base: Settings = { ...(named?.settings ?? {}), ...(saved ?? {}), ...given };
  const wanted =
    hints.sourcetype !== undefined &&
    (named !== undefined || saved !== undefined || given.INDEXED_EXTRACTIONS !== undefined)
      ? shapeOf(base)
      : undefined;
  const found = wanted ?? detectShape(source, lines);
  const finish = { source, lines, later, hints, given, base, charset, decisions, context, named };
  if (found === 'delimited') return describeDelimited(finish);
  if (found === 'json') return describeJson(finish);
  if (found === 'w3c') return describeW3c(finish);
  return describeText(finish);
}

interface Finish {
  readonly source: InputSource;
  readonly lines: readonly Line[];
  readonly later: readonly Line[];
  readonly hints: Hints;
  readonly given: Settings;
  readonly base: Settings;
  readonly charset: string;
  readonly decisions: Decision[];
  readonly context: TimeContext;
  readonly named: SourceType | undefined;
}

function shapeOf(settings: Settings): Shape {
  switch (settings.INDEXED_EXTRACTIONS?.toLowerCase()) {
    case 'csv':
    case 'tsv':
    case 'psv':
      return 'delimited';
    case 'json':
      return 'json';
    case 'w3c':
      return 'w3c';
    default:
      return 'text';
  }
}

function detectShape(source: InputSource, lines: readonly Line[]): Shape {
  const filled = lines.filter((l) => l.text.trim() !== '').slice(0, 300);
  if (filled.length === 0) return 'text';
  if (filled.slice(0, 12).some((l) => /^#Fields:\s/i.test(l.text))) return 'w3c';
  const objects = filled.filter((l) => parseObject(l.text) !== undefined).length;
  if (objects >= filled.length * 0.5) return 'json';
  const head = filled
    .map((l) => l.text)
    .join('\n')
    .trimStart();
  if (/^(\{\s*("|$)|\[\s*\{)/.test(head.slice(0, 200)) && /"\s*:/.test(head.slice(0, 2000))) return 'json';
  const name = plainName(source).toLowerCase();
  if (/\.(csv|tsv|tab|psv)$/.test(name)) return 'delimited';
  if (
    sourceTypes.some((type) => type.recognise !== undefined && shareOf(type.recognise, filled) >= (type.share ?? 0.75))
  )
    return 'text';
  // A delimited file without a telling name: very regular, several columns, and no log line's look.
  const dialect = findDialect(filled);
  if (
    dialect !== null &&
    dialect.dialect.delimiter !== ' ' &&
    dialect.dialect.delimiter !== ':' &&
    dialect.columnCount >= 3 &&
    dialect.consistency > 0.95 &&
    dialect.hasHeader
  )
    return 'delimited';
  return 'text';
}

function shareOf(pattern: RegExp, lines: readonly Line[]): number {
  const matching = lines.filter((l) => pattern.test(withoutColours(l.text)));
  return matching.length / Math.max(1, lines.length);
}

// ------------------------------------------------------------------ delimited
function describeDelimited(f: Finish): Understanding {
  const delimiter = f.base.FIELD_DELIMITER === undefined ? undefined : delimiterOf(f.base.FIELD_DELIMITER);
  const quote =
    f.base.FIELD_QUOTE === undefined
      ? undefined
      : f.base.FIELD_QUOTE.toLowerCase() === 'none'
        ? ''
        : f.base.FIELD_QUOTE;
  const sample = f.lines.slice(0, 2000);
  const dialect = findDialect(sample, {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
  });
  const used: DialectFinding = dialect ?? {
    dialect: { delimiter: delimiter ?? ',', quote: quote ?? '"' },
    firstRecord: 0,
    hasHeader: sample.length > 0,
    columnCount: 1,
    consistency: 1,
    records: cutSample(sample, { delimiter: delimiter ?? ',', quote: quote ?? '"' }),
  };
  const headerLine = Number(f.base.HEADER_FIELD_LINE_NUMBER ?? 0);
  const names = f.base.FIELD_NAMES?.split(',').map((n) => n.trim());
  const headerAt =
    headerLine > 0
      ? used.records.findIndex((r) => r.lineNumber <= headerLine && headerLine < r.lineNumber + r.lineCount)
      : used.firstRecord;
  const hasHeader = names === undefined && (headerLine > 0 ? headerAt >= 0 : used.hasHeader);
  const header = hasHeader ? (used.records[headerAt]?.cells ?? []) : [];
  const width = Math.max(used.columnCount, header.length);
  const columns = names ?? (hasHeader ? columnNames(header) : Array.from({ length: width }, (_, i) => `field${i + 1}`));
  const data = used.records.slice(hasHeader ? headerAt + 1 : used.firstRecord);
  const laterRecords = cutSample(f.later, used.dialect).filter((r) => r.cells.length === used.columnCount);
  const rows = [...data, ...laterRecords].map((r) => r.cells);
  const sourcetype =
    f.hints.sourcetype ?? (used.dialect.delimiter === '\t' ? 'tsv' : used.dialect.delimiter === '|' ? 'psv' : 'csv');
  const settings: Record<string, string> = {
    ...(sourceTypeNamed('csv')?.settings ?? {}),
    ...f.base,
    INDEXED_EXTRACTIONS: f.base.INDEXED_EXTRACTIONS ?? sourcetype,
  };
  settings.FIELD_DELIMITER ??= spellDelimiter(used.dialect.delimiter);
  settings.FIELD_QUOTE ??= used.dialect.quote === '' ? 'none' : used.dialect.quote;
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why:
        f.hints.sourcetype === undefined
          ? `its lines part into ${width} columns at ${spellDelimiter(used.dialect.delimiter)} (${Math.round(used.consistency * 100)} % of the sample)`
          : 'you chose it',
      confidence: Math.min(0.99, used.consistency),
    },
    {
      about: 'delimiter',
      value: spellDelimiter(used.dialect.delimiter),
      why: delimiter === undefined ? 'it parts the lines most evenly' : 'it is set',
      confidence: used.consistency,
    },
    {
      about: 'header',
      value: hasHeader ? `line ${used.records[headerAt]?.lineNumber ?? 1}` : 'none',
      why:
        names !== undefined
          ? 'FIELD_NAMES is set'
          : hasHeader
            ? 'it differs in kind from the lines below it'
            : 'the first line looks like the others',
      confidence: 0.85,
    },
  );
  if (hasHeader && headerAt > 0)
    f.decisions.push({
      about: 'fields',
      value: `${headerAt} lines before the header`,
      why: 'they have another number of columns and are kept apart',
      confidence: 0.8,
    });
  const time = timeColumns(columns, rows, f.context, settings);
  const warnings: string[] = [];
  if (f.given.TIMESTAMP_FIELDS === undefined && settings.TIMESTAMP_FIELDS === undefined && time.best !== undefined)
    settings.TIMESTAMP_FIELDS = time.best.names.map((n) => (n.includes(',') ? `"${n}"` : n)).join(',');
  if (settings.TIME_FORMAT === undefined && time.chosen !== undefined) settings.TIME_FORMAT = time.chosen.format;
  f.decisions.push(timeDecision(settings, time, f.given));
  const fingerprint = `delimited:${used.dialect.delimiter}:${columns.join('\u0001')}`;
  const rival =
    time.chosen?.rival !== undefined && f.given.TIME_FORMAT === undefined
      ? ambiguityOf(time.chosen.format, time.chosen.rival, time.examples)
      : undefined;
  if (rival !== undefined)
    warnings.push(`Nothing in the file decides between day and month: read as ${time.chosen?.format ?? ''}.`);
  return {
    sourcetype,
    confidence: Math.min(0.99, used.consistency),
    shape: 'delimited',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: time.candidates,
    warnings,
    columns,
    dialect: { ...used, hasHeader, firstRecord: hasHeader ? headerAt : used.firstRecord },
    definition: f.named ?? sourceTypeNamed('csv'),
    fingerprint,
    latestTimeStart: 0,
    ...(rival === undefined ? {} : { ambiguity: rival }),
  };
}

/** Names kept as they are, byte order marks and blanks around them apart; empty and repeated ones made unique. */
function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, i) => {
    const name = cell.replace(/[\u0000-\u001f\ufeff\u200b]+/g, ' ').trim() || `field${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

function spellDelimiter(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter === ' ' ? 'space' : delimiter;
}

interface TimeColumns {
  readonly best: { readonly names: readonly string[] } | undefined;
  readonly chosen: RecognisedTime | undefined;
  readonly candidates: readonly TimeCandidate[];
  readonly examples: readonly string[];
  readonly of: number;
}

const timeWords =
  /(^|[^a-z])(timestamp|time|date|datetime|zeit|datum|fecha|ts|when|created|occurred|_time|eventtime)([^a-z]|$)|timestamp|datetime|_at$/i;
/** Dates of things that come after the event itself, or of people. */
const lesserWords = /birth|expir|due|end|updated|modified|valid|until|paid|payment|deliver|closed|resolved/i;

function timeColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  context: TimeContext,
  settings: Settings,
): TimeColumns {
  const cellsOf = (indexes: readonly number[]): string[] =>
    rows.map((row) =>
      indexes
        .map((i) => (row[i] ?? '').trim())
        .filter((c) => c !== '')
        .join(' '),
    );
  const explicit = settings.TIMESTAMP_FIELDS === undefined ? undefined : splitNames(settings.TIMESTAMP_FIELDS);
  const ranked: {
    readonly names: string[];
    readonly found: RecognisedTime;
    readonly score: number;
    readonly cells: string[];
  }[] = [];
  const consider = (indexes: readonly number[], bonus: number): void => {
    const cells = cellsOf(indexes);
    const filled = cells.filter((c) => c !== '');
    if (filled.length === 0) return;
    const found = recogniseInCells(filled.slice(0, 2000), context);
    if (found === null || found.fits < filled.length * 0.5) return;
    const names = indexes.map((i) => columns[i] ?? '');
    const label = names.join(' ');
    const numeric = /^%s|^%Y%m%d$/.test(found.format);
    if (numeric && !timeWords.test(label)) return;
    const coverage = found.fits / Math.max(1, rows.length);
    const score =
      coverage * 10 +
      (timeWords.test(label) ? 3 : 0) -
      (lesserWords.test(label) ? 1.5 : 0) +
      (/%[HIs]/.test(found.format) ? 1 : 0) +
      bonus -
      (indexes[0] ?? 0) * 0.01;
    ranked.push({ names, found, score, cells: filled });
  };
  columns.forEach((name, i) => {
    const isDate =
      /date|datum|day|fecha/i.test(name) ||
      rows
        .slice(0, 20)
        .some((r) => /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$|^\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4}$/.test((r[i] ?? '').trim()));
    const next = columns.findIndex(
      (other, j) =>
        j !== i &&
        Math.abs(i - j) <= 2 &&
        rows.slice(0, 20).some((r) => /^\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?( ?[AP]M)?$/i.test((r[j] ?? '').trim())) &&
        other !== '',
    );
    if (isDate && next >= 0) consider([i, next], 2);
    consider([i], 0);
  });
  ranked.sort((a, b) => b.score - a.score);
  const candidates = ranked.slice(0, 8).map((r): TimeCandidate => ({
    label: r.names.join(' + '),
    settings: { TIMESTAMP_FIELDS: r.names.join(','), TIME_FORMAT: r.found.format },
    fits: r.found.fits,
    of: r.cells.length,
    example: r.cells[0] ?? '',
  }));
  if (explicit !== undefined) {
    const indexes = explicit.map((name) => columns.indexOf(name)).filter((i) => i >= 0);
    const cells = cellsOf(indexes).filter((c) => c !== '');
    return {
      best: { names: explicit },
      chosen: recogniseInCells(cells, context) ?? recogniseInText(cells.slice(0, 500), context) ?? undefined,
      candidates,
      examples: cells.slice(0, 3),
      of: rows.length,
    };
  }
  const [best] = ranked;
  return {
    best: best === undefined ? undefined : { names: best.names },
    chosen: best?.found,
    candidates,
    examples: best?.cells.slice(0, 3) ?? [],
    of: rows.length,
  };
}

/** Names parted by commas; one in quotes may hold a comma. */
export function splitNames(text: string): string[] {
  return [...text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,]+))\s*(?:,|$)/g)]
    .map((m) => (m[1] ?? m[2] ?? '').trim())
    .filter((n) => n !== '');
}

function timeDecision(settings: Settings, time: TimeColumns, given: Settings): Decision {
  if (settings.TIMESTAMP_FIELDS === undefined)
    return { about: 'timestamp', value: 'none', why: 'no column reads as a time', confidence: 0.6 };
  const format = settings.TIME_FORMAT ?? 'automatic';
  const set = given.TIMESTAMP_FIELDS !== undefined || given.TIME_FORMAT !== undefined;
  const others = time.candidates.slice(1, 3).map((c) => c.label);
  const why = set
    ? 'you set it'
    : `${time.chosen?.fits ?? 0} of ${time.of} sampled rows read as ${format}${others.length > 0 ? `; also possible: ${others.join(', ')}` : ''}`;
  return {
    about: 'timestamp',
    value: `${settings.TIMESTAMP_FIELDS} as ${format}`,
    why,
    confidence: set ? 1 : (time.chosen?.fits ?? 0) / Math.max(1, time.of),
  };
}

function ambiguityOf(a: string, b: string, examples: readonly string[]): NonNullable<Understanding['ambiguity']> {
  const shown = (format: string): string[] =>
    examples.map((cell) => {
      const found = compileFormat(format).read(cell, 0, false, { zone: 'UTC', reference: Date.now() });
      return `${cell} is ${found === null ? 'no time' : new Date(found.time / 1000).toISOString().slice(0, 10)}`;
    });
  return {
    question: 'Is the day or the month first?',
    readings: [a, b].map((format) => ({
      label: /%m.%d/.test(format) ? 'Month first' : 'Day first',
      settings: { TIME_FORMAT: format },
      examples: shown(format),
    })),
  };
}

// ------------------------------------------------------------------ JSON
function describeJson(f: Finish): Understanding {
  const objects = sampleObjects(f.lines);
  const names = new Map<string, string[]>();
  for (const object of objects) {
    for (const [name, value] of jsonFields(object)) {
      const list = names.get(name) ?? [];
      list.push(typeof value === 'string' ? value : (value[0] ?? ''));
      names.set(name, list);
    }
  }
  const columns = [...names.keys()];
  const rows = objects.slice(0, 1000).map((object) => {
    const fields = jsonFields(object);
    return columns.map((name) => {
      const value = fields.get(name);
      return value === undefined ? '' : typeof value === 'string' ? value : (value[0] ?? '');
    });
  });
  const settings: Record<string, string> = { ...(sourceTypeNamed('_json')?.settings ?? {}), ...f.base };
  const time = timeColumns(columns, rows, f.context, settings);
  if (settings.TIMESTAMP_FIELDS === undefined && time.best !== undefined)
    settings.TIMESTAMP_FIELDS = time.best.names.join(',');
  if (settings.TIME_FORMAT === undefined && time.chosen !== undefined) settings.TIME_FORMAT = time.chosen.format;
  const sourcetype = f.hints.sourcetype ?? '_json';
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why: f.hints.sourcetype === undefined ? `${objects.length} JSON objects in the sample` : 'you chose it',
      confidence: 0.97,
    },
    { about: 'event_breaks', value: 'each object', why: 'JSON objects are events', confidence: 0.95 },
    timeDecision(settings, time, f.given),
  );
  return {
    sourcetype,
    confidence: 0.97,
    shape: 'json',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: time.candidates,
    warnings: [],
    columns: [],
    definition: f.named ?? sourceTypeNamed('_json'),
    fingerprint: `json:${columns.slice(0, 40).sort().join('\u0001')}`,
    latestTimeStart: 0,
  };
}

function sampleObjects(lines: readonly Line[]): Record<string, unknown>[] {
  const direct = lines.map((l) => parseObject(l.text)).filter((object) => object !== undefined);
  if (direct.length > 0) return direct;
  const objects: Record<string, unknown>[] = [];
  for (const text of topLevelObjects(lines.map((l) => l.text).join('\n'))) {
    const parsed = parseObject(text.text);
    if (parsed !== undefined) objects.push(parsed);
    if (objects.length > 500) break;
  }
  return objects;
}

/** Objects that stand one after another, or in an array; with where each begins. Text between them is skipped. */
export function* topLevelObjects(
  text: string,
): Generator<{ readonly text: string; readonly start: number; readonly end: number }> {
  let depth = 0,
    start = -1;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 92) i += 1;
      else if (c === 34) quoted = false;
    } else if (c === 34 && depth > 0) quoted = true;
    else if (c === 123) {
      if (depth === 0) start = i;
      depth += 1;
    } else if (c === 125 && depth > 0) {
      depth -= 1;
      if (depth === 0) yield { text: text.slice(start, i + 1), start, end: i + 1 };
    }
  }
}

// ------------------------------------------------------------------ W3C
function describeW3c(f: Finish): Understanding {
  const line = f.lines.find((l) => /^#Fields:\s/i.test(l.text))?.text ?? '';
  const columns = line
    .replace(/^#Fields:\s*/i, '')
    .trim()
    .split(/[\s]+/);
  const settings: Record<string, string> = { ...(sourceTypeNamed('iis')?.settings ?? {}), ...f.base };
  if (settings.TIMESTAMP_FIELDS === undefined) {
    const wanted = ['date', 'time'].filter((name) => columns.includes(name));
    if (wanted.length === 2) {
      settings.TIMESTAMP_FIELDS = 'date,time';
      settings.TIME_FORMAT ??= '%Y-%m-%d %H:%M:%S';
    } else if (columns.includes('time')) {
      settings.TIMESTAMP_FIELDS = 'time';
      settings.TIME_FORMAT ??= '%H:%M:%S';
    }
  }
  const sourcetype = f.hints.sourcetype ?? 'iis';
  f.decisions.push(
    { about: 'sourcetype', value: sourcetype, why: 'it has a #Fields: line', confidence: 0.98 },
    {
      about: 'timestamp',
      value:
        settings.TIMESTAMP_FIELDS === undefined
          ? 'none'
          : `${settings.TIMESTAMP_FIELDS} as ${settings.TIME_FORMAT ?? 'automatic'}`,
      why: 'the #Fields: line names them',
      confidence: 0.95,
    },
  );
  return {
    sourcetype,
    confidence: 0.98,
    shape: 'w3c',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: [],
    warnings: [],
    columns,
    definition: f.named ?? sourceTypeNamed('iis'),
    fingerprint: `w3c:${columns.join('\u0001')}`,
    latestTimeStart: 0,
  };
}

// ------------------------------------------------------------------ text
function describeText(f: Finish): Understanding {
  const filled = f.lines.filter((l) => l.text.trim() !== '');
  const sample = [
    ...spread(filled, 400),
    ...spread(
      f.later.filter((l) => l.text.trim() !== ''),
      200,
    ),
  ].map((l) => withoutColours(l.text));
  const recognised =
    f.named === undefined && f.hints.sourcetype === undefined
      ? sourceTypes.find(
          (type) =>
            type.recognise !== undefined && shareOf(type.recognise, filled.slice(0, 500)) >= (type.share ?? 0.75),
        )
      : f.named;
  const prefix = f.base.TIME_PREFIX ?? recognised?.settings.TIME_PREFIX;
  const explicit = f.given.TIME_FORMAT ?? f.base.TIME_FORMAT ?? recognised?.settings.TIME_FORMAT;
  const found =
    explicit === undefined && f.base.DATETIME_CONFIG !== 'NONE' && f.base.DATETIME_CONFIG !== 'CURRENT'
      ? recogniseInText(sample, f.context)
      : null;
  const definition =
    recognised ??
    (found === null && explicit === undefined ? sourceTypeNamed('misc_text') : sourceTypeNamed('generic_single_line'));
  const sourcetype = f.hints.sourcetype ?? definition?.name ?? 'misc_text';
  const settings: Record<string, string> = { ...(definition?.settings ?? {}), ...f.base };
  if (found !== null && settings.TIME_FORMAT === undefined) settings.TIME_FORMAT = found.format;
  if (prefix !== undefined) settings.TIME_PREFIX = prefix;
  const share = recognised?.recognise === undefined ? 0 : shareOf(recognised.recognise, filled.slice(0, 500));
  const confidence =
    recognised !== undefined
      ? Math.min(0.99, 0.5 + share / 2)
      : found !== null
        ? 0.4 + 0.5 * (found.fits / Math.max(1, sample.length))
        : 0.3;
  const merging = settings.SHOULD_LINEMERGE !== 'false';
  const timed = found === null ? sample.length : found.fits;
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why:
        f.hints.sourcetype !== undefined
          ? 'you chose it'
          : recognised !== undefined
            ? `${Math.round(share * 100)} % of the sampled lines look like it`
            : found !== null
              ? 'its lines carry a time and fit no special type'
              : 'no time was found in its lines',
      confidence,
    },
    {
      about: 'event_breaks',
      value: merging ? 'before each line with a time' : 'every line',
      why: merging ? 'lines without a time go on with the event before them' : 'events of this type are single lines',
      confidence: 0.8,
    },
    {
      about: 'timestamp',
      value: settings.TIME_FORMAT ?? 'none',
      why:
        f.given.TIME_FORMAT !== undefined
          ? 'you set it'
          : found !== null
            ? `${timed} of ${sample.length} sampled lines carry it`
            : settings.TIME_FORMAT !== undefined
              ? `events of ${sourcetype} carry it`
              : 'no line carries a time',
      confidence,
    },
  );
  const lookahead = found === null ? Infinity : found.latestStart;
  const rival = found?.rival === undefined ? undefined : ambiguityOf(found.format, found.rival, sample.slice(0, 3));
  return {
    sourcetype,
    confidence,
    shape: 'text',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: [],
    warnings: [],
    columns: [],
    definition,
    fingerprint: `text:${settings.TIME_FORMAT ?? 'none'}:${definition?.name ?? ''}`,
    latestTimeStart: Math.max(lookahead, 4),
    ...(found === null ? {} : { automaticFormat: found.format }),
    ...(rival === undefined ? {} : { ambiguity: rival }),
  };
}

function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const head = items.slice(0, Math.floor(most / 2));
  const step = (items.length - head.length) / (most - head.length);
  return [
    ...head,
    ...Array.from({ length: most - head.length }, (_, i) => items[Math.floor(head.length + i * step)]).flatMap(
      (item) => (item === undefined ? [] : [item]),
    ),
  ];
}
