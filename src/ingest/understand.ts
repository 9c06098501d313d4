/** Finds out what an input is: source type, charset, event breaks, where the time stands and how it is written; and says why. */
import type { Decision } from '../protocol/index.ts';
import { ImportError } from './error.ts';
import { decode, findCharset, isCharset, plainName, readSample } from './input.ts';
import { LineCutter } from './lines.ts';
import type { Line } from './lines.ts';
import { parseObject } from './json-fields.ts';
import { findDialect } from './delimited/dialect.ts';
import { hasMergeRules, whitespaceRuns } from './settings.ts';
import type { Settings } from './settings.ts';
import { sourceTypeNamed } from './sourcetypes/registry.ts';
import type { InputSource } from './types.ts';
import { describeDelimited } from './understanding/delimited.ts';
import { describeJson } from './understanding/json.ts';
import { describeText, recognisedType } from './understanding/text.ts';
import { timeContext } from './understanding/types.ts';
import type { Hints, Shape, Understanding } from './understanding/types.ts';
import { describeW3c, hasFieldsLine } from './understanding/w3c.ts';

export function understand(source: InputSource, hints: Hints = {}): Understanding {
  const sample = readSample(source);
  const given = hints.settings ?? {};
  const charsetFound = findCharset(sample.head);
  const charsetSet =
    given.CHARSET ?? (hints.sourcetype === undefined ? undefined : hints.savedType?.(hints.sourcetype)?.CHARSET);
  const isSet = charsetSet !== undefined && charsetSet.toUpperCase() !== 'AUTO';
  if (isSet && !isCharset(charsetSet))
    throw new ImportError(`CHARSET = ${charsetSet} names no charset that is known.`, {
      file: source.name,
      hint: 'Use a name such as UTF-8, UTF-16LE, ISO-8859-1, CP1252, SHIFT-JIS or GB18030, or AUTO to have it found.',
    });
  const charset = isSet ? charsetSet : charsetFound.charset;
  const lines = linesOf(decode(sample.head, charset), sample.whole);
  const later = [sample.middle, sample.tail].flatMap((part) => linesOf(decode(part, charset), true).slice(1, -1));
  const decisions: Decision[] = [
    {
      about: 'charset',
      value: charset,
      why: isSet ? 'you set it' : charsetFound.why,
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
      : given.LINE_BREAKER !== undefined || hasMergeRules(given)
        ? 'text'
        : undefined;
  const found = wanted ?? detectShape(source, lines);
  const finish = { source, lines, later, hints, given, base, charset, decisions, context, named };
  if (found === 'delimited') return describeDelimited(finish);
  if (found === 'json') return describeJson(finish);
  if (found === 'w3c') return describeW3c(finish);
  return describeText(finish);
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
  if (filled.slice(0, 12).some((l) => hasFieldsLine(l.text))) return 'w3c';
  const objects = filled.filter((l) => parseObject(l.text) !== undefined).length;
  if (objects >= filled.length * 0.5) return 'json';
  const head = filled
    .map((l) => l.text)
    .join('\n')
    .trimStart();
  if (/^(\{\s*("|$)|\[\s*\{)/.test(head.slice(0, 200)) && /"\s*:/.test(head.slice(0, 2000))) return 'json';
  const name = plainName(source).toLowerCase();
  if (/\.(csv|tsv|tab|psv)$/.test(name)) return 'delimited';
  if (recognisedType(filled) !== undefined) return 'text';
  return looksDelimited(filled) ? 'delimited' : 'text';
}

/** A delimited file without a telling name: very regular, several columns below a header, and no log line's look. */
function looksDelimited(lines: readonly Line[]): boolean {
  const found = findDialect(lines);
  if (found === null || found.headerRecords === 0) return false;
  const { header, columnCount, records, firstRecord } = found;
  const rows = records.slice(firstRecord);
  if (rows.length < 3 || rows.filter(({ cells }) => cells.length === columnCount).length <= rows.length * 0.95)
    return false;
  // Words that stand in every line part at blanks and colons as well: there the header must be one of names.
  const { delimiter } = found.dialect;
  return delimiter === ' ' || delimiter === ':' || delimiter === whitespaceRuns
    ? columnCount >= 6 && firstRecord === 0 && header.every((name) => /^[a-z][\w.-]{0,40}$/i.test(name))
    : columnCount >= 3 && /^(?:[,;\t|^~\u0001\u001f]|.{2,3})$/.test(delimiter);
}
