/** What lies over the page, one at a time: the command palette or the list of keys. */
import { createStore, useStore } from '../ui/store.ts';

export type Overlay = 'palette' | 'shortcuts';

const overlay = createStore<Overlay | undefined>(undefined);

export function openOverlay(name: Overlay): void {
  overlay.set(name);
}

export function closeOverlay(): void {
  overlay.set(undefined);
}

export function useOverlay(): Overlay | undefined {
  return useStore(overlay);
}
