/** Whether a delimited file's rows can be read by the database itself. */
import { dialectBySettings } from '../delimited/dialect.ts';
import { cutCells } from '../delimited/records.ts';
import { standIns } from '../../sql/lines.ts';
import { compileFormat } from '../timestamp/format.ts';
import { readCellsTime } from '../timestamp/reader.ts';
import type { InputSource } from '../types.ts';
import { splitNames } from '../understanding/time-columns.ts';
import { timeContext } from '../understanding/types.ts';
import type { Understanding } from '../understanding/types.ts';
import { isFollowed, mostOddLines } from './line-import.ts';
import type { BulkPlan } from './line-import.ts';
import { space } from './line-pattern.ts';
import { lineTimeOf } from './line-time.ts';
import { RecordScanner } from './record-scanner.ts';

/** Besides those that count for text. */
const followed = new Set([
  'INDEXED_EXTRACTIONS',
  'FIELD_DELIMITER',
  'FIELD_QUOTE',
  'HEADER_FIELD_LINE_NUMBER',
  'HEADER_FIELD_DELIMITER',
  'HEADER_FIELD_QUOTE',
  'FIELD_NAMES',
  'TIMESTAMP_FIELDS',
]);

/** Undefined where the reader must read the file. */
export function planCells(
  source: InputSource,
  understanding: Understanding,
  timeZone: string | undefined,
): BulkPlan | undefined {
  const { settings, dialect: found, columns, shape } = understanding;
  if (
    shape !== 'delimited' ||
    found === undefined ||
    found.profile === null ||
    !/^(utf-?8|auto|(us-)?ascii)$/i.test(understanding.charset)
  )
    return undefined;
  if (!Object.entries(settings).every(([key, value]) => followed.has(key) || isFollowed(key, value))) return undefined;
  if ((settings.TIME_PREFIX ?? '') !== '') return undefined;
  const dialect = dialectBySettings(settings, found.dialect);
  const { delimiter, quote, escape } = dialect;
  const { columnCount } = found.profile;
  if (escape !== undefined || !/^[,;\t|^~:]$/.test(delimiter) || !/^["']?$/.test(quote)) return undefined;
  if (columns.length !== columnCount || new Set(columns).size !== columnCount) return undefined;
  const first = found.records[found.firstRecord];
  const header = found.records[found.firstRecord + found.headerRecords - 1];
  if (first === undefined || (found.headerRecords > 0 && header === undefined)) return undefined;
  const dataFrom =
    found.headerRecords === 0 || header === undefined ? first.lineNumber : header.lineNumber + header.lineCount;
  const timeNames = splitNames(settings.TIMESTAMP_FIELDS ?? '');
  const timeCells = timeNames.map((name) => columns.indexOf(name));
  if (timeCells.includes(-1)) return undefined;
  const context = timeContext(source, settings.TZ ?? timeZone ?? 'UTC', settings);
  const format = (settings.TIME_FORMAT ?? '') === '' ? undefined : settings.TIME_FORMAT;
  // Without a column for it the time may stand anywhere in a row.
  if (format !== undefined && timeCells.length === 0) return undefined;
  const { MAX_TIMESTAMP_LOOKAHEAD: _, ...inCells } = settings;
  const time = format === undefined || timeCells.length === 0 ? undefined : lineTimeOf(inCells, format, context, 0);
  if (format !== undefined && time === undefined) return undefined;
  const scanner = new RecordScanner({ dialect, columnCount, dataFrom });
  const compiled = format === undefined ? undefined : compileFormat(format);
  return {
    scanner,
    time: time === undefined ? undefined : { ...time, lead: `[${space}]*${time.lead}` },
    timeSource: time === undefined ? 'none' : time.notAfter === undefined ? 'parsed' : 'year_inferred',
    fields: () => ({
      delimiter,
      quote: scanner.hasQuotes ? quote : '',
      replaced: scanner.changed,
      tall: scanner.hasTall,
      names: columns,
      header: found.headerRecords === 1 ? first.cells : [],
      timeCells,
    }),
    fits: () => true,
    ...(compiled === undefined
      ? {}
      : {
          odd: {
            most: mostOddLines,
            read(line) {
              const { cells } = cutCells(asWritten(line, delimiter), dialect);
              const { time: at, source: how } = readCellsTime(
                timeCells.map((i) => cells[i] ?? ''),
                compiled,
                undefined,
                context,
              );
              return { time: at, source: how };
            },
          },
        }),
  };
}

function asWritten(line: string, delimiter: string): string {
  return line
    .replaceAll(String.fromCharCode(standIns.delimiter), delimiter)
    .replaceAll(String.fromCharCode(standIns.lineFeed), '\n')
    .replaceAll(String.fromCharCode(standIns.return), '\r');
}
