/** How the result that is shown is drawn: as its shape suggests until the person chooses. */
import type { SearchState } from '../../src/protocol/index.ts';
import { createStore, useStore } from '../ui/store.ts';
import type { Nulls, Stack } from './chart-props.ts';
import { arePlaces } from './map-data.ts';
import type { Reference } from './reference-line.tsx';
import type { ChartType } from './registry.ts';

interface Chosen {
  readonly type?: ChartType;
  readonly stack?: Stack;
  readonly isLogarithmic?: boolean;
  readonly nulls?: Nulls;
  readonly reference?: Reference;
}

/** Choices hold for results of the same columns: running the search again keeps them. */
const chosen = createStore<{ readonly columns: string; readonly look: Chosen }>({ columns: '', look: {} });

export function useChartLook(): ReturnType<typeof chosen.get> {
  return useStore(chosen);
}

/** Stands for whatever the next result's columns are. */
const anyColumns = '*';

const isFor = (columns: string, state: SearchState): boolean => columns === anyColumns || columns === columnsOf(state);

const columnsOf = (state: SearchState): string => state.columns.map((column) => column.name).join('\n');

export function chartLook(state: SearchState, { columns, look }: ReturnType<typeof chosen.get>) {
  const mine = isFor(columns, state) ? look : {};
  return {
    type: mine.type ?? suggestedType(state),
    stack: mine.stack ?? ('yes' as const),
    isLogarithmic: mine.isLogarithmic ?? false,
    nulls: mine.nulls ?? ('gaps' as const),
    reference: mine.reference ?? ('none' as const),
  };
}

/** What fits the result's shape. */
export function suggestedType(state: SearchState): ChartType {
  if (state.suggestedChart === 'none') return 'column';
  return arePlaces(state.columns) ? 'map' : state.suggestedChart;
}

/** What a report or dashboard opened with. */
export function startLook(look: Chosen): void {
  chosen.set({ columns: anyColumns, look });
}

export function setChartLook(state: SearchState, change: Chosen): void {
  chosen.update((now) => ({
    columns: columnsOf(state),
    look: { ...(isFor(now.columns, state) ? now.look : {}), ...change },
  }));
}
