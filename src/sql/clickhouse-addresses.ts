/** Internet addresses in ClickHouse. What is no address of the network's family is not in it. */
import { sqlText } from './clickhouse-literal.ts';

const isVersion4 = (address: string): string => `isIPv4String(ifNull(${address}, ''))`;
const isVersion6 = (address: string): string => `isIPv6String(ifNull(${address}, ''))`;

/** The network is known when the SQL is written. */
export function cidrMatch(network: string, address: string): string {
  const [base = '', bits = ''] = network.trim().split('/');
  if (!/^\d{1,3}$/.test(bits)) return 'false';
  const isSixth = base.includes(':');
  if (Number(bits) > (isSixth ? 128 : 32) || !(isSixth ? /^[0-9a-f:.]+$/i : /^\d+(\.\d+){3}$/).test(base))
    return 'false';
  if (!isSixth && base.split('.').some((octet) => Number(octet) > 255)) return 'false';
  const inside = isSixth ? isVersion6(address) : isVersion4(address);
  // The function fails on what is no address, whatever stands before it.
  const safe = `if(${inside}, assumeNotNull(${address}), ${isSixth ? "'::'" : "'0.0.0.0'"})`;
  return `if(isNull(${address}), NULL, ${inside} AND isIPAddressInRange(${safe}, ${sqlText(`${base}/${bits}`)}))`;
}

/** The network is a row's own, such as a lookup's: IPv4 only. */
export function cidrMatchOfRow(network: string, address: string): string {
  const isNetwork = `(match(ifNull(${network}, ''), '^[^/]+/(3[0-2]|[12]?[0-9])$') AND isIPv4String(splitByChar('/', ifNull(${network}, ''))[1]))`;
  const safeNetwork = `if(${isNetwork}, assumeNotNull(${network}), '0.0.0.0/0')`;
  const safeAddress = `if(${isVersion4(address)}, assumeNotNull(${address}), '0.0.0.0')`;
  return `(${isNetwork} AND ${isVersion4(address)} AND isIPAddressInRange(${safeAddress}, ${safeNetwork}))`;
}

export function addressSortKey(address: string): string {
  const octets = `splitByChar('.', ifNull(${address}, ''))`;
  return `if(match(${address}, '^[0-9]{1,3}([.][0-9]{1,3}){3}$'), arrayStringConcat(arrayMap(o -> leftPad(o, 3, '0'), ${octets}), '.'), ${address})`;
}

export function ipMask(mask: string, address: string): string {
  const octets = (text: string): string => `arrayMap(o -> toUInt16OrZero(o), splitByChar('.', ifNull(${text}, '')))`;
  const [left, right] = [octets(mask), octets(address)];
  return `if(isNull(${mask}) OR isNull(${address}) OR length(${left}) <> length(${right}), NULL, arrayStringConcat(arrayMap((a, b) -> toString(bitAnd(a, b)), arrayResize(${left}, 4), arrayResize(${right}, 4)), '.'))`;
}
