/** How ClickHouse spells each scalar operation of the plan. Total: a new operation does not compile until it stands here. */
import type { Operation } from '../plan/types.ts';
import { addressSortKey, cidrMatch, cidrMatchOfRow, ipMask } from './clickhouse-addresses.ts';
import {
  jsonAppend,
  jsonArrayItems,
  jsonArrayToMultivalue,
  jsonDelete,
  jsonEntries,
  jsonExtend,
  jsonExtract,
  jsonExtractAll,
  jsonExtractFragment,
  jsonExtractKey,
  jsonHasKey,
  jsonKeys,
  jsonSet,
  jsonSetKey,
  jsonType,
  multivalueToJson,
} from './clickhouse-json.ts';
import { emptyList, sqlText } from './clickhouse-literal.ts';
import {
  durationText,
  groupedDigits,
  looksNumeric,
  numberToText,
  numericValues,
  otherValues,
  roundTo,
  textToNumber,
} from './clickhouse-numbers.ts';
import { termMatches } from './clickhouse-terms.ts';
import { formatTime, parseTime } from './clickhouse-time-format.ts';
import { addTime, bucketTime, timeBucketOrdinal, timePart, truncateTime } from './clickhouse-time.ts';
import { at, call, infix, isLiteral, literal, number } from './spelling.ts';
import type { Speller, Spelling } from './spelling.ts';
import { UnavailableOperation } from './unavailable.ts';

const whole = (value: string): string => `toInt64(round(${value}))`;
const guarded =
  (name: string, domain: (x: string) => string): Speller =>
  (s) =>
    `if(${domain(at(s, 0))}, ${name}(${at(s, 0)}), NULL)`;
const integers =
  (name: string): Speller =>
  (s) =>
    `${name}(${whole(at(s, 0))}, ${whole(at(s, 1))})`;
const hash =
  (name: string): Speller =>
  (s) =>
    `lower(hex(${name}(${at(s, 0)})))`;

/** A list out of values that may be null, which ClickHouse's functions of lists do not take. */
function listOf(arguments_: readonly string[], made: (...values: string[]) => string): string {
  const absent = arguments_.map((one) => `isNull(${one})`).join(' OR ');
  return `if(${absent}, ${emptyList}, ${made(...arguments_.map((one) => `assumeNotNull(${one})`))})`;
}

/** Of a list that is there. */
const unlessEmpty = (list: string, value: string): string => `if(empty(${list}), NULL, ${value})`;

/** A regular expression in which a dot takes no line end, as in the plan. */
function pattern(s: Spelling, i: number, wrap: (text: string) => string = (text) => text): string {
  return sqlText(`(?-s)${wrap(literal(s, i))}`);
}

/** Characters off the ends of a text; ClickHouse's own takes bytes. */
function trim(s: Spelling, start: boolean, end: boolean): string {
  if (!isLiteral(s, 1)) throw new UnavailableOperation('trim with characters that are no fixed text');
  const characters = literal(s, 1);
  if (characters === '') return at(s, 0);
  const inClass = `[${characters.replace(/[\[\]\\^-]/g, '\\$&')}]+`;
  const once = (sql: string, text: string): string => `replaceRegexpOne(${sql}, ${sqlText(text)}, '')`;
  const left = start ? once(at(s, 0), `^${inClass}`) : at(s, 0);
  return end ? once(left, `${inClass}$`) : left;
}

function substring(s: Spelling): string {
  const [text, from] = [at(s, 0), at(s, 1)];
  const size = `toInt64(lengthUTF8(${text}))`;
  const start = `if(${from} < 0, ${size} + ${whole(from)} + 1, greatest(${whole(from)}, 1))`;
  const stop = s.sql.length > 2 ? `${start} + greatest(${whole(at(s, 2))}, 0)` : `${size} + 1`;
  // A place before the start counts as the start, what lies before it is lost.
  return `substringUTF8(${text}, greatest(${start}, 1), greatest(${stop} - greatest(${start}, 1), 0))`;
}

