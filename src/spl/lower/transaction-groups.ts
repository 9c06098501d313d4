/**
 * Which events belong together: the sequential part of the transaction command.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Transaction
 */
import { cellValues } from '../../plan/cell.ts';
import type { CellValue, RowProcedure } from '../../plan/types.ts';

export interface TransactionLimits {
  /** Seconds between the first and the last event. */
  readonly maximumSpan?: number;
  /** Seconds between two events that follow each other. */
  readonly maximumPause?: number;
  readonly maximumEvents: number;
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
  /** An event must share a field's value with the events before it; else it is enough that no value contradicts. */
  readonly connected: boolean;
}

interface Open {
  readonly id: number;
  /** Values by field, as far as its events have them. */
  readonly values: (string | null)[];
  newest: number | null;
  oldest: number | null;
  events: number;
  /** It began with the event that ends it (events come newest first). */
  ended: boolean;
}

/** Columns of a row given: row number, epoch seconds, starts, ends, then the fields. */
const fixedCells = 4;

/**
 * Sees events newest first. Gives [row, transaction, null] for every member and [null, transaction, 1 or 0] for every
 * transaction that is over: 0 where its start or its end never came.
 */
export function groupTransactions(fieldCount: number, limits: TransactionLimits): RowProcedure {
  let nextId = 0;
  const open = new Set<Open>();
  /** The transactions that hold a value of a field, so that no event has to look at all of them. */
  const byValue: Map<string, Set<Open>>[] = Array.from({ length: fieldCount }, () => new Map<string, Set<Open>>());

  const close = (transaction: Open, complete: boolean): CellValue[] => {
    open.delete(transaction);
    transaction.values.forEach((value, i) => {
      if (value === null) return;
      const holders = byValue[i]?.get(value);
      holders?.delete(transaction);
      if (holders?.size === 0) byValue[i]?.delete(value);
    });
    return [null, transaction.id, complete ? 1 : 0];
  };
  const isComplete = (transaction: Open): boolean => !limits.hasStart && (!limits.hasEnd || transaction.ended);

  const find = (values: readonly (string | null)[]): Open | undefined => {
    if (fieldCount === 0) return [...open][0];
    const candidates = new Set<Open>();
    values.forEach((value, i) => {
      if (value !== null) for (const one of byValue[i]?.get(value) ?? []) candidates.add(one);
    });
    const fits = (one: Open): boolean =>
      values.every((value, i) => value === null || one.values[i] === null || one.values[i] === value);
    let found = [...candidates].reverse().find(fits);
    if (found === undefined && !limits.connected) found = [...open].reverse().find(fits);
    return found;
  };

  const begin = (time: number | null, ended: boolean): Open => {
    const made: Open = {
      id: nextId,
      values: Array.from({ length: fieldCount }, () => null),
      newest: time,
      oldest: time,
      events: 0,
      ended,
    };
    nextId += 1;
    open.add(made);
    return made;
  };

  return {
    row(cells) {
      const [row = null, at = null, startsCell, endsCell] = cells;
      const [starts, ends] = [startsCell === 1, endsCell === 1];
      const time = typeof at === 'number' ? at : null;
      const values = cells.slice(fixedCells, fixedCells + fieldCount).map((cell) => cellValues(cell)[0] ?? null);
      if (fieldCount > 0 && values.every((value) => value === null)) return [];
      const out: CellValue[][] = [];
      let transaction = find(values);
      if (transaction !== undefined) {
        const tooLong =
          (time !== null &&
            ((limits.maximumSpan !== undefined &&
              transaction.newest !== null &&
              transaction.newest - time > limits.maximumSpan) ||
              (limits.maximumPause !== undefined &&
                transaction.oldest !== null &&
                transaction.oldest - time > limits.maximumPause))) ||
          transaction.events >= limits.maximumEvents;
        if (tooLong || ends) {
          out.push(close(transaction, isComplete(transaction)));
          transaction = undefined;
        }
      }
      transaction ??= begin(time, ends);
      values.forEach((value, i) => {
        if (value === null || transaction.values[i] !== null) return;
        transaction.values[i] = value;
        const index = byValue[i];
        const holders = index?.get(value) ?? new Set<Open>();
        holders.add(transaction);
        index?.set(value, holders);
      });
      transaction.events += 1;
      if (time !== null) {
        transaction.oldest = time;
        transaction.newest ??= time;
      }
      out.push([row, transaction.id, null]);
      if (starts) out.push(close(transaction, !limits.hasEnd || transaction.ended));
      return out;
    },
    end: () => [...open].map((transaction) => close(transaction, isComplete(transaction))),
  };
}
