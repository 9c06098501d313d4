/** A cell's text. */
import type { Cell, ResultColumn } from '../../../src/protocol/index.ts';
import { formatBytes, formatDuration, formatNumber, formatTime } from '../../ui/format.ts';
import type { NumberFormat } from './column-look.ts';

/** A cell as the table writes it; nothing for null. */
export function cellText(
  value: Cell,
  column: ResultColumn,
  timeZone: string,
  format: NumberFormat = 'grouped',
): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number')
    return column.type === 'time' ? formatTime(value, timeZone) : numberText(value, format);
  return String(value);
}

const rounded = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function numberText(value: number, format: NumberFormat): string {
  switch (format) {
    case 'plain':
      return String(value);
    case 'grouped':
      return formatNumber(value);
    case 'rounded':
      return rounded.format(value);
    case 'percent':
      return `${rounded.format(value)} %`;
    case 'bytes':
      return value < 0 ? `-${formatBytes(-value)}` : formatBytes(value);
    case 'seconds':
      return value < 0 ? `-${formatDuration(-value)}` : formatDuration(value);
  }
}