function listSlice(s: Spelling): string {
  const list = at(s, 0);
  const place = (i: number): string =>
    `if(${at(s, i)} >= 0, ${whole(at(s, i))} + 1, toInt64(length(${list})) + ${whole(at(s, i))} + 1)`;
  const inside = `${place(1)} >= 1 AND ${place(2)} <= length(${list}) AND ${place(1)} <= ${place(2)}`;
  return `if(ifNull(${inside}, 0), arraySlice(${list}, assumeNotNull(${place(1)}), assumeNotNull(${place(2)} - ${place(1)} + 1)), ${emptyList})`;
}

function split(s: Spelling): string {
  if (!isLiteral(s, 1)) throw new UnavailableOperation('split at a separator that is no fixed text');
  return listOf([at(s, 0)], (text) =>
    literal(s, 1) === '' ? `extractAll(${text}, '(?s).')` : `splitByString(${at(s, 1)}, ${text})`,
  );
}

function joinList(s: Spelling): string {
  const [list, separator] = [at(s, 0), at(s, 1)];
  if (isLiteral(s, 1)) return unlessEmpty(list, `arrayStringConcat(${list}, ${separator})`);
  return unlessEmpty(
    list,
    `arrayStringConcat(arrayMap((v, i) -> if(i = 1, v, concat(ifNull(${separator}, ''), v)), ${list}, arrayEnumerate(${list})))`,
  );
}

function parseInteger(s: Spelling): string {
  const digits = "'0123456789abcdefghijklmnopqrstuvwxyz'";
  const bare = `lower(replaceRegexpOne(ifNull(${at(s, 0)}, ''), '^-', ''))`;
  const allowed = `substring(${digits}, 1, toUInt8(${at(s, 1)}))`;
  const characters = `splitByString('', ${bare})`;
  const value = `arrayFold((total, c) -> total * ifNull(${at(s, 1)}, 10.) + toFloat64(position(${digits}, c) - 1), ${characters}, toFloat64(0))`;
  return `if(${at(s, 1)} = 10, ${textToNumber(at(s, 0))}, if(${bare} = '' OR isNull(${at(s, 1)}) OR NOT arrayAll(c -> position(${allowed}, c) > 0, ${characters}), NULL, ${value} * if(startsWith(${at(s, 0)}, '-'), -1, 1)))`;
}

function regexReplace(s: Spelling): string {
  const flags = isLiteral(s, 3) ? literal(s, 3) : '';
  const name = flags.includes('g') ? 'replaceRegexpAll' : 'replaceRegexpOne';
  return `${name}(${at(s, 0)}, ${pattern(s, 1, (text) => (flags.includes('i') ? `(?i)${text}` : text))}, ${at(s, 2)})`;
}

function formatNumber(s: Spelling): string {
  const format = literal(s, 1);
  const isWhole = /[dixXoc]$/.test(format);
  return `printf(${sqlText(format.replace(/i$/, 'd'))}, ${isWhole ? `toInt64(trunc(${at(s, 0)}))` : at(s, 0)})`;
}

function roundCall(s: Spelling): string {
  // 2.555 is stored a little below itself; half away from zero is meant of the number as it is written.
  const value = `(${at(s, 0)} + least(greatest(${at(s, 0)} * 2.3e-16, -0.01), 0.01))`;
  return `if(isNull(${at(s, 0)}), NULL, ${roundTo(value, `trunc(${at(s, 1)})`)})`;
}

function equality(operator: string): Speller {
  return (s) => {
    const [left, right] = [at(s, 0), at(s, 1)];
    const compared = `(${left} ${operator} ${right})`;
    return s.call.arguments[0]?.type === 'multivalue'
      ? `if(empty(${left}) OR empty(${right}), NULL, ${compared})`
      : compared;
  };
}

