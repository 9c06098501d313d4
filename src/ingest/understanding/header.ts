/** The header of a delimited file where settings say how to find or read it: FIELD_HEADER_REGEX, PREAMBLE_REGEX, HEADER_FIELD_*. */
import { cutSample } from '../delimited/dialect.ts';
import type { DialectFinding } from '../delimited/dialect.ts';
import { delimiterOf, patternOf } from '../settings.ts';
import type { Settings } from '../settings.ts';

export interface Header {
  /** 0-based place among the records. */
  readonly at: number;
  readonly cells: readonly string[];
}

/** Undefined where the settings say nothing of the header, or nothing that is in the file. */
export function headerBySettings(settings: Settings, found: DialectFinding): Header | undefined {
  const pattern = patternOf(settings, 'FIELD_HEADER_REGEX');
  const preamble = patternOf(settings, 'PREAMBLE_REGEX', 'test');
  const line = Number(settings.HEADER_FIELD_LINE_NUMBER ?? 0);
  const delimiter = settings.HEADER_FIELD_DELIMITER;
  const quote = settings.HEADER_FIELD_QUOTE;
  if (pattern === undefined && preamble === undefined && delimiter === undefined && quote === undefined)
    return undefined;
  const at = found.records.findIndex((record, i) =>
    pattern !== undefined
      ? pattern.test(record.raw)
      : line > 0
        ? record.lineNumber <= line && line < record.lineNumber + record.lineCount
        : (delimiter !== undefined || i >= found.firstRecord) && preamble?.test(record.raw) !== true,
  );
  const raw = found.records[at]?.raw;
  if (raw === undefined) return undefined;
  const text = pattern === undefined ? raw : raw.slice(pattern.find(raw)?.end ?? 0).trimStart();
  const dialect = {
    ...found.dialect,
    ...(delimiter === undefined ? {} : { delimiter: delimiterOf(delimiter) }),
    ...(quote === undefined ? {} : { quote: quote.toLowerCase() === 'none' ? '' : quote }),
  };
  return { at, cells: cutSample([{ text, end: '' }], dialect)[0]?.cells ?? [] };
}
