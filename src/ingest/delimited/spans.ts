/** Where a time was read in a record's text, for marking it there. */
import type { DelimitedRecord } from './records.ts';

/** Where the cells of some columns stand in a record's text, found by walking over the cells before them. */
export function spansOf(
  record: DelimitedRecord,
  places: readonly number[],
  delimiter: string,
  read: { readonly start: number; readonly end: number },
): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let at = 0;
  for (let i = 0; i < record.cells.length; i += 1) {
    const cell = record.cells[i] ?? '';
    const start = cell === '' ? at : record.raw.indexOf(cell, at);
    const here = start < 0 ? at : start;
    if (places.includes(i) && cell !== '') {
      const lead = cell.length - cell.trimStart().length;
      // In one column the time may be a part of the cell; two columns are a time only together.
      spans.push(
        places.length === 1
          ? { start: here + lead + read.start, end: here + lead + read.end }
          : { start: here, end: here + cell.length },
      );
    }
    const next = record.raw.indexOf(delimiter, here + cell.length);
    if (next < 0) break;
    at = next + delimiter.length;
  }
  return spans;
}
