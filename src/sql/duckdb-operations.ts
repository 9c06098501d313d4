/** How DuckDB spells each scalar operation of the plan. Total: a new operation does not compile until it stands here. */
import type { Operation } from '../plan/types.ts';
import { cidrMatch, cidrMatchOfRow } from './duckdb-addresses.ts';
import {
  jsonAppend,
  jsonDelete,
  jsonEntries,
  jsonExtend,
  jsonExtractFragment,
  jsonExtractKey,
  jsonPath,
  jsonSet,
  jsonSetKey,
} from './duckdb-json.ts';
import { termMatches } from './duckdb-terms.ts';
import { formatTime, parseTime } from './duckdb-time-format.ts';
import { addTime, bucketTime, timeBucketOrdinal, truncateTime } from './duckdb-time.ts';
import { registeredFunctions } from './registered-functions.ts';
import { sqlText } from './literal.ts';
import { at, call, infix, isLiteral, literal, number } from './spelling.ts';
import type { Speller } from './spelling.ts';
import { stageColumn, stageTable } from './tables.ts';

const double =
  (name: string): Speller =>
  (s) =>
    `${name}(CAST(${at(s, 0)} AS DOUBLE))`;
const guarded =
  (name: string, domain: (x: string) => string): Speller =>
  (s) =>
    `CASE WHEN ${domain(at(s, 0))} THEN ${name}(CAST(${at(s, 0)} AS DOUBLE)) END`;
const integers =
  (operator: string): Speller =>
  (s) =>
    `(CAST(${at(s, 0)} AS BIGINT) ${operator} CAST(${at(s, 1)} AS BIGINT))`;
/** Integers stay integers where they cannot overflow: DuckDB widens sums to HUGEINT only in aggregates, so arithmetic is done in DOUBLE. */
const arithmetic =
  (operator: string): Speller =>
  (s) =>
    `(CAST(${at(s, 0)} AS DOUBLE) ${operator} CAST(${at(s, 1)} AS DOUBLE))`;

/** A number by SPL's reading: no blanks, no hexadecimal, no infinity, no underscore. */
export function textToNumber(text: string): string {
  return `CASE WHEN regexp_full_match(${text}, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(${text} AS DOUBLE) END`;
}
/**
 * 5.0 is "5", 0.1 is "0.1", at most 15 significant digits. Whole numbers keep their digits up to 18 of them; an exponent is
 * written only from there on and below 1e-15.
 */
export function numberToText(number: string): string {
  const whole = `${number} = trunc(${number}) AND abs(${number}) < 1e18`;
  const small = `abs(${number}) < 1e-4 AND abs(${number}) > 1e-15`;
  return `CASE WHEN ${whole} THEN CAST(CAST(${number} AS BIGINT) AS VARCHAR) WHEN ${small} THEN ${smallToText(number)} ELSE format('{:.15g}', CAST(${number} AS DOUBLE)) END`;
}

/** Digits and exponent of the scientific form, written out: 1.23e-05 is 0.0000123. */
function smallToText(number: string): string {
  const scientific = `format('{:.14e}', abs(CAST(${number} AS DOUBLE)))`;
  const digits = `rtrim(replace(split_part(${scientific}, 'e', 1), '.', ''), '0')`;
  const zeros = `repeat('0', CAST(-1 - CAST(split_part(${scientific}, 'e', 2) AS INTEGER) AS BIGINT))`;
  return `CASE WHEN ${number} < 0 THEN '-' ELSE '' END || '0.' || ${zeros} || ${digits}`;
}

