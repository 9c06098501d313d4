/** W3C extended log files and Zeek's logs: header lines say the columns. */
import { sourceTypeNamed } from '../sourcetypes/registry.ts';

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
  if (fields !== undefined) return { columns: fields.trim().split(/\s+/) };
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
