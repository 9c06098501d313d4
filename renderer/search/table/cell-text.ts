/** A cell's text. */
import type { Cell, ResultColumn } from '../../../src/protocol/index.ts';
import { formatNumber, formatTime } from '../../ui/format.ts';

/** A cell as the table writes it; nothing for null. */
export function cellText(value: Cell, column: ResultColumn, timeZone: string): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number') return column.type === 'time' ? formatTime(value, timeZone) : formatNumber(value);
  return String(value);
}