/** 1+02:03:04: days where there are any, then a clock, then a fraction of six digits where there is one. */
function formatDuration(seconds: string): string {
  const micros = `CAST(round(abs(CAST(${seconds} AS DOUBLE)) * 1000000) AS BIGINT)`;
  const two = (value: string): string => `lpad(CAST(${value} AS VARCHAR), 2, '0')`;
  return `list_transform([${micros}], lambda d: CASE WHEN ${seconds} < 0 THEN '-' ELSE '' END || CASE WHEN d >= 86400000000 THEN CAST(d // 86400000000 AS VARCHAR) || '+' ELSE '' END || ${two('d // 3600000000 % 24')} || ':' || ${two('d // 60000000 % 60')} || ':' || ${two('d // 1000000 % 60')} || CASE WHEN d % 1000000 > 0 THEN '.' || lpad(CAST(d % 1000000 AS VARCHAR), 6, '0') ELSE '' END)[1]`;
}

/** Epoch seconds with as many decimals as there are, at most six. */
export function timeToText(time: string): string {
  const micros = `epoch_us(${time})`;
  return `CASE WHEN ${micros} % 1000000 = 0 THEN CAST(${micros} // 1000000 AS VARCHAR) ELSE rtrim(format('{:.6f}', ${micros} / 1000000), '0') END`;
}

const otherValues = (list: string): string => `list_filter(${list}, lambda v: ${textToNumber('v')} IS NULL)`;
const numericValues = (list: string): string =>
  `list_filter(list_transform(${list}, lambda v: ${textToNumber('v')}), lambda n: n IS NOT NULL)`;