export const operations: Readonly<Record<Operation, Speller>> = {
  and: infix('AND'),
  or: infix('OR'),
  not: (s) => `(NOT ${at(s, 0)})`,
  xor: call('xor'),
  isNull: (s) => (s.call.arguments[0]?.type === 'multivalue' ? `empty(${at(s, 0)})` : `isNull(${at(s, 0)})`),
  equal: equality('='),
  notEqual: equality('<>'),
  less: equality('<'),
  lessOrEqual: equality('<='),
  greater: equality('>'),
  greaterOrEqual: equality('>='),
  coalesce: (s) => {
    if (s.call.type !== 'multivalue') return `coalesce(${s.sql.join(', ')})`;
    return `multiIf(${s.sql.map((list) => `notEmpty(${list}), ${list}`).join(', ')}, ${emptyList})`;
  },
  looksNumeric: (s) => looksNumeric(at(s, 0)),
  add: infix('+'),
  subtract: infix('-'),
  multiply: infix('*'),
  divide: (s) => `(${at(s, 0)} / nullIf(${at(s, 1)}, 0))`,
  modulo: (s) => `(${at(s, 0)} - trunc(${at(s, 0)} / nullIf(${at(s, 1)}, 0)) * ${at(s, 1)})`,
  power: (s) => `if(isNaN(pow(${at(s, 0)}, ${at(s, 1)})), NULL, pow(${at(s, 0)}, ${at(s, 1)}))`,
  negate: (s) => `negate(${at(s, 0)})`,
  absolute: call('abs'),
  ceiling: call('ceil'),
  floor: call('floor'),
  exponential: call('exp'),
  naturalLogarithm: guarded('log', (x) => `${x} > 0`),
  squareRoot: guarded('sqrt', (x) => `${x} >= 0`),
  logarithm: (s) =>
    `if(${at(s, 0)} > 0 AND ${at(s, 1)} > 0 AND ${at(s, 1)} <> 1, round(log(${at(s, 0)}) / log(${at(s, 1)}), 13), NULL)`,
  round: roundCall,
  significantFigures: (s) =>
    `multiIf(isNull(${at(s, 0)}) OR isNull(${at(s, 1)}), NULL, ${at(s, 0)} = 0, 0, ${roundTo(at(s, 0), `(${at(s, 1)} - 1 - floor(log10(abs(${at(s, 0)}))))`)})`,
  sine: call('sin'),
  cosine: call('cos'),
  tangent: call('tan'),
  arcSine: guarded('asin', (x) => `${x} BETWEEN -1 AND 1`),
  arcCosine: guarded('acos', (x) => `${x} BETWEEN -1 AND 1`),
  arcTangent: call('atan'),
  arcTangent2: call('atan2'),
  hyperbolicSine: call('sinh'),
  hyperbolicCosine: call('cosh'),
  hyperbolicTangent: call('tanh'),
  arcHyperbolicSine: call('asinh'),
  arcHyperbolicCosine: guarded('acosh', (x) => `${x} >= 1`),
  arcHyperbolicTangent: guarded('atanh', (x) => `${x} > -1 AND ${x} < 1`),
  hypotenuse: call('hypot'),
  least: call('least'),
  greatest: call('greatest'),
  random: () => 'intDiv(rand(), 2)',
  bitAnd: integers('bitAnd'),
  bitOr: integers('bitOr'),
  bitXor: integers('bitXor'),
  bitNot: (s) => `bitNot(${whole(at(s, 0))})`,
  bitShiftLeft: integers('bitShiftLeft'),
  bitShiftRight: integers('bitShiftRight'),
  concatenate: call('concat'),
  length: call('lengthUTF8'),
  lower: call('lowerUTF8'),
  upper: call('upperUTF8'),
  trimCharacters: (s) => trim(s, true, true),
  trimStart: (s) => trim(s, true, false),
  trimEnd: (s) => trim(s, false, true),
  substring,
  contains: (s) => `(position(${at(s, 0)}, ${at(s, 1)}) > 0)`,
  startsWith: call('startsWith'),
  endsWith: call('endsWith'),
  like: infix('LIKE'),
  regexMatches: (s) => `match(${at(s, 0)}, ${pattern(s, 1)})`,
  regexExtract: (s) => `nullIf(regexpExtract(${at(s, 0)}, ${pattern(s, 1)}, ${number(s, 2)}), '')`,
  regexExtractAll: (s) => {
    const [group, wrapped] = [number(s, 2), pattern(s, 1, (text) => `(${text})`)];
    // Groups of the pattern stand behind the one around it.
    return listOf(
      [at(s, 0)],
      (text) => `arrayMap(g -> g[${group + 1}], extractAllGroupsVertical(${text}, ${wrapped}))`,
    );
  },
  regexReplace,
  translateCharacters: call('translateUTF8'),
  replaceText: call('replaceAll'),
  indexOf: call('positionUTF8'),
  repeat: (s) => `repeat(${at(s, 0)}, greatest(${whole(at(s, 1))}, 0))`,
  padStart: (s) =>
    `if(lengthUTF8(${at(s, 0)}) >= ${at(s, 1)}, ${at(s, 0)}, leftPadUTF8(${at(s, 0)}, ${whole(at(s, 1))}, ${at(s, 2)}))`,
  padEnd: (s) =>
    `if(lengthUTF8(${at(s, 0)}) >= ${at(s, 1)}, ${at(s, 0)}, rightPadUTF8(${at(s, 0)}, ${whole(at(s, 1))}, ${at(s, 2)}))`,
  formatNumber,
  formatThousands: (s) => `replaceRegexpOne(${groupedDigits(at(s, 0), 2)}, '[.]?0*$', '')`,
  formatGrouped: (s) => groupedDigits(at(s, 0), Math.max(0, Math.min(30, Math.trunc(number(s, 1))))),
  formatDuration: (s) => durationText(at(s, 0)),
  toHexadecimal: (s) => `printf('0x%X', ${whole(at(s, 0))})`,
  toBinary: (s) => `if(${at(s, 0)} = 0, '0', replaceRegexpOne(bin(${whole(at(s, 0))}), '^0+', ''))`,
  parseInteger,
  urlDecode: call('decodeURLComponent'),
  urlEncode: call('encodeURLComponent'),
  md5: hash('MD5'),
  sha1: hash('SHA1'),
  sha256: hash('SHA256'),
  sha512: hash('SHA512'),
  formatTime: (s) => formatTime(at(s, 0), literal(s, 1), literal(s, 2)),
  parseTime: (s) => parseTime(at(s, 0), literal(s, 1), literal(s, 2)),
  truncateTime: (s) => truncateTime(at(s, 0), literal(s, 1), literal(s, 2)),
  addTime: (s) => addTime(at(s, 0), at(s, 1), literal(s, 2), literal(s, 3)),
  bucketTime: (s) => bucketTime(at(s, 0), number(s, 1), number(s, 2)),
  timeBucketOrdinal: (s) => timeBucketOrdinal(at(s, 0), number(s, 1)),
  bucketNumber: (s) => `(floor((${at(s, 0)} - ${at(s, 2)}) / ${at(s, 1)}) * ${at(s, 1)} + ${at(s, 2)})`,
  timePart: (s) => timePart(at(s, 0), literal(s, 1), literal(s, 2)),
  listLength: (s) => unlessEmpty(at(s, 0), `length(${at(s, 0)})`),
  listItem: (s) => {
    const place = `if(${at(s, 1)} >= 0, ${whole(at(s, 1))} + 1, ${whole(at(s, 1))})`;
    return `if(isNull(${at(s, 1)}), NULL, arrayElementOrNull(${at(s, 0)}, assumeNotNull(${place})))`;
  },
  listSlice,
  listAppend: call('arrayConcat'),
  listJoin: joinList,
  listSort: call('arraySort'),
  listDistinct: call('arrayDistinct'),
  listContains: (s) =>
    unlessEmpty(at(s, 0), `if(isNull(${at(s, 1)}), NULL, has(${at(s, 0)}, assumeNotNull(${at(s, 1)})))`),
  listFind: (s) => `(nullIf(arrayFirstIndex(v -> match(v, ${pattern(s, 1)}), ${at(s, 0)}), 0) - 1)`,
  listZip: (s) => {
    const size = `least(length(${at(s, 0)}), length(${at(s, 1)}))`;
    return `arrayMap((a, b) -> concat(a, ifNull(${at(s, 2)}, ''), b), arraySlice(${at(s, 0)}, 1, ${size}), arraySlice(${at(s, 1)}, 1, ${size}))`;
  },
  listRange: (s) =>
    listOf(s.sql, (from, to, step) => {
      const count = `toUInt32(greatest(0, ceil((${to ?? ''} - ${from ?? ''}) / ${step ?? ''})))`;
      return `arrayMap(i -> assumeNotNull(${numberToText(`(${from ?? ''} + i * ${step ?? ''})`)}), range(${count}))`;
    }),
  split,
  listSum: (s) => unlessEmpty(numericValues(at(s, 0)), `arraySum(${numericValues(at(s, 0))})`),
  listAverage: (s) => unlessEmpty(numericValues(at(s, 0)), `arrayAvg(${numericValues(at(s, 0))})`),
  listMinimum: (s) => unlessEmpty(numericValues(at(s, 0)), `arrayMin(${numericValues(at(s, 0))})`),
  listMaximum: (s) => unlessEmpty(numericValues(at(s, 0)), `arrayMax(${numericValues(at(s, 0))})`),
  listMinimumText: (s) => unlessEmpty(otherValues(at(s, 0)), `arrayMin(${otherValues(at(s, 0))})`),
  listMaximumText: (s) => unlessEmpty(otherValues(at(s, 0)), `arrayMax(${otherValues(at(s, 0))})`),
  jsonValid: (s) => `if(isNull(${at(s, 0)}), NULL, isValidJSON(ifNull(${at(s, 0)}, '')))`,
  jsonType: (s) => jsonType(at(s, 0), literal(s, 1)),
  jsonExtract: (s) => jsonExtract(at(s, 0), literal(s, 1)),
  jsonExtractAll: (s) => jsonExtractAll(at(s, 0), literal(s, 1)),
  jsonExtractFragment: (s) => jsonExtractFragment(at(s, 0), literal(s, 1)),
  jsonExtractKey: (s) => jsonExtractKey(at(s, 0), literal(s, 1)),
  jsonKeys: (s) => jsonKeys(at(s, 0)),
  jsonEntries: (s) => jsonEntries(at(s, 0)),
  jsonHasKey: (s) => jsonHasKey(at(s, 0), literal(s, 1)),
  jsonArrayToMultivalue: (s) => jsonArrayToMultivalue(at(s, 0)),
  jsonArrayItems: (s) => jsonArrayItems(at(s, 0)),
  multivalueToJson: (s) => {
    const [, infer] = s.call.arguments;
    return multivalueToJson(at(s, 0), infer?.kind === 'literal' && infer.value === true);
  },
  jsonObject: (s) => {
    const members = pairs(s.sql).join(", ',', ");
    return members === '' ? "'{}'" : `concat('{', ${members}, '}')`;
  },
  jsonArray: (s) => (s.sql.length === 0 ? "'[]'" : `concat('[', ${s.sql.join(", ',', ")}, ']')`),
  jsonQuote: (s) => {
    const [value] = s.call.arguments;
    switch (value?.type) {
      case 'number':
        return numberToText(at(s, 0));
      case 'boolean':
        return `multiIf(${at(s, 0)}, 'true', NOT ${at(s, 0)}, 'false', NULL)`;
      case 'multivalue':
        return multivalueToJson(at(s, 0), false);
      default:
        return `if(isNull(${at(s, 0)}), NULL, toJSONString(ifNull(toString(${at(s, 0)}), '')))`;
    }
  },
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
  addressSortKey: (s) => addressSortKey(at(s, 0)),
  ipMask: (s) => ipMask(at(s, 0), at(s, 1)),
  // Only fields that source types make when events are searched have it; a cluster's events have all their fields.
  lookupValue: () => {
    throw new UnavailableOperation('A lookup in an expression');
  },
  termMatches: (s) => termMatches(at(s, 0), literal(s, 1), literal(s, 2)),
};

/** Operations whose numbers are Float64 already; all others are made so. */
export const floats: ReadonlySet<Operation> = new Set<Operation>([
  'add',
  'subtract',
  'multiply',
  'divide',
  'modulo',
  'power',
  'coalesce',
  'least',
  'greatest',
]);

function pairs(parts: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) out.push(`${parts[i] ?? ''}, ':', ${parts[i + 1] ?? ''}`);
  return out;
}
