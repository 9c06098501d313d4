/** Numbers and text in ClickHouse, each as SPL reads and writes the other. */

const numeric = "'^[+-]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][+-]?[0-9]+)?$'";

export function looksNumeric(text: string): string {
  return `match(${text}, ${numeric})`;
}

/** A number by SPL's reading: no blanks, no hexadecimal, no infinity, no underscore. */
export function textToNumber(text: string): string {
  return `if(${looksNumeric(text)}, toFloat64OrNull(${text}), NULL)`;
}

/**
 * 5.0 is "5", 0.1 is "0.1", at most 15 significant digits. Whole numbers keep their digits up to 18 of them; an exponent is
 * written only from there on and below 1e-15.
 */
export function numberToText(number: string): string {
  const whole = `${number} = trunc(${number}) AND abs(${number}) < 1e18`;
  const small = `abs(${number}) < 1e-4 AND abs(${number}) > 1e-15`;
  return `multiIf(isNull(${number}), NULL, ${whole}, toString(toInt64(${number})), ${small}, ${smallToText(number)}, printf('%.15g', ${number}))`;
}

/** Digits and exponent of the scientific form, written out: 1.23e-05 is 0.0000123. */
function smallToText(number: string): string {
  const scientific = `printf('%.14e', abs(${number}))`;
  const digits = `replaceRegexpOne(replaceOne(extract(${scientific}, '^[^e]*'), '.', ''), '0+$', '')`;
  const zeros = `repeat('0', toUInt8(greatest(0, -1 - toInt32OrZero(extract(${scientific}, 'e([+-][0-9]+)')))))`;
  return `concat(if(${number} < 0, '-', ''), '0.', ${zeros}, ${digits})`;
}

/** Half away from zero, where ClickHouse's own goes to the even neighbour. */
export function roundHalfAway(number: string): string {
  return `(sign(${number}) * floor(abs(${number}) + 0.5))`;
}

/** To so many decimals, tens or hundreds where they are less than none. */
export function roundTo(number: string, digits: string): string {
  const up = `pow(10., ${digits})`;
  const down = `pow(10., -(${digits}))`;
  return `if(${digits} >= 0, ${roundHalfAway(`(${number} * ${up})`)} / ${up}, ${roundHalfAway(`(${number} / ${down})`)} * ${down})`;
}

/** 12,345.670 with exactly so many decimals. */
export function groupedDigits(number: string, decimals: number): string {
  const written = `toDecimalString(abs(${number}), ${decimals})`;
  const whole = `extract(${written}, '^[0-9]+')`;
  const grouped = `reverse(replaceRegexpOne(replaceRegexpAll(reverse(${whole}), '([0-9]{3})', '\\\\1,'), ',$', ''))`;
  return `if(isNull(${number}), NULL, concat(if(${number} < 0, '-', ''), ${grouped}, extract(${written}, '[.].*$')))`;
}

/** 1+02:03:04: days where there are any, then a clock, then a fraction of six digits where there is one. */
export function durationText(seconds: string): string {
  const micros = `toInt64(round(abs(${seconds}) * 1000000))`;
  const two = (value: string): string => `leftPad(toString(${value}), 2, '0')`;
  const part = (size: number, modulus: number): string => two(`intDiv(${micros}, ${size}) % ${modulus}`);
  return `if(isNull(${seconds}), NULL, concat(if(${seconds} < 0, '-', ''), if(${micros} >= 86400000000, concat(toString(intDiv(${micros}, 86400000000)), '+'), ''), ${part(3_600_000_000, 24)}, ':', ${part(60_000_000, 60)}, ':', ${part(1_000_000, 60)}, if(${micros} % 1000000 > 0, concat('.', leftPad(toString(${micros} % 1000000), 6, '0')), '')))`;
}

/** The numbers among the values of a list. */
export function numericValues(list: string): string {
  return `arrayMap(n -> assumeNotNull(n), arrayFilter(n -> isNotNull(n), arrayMap(v -> ${textToNumber('v')}, ${list})))`;
}

export function otherValues(list: string): string {
  return `arrayFilter(v -> NOT ${looksNumeric('v')}, ${list})`;
}
