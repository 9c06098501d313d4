/** The one place where values and names become text of ClickHouse's SQL, whose literals know backslashes. */
import type { FieldType } from '../plan/types.ts';

/**
 * A number is always a Float64: ClickHouse finds no common type for a wide integer and a float. A list is never null, for an
 * array cannot be: an empty one stands for none.
 */
export const sqlTypes: Readonly<Record<FieldType, string>> = {
  string: 'Nullable(String)',
  number: 'Nullable(Float64)',
  boolean: 'Nullable(Bool)',
  time: "Nullable(DateTime64(6, 'UTC'))",
  multivalue: 'Array(String)',
};

export const emptyList = "CAST([], 'Array(String)')";

/** No value, of a type. */
export function sqlNothing(type: FieldType): string {
  return type === 'multivalue' ? emptyList : `CAST(NULL, ${sqlText(sqlTypes[type])})`;
}

export function sqlText(value: string): string {
  return `'${escaped(value, "'")}'`;
}

/** An identifier. */
export function sqlName(name: string): string {
  return `\`${escaped(name, '`')}\``;
}

function escaped(value: string, quote: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\0', '\\0');
}

export function sqlNumber(value: number): string {
  if (Number.isNaN(value)) return sqlNothing('number');
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '(-inf)';
  const written = String(value);
  const float = /[.e]/.test(written) ? written : `${written}.`;
  return value < 0 ? `(${float})` : float;
}

/** Epoch microseconds as an instant. */
export function sqlInstant(microseconds: number): string {
  return `fromUnixTimestamp64Micro(${Math.round(microseconds)}, 'UTC')`;
}

export function sqlTextList(values: readonly string[]): string {
  return values.length === 0 ? emptyList : `[${values.map(sqlText).join(', ')}]`;
}
