/** Delimited text: dialect, header, column names, and the columns that hold the time. */
import { cutSample, findDialect } from '../delimited/dialect.ts';
import type { DialectFinding } from '../delimited/dialect.ts';
import { delimiterOf, whitespaceRuns } from '../settings.ts';
import { sourceTypeNamed } from '../sourcetypes/registry.ts';

import { headerBySettings } from './header.ts';
import type { Finish, Understanding } from './types.ts';
import { ambiguityOf, timeColumns, timeDecision, undecided } from './time-columns.ts';

export function describeDelimited(f: Finish): Understanding {
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
    headerRecords: sample.length > 0 ? 1 : 0,
    header: [sample[0]?.text ?? ''],
    profile: null,
    columnCount: 1,
    consistency: 1,
    records: cutSample(sample, { delimiter: delimiter ?? ',', quote: quote ?? '"' }),
  };
  const headerLine = Number(f.base.HEADER_FIELD_LINE_NUMBER ?? 0);
  const names = f.base.FIELD_NAMES?.split(',').map((n) => n.trim());
  const told = headerBySettings(f.base, used);
  const headerAt =
    told !== undefined
      ? told.at
      : headerLine > 0
        ? used.records.findIndex((r) => r.lineNumber <= headerLine && headerLine < r.lineNumber + r.lineCount)
        : used.firstRecord;
  const isSet = told !== undefined || headerLine > 0;
  const hasHeader = names === undefined && (isSet ? headerAt >= 0 : used.headerRecords > 0);
  const headerRecords = hasHeader ? (isSet ? 1 : used.headerRecords) : 0;
  const written = hasHeader ? (told?.cells ?? (isSet ? (used.records[headerAt]?.cells ?? []) : used.header)) : [];
  const header = lacksFirstName(written, used, headerAt + headerRecords) ? ['', ...written] : written;
  const width = Math.max(used.columnCount, header.length);
  const columns = names ?? (hasHeader ? columnNames(header) : Array.from({ length: width }, (_, i) => `field${i + 1}`));
  const data = used.records.slice(hasHeader ? headerAt + headerRecords : used.firstRecord);
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
      value: hasHeader
        ? headerRecords > 1
          ? `${headerRecords} rows from line ${used.records[headerAt]?.lineNumber ?? 1}`
          : `line ${used.records[headerAt]?.lineNumber ?? 1}`
        : 'none',
      why:
        names !== undefined
          ? 'FIELD_NAMES is set'
          : headerLine > 0
            ? 'HEADER_FIELD_LINE_NUMBER is set'
            : hasHeader
              ? headerRecords > 1
                ? 'words stand there above the values; each column is named by all of them from top to bottom'
                : 'it differs in kind from the lines below it'
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
  if (rival !== undefined) warnings.push(undecided(time.chosen?.format ?? ''));
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
    dialect: { ...used, header, headerRecords, firstRecord: hasHeader ? headerAt : used.firstRecord },
    definition: f.named ?? sourceTypeNamed('csv'),
    fingerprint,
    latestTimeStart: 0,
    ...(rival === undefined ? {} : { ambiguity: rival }),
  };
}

/** R writes the names of its rows as a first column and gives that none in the header. */
function lacksFirstName(header: readonly string[], { records, columnCount }: DialectFinding, dataAt: number): boolean {
  if (header.length !== columnCount - 1 || header.length < 1) return false;
  const rows = records.slice(dataAt, dataAt + 200).filter(({ cells }) => cells.length === columnCount);
  const labels = rows.map(({ cells }) => cells[0] ?? '');
  return (
    rows.length >= 3 &&
    labels.every((label) => label.trim() !== '') &&
    new Set(labels).size === labels.length &&
    rows.some(({ cells }) => (cells[columnCount - 1] ?? '').trim() !== '')
  );
}

/** Names kept as they are, byte order marks and blanks around them apart; empty and repeated ones made unique. */
function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, i) => {
    const name = cell.replace(/[\u0000-\u0008\u000b-\u001f\ufeff\u200b]+/g, ' ').trim() || `field${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

function spellDelimiter(delimiter: string): string {
  const words: Readonly<Record<string, string>> = {
    '\t': 'tab',
    ' ': 'space',
    '\\t': '\\\\t',
    [whitespaceRuns]: 'whitespace',
  };
  return words[delimiter] ?? delimiter;
}
