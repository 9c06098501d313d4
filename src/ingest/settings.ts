/** Source type settings under Splunk's names. Meanings: props.conf.spec. */
import { ImportError } from './error.ts';
import { compilePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

export type Settings = Readonly<Record<string, string>>;

export const settingDefaults: Settings = {
  SHOULD_LINEMERGE: 'true',
  LINE_BREAKER: '([\\r\\n]+)',
  BREAK_ONLY_BEFORE_DATE: 'true',
  MAX_EVENTS: '256',
  TRUNCATE: '10000',
  MAX_TIMESTAMP_LOOKAHEAD: '128',
  MAX_DAYS_AGO: '2000',
  MAX_DAYS_HENCE: '2',
  CHARSET: 'UTF-8',
  KV_MODE: 'auto',
  HEADER_FIELD_LINE_NUMBER: '0',
};

const known = new Set([
  ...Object.keys(settingDefaults),
  'BREAK_ONLY_BEFORE',
  'MUST_BREAK_AFTER',
  'MUST_NOT_BREAK_AFTER',
  'MUST_NOT_BREAK_BEFORE',
  'TIME_PREFIX',
  'TIME_FORMAT',
  'TIMESTAMP_FIELDS',
  'TZ',
  'DATETIME_CONFIG',
  'INDEXED_EXTRACTIONS',
  'FIELD_DELIMITER',
  'FIELD_QUOTE',
  'HEADER_FIELD_DELIMITER',
  'HEADER_FIELD_QUOTE',
  'FIELD_NAMES',
  'PREAMBLE_REGEX',
  'FIELD_HEADER_REGEX',
  'MISSING_VALUE_REGEX',
  'category',
  'description',
  'pulldown_type',
  'NO_BINARY_CHECK',
  'TZ_ALIAS',
  'HEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS',
  'host',
  'host_regex',
  'host_segment',
  'AUTO_KV_JSON',
]);

/** Settings that this program keeps but does not act on; they are named in the warnings. */
export function unknownSettings(settings: Settings): string[] {
  return Object.keys(settings).filter(
    (key) => !known.has(key) && !/^(EXTRACT|REPORT|FIELDALIAS|EVAL|LOOKUP|SEDCMD|TRANSFORMS)-/.test(key),
  );
}
/** Whether lines are to be put together by rules that somebody gave. */
export function hasMergeRules(settings: Settings): boolean {
  return ['BREAK_ONLY_BEFORE', 'MUST_BREAK_AFTER', 'MUST_NOT_BREAK_AFTER', 'MUST_NOT_BREAK_BEFORE'].some(
    (key) => settings[key] !== undefined,
  );
}

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|t|true|y|yes)$/i.test(value.trim());
}

/** Stands for any number of blanks and tabs as one delimiter; no file holds it. */
export const whitespaceRuns = '\u0000whitespace';

/** A delimiter as people write it: one or more characters, or `tab`, `space`, `\t`, `\x01`. */
export function delimiterOf(value: string): string {
  const word = value.trim().toLowerCase();
  // A backslash and a t in the file itself.
  if (word === '\\\\t') return '\\t';
  const named: Readonly<Record<string, string>> = {
    tab: '\t',
    '\\t': '\t',
    space: ' ',
    pipe: '|',
    comma: ',',
    semicolon: ';',
    whitespace: whitespaceRuns,
    ws: whitespaceRuns,
    fs: '\x1c',
    gs: '\x1d',
    rs: '\x1e',
    us: '\x1f',
  };
  const hex = /^\\x([0-9a-f]{2})$/.exec(word);
  return hex ? String.fromCharCode(Number.parseInt(hex[1] ?? '20', 16)) : (named[word] ?? (value === '' ? ',' : value));
}

/** A setting's regular expression; an error names the setting. */
export function patternOf(
  settings: Settings,
  key: string,
  purpose: 'find' | 'test' | 'break' = 'find',
): Pattern | undefined {
  const source = settings[key];
  if (source === undefined || source === '') return undefined;
  try {
    return compilePattern(source, purpose);
  } catch (error) {
    throw new ImportError(`${key} cannot be used: ${error instanceof Error ? error.message : String(error)}.`, {
      hint: `Correct ${key}.`,
    });
  }
}