export const operations: Readonly<Record<Operation, Speller>> = {
  and: infix('AND'),
  or: infix('OR'),
  not: (s) => {
    const [inner] = s.call.arguments;
    const isNullTest = inner?.kind === 'call' && inner.operation === 'isNull';
    return isNullTest ? at(s, 0).replace(/ IS NULL\)$/, ' IS NOT NULL)') : `(NOT ${at(s, 0)})`;
  },
  xor: infix('<>'),
  isNull: (s) => `(${at(s, 0)} IS NULL)`,
  equal: infix('='),
  notEqual: infix('<>'),
  less: infix('<'),
  lessOrEqual: infix('<='),
  greater: infix('>'),
  greaterOrEqual: infix('>='),
  coalesce: call('coalesce'),
  looksNumeric: (s) => `regexp_full_match(${at(s, 0)}, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?')`,
  add: arithmetic('+'),
  subtract: arithmetic('-'),
  multiply: arithmetic('*'),
  divide: (s) => `(CAST(${at(s, 0)} AS DOUBLE) / nullif(CAST(${at(s, 1)} AS DOUBLE), 0))`,
  modulo: (s) => `(CAST(${at(s, 0)} AS DOUBLE) % nullif(CAST(${at(s, 1)} AS DOUBLE), 0))`,
  power: (s) => `nullif(power(CAST(${at(s, 0)} AS DOUBLE), CAST(${at(s, 1)} AS DOUBLE)), 'nan'::DOUBLE)`,
  negate: (s) => `(-${at(s, 0)})`,
  absolute: call('abs'),
  ceiling: call('ceil'),
  floor: call('floor'),
  exponential: double('exp'),
  naturalLogarithm: guarded('ln', (x) => `${x} > 0`),
  squareRoot: guarded('sqrt', (x) => `${x} >= 0`),
  logarithm: (s) =>
    `CASE WHEN ${at(s, 0)} > 0 AND ${at(s, 1)} > 0 AND ${at(s, 1)} <> 1 THEN round(ln(CAST(${at(s, 0)} AS DOUBLE)) / ln(CAST(${at(s, 1)} AS DOUBLE)), 13) END`,
  // 2.555 is stored a little below itself; half away from zero is meant of the number as it is written.
  round: (s) => {
    const value = `CAST(${at(s, 0)} AS DOUBLE)`;
    return `round(${value} + least(greatest(${value} * 2.3e-16, -0.01), 0.01), CAST(${at(s, 1)} AS INTEGER))`;
  },
  significantFigures: (s) =>
    `CASE WHEN ${at(s, 0)} = 0 THEN 0 ELSE round(CAST(${at(s, 0)} AS DOUBLE), CAST(${at(s, 1)} - 1 - floor(log10(abs(${at(s, 0)}))) AS INTEGER)) END`,
  sine: double('sin'),
  cosine: double('cos'),
  tangent: double('tan'),
  arcSine: guarded('asin', (x) => `${x} BETWEEN -1 AND 1`),
  arcCosine: guarded('acos', (x) => `${x} BETWEEN -1 AND 1`),
  arcTangent: double('atan'),
  arcTangent2: call('atan2'),
  hyperbolicSine: double('sinh'),
  hyperbolicCosine: double('cosh'),
  hyperbolicTangent: double('tanh'),
  arcHyperbolicSine: double('asinh'),
  arcHyperbolicCosine: guarded('acosh', (x) => `${x} >= 1`),
  arcHyperbolicTangent: guarded('atanh', (x) => `${x} > -1 AND ${x} < 1`),
  hypotenuse: (s) => `sqrt(power(CAST(${at(s, 0)} AS DOUBLE), 2) + power(CAST(${at(s, 1)} AS DOUBLE), 2))`,
  least: call('least'),
  greatest: call('greatest'),
  random: () => 'CAST(floor(random() * 2147483648) AS BIGINT)',
  bitAnd: integers('&'),
  bitOr: integers('|'),
  bitXor: (s) => `xor(CAST(${at(s, 0)} AS BIGINT), CAST(${at(s, 1)} AS BIGINT))`,
  bitNot: (s) => `(~CAST(${at(s, 0)} AS BIGINT))`,
  bitShiftLeft: integers('<<'),
  bitShiftRight: integers('>>'),
  concatenate: infix('||'),
  length: call('length'),
  lower: call('lower'),
  upper: call('upper'),
  trimCharacters: call('trim'),
  trimStart: call('ltrim'),
  trimEnd: call('rtrim'),
  substring: (s) =>
    `substring(${at(s, 0)}, CAST(CASE WHEN ${at(s, 1)} = 0 THEN 1 ELSE ${at(s, 1)} END AS BIGINT)${s.sql.length > 2 ? `, CAST(greatest(${at(s, 2)}, 0) AS BIGINT)` : ''})`,
  contains: call('contains'),
  startsWith: call('starts_with'),
  endsWith: call('ends_with'),
  like: (s) => `(${at(s, 0)} LIKE ${at(s, 1)} ESCAPE '\\')`,
  lookupValue(s) {
    const place = (i: number): string => stageColumn(Number(literal(s, i)));
    const keys = s.sql.flatMap((_, i) => (i >= 3 && i % 2 === 1 ? [`l.${place(i)} = ${at(s, i + 1)}`] : []));
    return `(SELECT first(l.${place(2)} ORDER BY l.${place(1)}) FROM ${stageTable(literal(s, 0))} AS l WHERE ${keys.join(' AND ')})`;
  },
  regexMatches: call('regexp_matches'),
  // DuckDB gives '' where nothing matched; an empty match is as good as none to SPL.
  regexExtract: (s) => `nullif(regexp_extract(${at(s, 0)}, ${at(s, 1)}, CAST(${at(s, 2)} AS INTEGER)), '')`,
  regexExtractAll: (s) =>
    `nullif(regexp_extract_all(${at(s, 0)}, ${at(s, 1)}, CAST(${at(s, 2)} AS INTEGER)), []::VARCHAR[])`,
  regexReplace: (s) => `regexp_replace(${at(s, 0)}, ${at(s, 1)}, ${at(s, 2)}, ${at(s, 3)})`,
  translateCharacters: call('translate'),
  replaceText: call('replace'),
  indexOf: (s) => `instr(${s.sql.join(', ')})`,
  repeat: (s) => `repeat(${at(s, 0)}, CAST(${at(s, 1)} AS BIGINT))`,
  padStart: (s) =>
    `CASE WHEN length(${at(s, 0)}) >= ${at(s, 1)} THEN ${at(s, 0)} ELSE lpad(${at(s, 0)}, CAST(${at(s, 1)} AS INTEGER), ${at(s, 2)}) END`,
  padEnd: (s) =>
    `CASE WHEN length(${at(s, 0)}) >= ${at(s, 1)} THEN ${at(s, 0)} ELSE rpad(${at(s, 0)}, CAST(${at(s, 1)} AS INTEGER), ${at(s, 2)}) END`,
  formatNumber: (s) => {
    const format = literal(s, 1);
    const whole = /[dixXoc]$/.test(format);
    return `printf(${sqlText(format.replace(/i$/, 'd'))}, CAST(${whole ? `trunc(${at(s, 0)})` : at(s, 0)} AS ${whole ? 'BIGINT' : 'DOUBLE'}))`;
  },
  formatThousands: (s) =>
    `regexp_replace(rtrim(rtrim(format('{:,.2f}', CAST(${at(s, 0)} AS DOUBLE)), '0'), '.'), '^$', '0')`,
  formatGrouped: (s) =>
    `format('{:,.${Math.max(0, Math.min(30, Math.trunc(number(s, 1))))}f}', CAST(${at(s, 0)} AS DOUBLE))`,
  formatDuration: (s) => formatDuration(at(s, 0)),
  toHexadecimal: (s) => `('0x' || to_hex(CAST(${at(s, 0)} AS BIGINT)))`,
  toBinary: (s) => `to_binary(CAST(${at(s, 0)} AS BIGINT))`,
  parseInteger: (s) =>
    `CASE WHEN ${at(s, 1)} = 10 THEN ${textToNumber(at(s, 0))} WHEN regexp_full_match(${at(s, 0)}, '-?[0-9a-zA-Z]+') AND NOT list_contains(list_transform(string_split(lower(ltrim(${at(s, 0)}, '-')), ''), lambda c: instr(left('0123456789abcdefghijklmnopqrstuvwxyz', CAST(${at(s, 1)} AS INTEGER)), c) = 0), true) THEN list_reduce(list_prepend(CAST(0 AS DOUBLE), list_transform(string_split(lower(ltrim(${at(s, 0)}, '-')), ''), lambda c: CAST(instr('0123456789abcdefghijklmnopqrstuvwxyz', c) - 1 AS DOUBLE))), lambda total, digit: total * ${at(s, 1)} + digit) * (CASE WHEN starts_with(${at(s, 0)}, '-') THEN -1 ELSE 1 END) END`,
  urlDecode: call('url_decode'),
  urlEncode: call('url_encode'),
  md5: call('md5'),
  sha1: call('sha1'),
  sha256: call('sha256'),
  sha512: call(registeredFunctions.sha512),
  formatTime: (s) => formatTime(at(s, 0), literal(s, 1), literal(s, 2)),
  parseTime: (s) => parseTime(at(s, 0), literal(s, 1), literal(s, 2)),
  truncateTime: (s) => truncateTime(at(s, 0), literal(s, 1), literal(s, 2)),
  addTime: (s) => addTime(at(s, 0), at(s, 1), literal(s, 2), literal(s, 3)),
  bucketTime: (s) => bucketTime(at(s, 0), number(s, 1), number(s, 2)),
  timeBucketOrdinal: (s) => timeBucketOrdinal(at(s, 0), number(s, 1)),
  bucketNumber: (s) => `(floor((CAST(${at(s, 0)} AS DOUBLE) - ${at(s, 2)}) / ${at(s, 1)}) * ${at(s, 1)} + ${at(s, 2)})`,
  timePart: (s) =>
    `date_part(${sqlText(literal(s, 1) === 'weekday' ? 'dow' : literal(s, 1) === 'dayofyear' ? 'doy' : literal(s, 1))}, ${literal(s, 2) === 'UTC' ? at(s, 0) : `timezone(${sqlText(literal(s, 2))}, timezone('UTC', ${at(s, 0)}))`})`,
  listLength: call('len'),
  listItem: (s) => `${at(s, 0)}[CAST(CASE WHEN ${at(s, 1)} >= 0 THEN ${at(s, 1)} + 1 ELSE ${at(s, 1)} END AS BIGINT)]`,
  // DuckDB would count a place before the start from the end; to SPL a range outside the list is null.
  listSlice: (s) => {
    const place = (i: number): string =>
      `CAST(CASE WHEN ${at(s, i)} >= 0 THEN ${at(s, i)} + 1 ELSE len(${at(s, 0)}) + ${at(s, i)} + 1 END AS BIGINT)`;
    const inside = `${place(1)} >= 1 AND ${place(2)} <= len(${at(s, 0)}) AND ${place(1)} <= ${place(2)}`;
    return `CASE WHEN ${inside} THEN ${at(s, 0)}[${place(1)}:${place(2)}] END`;
  },
  listAppend: (s) =>
    `nullif(flatten([${s.sql.map((list) => `coalesce(${list}, []::VARCHAR[])`).join(', ')}]), []::VARCHAR[])`,
  listJoin: (s) => `array_to_string(${at(s, 0)}, ${at(s, 1)})`,
  listSort: call('list_sort'),
  listDistinct: (s) => `list_filter(${at(s, 0)}, lambda v, i: list_position(${at(s, 0)}, v) = i)`,
  listContains: call('list_contains'),
  listFind: (s) =>
    `nullif(coalesce(list_position(list_transform(${at(s, 0)}, lambda v: regexp_matches(v, ${at(s, 1)})), true), 0), 0) - 1`,
  listZip: (s) =>
    `nullif(list_transform(list_zip(${at(s, 0)}, ${at(s, 1)}, true), lambda p: p[1] || ${at(s, 2)} || p[2]), []::VARCHAR[])`,
  listRange: (s) =>
    `nullif(list_transform(generate_series(CAST(0 AS BIGINT), CAST(ceil((${at(s, 1)} - ${at(s, 0)}) / CAST(${at(s, 2)} AS DOUBLE)) - 1 AS BIGINT)), lambda i: ${numberToText(`(${at(s, 0)} + i * ${at(s, 2)})`)}), []::VARCHAR[])`,
  split: (s) => `nullif(string_split(${at(s, 0)}, ${at(s, 1)}), []::VARCHAR[])`,
  listSum: (s) => `list_sum(${numericValues(at(s, 0))})`,
  listAverage: (s) => `list_avg(${numericValues(at(s, 0))})`,
  listMinimum: (s) => `list_min(${numericValues(at(s, 0))})`,
  listMaximum: (s) => `list_max(${numericValues(at(s, 0))})`,
  listMinimumText: (s) => `list_min(${otherValues(at(s, 0))})`,
  listMaximumText: (s) => `list_max(${otherValues(at(s, 0))})`,
  jsonValid: call('json_valid'),
  jsonType: (s) =>
    `CASE WHEN json_valid(${at(s, 0)}) THEN lower(json_type(${at(s, 0)}, ${sqlText(jsonPath(literal(s, 1)))})) END`,
  jsonExtract: (s) =>
    `CASE WHEN json_valid(${at(s, 0)}) THEN json_extract_string(${at(s, 0)}, ${sqlText(jsonPath(literal(s, 1)))}) END`,
  jsonExtractAll: (s) => {
    const where = jsonPath(literal(s, 1));
    const found = `json_extract_string(${at(s, 0)}, ${sqlText(where)})`;
    return `CASE WHEN json_valid(${at(s, 0)}) THEN nullif(list_filter(${where.includes('[*]') ? found : `[${found}]`}, lambda v: v IS NOT NULL), []::VARCHAR[]) END`;
  },
  jsonExtractFragment: (s) => jsonExtractFragment(at(s, 0), literal(s, 1)),
  jsonExtractKey: (s) => jsonExtractKey(at(s, 0), literal(s, 1)),
  jsonKeys: (s) =>
    `CASE WHEN json_valid(${at(s, 0)}) AND json_type(${at(s, 0)}) = 'OBJECT' THEN CAST(to_json(json_keys(${at(s, 0)})) AS VARCHAR) END`,
  jsonEntries: (s) => jsonEntries(at(s, 0)),
  jsonHasKey: (s) =>
    `CASE WHEN json_valid(${at(s, 0)}) THEN list_contains(json_keys(${at(s, 0)}), ${sqlText(literal(s, 1))}) END`,
  jsonArrayToMultivalue: (s) =>
    `CASE WHEN json_valid(${at(s, 0)}) THEN nullif(list_filter(json_extract_string(${at(s, 0)}, '$[*]'), lambda v: v IS NOT NULL), []::VARCHAR[]) END`,
  jsonArrayItems: (s) =>
    `CASE WHEN json_valid(${at(s, 0)}) THEN nullif(CAST(json_extract(${at(s, 0)}, '$[*]') AS VARCHAR[]), []::VARCHAR[]) END`,
  multivalueToJson: (s) => {
    const infer = s.call.arguments[1]?.kind === 'literal' && s.call.arguments[1].value === true;
    const bare = `CASE WHEN json_valid(v) AND NOT starts_with(v, '"') THEN CAST(v AS JSON) ELSE to_json(v) END`;
    return `CAST(to_json(${infer ? `list_transform(${at(s, 0)}, lambda v: ${bare})` : at(s, 0)}) AS VARCHAR)`;
  },
  jsonObject: (s) => `('{' || ${s.sql.length === 0 ? "''" : pairs(s.sql).join(" || ',' || ")} || '}')`,
  jsonArray: (s) => `('[' || ${s.sql.length === 0 ? "''" : s.sql.join(" || ',' || ")} || ']')`,
  jsonQuote: (s) => `CAST(to_json(${at(s, 0)}) AS VARCHAR)`,
  jsonSet: (s) => jsonSet(at(s, 0), literal(s, 1), at(s, 2)),
  jsonSetKey: (s) => jsonSetKey(at(s, 0), literal(s, 1), at(s, 2)),
  jsonAppend: (s) => jsonAppend(at(s, 0), literal(s, 1), at(s, 2)),
  jsonExtend: (s) => jsonExtend(at(s, 0), literal(s, 1), at(s, 2)),
  jsonDelete: (s) =>
    jsonDelete(
      at(s, 0),
      s.sql.slice(1).map((_, i) => literal(s, i + 1)),
    ),
  cidrMatch: (s) => (isLiteral(s, 0) ? cidrMatch(literal(s, 0), at(s, 1)) : cidrMatchOfRow(at(s, 0), at(s, 1))),
  addressSortKey: (s) =>
    `CASE WHEN regexp_full_match(${at(s, 0)}, '\\d{1,3}(\\.\\d{1,3}){3}') THEN array_to_string(list_transform(string_split(${at(s, 0)}, '.'), lambda o: lpad(o, 3, '0')), '.') ELSE ${at(s, 0)} END`,
  ipMask: (s) =>
    `array_to_string(list_transform(list_zip(string_split(${at(s, 0)}, '.'), string_split(${at(s, 1)}, '.')), lambda p: CAST(TRY_CAST(p[1] AS INTEGER) & TRY_CAST(p[2] AS INTEGER) AS VARCHAR)), '.')`,
  termMatches: (s) => termMatches(at(s, 0), literal(s, 1), literal(s, 2)),
};

function pairs(parts: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) out.push(`${parts[i] ?? ''} || ':' || ${parts[i + 1] ?? ''}`);
  return out;
}
