/** Values of result rows, where the compiler or the engine must read one itself. */
import type { CellValue } from './types.ts';

export function isList(value: CellValue): value is readonly string[] {
  return Array.isArray(value);
}

/** As text; several values with the separator between them. */
export function cellText(value: CellValue, separator = '\n'): string | null {
  if (value === null) return null;
  return isList(value) ? value.join(separator) : String(value);
}

/** The values of a cell: none of null, the one it holds, or each of a multivalue. */
export function cellValues(value: CellValue): readonly string[] {
  if (value === null) return [];
  return isList(value) ? value : [String(value)];
}
