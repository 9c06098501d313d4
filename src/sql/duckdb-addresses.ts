/** Internet addresses without an extension: the network is known when the SQL is written, the address is text in a column. */
import { sqlText } from './literal.ts';

/** False (never null, unless the address is) where either is no address of the same family. */
export function cidrMatch(network: string, address: string): string {
  const [base = '', bits = ''] = network.trim().split('/');
  if (!/^\d{1,3}$/.test(bits)) return 'FALSE';
  return base.includes(':')
    ? matchVersion6(base.toLowerCase(), Number(bits), address)
    : matchVersion4(base, Number(bits), address);
}

const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const isVersion4 = (address: string): string => `regexp_full_match(${address}, '${octet}(\\.${octet}){3}')`;
const numberOfVersion4 = (address: string): string =>
  [0, 1, 2, 3].map((i) => `CAST(split_part(${address}, '.', ${i + 1}) AS BIGINT) * ${256 ** (3 - i)}`).join(' + ');

/** The network is a row's own, such as a lookup's: IPv4 only. */
export function cidrMatchOfRow(network: string, address: string): string {
  const base = `split_part(${network}, '/', 1)`;
  const size = `(1::BIGINT << (32 - TRY_CAST(split_part(${network}, '/', 2) AS BIGINT)))`;
  const isNetwork = `regexp_full_match(${network}, '[^/]+/(3[0-2]|[12]?\\d)') AND ${isVersion4(base)}`;
  return `CASE WHEN ${isNetwork} AND ${isVersion4(address)} THEN (${numberOfVersion4(base)}) // ${size} = (${numberOfVersion4(address)}) // ${size} ELSE FALSE END`;
}

function matchVersion4(base: string, bits: number, address: string): string {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(base)?.slice(1, 5).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255) || bits > 32) return 'FALSE';
  const size = 2 ** (32 - bits);
  const first = Math.floor(octets.reduce((sum, octet) => sum * 256 + octet, 0) / size) * size;
  return `CASE WHEN ${isVersion4(address)} THEN (${numberOfVersion4(address)}) BETWEEN ${first} AND ${first + size - 1} ELSE FALSE END`;
}

function matchVersion6(base: string, bits: number, address: string): string {
  const digits = expand(base);
  if (digits === undefined || bits > 128) return 'FALSE';
  const whole = Math.floor(bits / 4);
  const rest = bits % 4;
  const expanded = expandedSql(address);
  const conditions = [`starts_with(${expanded}, ${sqlText(digits.slice(0, whole))})`];
  if (rest > 0) {
    const first = (Number.parseInt(digits[whole] ?? '0', 16) >> (4 - rest)) << (4 - rest);
    const allowed = Array.from({ length: 2 ** (4 - rest) }, (_, i) => (first + i).toString(16)).join('');
    conditions.push(`contains(${sqlText(allowed)}, substring(${expanded}, ${whole + 1}, 1))`);
  }
  return `CASE WHEN regexp_full_match(${address}, '[0-9a-fA-F:]*:[0-9a-fA-F:]*') THEN coalesce(length(${expanded}) = 32 AND ${conditions.join(' AND ')}, FALSE) ELSE FALSE END`;
}

/** The 32 hexadecimal digits of an address, or undefined where it is none. */
function expand(address: string): string | undefined {
  const [left = '', right] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const before = groups(left);
  const after = groups(right ?? '');
  const missing = 8 - before.length - after.length;
  if (missing < 0 || (right === undefined && missing > 0)) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return all.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? all.map((group) => group.padStart(4, '0')).join('')
    : undefined;
}

/** The same of a column. */
function expandedSql(address: string): string {
  const lowered = `lower(${address})`;
  const groups = (side: number): string =>
    `list_filter(string_split(split_part(${lowered}, '::', ${side}), ':'), lambda g: g <> '')`;
  const padded = (side: number): string =>
    `coalesce(array_to_string(list_transform(${groups(side)}, lambda g: lpad(g, 4, '0')), ''), '')`;
  const zeros = `repeat('0000', CASE WHEN contains(${lowered}, '::') THEN 8 - len(${groups(1)}) - len(${groups(2)}) ELSE 0 END)`;
  return `(${padded(1)} || ${zeros} || ${padded(2)})`;
}
