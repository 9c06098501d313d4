/** A store whose value outlives the window, in the page's own storage. */
import type { z } from 'zod';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

/** What was kept but does not fit the schema any more gives way to the initial value. */
export function createKeptStore<T>(key: string, schema: z.ZodType<T>, initial: T): Store<T> {
  const store = createStore(read(key, schema, initial));
  store.subscribe(() => {
    try {
      localStorage.setItem(key, JSON.stringify(store.get()));
    } catch {
      // A full store only costs the memory of it.
    }
  });
  // Another window's choice holds here too.
  window.addEventListener('storage', (event) => {
    if (event.key === key) store.set(read(key, schema, initial));
  });
  return store;
}

function read<T>(key: string, schema: z.ZodType<T>, initial: T): T {
  try {
    const kept = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return kept.success ? kept.data : initial;
  } catch {
    return initial;
  }
}
