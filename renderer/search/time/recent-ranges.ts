/** Ranges that were chosen lately and are no presets, newest first; kept between starts. */
import { z } from 'zod';
import { timeRangeSchema } from '../../../src/protocol/index.ts';
import type { TimeRange } from '../../../src/protocol/index.ts';
import { createKeptStore } from '../../ui/kept.ts';
import { useStore } from '../../ui/store.ts';
import { isPreset, isSameRange } from './ranges.ts';

const most = 6;
const recent = createKeptStore<readonly TimeRange[]>('grotto.recent-ranges', z.array(timeRangeSchema).readonly(), []);

export function useRecentRanges(): readonly TimeRange[] {
  return useStore(recent);
}

export function rememberRange(range: TimeRange): void {
  if (isPreset(range)) return;
  recent.update((now) => [range, ...now.filter((one) => !isSameRange(one, range))].slice(0, most));
}
