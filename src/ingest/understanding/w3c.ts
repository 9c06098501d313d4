/** W3C extended log files and Zeek's logs: header lines say the columns. */
import { cutSample } from '../delimited/dialect.ts';
import { delimiterOf } from '../settings.ts';
import { sourceTypeNamed } from '../sourcetypes/registry.ts';

import { timeColumns } from './time-columns.ts';
import type { Finish, Understanding } from './types.ts';

const fieldsLine = /^#fields(?::\s*|\t)(.*)$/i;

export function hasFieldsLine(line: string): boolean {
  return fieldsLine.test(line);
}

/** What a header line says: the columns from here on, or the day of the clock times that follow. */
export function readHeaderLine(line: string): {
  readonly columns?: readonly string[];
  /** Epoch milliseconds: the last moment of that day. */
  readonly endOfDay?: number;
} {
  const fields = fieldsLine.exec(line)?.[1];
  // Exchange parts its fields with commas.
  if (fields !== undefined) return { columns: fields.trim().split(/\s/.test(fields.trim()) ? /\s+/ : /,/) };
  const day = /^#Date:\s*(\d{4}-\d{2}-\d{2})/i.exec(line)?.[1];
  return day === undefined ? {} : { endOfDay: Date.parse(`${day}T23:59:59.999Z`) };
}

export function describeW3c(f: Finish): Understanding {
  const line = f.lines.find((l) => hasFieldsLine(l.text))?.text ?? '';
  const columns = [...(readHeaderLine(line).columns ?? [])];
  const zeek = line.startsWith('#fields\t');
  const type = f.named ?? sourceTypeNamed(zeek ? 'zeek' : 'iis');
  const settings: Record<string, string> = { ...(type?.settings ?? {}), ...f.base };
  const dated = f.lines.some((l) => readHeaderLine(l.text).endOfDay !== undefined);
  let why = 'the #Fields: line names them';
  if (settings.TIMESTAMP_FIELDS === undefined) {
    const wanted = ['date', 'time'].filter((name) => columns.includes(name));
    if (wanted.length === 2) {
      settings.TIMESTAMP_FIELDS = 'date,time';
      settings.TIME_FORMAT ??= '%Y-%m-%d %H:%M:%S';
    } else if (columns.includes('time')) {
      settings.TIMESTAMP_FIELDS = 'time';
      settings.TIME_FORMAT ??= '%H:%M:%S';
      why = dated
        ? 'there is no date column: the day is that of the #Date: line before'
        : 'there is no date column and no #Date: line: the day is that of the file';
    }
  }
  const rows = f.lines.filter((l) => !l.text.startsWith('#') && l.text.trim() !== '').slice(0, 500);
  const delimiter = f.base.FIELD_DELIMITER === undefined ? delimiterOfRows(rows, columns.length) : undefined;
  if (delimiter !== undefined) settings.FIELD_DELIMITER = delimiter;
  if (settings.TIMESTAMP_FIELDS === undefined) {
    const dialect = { delimiter: delimiterOf(settings.FIELD_DELIMITER ?? 'space'), quote: '"' };
    const cells = cutSample(rows, dialect).map((record) => record.cells);
    const { best, chosen } = timeColumns(columns, cells, f.context, settings);
    if (best !== undefined && chosen !== undefined) {
      settings.TIMESTAMP_FIELDS = best.names.join(',');
      settings.TIME_FORMAT ??= chosen.format;
      why = `${chosen.fits} of ${rows.length} sampled rows read as ${chosen.format}`;
    }
  }
  const sourcetype = f.hints.sourcetype ?? type?.name ?? 'iis';
  f.decisions.push(
    {
      about: 'sourcetype',
      value: sourcetype,
      why: f.hints.sourcetype === undefined ? `it has a ${zeek ? '#fields' : '#Fields:'} line` : 'you chose it',
      confidence: 0.98,
    },
    {
      about: 'timestamp',
      value:
        settings.TIMESTAMP_FIELDS === undefined
          ? 'none'
          : `${settings.TIMESTAMP_FIELDS} as ${settings.TIME_FORMAT ?? 'automatic'}`,
      why,
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
    definition: type,
    fingerprint: `w3c:${columns.join('\u0001')}`,
    latestTimeStart: 0,
  };
}

/** What parts the rows into as many cells as there are names; undefined where nothing does. */
function delimiterOfRows(rows: Finish['lines'], width: number): string | undefined {
  if (rows.length === 0) return undefined;
  return ['space', 'tab', ','].find((delimiter) => {
    const records = cutSample(rows, { delimiter: delimiterOf(delimiter), quote: '"' });
    return records.filter(({ cells }) => cells.length === width).length > rows.length * 0.6;
  });
}
