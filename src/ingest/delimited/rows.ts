/** What each record of a delimited file is: a row of its table, a header again, nothing at all, or a row of another table. */
import { repairRecord } from './repair.ts';
import type { TableProfile } from './profile.ts';
import type { DelimitedRecord, Dialect } from './records.ts';

export type Row =
  | { readonly kind: 'data'; readonly record: DelimitedRecord; readonly repaired: boolean }
  /** The header, again; or a title above it. */
  | { readonly kind: 'header'; readonly record: DelimitedRecord }
  /** Delimiters only. */
  | { readonly kind: 'blank'; readonly record: DelimitedRecord }
  | { readonly kind: 'rejected'; readonly record: DelimitedRecord; readonly reason: string };

export interface Table {
  readonly dialect: Dialect;
  /** Null: rows are taken as they are. */
  readonly profile: TableProfile | null;
  /** Cells of the header as they stand in the file; empty where there is none. */
  readonly header: readonly string[];
  /** 1-based line of the first row: what stands before is the header, or a preamble. */
  readonly dataFrom: number;
  /** Rows of other tables are kept as rows, cell by cell: most of the file is theirs. */
  readonly keepsOthers?: boolean;
}

/** Whether the first table is by far the smaller part of the records: most of the file would be left out then. */
export function othersOutnumber(table: Table, records: readonly DelimitedRecord[]): boolean {
  const sorter = new RowSorter(table);
  const rows = [...sorter.push(records), ...sorter.finish()];
  const count = (kind: Row['kind']): number =>
    rows.filter((row) => row.kind === kind && row.record.lineNumber >= table.dataFrom).length;
  return count('rejected') > count('data') * 1.5;
}

/** How many records must follow to tell another table's header from an odd row. */
const lookAhead = 3;

/** Sorts records in file order. A record may wait until those after it are known. */
export class RowSorter {
  readonly #table: Table;
  readonly #names: ReadonlySet<string>;
  #waiting: DelimitedRecord[] = [];
  #otherTable: string | undefined;
  #afterBlank = false;
  readonly #counts = { header: 0, blank: 0, rejected: 0, repaired: 0 };
  #firstRepaired = 0;
  #kept = 0;
  #firstOther = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#names = new Set(table.header.map((cell) => cell.trim().toLowerCase()));
  }

  push(records: readonly DelimitedRecord[]): Row[] {
    return this.#sort(records, false);
  }

  finish(): Row[] {
    return this.#sort([], true);
  }

  #sort(records: readonly DelimitedRecord[], atEnd: boolean): Row[] {
    const queue = this.#waiting.length > 0 ? [...this.#waiting, ...records] : records;
    this.#waiting = [];
    const rows: Row[] = [];
    for (const [i, record] of queue.entries()) {
      const row = this.#rowOf(record, queue, i, atEnd);
      if (row === undefined) {
        this.#waiting = queue.slice(i);
        break;
      }
      rows.push(row);
      if (record.lineNumber < this.#table.dataFrom) continue;
      if (row.kind !== 'data') this.#counts[row.kind] += 1;
      else if (row.repaired) {
        this.#counts.repaired += 1;
        if (this.#firstRepaired === 0) this.#firstRepaired = record.lineNumber;
      }
    }
    return rows;
  }

  /** What was found besides rows, in words. */
  warnings(): string[] {
    const { header, blank, rejected, repaired } = this.#counts;
    return [
      ...(header > 0
        ? [`The header, or a title above it, stands ${header} more times in the file; those lines are no events.`]
        : []),
      ...(blank > 0 ? [`${blank} rows hold delimiters only; they are no events.`] : []),
      ...(rejected > 0
        ? [`${rejected} rows belong to another table below the first one. They are kept as rejected records.`]
        : []),
      ...(this.#kept > 0
        ? [
            `${this.#kept} rows belong to other tables below the first one, the first of them in line ${this.#firstOther}. They are kept under the columns of the first; to import one by itself, set HEADER_FIELD_LINE_NUMBER.`,
          ]
        : []),
      ...(repaired > 0
        ? [
            `${repaired} rows have a delimiter too many or too few, a stray quote, or another delimiter; their cells were put into the columns whose values they look like. The first stands in line ${this.#firstRepaired}.`,
          ]
        : []),
    ];
  }

  /** Undefined where later records must be known first. */
  #rowOf(record: DelimitedRecord, queue: readonly DelimitedRecord[], at: number, atEnd: boolean): Row | undefined {
    const { header, profile, dialect } = this.#table;
    const { cells } = record;
    if (record.lineNumber < this.#table.dataFrom) return { kind: 'header', record };
    if (isBlank(cells)) {
      this.#afterBlank = true;
      return { kind: 'blank', record };
    }
    if (header.length > 1 && cells[0] === header[0] && cells.length === header.length && sameCells(cells, header)) {
      this.#otherTable = undefined;
      this.#afterBlank = false;
      return { kind: 'header', record };
    }
    if (this.#otherTable !== undefined) return this.#ofOtherTable(record, this.#otherTable);
    if (this.#afterBlank && header.length > 0 && countFilled(cells) === 1) {
      const next = queue.slice(at + 1).find(({ cells: later }) => !isBlank(later));
      if (next === undefined && !atEnd) return undefined;
      if (next !== undefined && sameCells(next.cells, header)) return { kind: 'header', record };
    }
    this.#afterBlank = false;
    if (profile === null || (cells.length === profile.columnCount && !record.odd))
      return { kind: 'data', record, repaired: false };
    if (header.length > 0 && cells.length !== profile.columnCount && looksLikeNames(cells)) {
      const following = queue.slice(at + 1, at + 1 + lookAhead);
      if (following.length < lookAhead && !atEnd) return undefined;
      if (this.#beginsTable(cells, following)) {
        this.#otherTable = `It belongs to another table that begins in line ${record.lineNumber} with ${cells.length} columns (${cells.slice(0, 4).join(', ')}${cells.length > 4 ? ', ...' : ''}). To import that one, set HEADER_FIELD_LINE_NUMBER = ${record.lineNumber}.`;
        return this.#ofOtherTable(record, this.#otherTable);
      }
    }
    const repaired = repairRecord(record.raw, cells, dialect, profile);
    return repaired === null
      ? { kind: 'data', record, repaired: false }
      : { kind: 'data', record: { ...record, cells: repaired, odd: false }, repaired: true };
  }

  #ofOtherTable(record: DelimitedRecord, reason: string): Row {
    if (this.#table.keepsOthers !== true) return { kind: 'rejected', record, reason };
    if (this.#kept === 0) this.#firstOther = record.lineNumber;
    this.#kept += 1;
    return { kind: 'data', record, repaired: false };
  }

  #beginsTable(cells: readonly string[], following: readonly DelimitedRecord[]): boolean {
    const alike = following.filter(({ cells: later }) => later.length === cells.length).length;
    const shared = cells.filter((cell) => this.#names.has(cell.trim().toLowerCase())).length;
    return shared >= cells.length / 2 ? alike >= 1 : alike === lookAhead;
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function sameCells(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, i) => cell === b[i]);
}

/** All different words, none a number or a date. */
function looksLikeNames(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    filled.length >= 2 &&
    filled.length >= cells.length * 0.8 &&
    new Set(filled).size === filled.length &&
    filled.every(
      (cell) => /\p{L}/u.test(cell) && !/^[-+$€£]?[\d.,]+$|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d:\d\d/.test(cell),
    )
  );
}
