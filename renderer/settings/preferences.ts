/** How the window looks and begins, by the person's choice; kept between starts. */
import { z } from 'zod';
import type { Theme } from '../../src/protocol/index.ts';
import { timeRangeSchema } from '../../src/protocol/index.ts';
import { createKeptStore } from '../ui/kept.ts';
import { useStore } from '../ui/store.ts';

export const densities = ['comfortable', 'compact'] as const;
/** Of everything in the window; 1 is as designed. */
export const zooms = [0.8, 0.9, 1, 1.1, 1.25, 1.5] as const;

const schema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(densities),
  zoom: z.number().min(0.5).max(3),
  /** Of a search page that was not used yet. */
  range: timeRangeSchema,
});
export type Preferences = z.infer<typeof schema>;

const preferences = createKeptStore<Preferences>('grotto.preferences', schema, {
  theme: 'system',
  density: 'comfortable',
  zoom: 1,
  range: {},
});

export function usePreferences(): Preferences {
  return useStore(preferences);
}

export function preferencesNow(): Preferences {
  return preferences.get();
}

export function changePreferences(change: Partial<Preferences>): void {
  preferences.update((now) => ({ ...now, ...change }));
}

export function setTheme(theme: Theme): void {
  changePreferences({ theme });
}
