/** Which page is shown, and what one page asks of another. */
import type { TimeRange } from '../../src/protocol/index.ts';
import { createStore, useStore } from '../ui/store.ts';

export type PageName = 'search' | 'dashboards' | 'reports' | 'import' | 'data' | 'settings';

/** A search that another page opens: run at once. */
export interface SearchRequest {
  readonly spl: string;
  readonly range: TimeRange;
  /** Tells two equal requests apart. */
  readonly id: number;
}

interface Navigation {
  readonly page: PageName;
  readonly searchRequest: SearchRequest | undefined;
}

const navigation = createStore<Navigation>({ page: 'search', searchRequest: undefined });

export function showPage(page: PageName): void {
  navigation.update((now) => (now.page === page ? now : { ...now, page }));
}

/** Shows the search page and runs the search there. */
export function openSearch(spl: string, range: TimeRange = {}): void {
  navigation.update((now) => ({
    page: 'search',
    searchRequest: { spl, range, id: (now.searchRequest?.id ?? 0) + 1 },
  }));
}

export function useNavigation(): Navigation {
  return useStore(navigation);
}
