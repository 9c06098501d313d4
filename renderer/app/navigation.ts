/** Which page is shown, and what one page asks of another. */
import { useSyncExternalStore } from 'react';
import type { TimeRange } from '../../src/protocol/index.ts';

export type PageName = 'search' | 'import' | 'data';

/** A search that another page opens: run at once. */
export interface SearchRequest {
  readonly spl: string;
  readonly range: TimeRange;
  /** Tells two equal requests apart. */
  readonly id: number;
}

export interface Navigation {
  readonly page: PageName;
  readonly searchRequest: SearchRequest | undefined;
}

let navigation: Navigation = { page: 'search', searchRequest: undefined };
let nextRequest = 1;
const listeners = new Set<() => void>();

function change(next: Navigation): void {
  navigation = next;
  for (const listener of listeners) listener();
}

export function showPage(page: PageName): void {
  change({ ...navigation, page });
}

/** Shows the search page and runs the search there. */
export function openSearch(spl: string, range: TimeRange = {}): void {
  change({ page: 'search', searchRequest: { spl, range, id: nextRequest } });
  nextRequest += 1;
}

export function useNavigation(): Navigation {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => navigation,
  );
}
