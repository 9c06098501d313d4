/** The fields that every event shows below its text, kept between starts. */
import { z } from 'zod';
import { createKeptStore } from '../../ui/kept.ts';
import { useStore } from '../../ui/store.ts';

const selected = createKeptStore<readonly string[]>('grotto.selected-fields', z.array(z.string()).readonly(), [
  'host',
  'source',
  'sourcetype',
]);

export function useSelectedFields(): readonly string[] {
  return useStore(selected);
}

export function toggleSelectedField(name: string): void {
  selected.update((now) => (now.includes(name) ? now.filter((one) => one !== name) : [...now, name]));
}
