/** How a column of results is shown, chosen by the person and kept while the window is open. */
import { createStore, useStore } from '../../ui/store.ts';

export type NumberFormat = 'plain' | 'grouped' | 'rounded' | 'percent' | 'bytes' | 'seconds';

export interface ColumnLook {
  /** Characters; undefined: as wide as its values. */
  readonly width?: number;
  readonly format?: NumberFormat;
  /** How a number's share of the column's largest is shown. */
  readonly shade?: 'bars' | 'heat' | undefined;
}

interface Looks {
  readonly columns: Readonly<Record<string, ColumnLook>>;
  /** Columns up to this one stay in view; undefined: none. */
  readonly pinnedTo: string | undefined;
  readonly hasTotals: boolean;
}

const looks = createStore<Looks>({ columns: {}, pinnedTo: undefined, hasTotals: false });

export function useLooks(): Looks {
  return useStore(looks);
}

export function setLook(column: string, change: ColumnLook): void {
  looks.update((now) => ({
    ...now,
    columns: { ...now.columns, [column]: { ...now.columns[column], ...change } },
  }));
}

export function pinTo(column: string | undefined): void {
  looks.update((now) => ({ ...now, pinnedTo: column }));
}

export function toggleTotals(): void {
  looks.update((now) => ({ ...now, hasTotals: !now.hasTotals }));
}
