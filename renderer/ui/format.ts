/** Numbers, sizes and times as the window writes them. */

const numbers = new Intl.NumberFormat('en-US');
const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

export function formatCount(value: number): string {
  return numbers.format(value);
}

/** "1 event", "2 events". */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A part of a whole as "12.5 %". */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${decimals.format(Math.round((part / whole) * 1000) / 10)} %`;
}

/** A result's number: grouped, without noise behind the sixth decimal; tiny and huge ones as they are. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-6 || size >= 1e15) ? String(value) : decimals.format(value);
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** Seconds as "0.34 s", "12 s", "2 min 05 s". */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string, seconds: number): Record<string, string> {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(new Date(seconds * 1000)).map(({ type, value }) => [type, value]));
}

/** Epoch seconds as `2026-03-15 08:00:00.250` in the zone; the fraction only where there is one. */
export function formatTime(seconds: number, timeZone: string): string {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12) return String(seconds);
  const p = partsIn(timeZone, Math.floor(seconds));
  const micros = Math.round((seconds - Math.floor(seconds)) * 1e6);
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/000$/, '')}`;
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}${fraction}`;
}

/** As an axis or a bar's label needs it: no more detail than its span. */
export function formatTimeForSpan(seconds: number, timeZone: string, spanSeconds: number): string {
  const text = formatTime(Math.floor(seconds), timeZone);
  if (spanSeconds >= 28 * 86_400) return text.slice(0, 7);
  if (spanSeconds >= 86_400) return text.slice(0, 10);
  return spanSeconds >= 60 ? text.slice(0, 16) : text;
}
