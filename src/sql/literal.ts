/** The one place where values and names become SQL text. Everything a person typed or a file held passes through here. */

/** A text literal. DuckDB's ordinary literals know no escapes but the doubled quote; NUL cannot stand in one. */
export function sqlText(value: string): string {
  if (!value.includes('\0')) return `'${value.replace(/'/g, "''")}'`;
  return `(${value
    .split('\0')
    .map((part) => `'${part.replace(/'/g, "''")}'`)
    .join(' || chr(0) || ')})`;
}

export function sqlNumber(value: number): string {
  if (Number.isNaN(value)) return 'NULL::DOUBLE';
  if (value === Infinity) return "'infinity'::DOUBLE";
  if (value === -Infinity) return "'-infinity'::DOUBLE";
  if (Number.isSafeInteger(value)) return `${value}::BIGINT`;
  return `${value}::DOUBLE`;
}

/** Epoch microseconds as a timestamp without zone, which is UTC by our convention. */
export function sqlInstant(microseconds: number): string {
  return `make_timestamp(${Math.round(microseconds)}::BIGINT)`;
}

/** An identifier in double quotes. */
export function sqlName(name: string): string {
  return `"${name.replace(/"/g, '""').replace(/\0/g, '\u2400')}"`;
}

export function sqlTextList(values: readonly string[]): string {
  return values.length === 0 ? '[]::VARCHAR[]' : `[${values.map(sqlText).join(', ')}]`;
}
